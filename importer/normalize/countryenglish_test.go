package normalize

// englishNames are the names of countries in English beside those of CLDR, and
// the abbreviations that people write in any language: short and official names
// (ISO 3166-1; United Nations, "Member States"; UNTERM), those of the World
// Bank's lists, former names, and common ones. The order of a name's words is
// left to [englishKey], as are "the", "of", "and", "St." and "Rep.".
const englishNames = `
AD Principality of Andorra
AE UAE|Emirates|The Emirates|Emirates, United Arab
AF Islamic Republic of Afghanistan|Transitional Islamic State of Afghanistan
AG Antigua|Barbuda
AL Republic of Albania|People's Republic of Albania
AM Republic of Armenia
AO Republic of Angola|People's Republic of Angola
AR Argentine Republic|Republic of Argentina|Argentine
AS Eastern Samoa|Samoa (American)
AT Republic of Austria
AU Commonwealth of Australia
AX Aland|Åland|Aaland Islands
AZ Republic of Azerbaijan|Azerbaidjan
BA Bosnia|Bosnia-Hercegovina|Herzegovina|Republic of Bosnia and Herzegovina
BD People's Republic of Bangladesh|East Pakistan|Bangla Desh
BE Kingdom of Belgium
BF Burkina|Upper Volta|Burkina-Faso
BG Republic of Bulgaria
BH Kingdom of Bahrain|State of Bahrain|Bahrein
BI Republic of Burundi
BJ Republic of Benin|Dahomey
BL Saint Barts|Saint Barth|Saint Bartholomew|Saint-Barthelemy|Saint Barths
BM Somers Isles|The Bermudas
BN Brunei Darussalam|Nation of Brunei, the Abode of Peace|Negara Brunei Darussalam
BO Plurinational State of Bolivia|Republic of Bolivia
BQ Bonaire, Sint Eustatius and Saba|Bonaire, Saint Eustatius and Saba|Bonaire|Sint Eustatius|Saba|BES Islands
BR Federative Republic of Brazil|Federal Republic of Brazil
BS Commonwealth of the Bahamas|The Bahamas|Bahama Islands
BT Kingdom of Bhutan
BW Republic of Botswana|Bechuanaland
BY Republic of Belarus|Byelorussia|Belorussia|White Russia|Byelorussian SSR
BZ British Honduras
CA Dominion of Canada
CC Cocos Islands|Keeling Islands|Territory of Cocos (Keeling) Islands
CD DRC|DR Congo|DR of Congo|D.R.C.|Congo DRC|Democratic Republic of the Congo|Congo, The Democratic Republic of the|Congo Kinshasa|Congo-Zaire|Zaire|Republic of Zaire|Belgian Congo|Democratic Congo|Congo, DR
CF Central African Empire|Central Africa Republic|Central African Rep.
CG Congo|Republic of the Congo|Congo Brazzaville|People's Republic of the Congo|French Congo|Congo Republic|Republic Congo
CH Swiss Confederation|Confoederatio Helvetica|Helvetia
CI Republic of Côte d'Ivoire|Ivory Coast|Cote d Ivoire|Republic of Ivory Coast|Cote d'Ivoire (Ivory Coast)
CL Republic of Chile
CM Republic of Cameroon|United Republic of Cameroon|Cameroons
CN People's Republic of China|PRC|P.R. China|PR China|PR of China|China PR|Mainland China|China Mainland|China, mainland|Red China
CO Republic of Colombia
CR Republic of Costa Rica
CU Republic of Cuba
CV Cabo Verde|Republic of Cabo Verde|Republic of Cape Verde|Cape Verde Islands
CX Territory of Christmas Island|Christmas Islands
CY Republic of Cyprus
CZ Czech Republic|Czechia Republic|The Czech Republic|Czech Rep
DE Federal Republic of Germany|FRG|West Germany|East Germany|German Democratic Republic|GDR|Fed. Rep. of Germany|German Federal Republic
DJ Republic of Djibouti|French Somaliland|Afars and Issas|French Territory of the Afars and the Issas|Jibuti
DK Kingdom of Denmark
DM Commonwealth of Dominica|Dominica Island
DO Dominican Rep|The Dominican Republic
DZ People's Democratic Republic of Algeria
EC Republic of Ecuador
EE Republic of Estonia
EG Arab Republic of Egypt|United Arab Republic|Arab Rep. Egypt
EH Sahrawi Arab Democratic Republic|Spanish Sahara|Sahara, Western|Sahrawi Republic|W. Sahara
ER State of Eritrea
ES Kingdom of Spain
ET Federal Democratic Republic of Ethiopia|Abyssinia|People's Democratic Republic of Ethiopia
FI Republic of Finland
FJ Republic of Fiji|Republic of the Fiji Islands|Fiji Islands
FK Falkland Islands (Malvinas)|Falklands|The Falklands|Malvinas|Falkland Islands (Islas Malvinas)
FM Federated States of Micronesia|Micronesia, Fed. Sts.
FO The Faroes|Faeroe Islands|Faroes|Faeroes|Faroer|Foroyar
FR French Republic|Metropolitan France|France, Metropolitan|Republic of France
GA Gabonese Republic|Republic of Gabon
GB United Kingdom of Great Britain and Northern Ireland|UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|The UK|Great Britain (UK)|England (UK)|Great Britain and Northern Ireland|United Kingdom of Great Britain|UK of Great Britain and Northern Ireland|Ulster|United Kingdom of GB and NI|UK of GB|N. Ireland|Great Britain and N. Ireland|G.B.|Gt. Britain
GD State of Grenada
GE Republic of Georgia|Georgian Republic
GF Guiana, French|French Guyana
GG Bailiwick of Guernsey|Alderney|Sark
GH Republic of Ghana|Gold Coast
GI Rock of Gibraltar
GL Grønland|Kalaallit Nunaat
GM Republic of the Gambia|The Gambia|Islamic Republic of the Gambia
GN Republic of Guinea|Guinea Conakry|Guinea-Conakry|French Guinea|Revolutionary People's Republic of Guinea
GP Department of Guadeloupe
GQ Republic of Equatorial Guinea|Spanish Guinea|Eq. Guinea
GR Hellenic Republic|Hellas
GS South Georgia|South Georgia and the Islands|South Sandwich Islands
GT Republic of Guatemala
GU Territory of Guam
GW Republic of Guinea-Bissau|Portuguese Guinea|Bissau-Guinea
GY Co-operative Republic of Guyana|Cooperative Republic of Guyana|British Guiana|Republic of Guyana
HK Hong Kong|Hongkong|Hong Kong SAR|Hong Kong SAR, PRC|China, Hong Kong Special Administrative Region|Hong Kong Special Administrative Region of China|HKSAR|Hong Kong, China|Hong Kong S.A.R.|HK SAR|Hong Kong Special Administrative Region
HM Heard Island and McDonald Islands|Heard and Mc Donald Islands|Heard Island
HN Republic of Honduras
HR Republic of Croatia|Hrvatska
HT Republic of Haiti|Hayti
HU Republic of Hungary|Hungarian People's Republic
ID Republic of Indonesia|Dutch East Indies|Netherlands East Indies
IE Republic of Ireland|Eire|Irish Republic|Irish Free State|Southern Ireland|Ireland, Republic of
IL State of Israel
IM Ellan Vannin|Man, Isle of
IN Republic of India|Bharat|Union of India|Hindustan|British India
IO Chagos Islands|Chagos Archipelago|British Indian Ocean Terr|Diego Garcia|Br. Indian Ocean Territory
IQ Republic of Iraq|Irak
IR Islamic Republic of Iran|Persia
IS Republic of Iceland
IT Republic of Italy|Italian Republic
JE Bailiwick of Jersey
JO Hashemite Kingdom of Jordan|Kingdom of Jordan|Transjordan
JP Nippon|Nihon|State of Japan
KE Republic of Kenya|British East Africa
KG Kyrgyz Republic|Kirghizia|Kirgizia|Kirghizstan|Kirgizstan|Kirgistan|Kyrghyzstan
KH Kingdom of Cambodia|Kampuchea|Khmer Republic|Democratic Kampuchea|People's Republic of Kampuchea
KI Republic of Kiribati|Gilbert Islands
KM Union of the Comoros|Comoro Islands|Comores|Islamic Federal Republic of the Comoros|The Comoros
KN Federation of Saint Kitts and Nevis|Saint Christopher and Nevis|Saint Christopher-Nevis|Federation of Saint Christopher and Nevis|Saint Kitts|Nevis|Saint Kitts-Nevis
KP Democratic People's Republic of Korea|DPRK|DPR Korea|Korea, DPR|Korea DPR|North Korea (DPRK)|Korea, North|Korea Dem People's Rep|N. Korea|Democratic Republic of Korea
KR Republic of Korea|Korea|ROK|South Korea (ROK)|Korea (South)|Korea ROK|S. Korea
KW State of Kuwait|Koweit
KY Caymans|The Caymans|Cayman
KZ Republic of Kazakhstan|Kazakstan|Kazachstan
LA Lao People's Democratic Republic|Lao PDR|Lao P.D.R.|Kingdom of Laos|Lao|Lao People's Dem. Rep.|Laos PDR
LB Lebanese Republic|Republic of Lebanon
LC Sainte Lucia|Santa Lucia
LI Principality of Liechtenstein
LK Democratic Socialist Republic of Sri Lanka|Ceylon|Srilanka|Shri Lanka
LR Republic of Liberia
LS Kingdom of Lesotho|Basutoland
LT Republic of Lithuania
LU Grand Duchy of Luxembourg|Luxemburg
LV Republic of Latvia
LY State of Libya|Libyan Arab Jamahiriya|Libyan Arab Republic|Socialist People's Libyan Arab Jamahiriya|Great Socialist People's Libyan Arab Jamahiriya
MA Kingdom of Morocco
MC Principality of Monaco
MD Republic of Moldova|Moldavia
ME Republic of Montenegro|Crna Gora
MF Saint Martin (French part)|Saint-Martin (France)|Saint-Martin|Collectivity of Saint Martin|Saint Martin, French|French Saint Martin
MG Republic of Madagascar|Malagasy Republic|Malagasy
MH Republic of the Marshall Islands|Marshalls|The Marshall Islands
MK North Macedonia|Republic of North Macedonia|The former Yugoslav Republic of Macedonia|FYROM|Former Yugoslav Rep of Macedonia|FYR Macedonia|Macedonia, FYR|Macedonia FYROM|Republic of Macedonia|North Macedonia (FYROM)|Macedonia, the former Yugoslav Rep.|TFYR Macedonia|N. Macedonia
ML Republic of Mali|French Sudan|Sudanese Republic
MM Myanmar|Republic of the Union of Myanmar|Burma|Union of Burma|Union of Myanmar|Myanmar/Burma|Burma (Myanmar)
MN People's Republic of Mongolia|Outer Mongolia|Mongolian People's Republic
MO Macao|Macau|Macao SAR|Macau SAR|China, Macao Special Administrative Region|Macao Special Administrative Region of China|Macau Special Administrative Region|Macao, China|Macau, China|Macao SAR, China
MP Commonwealth of the Northern Mariana Islands|Northern Marianas|North Mariana Islands|Northern Mariana Is.|CNMI|Saipan|N. Mariana Islands
MQ Department of Martinique
MR Islamic Republic of Mauritania
MT Republic of Malta
MU Republic of Mauritius
MV Republic of Maldives|Maldive Islands|Maldive|The Maldives
MW Republic of Malawi|Nyasaland
MX United Mexican States|Estados Unidos Mexicanos
MY Federation of Malaysia|Malaya|Federation of Malaya
MZ Republic of Mozambique|People's Republic of Mozambique|Mocambique
NA Republic of Namibia|South West Africa|South-West Africa|German South West Africa
NC New Caledonia and Dependencies|Kanaky
NE Republic of the Niger|The Niger|Republic of Niger
NF Territory of Norfolk Island|Norfolk Islands
NG Federal Republic of Nigeria
NI Republic of Nicaragua
NL Kingdom of the Netherlands|The Netherlands|Holland|Nederland|The Netherlands (Holland)
NO Kingdom of Norway
NP Federal Democratic Republic of Nepal|Kingdom of Nepal
NR Republic of Nauru|Pleasant Island
NU Savage Island|Republic of Niue
NZ Aotearoa|Aotearoa New Zealand|New Zealand (Aotearoa)|N.Z.|N. Zealand
OM Sultanate of Oman|Muscat and Oman
PA Republic of Panama
PE Republic of Peru
PF Tahiti|Polynesia (French)|Polynesia, French
PG Independent State of Papua New Guinea|PNG|Papua-New Guinea|Papua N. Guinea|Territory of Papua and New Guinea
PH Republic of the Philippines|The Philippines|Philippine Islands|Pilipinas
PK Islamic Republic of Pakistan|West Pakistan
PL Republic of Poland|Polish People's Republic|Polish Republic
PM Saint Pierre & Miquelon Islands|Saint Pierre|Miquelon
PN Pitcairn|Pitcairn Island|Pitcairn, Henderson, Ducie and Oeno Islands
PR Commonwealth of Puerto Rico|Porto Rico
PS State of Palestine|Palestine|Occupied Palestinian Territory|Palestinian Territory, Occupied|West Bank and Gaza|Palestinian Authority|Palestinian Territory|Gaza Strip|West Bank|Palestinian National Authority|West Bank and Gaza Strip|Gaza
PT Portuguese Republic|Republic of Portugal
PW Republic of Palau|Belau|Pelew Islands
PY Republic of Paraguay
QA State of Qatar
RE Reunion Island|Island of Réunion|Reunion Islands|La Réunion|Bourbon Island
RO Rumania|Roumania|Socialist Republic of Romania
RS Republic of Serbia|Servia
RU Russian Federation|The Russian Federation|Russian Fed.|Russia (Russian Federation)|Russian Republic|Russian SFSR
RW Republic of Rwanda|Ruanda
SA Kingdom of Saudi Arabia|KSA|Saudi
SB The Solomons|British Solomon Islands|Solomons
SC Republic of Seychelles|Seychelles Islands|The Seychelles
SD Republic of the Sudan|The Sudan|North Sudan|Democratic Republic of the Sudan
SE Kingdom of Sweden
SG Republic of Singapore
SH Saint Helena, Ascension and Tristan da Cunha|Ascension Island|Tristan da Cunha|Ascension|Saint Helena Island
SI Republic of Slovenia
SJ Svalbard and Jan Mayen Islands|Svalbard|Jan Mayen|Spitsbergen|Spitzbergen
SK Slovak Republic|Republic of Slovakia|Slovak Rep
SL Republic of Sierra Leone
SM Republic of San Marino|Most Serene Republic of San Marino
SN Republic of Senegal
SO Federal Republic of Somalia|Somali Republic|Somali Democratic Republic
SR Republic of Suriname|Surinam|Dutch Guiana|Netherlands Guiana
SS Republic of South Sudan|Southern Sudan
ST Democratic Republic of Sao Tome and Principe|Sao Tome|Principe|Sao Tome e Principe
SV Republic of El Salvador|Salvador|The Salvador
SX Sint Maarten (Dutch part)|Saint Maarten|St Maarten (Dutch)|Saint Martin (Dutch part)|Sint Maarten, Dutch|Dutch Sint Maarten|Dutch Saint Martin
SY Syrian Arab Republic|Syrian Republic|Syrian Arab Rep.
SZ Eswatini|eSwatini|Kingdom of Eswatini|Kingdom of Swaziland|Eswatini (Swaziland)|Swaziland (Eswatini)
TC Turks Islands|Caicos Islands|Turks & Caicos|Turks and Caicos Is.
TD Republic of Chad|Tchad
TF French Southern and Antarctic Lands|French Southern & Antarctic Territories|French Southern Territories (the)|French Southern Lands
TG Togolese Republic|Republic of Togo|Togoland
TH Kingdom of Thailand|Siam
TJ Republic of Tajikistan|Tadzhikistan|Tadjikistan|Tajikstan
TK Tokelau Islands|Union Islands
TL East Timor|Democratic Republic of Timor-Leste|Timor Leste (East Timor)|Portuguese Timor|Timor-Leste, Democratic Republic of
TM Turkmenia|Republic of Turkmenistan|Turkmenistan Republic
TN Republic of Tunisia|Tunisian Republic
TO Kingdom of Tonga|Tonga Islands|Friendly Islands
TR Türkiye|Republic of Türkiye|Republic of Turkey|Turkiye|Turkey (Türkiye)
TT Republic of Trinidad and Tobago|Trinidad|Tobago|Trinidad-Tobago
TV Ellice Islands
TW Taiwan, Province of China|Taiwan, China|China, Taiwan|Republic of China|ROC|Chinese Taipei|Taiwan (ROC)|Taiwan, Republic of China|Taiwan (Republic of China)|Taiwan R.O.C.|China, Republic of (Taiwan)|Taiwan Province|Taiwan Province of PRC
TZ United Republic of Tanzania|Tanganyika|Zanzibar|Tanganyika and Zanzibar|Republic of Tanzania
UA The Ukraine|Ukrainian SSR|Ukrainian Soviet Socialist Republic
UG Republic of Uganda
UM United States Minor Outlying Islands|US Minor Outlying Islands|U.S. Minor Outlying Islands|US Minor Islands|Wake Island|Midway Islands
US USA|U.S.|US|U.S.A.|United States of America|America|US of A|The United States|The USA|The US|United States (USA)|United States of America (USA)|United-States|U S of America|America, USA|United State of America|United States America
UY Oriental Republic of Uruguay|Eastern Republic of Uruguay|Republic of Uruguay
UZ Republic of Uzbekistan|Uzbek Republic
VA Holy See|Vatican|Vatican City State|Holy See (Vatican City State)|Holy See (Vatican City)|State of the Vatican City|The Vatican|State of Vatican
VC Saint Vincent|The Grenadines|Saint Vincent/Grenadines|St. Vincent and Grenadine
VE Bolivarian Republic of Venezuela|Republic of Venezuela|Venezuela, RB|Venezuela, R.B. de
VG Virgin Islands, British|BVI|B.V.I.|British Virgin Isl.|Tortola|Virgin Islands, UK|Br. Virgin Islands
VI Virgin Islands of the United States|United States Virgin Islands|Virgin Islands, US|US Virgin Islands|USVI|U.S.V.I.|American Virgin Islands|Virgin Islands, United States|Danish West Indies|Virgin Islands, American
VN Socialist Republic of Viet Nam|Viet Nam|Viet-Nam|Socialist Republic of Vietnam|Vietnam, S.R.|North Vietnam|South Vietnam|Democratic Republic of Vietnam
VU Republic of Vanuatu|New Hebrides
WF Wallis and Futuna Islands|Territory of the Wallis and Futuna Islands|Wallis
WS Independent State of Samoa|Western Samoa|Samoa, Western|German Samoa
YE Republic of Yemen|Yemen Arab Republic|People's Democratic Republic of Yemen|South Yemen|North Yemen|Republic of the Yemen|Yemen, Rep.
YT Department of Mayotte|Mahoré
ZA Republic of South Africa|RSA|R.S.A.|Union of South Africa|Africa, South|Rep. South Africa|S. Africa|Southafrica|South African Republic
ZM Republic of Zambia|Northern Rhodesia
ZW Republic of Zimbabwe|Southern Rhodesia|Rhodesia|Zimbabwe Rhodesia
`

// formerStates are English names of no country of today, or of two: nobody can
// tell from them which one is meant.
const formerStates = `
VG,VI Virgin Islands|The Virgin Islands
CZ,SK Czechoslovakia|Czecho-Slovakia|Czechoslovak Republic|Czechoslovak Socialist Republic|CSSR
RS,HR,BA,SI,ME,MK Yugoslavia|Jugoslavia|Former Yugoslavia|Socialist Federal Republic of Yugoslavia|Federal Republic of Yugoslavia|SFRY
RS,ME Serbia and Montenegro|State Union of Serbia and Montenegro
RU,UA,BY,KZ,UZ Soviet Union|USSR|Union of Soviet Socialist Republics|Former USSR|Former Soviet Union
CW,SX,BQ Netherlands Antilles|Dutch Antilles|Dutch Caribbean|Curaçao and Sint Maarten
GG,JE Channel Islands
GN,GW,GQ,PG Guineas
KP,KR Koreas|Korean Peninsula
IE,GB British Isles
MY,SG,BN Straits Settlements
SN,GM Senegambia
RW,BI Ruanda-Urundi
KH,LA,VN French Indochina|Indochina
ZM,ZW,MW Federation of Rhodesia and Nyasaland
`
