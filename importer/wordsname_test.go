package importer

// The words of headers that mean a name, or a part of one. A list has a line for
// each language or group of languages, the likeliest words first.

const fullNameWords = `
full name, complete name, name in full, first and last name, first last name, first name and last name, first name last name, given and family name, name and surname, contact person name, person name, contact full name
vollständiger name, vollstaendiger name, vor und nachname, vor und zuname, vorname und nachname, vorname nachname, name vorname, nachname vorname, ganzer name, ansprechpartner
nom complet, nom et prénom, nom et prénoms, prénom et nom, prénom nom, nom prénom, nom prénoms, nom du contact
nombre completo, nombre y apellidos, nombre y apellido, nombres y apellidos, apellidos y nombre, apellidos y nombres, nombre apellidos, nombre apellido
nome completo, nome e cognome, cognome e nome, nome cognome, cognome nome, nominativo
nome e sobrenome, nome sobrenome
volledige naam, voornaam en achternaam, voor en achternaam, naam contactpersoon
imię i nazwisko, nazwisko i imię, imię nazwisko, pełna nazwa, osoba kontaktowa
ad soyad, adı soyadı, adınız soyadınız, isim soyisim, tam ad, tam adı, ad ve soyad, yetkili kişi
фио, ф и о, полное имя, имя и фамилия, фамилия и имя, имя фамилия, фамилия имя, фамилия имя отчество, имя отчество фамилия, контактное лицо
पूरा नाम
全名, 姓名, 真实姓名, 客户姓名, 联系人姓名, 真實姓名
氏名, 姓名漢字, 氏名漢字, フルネーム, 名前, お名前, ご氏名, 担当者名
піб, п і б, повне ім'я, повне ім’я, ім'я та прізвище, прізвище та ім'я, прізвище ім'я, контактна особа
celé jméno, jméno a příjmení, příjmení a jméno, jméno příjmení, příjmení jméno, kontaktní osoba
fullständigt namn, hela namnet, för och efternamn, förnamn och efternamn, kontaktperson
fulde navn, fuldt navn, for og efternavn, fornavn og efternavn, navn på kontaktperson
koko nimi, etunimi ja sukunimi, etu ja sukunimi, yhteyshenkilö
성명, 전체 이름, 고객명, 주문자명, 구매자명, 회원명, 담당자명, 담당자 이름, 성함
الاسم الكامل, الاسم بالكامل, اسم العميل, اسم الزبون
nama lengkap, nama pelanggan
họ và tên, họ tên, tên đầy đủ, tên khách hàng
ชื่อ นามสกุล, ชื่อ สกุล, ชื่อและนามสกุล, ชื่อเต็ม
পুরো নাম, সম্পূর্ণ নাম
முழு பெயர், முழுப்பெயர்`

const nameWords = `
name, names, nom, nombre, nome, naam, nazwa, isim, имя, наименование, नाम, display name, displayname, contact person, person responsible, card name, nm
anzeigename
nom d affichage
nombre para mostrar
nome visualizzato
nome de exibição
weergavenaam
nazwa wyświetlana, nazwa kontrahenta
cari unvan, cari unvanı, cari adı, görünen ad
отображаемое имя, имя клиента, название клиента
ग्राहक का नाम
名称, 名稱, 名字, 联系人名称, 显示名称
名, 名義, 表示名
ім'я, ім’я, имʼя, найменування, назва
jméno, název
namn, visningsnamn
navn, vist navn
nimi
이름, 성함명
الاسم, اسم
nama
tên hiển thị
ชื่อ
নাম
பெயர்`

const givenNameWords = `
first name, given name, forename, fname, f name, christian name, firstname s, given names, first names, name first, name given, contact first name
vorname, vornamen, rufname
prénom, prénoms, prenom usuel
nombres, nombre de pila, primer nombre, nombre propio
nome proprio, nome di battesimo
primeiro nome, nome próprio, prenome
voornaam, voornamen, roepnaam
imię, imiona, pierwsze imię
adınız, ön ad, ilk ad, isminiz
имя собственное
पहला नाम, प्रथम नाम
名字名, 教名
名 名, 下の名前
jména, křestní jméno
förnamn, tilltalsnamn
fornavn, fornavne
etunimi, etunimet
이름 이름
الاسم الأول, الاسم الاول
nama depan
tên riêng, tên gọi
ชื่อจริง, ชื่อตัว
প্রথম নাম
முதல் பெயர்`

const middleNameWords = `
middle name, middle names, middle initial, mname, additional name, second name, name middle, patronymic, other names
zweiter vorname, mittelname, weitere vornamen
deuxième prénom, second prénom, autres prénoms
segundo nombre
secondo nome
nome do meio, segundo nome
tussenvoegsel, tussenvoegsels, tweede naam
drugie imię
ikinci ad, ikinci adı
отчество, второе имя
मध्य नाम
中间名
ミドルネーム
по батькові
prostřední jméno
mellannamn
mellemnavn
الاسم الأوسط, الاسم الاوسط, اسم الأب
nama tengah
tên đệm, tên lót, chữ đệm`

const familyNameWords = `
last name, family name, surname, lname, l name, second surname, lastname s, last names, family names, surnames, name last, name family, contact last name
nachname, familienname, zuname, nachnamen
nom de famille, patronyme, nom d usage, nom de naissance
apellidos, apellido, primer apellido, apellido paterno
cognome, cognomi
sobrenome, último nome, nome de família, sobrenomes
achternaam, familienaam, achternamen
nazwisko, nazwiska
soyad, soyadı, soyisim, soyadınız
фамилия, фамилии
उपनाम, कुलनाम, अंतिम नाम
姓, 姓氏
苗字, 名字 姓
прізвище
příjmení, prijmeni
efternamn
efternavn
sukunimi
성씨, 성
اسم العائلة, الاسم الأخير, الاسم الاخير, اللقب, الكنية, العائلة
nama belakang, nama keluarga
họ đệm, họ và tên đệm
นามสกุล, สกุล
পদবি, শেষ নাম, বংশনাম
குடும்பப் பெயர், கடைசி பெயர்`
