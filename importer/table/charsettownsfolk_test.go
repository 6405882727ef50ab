package table

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// townsfolk are names of people, by language, none of which is in CLDR or in names.
var townsfolk = map[string][]string{
	"de":      {"Achim Pfützenreuter", "Gerlinde Kühnert", "Mareike Schönwälder", "Torben Hübschmann", "Annegret Lückenkötter", "Wolfram Häfele", "Irmtraud Möllenbeck", "Detlef Rößner", "Volker Großkopf", "Ute Bäuerle", "Jörn Tümmers", "Hanna-Lena Döring"},
	"fr":      {"Gérald Pruvôt", "Maëlle Kerbérénès", "Désiré Gauthé", "Gwénaël Le Bihan", "Solène Beaupré", "Édouard Charrière", "Inès Lachèze", "Cédric Thévenet", "Géraldine Bœuf", "Mégane Crété", "Hervé Pélissier", "Aimée Dufrêne"},
	"es":      {"Íñigo Echeverría", "Rocío Peñaranda", "Nicolás Verdú", "Elías Castañeda", "Úrsula Briceño", "Fermín Ocaña", "Aránzazu Goñi", "Matías Riquelme Añez", "Saúl Carreño", "Verónica Pavón", "Agustín Zúñiga", "Lázaro Treviño"},
	"pt":      {"Tomé Falcão", "Luzia Simplício", "Abílio Conceição", "Graça Assunção", "Zacarias Guimarães", "Virgínia Brandão", "Inácio Barão", "Aurélio Leitão", "Benvinda Lourenção", "Élio Caçador", "Marçal Torrão", "Fátima Beirão"},
	"it":      {"Niccolò Barbanò", "Letizia Cascarà", "Onofrio Calò", "Gesualdo Morabità", "Ninì Parrinò", "Concetta Cefalà", "Rosalia Scirè", "Salvatò Mundò", "Fabrizio Squillacì", "Domenico Foà", "Carmelo Patanè", "Agata Nicosì"},
	"sv":      {"Sölve Hägerström", "Gun-Britt Åhlén", "Åke Brännström", "Märit Söderlund", "Tage Gårdlund", "Lovisa Fjällström", "Östen Grönvall", "Bengt Hägglöf", "Tyra Näslund", "Jörgen Sävström", "Kjell Häggblad", "Ylva Strömqvist"},
	"da":      {"Torkild Bæk", "Anne-Grethe Skjødt", "Preben Højlund", "Rasmus Kærsgaard", "Aage Bøttern", "Dagny Øllgaard", "Søs Præstholm", "Kjeld Nørregaard", "Vagn Båstrup", "Inger Tærø", "Åge Sjælland", "Lone Vestergård"},
	"is":      {"Þorgerður Hákonardóttir", "Ásdís Þráinsdóttir", "Hörður Magnússon", "Guðlaugur Snæbjörnsson", "Sólveig Arnþórsdóttir", "Eyþór Ingólfsson", "Ragnheiður Bjarnadóttir", "Már Ólafsson", "Ögmundur Högnason", "Steinþór Sæmundsson", "Valgerður Kjartansdóttir", "Jóhann Pétursson"},
	"pl":      {"Żegota Świerczyński", "Kazimiera Pędziwiatr", "Błażej Śledź", "Apolonia Gżegżółka", "Zbyszek Wąsik", "Mieczysław Ożóg", "Danuta Śmigły", "Ludwik Trzęsowski", "Teodozja Źdźbło", "Józefina Głąb", "Bronisława Łątka", "Wawrzyniec Ćwiąkała"},
	"cs":      {"Dobroslav Křenek", "Zdeňka Hořejší", "Přemysl Švehla", "Libuše Čechová", "Květoslav Řehák", "Drahomíra Žáčková", "Čeněk Vrzáň", "Vojtěch Štrougal", "Ctibor Pešička", "Jindřiška Krejčířová", "Oldřich Břečka", "Alžběta Zvěřinová"},
	"sk":      {"Ľubica Škvarková", "Radovan Ďurkovič", "Vieroslava Kľúčiková", "Dušan Mrázik", "Želmíra Kôstková", "Ľubomír Hrčka", "Viera Šušoliaková", "Ondrej Ťažký", "Gejza Čunderlík", "Soňa Vŕbiková"},
	"hu":      {"Csongor Kőrösi", "Tünde Bükkösdi", "Gergely Ördög", "Zsigmond Csűrös", "Piroska Hűvös", "Boglárka Tőzsér", "Győzike Pünkösti", "Kálmán Szőllősi", "Enikő Füstös", "Ernő Dömötör", "Szilárd Küzdő", "Mátyás Öreg"},
	"ro":      {"Vlăduţ Ţepeş", "Anişoara Brăescu", "Costică Ciobănaşu", "Ţicu Mărgărit", "Ştefania Pătraşcu", "Gheorghiţă Bălan", "Ruxăndra Vîlcu", "Fănică Ţuţuianu", "Dumitraşcu Grădinaru", "Niţă Hârşu", "Măriuca Cârţan", "Lăcrămioara Sârbu"},
	"hr":      {"Dražen Ćosić", "Vjekoslav Štimac", "Ljiljana Đurašković", "Krešimir Žuvela", "Snježana Buljubašić", "Zvonimir Čulić", "Tihomir Škegro", "Jadranka Pavičić", "Siniša Mrđen", "Blaženka Šoljić"},
	"tr":      {"Şehmuz Ağaoğlu", "Gülbahar Çınaroğlu", "İhsan Şenyiğit", "Müjgan Kızılırmak", "Oğuzhan Büyükkaya", "Süheyla Işıldak", "Nurşen Çağlayan", "İlkay Göğebakan", "Tuğrul Şimşekoğlu", "Ümmühan Akbaş", "Hacı Bayramoğlu İnci", "Çiler Yağcı"},
	"el":      {"Αριστείδης Κουτσογιάννης", "Βασιλική Μπουζιάνη", "Λευτέρης Τριανταφυλλίδης", "Πηνελόπη Γκίκα", "Σταμάτης Χριστοφόρου", "Ευτυχία Δεληγιάννη", "Ηλίας Ψαρομήλιγκος", "Φανή Καρακώστα", "Θεόφιλος Ζερβός", "Ουρανία Ξυδάκη", "Μιχάλης Ρουμελιώτης", "Άννα Βλάχου"},
	"ru":      {"Прохор Недоспасов", "Ульяна Расторгуева", "Еремей Щукин", "Глафира Подберёзкина", "Макар Жеребцов", "Аграфена Чижова", "Тихон Ковырялкин", "Пелагея Шишкина", "Савелий Обнорский", "Фёкла Грибоедова", "Захар Эйхенбаум", "Устинья Лаптева"},
	"uk":      {"Панас Їжак", "Соломія Гайдамаченко", "Юхим Підгірний", "Одарка Кириєнко", "Лесь Ґалаґан", "Зіновій Хмелюк", "Стефанія Вітвіцька", "Мирослав Цибуленко", "Уляна Доброїж", "Тарас Нечуй", "Ївга Щербацька", "Гліб Яцків"},
	"bg":      {"Вълко Гъбев", "Снежана Кършева", "Любен Щърбанов", "Цветанка Бояджиева", "Йордан Мъглов", "Радка Тъпчилещова", "Асен Хаджидимитров", "Божана Къдрева", "Пламен Желев", "Гергана Шопова"},
	"he":      {"אברהם רוזנצוייג", "חנה בן שושן", "שמעון אוחיון", "דבורה צוקרמן", "ישראל חזן", "מיכל ורשבסקי", "גדעון לוינסקי", "אסנת טייב", "נחום פינקלשטיין", "זהבה מימון", "עמוס ברקוביץ", "יהודית עזריאל"},
	"ar":      {"سليمان الحكيم", "زينب البغدادي", "عمر الفاروقي", "رقية الهاشمي", "بلال النجار", "سعاد الخطيب", "جابر العتيبي", "لطيفة المرزوقي", "ناصر الكندري", "وفاء الشريف", "أنس القاضي", "إيمان الجندي"},
	"ja":      {"大森春樹", "桜井美穂", "和田恭平", "滝沢由紀子", "坂本龍之介", "奥村千尋", "真鍋拓海", "堀口奈々", "宮崎洋平", "柴田恵理", "ホシノ アキラ", "ミナミ ヨウコ"},
	"zh":      {"钱德龙", "秦海燕", "尹志刚", "龚雪梅", "顾长卫", "方宝珍", "贺国庆", "龙飞虎", "薛佳凝", "雷振宇", "广州恒达贸易", "江苏春兰电器"},
	"zh-Hant": {"簡志明", "游雅雯", "邱淑慧", "廖俊傑", "盧秀燕", "歐陽菲菲", "龔照勝", "戴立忍", "蕭煌奇", "鍾麗緹", "永豐機械工業", "大潤發超市"},
	"ko":      {"백승호", "표창원", "편혜영", "탁재훈", "채시라", "국수정", "왕기춘", "엄앵란", "육성재", "방은희", "대우건설", "새마을식당"},
	"th":      {"บุญเลิศ แก้วมณี", "สายฝน ปัญญาดี", "กิตติศักดิ์ พรหมมา", "รัตนาภรณ์ สุขเกษม", "ธีรพงษ์ จันทะวงศ์", "เพ็ญศรี ทองคำ", "วรรณา ใจงาม", "สุรชัย ศรีวิไล"},
}

// homeland is the code and the own name of a country where a language is spoken.
var homeland = map[string][2]string{"de": {"DE", "Deutschland"}, "fr": {"FR", "France"}, "es": {"ES", "España"}, "pt": {"BR", "Brasil"}, "it": {"IT", "Italia"}, "sv": {"SE", "Sverige"}, "da": {"DK", "Danmark"}, "is": {"IS", "Ísland"}, "pl": {"PL", "Polska"}, "cs": {"CZ", "Česko"}, "sk": {"SK", "Slovensko"}, "hu": {"HU", "Magyarország"}, "ro": {"RO", "România"}, "hr": {"HR", "Hrvatska"}, "tr": {"TR", "Türkiye"}, "el": {"GR", "Ελλάδα"}, "ru": {"RU", "Россия"}, "uk": {"UA", "Україна"}, "bg": {"BG", "България"}, "he": {"IL", "ישראל"}, "ar": {"EG", "مصر"}, "ja": {"JP", "日本"}, "zh": {"CN", "中国"}, "zh-Hant": {"TW", "台灣"}, "ko": {"KR", "대한민국"}, "th": {"TH", "ไทย"}}

// townsfolkFile is a file of so many rows in one of eight forms: with codes or names of
// countries, or none, with one name beyond ASCII only, in capitals or small letters.
func townsfolkFile(r *rand.Rand, language string, rows, form int) string {
	var b strings.Builder
	b.WriteString([...]string{"name,email,phone,country\n", "Name;E-Mail;Telefon;Land;Notiz\n", "name,email\n", "email,name,country\n"}[form%4])
	for i := range rows {
		name := townsfolk[language][r.IntN(len(townsfolk[language]))]
		switch {
		case (form == 4 || form == 5) && i > 0:
			name = "John Smith"
		case form == 6:
			name = strings.ToUpper(name)
		case form == 7:
			name = strings.ToLower(name)
		}
		home := homeland[language]
		switch form % 4 {
		case 0:
			fmt.Fprintf(&b, "%s,a%d@example.com,+49 30 9018%d,%s\n", name, i, 20+i, home[0])
		case 1:
			fmt.Fprintf(&b, "%s;a%d@example.com;+49 30 9018%d;%s;x\n", name, i, 20+i, home[1])
		case 2:
			fmt.Fprintf(&b, "%s,a%d@example.com\n", name, i)
		case 3:
			fmt.Fprintf(&b, "a%d@example.com,%s,US\n", i, name)
		}
	}
	return b.String()
}

// Of files of people whose names no list has, none is read wrong, most are read, and
// where one is refused, the right encoding is among those that are offered.
func TestTownsfolkAreReadRightOrRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	dir := t.TempDir()
	for _, tt := range []struct {
		rows  int
		share float64
	}{{2, 0.6}, {5, 0.85}} {
		files, read, offered := 0, 0, 0
		for _, name := range slices.Sorted(maps.Keys(written)) {
			for _, language := range written[name] {
				for form := range 8 {
					if len(townsfolk[language]) == 0 {
						continue
					}
					text := townsfolkFile(r, language, tt.rows, form)
					raw, ok := mustEncode(t, name, text)
					if !ok || asciiPrefix([]byte(raw)) == len(raw) {
						continue
					}
					plain := form < 4 // the others are harder than most
					if plain {
						files++
					}
					got, _, err := readText(t, dir, raw, "")
					switch {
					case err == nil && got == text:
						if plain {
							read++
						}
					case err == nil:
						t.Errorf("%s, %q is read wrong: %q", name, text, got)
					case holdsEncoding(t, err, raw, text):
						offered++
					default:
						t.Errorf("%s, %q is refused, and not offered: %v", name, text, err)
					}
				}
			}
		}
		t.Logf("%d rows: %d of %d files read, of all, %d refused", tt.rows, read, files, offered)
		if float64(read) < tt.share*float64(files) {
			t.Errorf("of %d files of %d rows, %d are read, want %.0f %%", files, tt.rows, read, 100*tt.share)
		}
	}
}

// holdsEncoding reports whether a refusal offers an encoding that reads a text right.
func holdsEncoding(t *testing.T, err error, raw, text string) bool {
	t.Helper()
	for _, way := range strings.Split(err.(*InputError).Hint, "--encoding ")[1:] {
		name := strings.TrimRight(strings.Fields(way)[0], ";")
		c, err := namedCharset(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.encoding.NewDecoder().String(raw); err == nil && got == text {
			return true
		}
	}
	return false
}
