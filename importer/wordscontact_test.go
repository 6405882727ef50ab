package importer

// The words of headers that mean an e-mail address, a telephone number, a calling
// code, or a country.

const emailWords = `
email, e mail, email address, mail, mail address, email id, mail id, emails, mails, email addresses, e mail ids, gmail, gmail id, email 1 value, email value, electronic mail, electronic mail address, primary email address, email addr
e mail adresse, mail adresse, email adr, mailadr, elektronische post
courriel, courriels, adresse e mail, adresse mail, adresse courriel, adresse de messagerie, adresse électronique, adresse de courriel, adresse de courrier électronique, mél, messagerie
correo, correo electrónico, correos, e correo, dirección de correo, dirección de correo electrónico, dirección de email, dirección email, cuenta de correo
posta elettronica, indirizzo e mail, indirizzo email, indirizzo di posta elettronica, indirizzo mail, casella email
correio eletrônico, correio eletrónico, endereço de e mail, endereço de email, endereço eletrônico, endereço de correio eletrónico
e mailadres, emailadres, mailadres, e mailadressen
adres e mail, adres email, adres mailowy, poczta elektroniczna, poczta, adres poczty elektronicznej, mejl
e posta, eposta, e posta adresi, eposta adresi, mail adresi, email adresi, elektronik posta
электронная почта, эл почта, почта, e mail адрес, email адрес, адрес электронной почты, имейл, емейл, емайл, мейл, электронный адрес, эл адрес, адрес эл почты
ईमेल, ई मेल, ईमेल पता, ई मेल पता, मेल, ईमेल आईडी, ई मेल आईडी
邮箱, 电子邮箱, 电子邮件, 邮件, 邮箱地址, 电子邮件地址, 邮件地址, 电邮, 电邮地址, 電子郵件, 電子郵件地址, 電郵, 郵箱, 郵件, 信箱, 電子信箱
メール, メールアドレス, eメール, eメールアドレス, 電子メール, 電子メールアドレス, メアド, eメールアドレス, イーメール
електронна пошта, пошта, ел пошта, електронна адреса, адреса електронної пошти, імейл, емейл, мейл, e mail адреса
e mailová adresa, emailová adresa, elektronická pošta, elektronická adresa, mailová adresa
e post, epost, e postadress, epostadress, mejladress, mailadress, e post adress
e mailadresse, e postadresse, mailadresse, e post adresse
sähköposti, sähköpostiosoite, s posti, email osoite
이메일, 이메일 주소, 전자우편, 전자 메일, 메일, 메일 주소, 전자메일주소
البريد الإلكتروني, البريد الالكتروني, بريد إلكتروني, بريد الكتروني, الإيميل, الايميل, إيميل, ايميل, عنوان البريد الإلكتروني, البريد, بريد
surel, alamat email, alamat e mail, pos el
thư điện tử, địa chỉ email, địa chỉ e mail, hộp thư, hòm thư
อีเมล, อีเมล์, อีเมลล์, ที่อยู่อีเมล, อีเมลแอดเดรส
ইমেইল, ই মেইল, ইমেল, ইমেইল ঠিকানা, ই মেইল ঠিকানা
மின்னஞ்சல், மின்னஞ்சல் முகவரி, ஈமெயில்`

const phoneWords = `
phone, phone number, telephone, phone no, tel, telephone number, contact number, contact no, contact num, phone numbers, phones, telephone no, tel no, tel number, ph, ph no, ph number, phone 1 value, phone value, phone num, phonenum, ph num, contact phone, contact telephone, contact phone number, calling number, call number, fon, phn, phn no, phone e 164, did number, msisdn, telephones, contact details number
telefon, telefonnummer, telefonnr, telefon nr, rufnummer, tel nr, telnr, fernsprecher, telefonnummern, ruf nr, telefonnumer, fernruf
téléphone, numéro de téléphone, numéro téléphone, n de téléphone, no de téléphone, num tél, tél, n tél, no tél, téléphones, coordonnées téléphoniques
teléfono, número de teléfono, número telefónico, telef, telf, tlf, tfno, tlfno, teléfonos, nro de teléfono, n de teléfono, no de teléfono
telefono, numero di telefono, recapito telefonico, numero telefonico, n telefono, num telefono, recapito
telefone, número de telefone, fone, telefones, nº de telefone, tel contato, telefone de contato, telefone de contacto
telefoon, telefoonnummer, telefoonnr, tel nummer
numer telefonu, nr telefonu, nr tel, numer tel, tel kontaktowy, telefon kontaktowy
telefon numarası, telefon no, tel no su, tlf no, telefonu
телефон, номер телефона, тел, телефонный номер, контактный телефон, тел номер, номер тел, телефоны, телефон контакта
फ़ोन, फोन, फ़ोन नंबर, फोन नंबर, दूरभाष, टेलीफोन, टेलीफ़ोन, संपर्क नंबर, सम्पर्क नंबर, संपर्क, फोन न, दूरभाष संख्या, फ़ोन संख्या, संपर्क सूत्र
电话, 电话号码, 联系电话, 联系方式, 聯絡電話, 電話, 電話號碼, 联络电话, 聯繫電話, 聯絡方式, 电话号
電話番号, 連絡先, tel番号, お電話番号, 連絡先電話番号, 連絡先番号, 電話番號, ご連絡先
номер телефону, контактний телефон, номер тел
telefonní číslo, číslo telefonu, tel číslo, tel č
tfn, tele
tlf nr, tlfnr, tlf nummer
puhelin, puhelinnumero, puh, puh nro, p nro, puhelinnro
전화, 전화번호, 연락처, 연락 전화, 연락처 전화번호, 전화 번호, 대표전화, 연락번호
رقم الهاتف, الهاتف, هاتف, رقم التليفون, تليفون, رقم التلفون, تلفون, رقم الاتصال, رقم التواصل
telepon, nomor telepon, no telepon, no telp, no tlp, telp, tlp, nomor telp, nomor kontak, no kontak, hp, no hp, nomor hp, no handphone, handphone, nomor handphone, no wa, nomor wa, nomor ponsel, no ponsel, ponsel
số điện thoại, điện thoại, sđt, sdt, số đt, số dt, số liên lạc, điện thoại liên hệ, số phone
โทรศัพท์, เบอร์โทรศัพท์, เบอร์โทร, หมายเลขโทรศัพท์, โทร, เบอร์ติดต่อ, เบอร์
ফোন, ফোন নম্বর, ফোন নাম্বার, টেলিফোন, যোগাযোগ নম্বর, যোগাযোগের নম্বর, টেলিফোন নম্বর
தொலைபேசி, தொலைபேசி எண், தொடர்பு எண், போன் நம்பர், போன்`

const mobileWords = `
mobile, mobile phone, mobile number, mobile no, mobile phone number, cell, cell phone, cell number, cell phone number, cellphone, cellular, mobile telephone, mob, mob no, mobile num, mobiles, mobile nos, mobile nr, cell no, whatsapp, whatsapp number, whatsapp no, whatsapp mobile, wa number, sms, sms number, text number, handphone number, mobile contact, mobile contact number, mobile value, smartphone, gsm, mob number, mobilephone, cell num
handy, handynummer, mobil, mobilnummer, mobiltelefon, mobilfunk, mobilfunknummer, handynr, handy nr, mobilrufnummer, mobil nr, mobiltelefonnummer, natel
portable, téléphone portable, téléphone mobile, tél mobile, tél portable, mobile perso, numéro de portable, numéro de mobile, n portable, n de portable, num portable, cellulaire
móvil, teléfono móvil, celular, teléfono celular, número de móvil, número de celular, nº móvil, tel móvil, número móvil, número celular, tel celular
cellulare, telefono cellulare, numero di cellulare, numero cellulare, n cellulare, telefono mobile, telefonino
telemóvel, telefone celular, nº telemóvel, telefone móvel, número do celular, número de telemóvel
mobiel, mobiele telefoon, mobiel nummer, gsm nummer, mobiele nummer, mobielnummer, mobiel telefoonnummer, 06 nummer
komórka, telefon komórkowy, tel komórkowy, tel kom, numer komórki, nr komórki, nr kom, numer komórkowy
cep telefonu, cep tel, cep no, cep telefon, cep numarası, gsm no, gsm numarası, mobil telefon, mobil no, cep telefonu numarası
мобильный, мобильный телефон, моб телефон, моб тел, сотовый, сотовый телефон, номер мобильного, моб, мобильник, мобильный номер, мобильного телефона, сот тел, телефон переносной, переносной телефон
मोबाइल, मोबाइल नंबर, मोबाईल, मोबाईल नंबर, मोबाइल न, मोबाइल फोन, मो नं, मोबाइल संख्या, व्हाट्सएप, व्हाट्सएप नंबर, मोबाइल नम्बर
手机, 手机号, 手机号码, 移动电话, 手機, 手機號碼, 行動電話, 手機號, 流動電話, 移动号码, 联系手机
携帯, 携帯電話, 携帯電話番号, 携帯番号, 携帯no, ケータイ, 携帯tel, モバイル
мобільний, мобільний телефон, моб номер, номер мобільного телефону
mobilní telefon, mobilní číslo, mobilní
mobilnr
mobil nummer
matkapuhelin, matkapuhelinnumero, gsm numero, kännykkä, kännykkänumero
휴대폰, 휴대전화, 휴대폰번호, 핸드폰, 핸드폰번호, 휴대전화번호, 모바일, 휴대폰 전화번호, 휴대번호
الجوال, رقم الجوال, جوال, المحمول, رقم المحمول, الموبايل, رقم الموبايل, موبايل, الهاتف المحمول, الهاتف الجوال, النقال, واتساب, رقم الواتساب
whatsapp id
di động, số di động, điện thoại di động, số điện thoại di động, đtdđ, dtdd, đt di động
มือถือ, โทรศัพท์มือถือ, เบอร์มือถือ, หมายเลขมือถือ, เบอร์โทรศัพท์มือถือ
মোবাইল, মোবাইল নম্বর, মোবাইল নাম্বার, মোবাইল ফোন
கைபேசி, கைபேசி எண், மொபைல், மொபைல் எண், அலைபேசி, அலைபேசி எண், செல்பேசி`

const landlineWords = `
landline, landline number, land line, landline no, fixed line, landline phone, fixed phone, std number
festnetz, festnetznummer, telefon festnetz
fixe, téléphone fixe, tél fixe, ligne fixe
fijo, teléfono fijo
telefono fisso, fisso
telefone fixo, fixo
vaste telefoon, vast nummer
telefon stacjonarny, tel stacjonarny
sabit telefon, ev telefonu
стационарный телефон, городской телефон
固定电话, 座机, 座机号码
固定電話
стаціонарний телефон
pevná linka
fast telefon, fasttelefon
fastnet
lankapuhelin, lankanumero
유선전화, 집전화`

const callingCodeWords = `
isd code, isd, dial code, dialing code, dialling code, calling code, phone code, phone country code, country calling code, country dialing code, country dialling code, country dial code, telephone code, telephone country code, mobile country code, international code, international dialing code, mobile code, country code phone, phone prefix, country prefix, tel code, country phone code, idd code, idd, country isd code, mobile isd code, phone number country code, mobile number country code, std isd code, code country phone, dial prefix
landesvorwahl, ländervorwahl, internationale vorwahl, vorwahl land, telefonvorwahl
indicatif, indicatif téléphonique, indicatif pays, indicatif international
prefijo, prefijo internacional, prefijo telefónico, código telefónico
prefisso, prefisso internazionale, prefisso telefonico
ddi, código de discagem
landnummer, landcode telefoon
numer kierunkowy, nr kierunkowy, kierunkowy
ülke telefon kodu, alan kodu ülke
телефонный код, код страны телефона, телефонный код страны
आईएसडी कोड
区号, 国际区号, 电话区号, 国家区号, 國際區號
国番号, 電話国番号
телефонний код
telefonní předvolba, předvolba
landskod telefon, riktnummer land
landekode telefon
suuntanumero maa
국가번호, 국가 번호
رمز الاتصال, مفتاح الدولة
kode telepon negara
mã vùng quốc gia`

const countryWords = `
country, country name, country region, country code, iso country, country iso, iso country code, country iso code, country iso 2, country code 2, country alpha 2, country code alpha 2, iso 2, country code iso, countries, country or region, country territory, nation, country iso alpha 2, cntry, ctry, country full name, country of residence, residence country, country region name, country en
land, länderkennzeichen, land region, staat, ländercode, länderkürzel, land iso, landeskürzel, landeskennzeichen, laendercode, laenderkennzeichen, wohnsitzland, länderkennung, landkürzel, lkz
pays, pays région, code pays, nom du pays, pays ou région, pays iso, pays de résidence, code iso pays
país, país región, código de país, código del país, nombre del país, país o región, país de residencia, código país
paese, nazione, paese area geografica, paese regione, stato estero, codice paese, codice nazione, nazionalità paese, sigla nazione, paese di residenza
país região, código do país, nome do país, país ou região, país de residência
land regio, landcode, landnaam, land code, woonland
kraj region, państwo, kod kraju, nazwa kraju, kod państwa
ülke, ülke bölge, ülke kodu, ülkesi, ülke adı, memleket ülke
страна, страна регион, страна или регион, код страны, название страны, государство, страна проживания
देश, देश का नाम, राष्ट्र, देश कोड
国家, 国家地区, 国家或地区, 国家代码, 國家, 國家地區, 国别, 國別, 国家和地区, 国家名称, 国籍国家
国, 国名, 国地域, 国コード, 国または地域, 居住国
країна, країна регіон, код країни, держава
země, stát země, kód země, země oblast, země region
landskod
landekode, land område
maa, maa alue, maakoodi, maatunnus
국가, 국가 지역, 나라, 국가코드, 국가명
الدولة, البلد, دولة, بلد, اسم الدولة, رمز الدولة, الدولة المنطقة, رمز البلد
negara, kode negara, nama negara
quốc gia, nước, mã quốc gia, quốc gia vùng, đất nước
ประเทศ, ประเทศ ภูมิภาค, รหัสประเทศ
দেশ, দেশের নাম
நாடு, நாட்டின் பெயர்`
