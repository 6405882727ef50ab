package normalize

// otherNames are what people write in other languages than English where CLDR
// has a longer, an older or another name: official and common names, and how a
// name is spelled without the letters of its language.
const otherNames = `
AE Эмираты|Vereinigte Arabische Emirate|Emirates Arabes|Emirati Arabi|Emiratos Árabes|Emirados Árabes|Émirats Arabes|ОАЭ|Объединённые Арабские Эмираты|Объединенные Арабские Эмираты|الإمارات|الامارات|دولة الإمارات العربية المتحدة|阿联酋|阿聯酋|यूएई|Bileşik Arap Emirlikleri
AL Shqipëria|Republika e Shqipërisë
AR República Argentina|Argentinien|Аргентина
AT Republik Österreich|Oesterreich|Autriche|Oostenrijk|Rakousko|Avusturya
AU Úc|Australien|Australie|Austrália
BA Bosna|Bosnien|Bosnie|Bosna i Hercegovina BiH|Bosna-Hersek|Bosnien-Herzegowina
BD बाँग्लादेश
BE België/Belgique|Belgique/België|Belgie|Belgien|Belgia|Königreich Belgien
BG Република България
BR República Federativa do Brasil|Brasilien|Brésil
BY Беларусь|Белоруссия|Республика Беларусь|Białoruś|Weißrussland|Weissrussland|Biélorussie|Bielorussia|Bielorrusia|Wit-Rusland|Hviderusland|Vitryssland|Hviterussland|Valko-Venäjä
CD RD Congo|R.D. Congo|RD del Congo|R.D. du Congo|Rép. dém. du Congo|République démocratique du Congo|Demokratische Republik Kongo|DR Kongo|Kongo, Demokratische Republik|República Democrática del Congo|República Democrática do Congo|Repubblica Democratica del Congo|Congo RDC|RDC Congo|ДР Конго
CH Suisse/Schweiz|Schweiz/Suisse/Svizzera|Schweizerische Eidgenossenschaft|Confédération suisse|Confederazione Svizzera|Швейцарская Конфедерация
CI Elfenbeinküste|Costa de Marfil|Costa do Marfim|Costa d'Avorio|Ivoorkust
CL República de Chile
CN 中华人民共和国|中華人民共和國|中華人民共和国|中國|Volksrepublik China|VR China|КНР|République populaire de Chine|Çin Halk Cumhuriyeti|중화인민공화국
CO República de Colombia
CY Κυπριακή Δημοκρατία|Güney Kıbrıs|Chypre|Zypern
CZ Česká republika|Tschechische Republik|République tchèque|Repubblica Ceca|República Checa|Tsjechische Republiek|Republika Czeska|Чешская Республика|Cseh Köztársaság|Çek Cumhuriyeti|Tschechei|Tjeckiska republiken|Tsjekkiske republikk|Tjekkiet|ČR
DE Bundesrepublik Deutschland|République fédérale d'Allemagne|República Federal de Alemania|ФРГ|Duitse Bondsrepubliek
DK Kongeriget Danmark
DO Rep. Dominicana|R. Dominicana
EG جمهورية مصر العربية|Ägypten|Aegypten|Égypte|Arabische Republik Ägypten
ES Reino de España|Espanya|Espagne|Spanien|Королевство Испания|Espanha|Hiszpania
FI Suomen tasavalta|Republiken Finland
FR République française|Republique Francaise|Frankreich|Französische Republik|Francia|França|France métropolitaine|Французская Республика
GB Großbritannien|Grossbritannien|Grande-Bretagne|Gran Bretaña|Gran Bretagna|Grã-Bretanha|Groot-Brittannië|Groot Brittannie|Vereinigtes Königreich Großbritannien und Nordirland|Inglaterra|Angleterre|Inghilterra|Engeland|Anglia|Anglie|İngiltere|Ingiltere|Schottland|Écosse|Escocia|Scozia|Schotland|Pays de Galles|Gales|Nordirland|Irlande du Nord|Irlanda del Norte|Irlanda del Nord|Noord-Ierland|Великобритания|Англия|Велика Британія|Англія|Storbritannia|Storbritannien|Velika Britanija|Velká Británie|Veľká Británia|Wielka Brytania|Marea Britanie|Nagy-Britannia|Büyük Britanya|Iso-Britannia|Bretland|Μεγάλη Βρετανία|Αγγλία|بريطانيا|إنجلترا|انجلترا|انگلیس|انگلستان|英國|英国|イギリス|英格兰|영국|Vương quốc Anh|ब्रिटेन|इंग्लैंड|Inggris Raya|यूके|Соединенное Королевство
GE საქართველო|Грузия
GR Ελληνική Δημοκρατία|Ελλάς|Hellenische Republik
HK 香港|Гонконг|홍콩|هونغ كونغ|Hồng Kông|Hongkong SAR|Hong-Kong|हांगकांग|ホンコン
HR Republika Hrvatska
HU Magyar Köztársaság
ID Republik Indonesia|Indonesien|Indonésie
IE Irland|Irlande|Irlanda|Éire|Republik Irland|République d'Irlande|República de Irlanda|Poblacht na hÉireann
IL מדינת ישראל
IN भारत गणराज्य|हिन्दुस्तान|हिंदुस्तान|इंडिया|भारतवर्ष|ہندوستان|انڈیا|Indien|Inde|Hindistan|Индия|الهند|印度|インド|인도|இந்தியா|భారత్|భారతదేశం|ಭಾರತ|ഭാരതം|ഇന്ത്യ|ভারত|ভারতবর্ষ|ਭਾਰਤ|ભારત|ଭାରତ|ଭାରତବର୍ଷ|ভাৰত|பாரதம்|Republik Indien|République de l'Inde|इण्डिया
IR جمهوری اسلامی ایران|Islamische Republik Iran|République islamique d'Iran|Иран
IT Ý|Repubblica Italiana|Italie|Italien|Italië|Итальянская Республика
JP Nhật|日本国|日本國|ニッポン|にほん|にっぽん|일본국
KG Киргизия|Кыргызская Республика|Кыргыз Республикасы|Kirgisistan|Kirghizistan|Kirgistan
KP 朝鮮|朝鲜|北朝鮮|北韓|北韩|北朝鲜|조선민주주의인민공화국|북한|Nordkorea|Corée du Nord|Corea del Norte|Corea del Nord|Coreia do Norte|КНДР|Северная Корея|朝鮮民主主義人民共和国
KR 大韩民国|大韓民國|大韓民国|南韩|南韓|韩国|韓國|韓国|대한민국|한국|남한|Südkorea|Suedkorea|Corée du Sud|Corea del Sur|Corea del Sud|Coreia do Sul|Южная Корея|Республика Корея|Republik Korea|République de Corée|República de Corea|Güney Kore|کره جنوبی|كوريا الجنوبية|Hàn Quốc
KZ Қазақстан Республикасы|Республика Казахстан
LK Ceylan
LT Lietuvos Respublika
LU Luxemburg|Lëtzebuerg|Lussemburgo|Grand-Duché de Luxembourg|Großherzogtum Luxemburg
LV Latvijas Republika
MA المملكة المغربية|المغرب|Marokko|Maroc|Royaume du Maroc
MD Молдавия|Республика Молдова|Republica Moldova|Moldawien|Moldau|Republik Moldau|Moldavie|Moldavsko|Μολδαβία
MK Република Северна Македонија|Северна Македонија|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedonia del Nord|Macedónia do Norte|Macedônia do Norte|Noord-Macedonië|Северная Македония|Північна Македонія|Kuzey Makedonya|Severní Makedonie|Severné Macedónsko|Macedonia Północna|Nordmakedonien|Nord-Makedonia|Pohjois-Makedonia|Maqedonia e Veriut|Severna Makedonija|Sjeverna Makedonija|Észak-Macedónia|Macedonia de Nord|Βόρεια Μακεδονία|北马其顿|北馬其頓|北マケドニア|북마케도니아|مقدونيا الشمالية|उत्तर मैसेडोनिया
MM Birma|Birmanie|Birmania|Birmânia|Бирма|Мьянма|缅甸|緬甸|ビルマ|Бірма
MO 澳门|澳門|マカオ|마카오|Макао|Ma Cao
MX República Mexicana|Méjico|Mejico|Mexique|Mexiko|Messico
MY Malaysie|Malezya|Malasia
NG Найджирия
NL Koninkrijk der Nederlanden|Niederlande|Die Niederlande|Pays Bas|Les Pays-Bas|Países Bajos|Paesi Bassi|Holanda|Hollande|Olanda|Hollanda|Holandia|Holandsko|Голландия|Голландія|Hollandia|Hollanti|Hà Lan|Ολλανδία|荷兰|荷蘭|オランダ|هولندا|הולנד
NO Kongeriket Norge|Norwegen|Norvège
NZ Neuseeland|Nouvelle-Zélande|Nueva Zelandia|Nueva Zelanda
PH Republika ng Pilipinas|Filipinas|Pilipinas|Philippinen
PK اسلامی جمہوریہ پاکستان
PL Rzeczpospolita Polska|RP Polska|Republik Polen|République de Pologne
PS فلسطين|دولة فلسطين|Palästina|Palestina|Palestine occupée|Палестина|Filistin|פלסטין
PT República Portuguesa
RO Rumänien|Rumaenien|România
RS Република Србија|Republika Srbija|Serbien|Serbie
RU Российская Федерация|РФ|Россия РФ|Russische Föderation|Fédération de Russie|Federación Rusa|Federación de Rusia|Federação Russa|Federazione Russa|Russische Federatie|Rusya Federasyonu|Federacja Rosyjska|俄罗斯联邦|俄羅斯聯邦|ロシア連邦|러시아 연방|Російська Федерація|روسيا الاتحادية
SA السعودية|المملكة العربية السعودية|Saudi-Arabien|Saoudi-Arabië|Arabie saoudite|Suudi Arabistan|沙特|沙特阿拉伯|沙烏地阿拉伯|सउदी अरब
SE Konungariket Sverige
SG Singapura|Singapour|新加坡共和国
SI Republika Slovenija
SK Slovenská republika|Slowakische Republik|République slovaque|República Eslovaca|Repubblica Slovacca|Slowaakse Republiek|Словацкая Республика|Słowacja
SY الجمهورية العربية السورية|Syrien
SZ Eswatini|Suazilandia|Svaziland|Swazilândia|Есватіні|Эсватини|Свазиленд|Esvatini|Essuatíni|斯威士兰|史瓦帝尼|エスワティニ|スワジランド|إسواتيني|सुआजीलैंड
TH ประเทศไทย|เมืองไทย|泰國
TM Туркмения
TN الجمهورية التونسية|Tunisie|Tunesien
TR Türkiye Cumhuriyeti|Türkei|Turquie|Turquía|Turchia|Turkije|Турецкая Республика
TW 台湾|台灣|臺灣|中華民國|中华民国|中国台湾|中國台灣|Тайвань|대만|타이완
TZ Tansania|Tanzanie
UA Україна|Украина|Ucraina|Ukraina|Ucrania|Ucrânia
US Vereinigte Staaten von Amerika|Vereinigte Staaten|Amerika|Etats-Unis d'Amérique|États Unis|Les États-Unis|États-Unis d'Amérique|Estados Unidos de América|Estados Unidos da América|Estados Unidos de Norteamérica|EE.UU.|EE. UU.|EEUU|EE UU|E.E.U.U.|Stati Uniti d'America|Stati Uniti|Verenigde Staten van Amerika|Stany Zjednoczone Ameryki|Соединённые Штаты Америки|Соединенные Штаты Америки|США|Америка|Сполучені Штати Америки|Amerika Birleşik Devletleri|Amerika Serikat|Spojené státy americké|Amerikas Förenta Stater|Statele Unite ale Americii|Amerikai Egyesült Államok|Amerikan yhdysvallat|Yhdysvallat|Ηνωμένες Πολιτείες της Αμερικής|ΗΠΑ|САЩ|САД|الولايات المتحدة الأمريكية|أمريكا|امريكا|آمریکا|ایالات متحده آمریکا|ארצות הברית של אמריקה|ארה"ב|美国|美國|アメリカ|アメリカ合衆国|米国|米國|미국|미합중국|Mỹ|Hoa Kỳ|สหรัฐอเมริกา|อเมริกา|अमेरिका|संयुक्त राज्य अमेरिका|அமெரிக்கா|আমেরিকা|Marekani
VA Vatikan|Vatikanstadt|Heiliger Stuhl|Saint-Siège|Santa Sede|Cité du Vatican
VN Cộng hòa Xã hội chủ nghĩa Việt Nam|Вьетнам|越南|ベトナム
ZA Republik Südafrika|République d'Afrique du Sud|República de Sudáfrica|ЮАР|Suid-Afrika|Südafrikanische Republik|Güney Afrika Cumhuriyeti
`

// namesakes are names that one language has for one country, and another one, read
// or not, for another.
const namesakes = `
CD,CG Конго
GF,GY Guyane
LT,LV لتونی
MF,SX Свети Мартин
NE,NG Nigeri
`
