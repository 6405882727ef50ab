package normalize

import (
	"strings"
	"testing"
)

// What people write, each line a country: code and cells.
const countriesAsWritten = `
AE UAE|U.A.E.|uae|United Arab Emirates|Emirates, United Arab|The United Arab Emirates|الإمارات|الإمارات العربية المتحدة|Vereinigte Arabische Emirate|ОАЭ|Émirats arabes unis
AG Antigua & Barbuda|Antigua and Barbuda|ANTIGUA/BARBUDA
AT Áo|ÁO|Österreich|Osterreich|Oesterreich|ÖSTERREICH|Autriche|AUT|Österreich (AT)
BA Bosnia-Herzegovina|Bosna i Hercegovina|Bosnien und Herzegowina
BE Bỉ|Belgique|België|Belgie|BELGIË|Belgien|Belgique - België|België/Belgique/Belgien
BN Brunei Darussalam
BO Bolivia (Plurinational State of)|Bolivia, Plurinational State of|Bolivia
BR Brasil|BRASIL|Brésil|Brazil - BR|BRA|Brazil (+55)
CD DRC|DR Congo|D.R. Congo|Congo, The Democratic Republic of the|Congo, Democratic Republic of the|Congo (Democratic Republic of the)|Congo, Dem. Rep.|Congo - Kinshasa|Congo (Kinshasa)|Zaire|Congo (DRC)|Democratic Republic of Congo|République démocratique du Congo
CG Congo|Congo, Rep.|Republic of Congo|Congo (Brazzaville)|Congo-Brazzaville|Republic of the Congo|Congo, Republic of the
CH Schweiz|Suisse|Svizzera|Schweiz/Suisse/Svizzera|CHE|Switzerland, CH|ch
CI Ivory Coast|Côte d'Ivoire|Cote d’Ivoire|COTE D'IVOIRE|Côte d´Ivoire|Cote dIvoire
CN China|PRC|P.R. China|PR China|People's Republic of China|China, People's Republic of|中国|中國|中华人民共和国|Kina|Китай
CV Cabo Verde|Cape Verde
CZ Czech Republic|Czechia|The Czech Republic|Česko|Ceska republika|Česká republika|Tschechien|CZE|ČR
DE Germany|GERMANY|Deutschland|DE Germany|Germany DE|DE-Germany|Germany [DE]|Germany, DE|Allemagne|Alemania|Germania|Duitsland|Niemcy|Německo|Almanya|Германия|ドイツ|德国|독일|जर्मनी|ألمانيا|Tyskland|Saksa|Federal Republic of Germany|Germany, Federal Republic of|Germany / Deutschland|Germany (Deutschland)|🇩🇪|🇩🇪 Germany|+49 Germany|Germany +49|Germany (49)|DEU - Germany
DO Dominican Republic (+1-809)|Dominican Republic (+1809)|Dominican Republic|Rep. Dominicana|República Dominicana|Dominican Rep.
ES España|Espana|ESPAÑA|Spanien|Espagne|Испания
FM Micronesia, Fed. States of|Micronesia, Federated States of|Micronesia, Fed. Sts.|Micronesia (Federated States of)
FR France|FRANCE|Frankreich|Francia|FRA|fr|Frankrijk|法国
GB N. Ireland|Great Britain & N. Ireland|G.B.|England (GB)|UK (Great Britain)|GB/UK|+44 UK|UnitedKingdom|UK|U.K.|uk|U K|Great Britain|Great Britain (UK)|England|Scotland|Wales|Northern Ireland|United Kingdom|The United Kingdom|United Kingdom (UK)|UK - United Kingdom|GB - United Kingdom|United Kingdom of Great Britain and Northern Ireland|Großbritannien|Vereinigtes Königreich|Royaume-Uni|Reino Unido|England, UK|GBR|Великобритания|英国|Vương quốc Anh|United Kingdom (+44)
GE Georgia|GEORGIA|Georgia (GE)|საქართველო|Грузия
GM Gambia, The|The Gambia|Gambia (the)
GR Greece|Ελλάδα|ΕΛΛΑΔΑ|Ελλάς|Hellas|Griechenland
HK Hong Kong|HongKong|HONG KONG|Hong Kong SAR|Hong Kong SAR, China|Hong Kong, China|香港
HR Croatia|Hrvatska|Kroatien
IN India_IN|IN_India|IN:India|India.|INDIA - IND|0091 India|91 - India|India 91|इण्डिया|India|INDIA|india|IN|in|IND|India (IN)|IN - India|IN India|India IN|India-IN|India, IN|(IN) India|[IN] India|India (IND)|Bharat|भारत|Republic of India|India, Republic of|इंडिया|இந்தியா|ভারত|ہندوستان|Indien|Inde|Индия|印度|インド|India (+91)|+91 India|India +91|India/IN|🇮🇳 India|India 🇮🇳|ＩＮＤＩＡ|ＩＮ|India (भारत)|भारत (India)|भारत गणराज्य
IR Iran|Iran, Islamic Republic of|Iran (Islamic Republic of)|ایران
JP Japan|日本|日本国|JPN|Japon|Japón|Nippon
KN St. Kitts & Nevis|Saint Kitts and Nevis|St Kitts and Nevis|St.Kitts and Nevis
KP N. Korea|N Korea|Korea, Dem. Rep.|North Korea|Korea, North|Korea (North)|Korea, Democratic People's Republic of|Korea (the Democratic People's Republic of)|Korea, Dem. People’s Rep.|Korea, Dem. People's Rep.
KR S. Korea|S Korea|South Korea|Korea, South|Korea (South)|Korea, Republic of|Korea, Rep.|Korea (the Republic of)|Republic of Korea|대한민국|한국|韓国|Südkorea|Suedkorea|Corée du Sud
LA Lao PDR|Lao People's Democratic Republic|LAO PEOPLE’S DEMOCRATIC REPUBLIC|Laos|Lào
LC St Lucia|St. Lucia|Saint Lucia|Sainte-Lucie
MD Moldova, Republic of|Moldova|Молдова
MF Saint Martin (French part)
MK North Macedonia|Macedonia|Macedonia, the former Yugoslav Republic of|Macedonia (the former Yugoslav Republic of)|FYROM|Северна Македонија
MM Myanmar|Burma|Myanmar (Burma)|Burma/Myanmar
MX México|Mexico|MÉXICO|Mexiko|Mexique|Estados Unidos Mexicanos
NA NA|na|NAM|Namibia
NE Niger|Níger|Niger (the)
NG Nigeria|NGA|nga|Nigeria, Federal Republic of
NL Netherlands|The Netherlands|Netherlands (the)|Netherlands, Kingdom of the|Holland|Nederland|Niederlande|Pays-Bas|Netherlands (Kingdom of the)|Países Bajos
NO Norge|Noreg|Norway|Norwegen
PL Polska|Poland|Polen
PS Palestine, State of|State of Palestine|Palestine|Palestinian Territory, Occupied
RU Russia|Russian Federation|Russian Federation (the)|Россия|РОССИЯ|Российская Федерация|РФ|Russland|Russie
SA Saudi Arabia|KSA|Kingdom of Saudi Arabia|السعودية|المملكة العربية السعودية
SE Sverige|Sweden|Schweden|SVERIGE
SH Saint Helena, Ascension and Tristan da Cunha
SK Slovak Republic|Slovakia|Slovensko|Slovakia (Slovak Republic)
ST São Tomé & Príncipe|Sao Tome and Principe|SAO TOME AND PRINCIPE
SX Sint Maarten (Dutch part)|Sint Maarten
SY Syrian Arab Republic|Syria
SZ Eswatini|Swaziland|Eswatini (Kingdom of)
TD Çad|Chad|Tchad|Чад
TL Timor-Leste|East Timor
TR Türkiye|Turkiye|TÜRKİYE|TURKIYE|Turkey|Türkei|Türkiye Cumhuriyeti
TT Trinidad & Tobago|Trinidad and Tobago|Trinidad/Tobago
TW Taiwan|Taiwan, Province of China|Taiwan (Province of China)|臺灣|台灣|Republic of China
TZ Tanzania, United Republic of|Tanzania, the United Republic of|Tanzania
EH W. Sahara|Western Sahara
HU Magyarorszag|Ungarn|Wegry|Madarsko
JM Jamaica (+1876)|Jamaica +1
TM Туркмения
BY Белоруссия|Bialorus|Weissrussland
CY ΚΥΠΡΟΣ|Kypros|Zypern|Chypre
AL Shqiperia|Albanien
KG Киргизия|Kyrgyz Republic
EG مصر|Misir|Egypte|Ägypten|Aegypten
UM U.S. Minor Outlying Islands|United States Minor Outlying Islands
US USA|U.S.A.|US|U.S.|us|usa|United States|United States of America|The United States of America|United States of America (the)|United States (US)|US - United States|United States (USA)|U.S. of A|America|Estados Unidos|EE.UU.|EE. UU.|EEUU|États-Unis|Etats-Unis|ETATS UNIS|Vereinigte Staaten|Verenigde Staten|Stati Uniti|США|美国|アメリカ|미국|अमेरिका|Mỹ|Hoa Kỳ|United States (+1)|USA +1|Stati Uniti d'America|Amerika Birleşik Devletleri
VA Holy See|Holy See (the)|Holy See (Vatican City State)|Vatican City
VC Saint Vincent and the Grenadines|St. Vincent & Grenadines
VE Venezuela, Bolivarian Republic of|Venezuela (Bolivarian Republic of)|Venezuela, RB
VG Virgin Islands, British|Virgin Islands (British)|British Virgin Islands|BVI
VI Virgin Islands, U.S.|Virgin Islands (U.S.)|US Virgin Islands|USVI
VN Viet Nam|Vietnam|Việt Nam|VIET-NAM|Socialist Republic of Viet Nam
YE Yemen, Rep.|Yemen
ZA South Africa|RSA|Republic of South Africa|Suid-Afrika|Südafrika
`

func TestCountriesAsPeopleWriteThem(t *testing.T) {
	cells := 0
	eachName(countriesAsWritten, func(want, cell string) {
		cells++
		if got, why := Country(Fold(cell)); got != want {
			t.Errorf("Country(%q) = %q, want %s: %+v", cell, got, want, why)
		}
	})
	if cells < 300 {
		t.Errorf("only %d cells", cells)
	}
}

// What is not a country, and what is said about it.
func TestCellsThatAreNoCountry(t *testing.T) {
	tests := []struct{ cell, text, hint, instead string }{
		// Nothing.
		{"Atlantis", "is not a country", "", ""},
		{"XZ", "is not a country", "", ""},
		{"ZZZ", "is not a country", "", ""},
		{"Earth", "is not a country", "", ""},
		{"EU", "is not a country", "", ""},
		{"Europe", "is not a country", "", ""},
		{"Kosovo", "is not a country", "", ""},
		{"XK", "is not a country", "", ""},
		{"California", "is not a country", "", ""},
		{"CA - California", "is not a country", "", ""},
		{"Paris, France", "is not a country", "", ""},
		{"Made in India", "is not a country", "", ""},
		{"India and Nepal", "is not a country", "", ""},
		{"en-IN", "is not a country", "India (IN)", "IN"},
		{"de_CH", "is not a country", "Switzerland (CH)", "CH"},
		{"INR", "is not a country", "", ""},
		{"I N D", "is not a country", "", ""},
		{"99999", "is not a country", "", ""},
		{"+999", "is not a country", "", ""},
		{"--", "is not a country", "", ""},
		{"A - T", "is not a country", "", ""},

		// Names and words that lose their marks.
		{"Cin", "is not a country", "", ""}, // Çin is China in Turkish
		{"Duc", "is not a country", "", ""}, // Đức is Germany in Vietnamese
		{"L.A.", "is not a country", "", ""},
		{"Cad", "is not a country", "", ""},
		{"End", "is not a country", "", ""},
		{"Man", "is not a country", "", ""},
		{"Tai", "is not a country", "", ""},
		{"Mon", "is not a country", "", ""},
		{"Nga", "does not say which country", "Russia (RU) or Nigeria (NG)", ""},

		// Two countries.
		{"Virgin Islands", "does not say which country", "VG", ""},
		{"Конго", "does not say which country", "CD", ""},
		{"Nigeri", "does not say which country", "Niger (NE) or Nigeria (NG)", ""},
		{"India (DE)", "does not say which country", "DE", ""},
		{"DE - India", "does not say which country", "IN", ""},
		{"India/Nepal", "does not say which country", "Nepal (NP)", ""},
		{"Georgia, US", "does not say which country", "GE", ""},
		{"Georgia (USA)", "does not say which country", "GE", ""},
		{"Jersey, UK", "does not say which country", "JE", ""},
		{"Puerto Rico, US", "does not say which country", "PR", ""},
		{"Yugoslavia", "does not say which country", "", ""},
		{"USSR", "does not say which country", "", ""},
		{"Czechoslovakia", "does not say which country", "Slovakia (SK)", ""},
		{"Netherlands Antilles", "does not say which country", "CW", ""},
		{"356", "is a number", "Malta (MT) or India (IN)", ""},

		// Signs on cars.
		{"D", "is not a country", "on cars it stands for Germany (DE)", "DE"},
		{"d", "is not a country", "Germany (DE)", "DE"},
		{"A", "is not a country", "Austria (AT)", "AT"},
		{"F", "is not a country", "France (FR)", "FR"},
		{"I", "is not a country", "Italy (IT)", "IT"},
		{"E", "is not a country", "Spain (ES)", "ES"},
		{"B", "is not a country", "Belgium (BE)", "BE"},
		{"S", "is not a country", "Sweden (SE)", "SE"},
		{"L", "is not a country", "Luxembourg (LU)", "LU"},
		{"CDN", "is not a country", "Canada (CA)", "CA"},
		{"RCH", "is not a country", "Chile (CL)", "CL"},
		{"EAU", "is not a country", "Uganda (UG) or United Arab Emirates (AE)", ""},

		// Other codes.
		{"GER", "is not a country", "Germany (DE)", "DE"},
		{"SUI", "is not a country", "Switzerland (CH)", "CH"},
		{"EL", "is not a country", "Greece (GR)", "GR"},
		{"EN", "is not a country", "United Kingdom (GB)", "GB"},
		{"CHI", "is not a country", "Chile (CL)", "CL"},
		{"RDC", "is not a country", "Kinshasa (CD)", "CD"},
		{"EUA", "is not a country", "United States (US)", "US"},
		{"840", "is a number", "United States (US)", "US"},

		// Calling codes.
		{"91", "is a calling code", "that of India (IN)", "IN"},
		{"+91", "is a calling code", "that of India (IN)", "IN"},
		{"0091", "is a calling code", "that of India (IN)", "IN"},
		{"49", "is a calling code", "Germany (DE)", "DE"},
		{"+49", "is a calling code", "Germany (DE)", "DE"},
		{"0049", "is a calling code", "Germany (DE)", "DE"},
		{"+44", "is a calling code", "United Kingdom (GB) and 3 more", "GB"},
		{"+1", "is a calling code", "United States (US) and", ""},
		{"7", "is a calling code", "Russia (RU) or Kazakhstan (KZ)", ""},
		{"+971", "is a calling code", "United Arab Emirates (AE)", "AE"},

		// Slips.
		{"Inda", "is not a country", "did you mean India (IN)?", "IN"},
		{"Indai", "is not a country", "India (IN)", "IN"},
		{"Phillipines", "is not a country", "Philippines (PH)", "PH"},
		{"Untied States", "is not a country", "United States (US)", "US"},
		{"Netherland", "is not a country", "Netherlands (NL)", "NL"},
		{"Duetschland", "is not a country", "Germany (DE)", "DE"},
		{"Germny", "is not a country", "Germany (DE)", "DE"},
		{"GERMNAY", "is not a country", "Germany (DE)", "DE"},
		{"Brasill", "is not a country", "Brazil (BR)", "BR"},
		{"Росия", "is not a country", "Russia (RU)", "RU"},
		{"Austrlia", "is not a country", "Austria (AT) or Australia (AU)", ""},
		{"Colombai", "is not a country", "Colombia (CO)", "CO"},
		{"Singapro", "is not a country", "Singapore (SG)", "SG"},
		{"Saudi Arbia", "is not a country", "Saudi Arabia (SA)", "SA"},
		{"Czech", "is not a country", "Czechia (CZ)", "CZ"},
		{"Indian", "is not a country", "India (IN)", "IN"},
		{"Untied Kingdom", "is not a country", "United Kingdom (GB)", "GB"},
	}
	for _, tt := range tests {
		code, why := Country(Fold(tt.cell))
		if code != "" || !strings.Contains(why.Text, tt.text) || !strings.Contains(why.Hint, tt.hint) || (tt.hint == "") != (why.Hint == "") && why.Text == "is not a country" || why.Instead != tt.instead {
			t.Errorf("Country(%q) = %q, %q, hint %q, instead %q; want %q, %q, %q", tt.cell, code, why.Text, why.Hint, why.Instead, tt.text, tt.hint, tt.instead)
		}
		if why.Cell != Fold(tt.cell) || why.Code != InvalidCountry {
			t.Errorf("Country(%q) is about %q (%s)", tt.cell, why.Cell, why.Code)
		}
	}
}
