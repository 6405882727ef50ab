package importer

// The words of headers that mean a place: the address and its parts.

const addressWords = `
address, street, street address, address line, address 1, address line 1, addr, address street, street name, street 1, address lines, full address, complete address, postal address, street line 1, street line, addr 1, addressline, street and number, street number and name, door no street, house address, residence address, residential address, thoroughfare, house no street, permanent address, current address, local address, road
adresse, straße, strasse, anschrift, straße hausnummer, straße und hausnummer, straße nr, straße und nr, strasse nr, str, straßenname, postanschrift, adresszeile, adresszeile 1, wohnadresse, straße u nr, adressen
rue, adresse postale, voie, numéro et rue, adresse ligne 1, ligne d adresse, adresse complète, n et rue, libellé voie
dirección, calle, domicilio, dirección postal, línea de dirección, calle y número, direcciones, dirección línea 1
indirizzo, indirizzo postale, via e numero, via e numero civico, indirizzo completo, via piazza, indirizzo di residenza
endereço, rua, logradouro, morada, endereço completo, endereço linha 1, endereços
adres, straat, straatnaam, adresregel, adresregel 1, straat en huisnummer, straat en nummer, straat huisnummer, adresgegevens
adres, ulica, adres pocztowy, ulica i numer, ulica nr, ulica i nr domu, adres ulica
adres, açık adres, cadde, sokak, adres satırı, adresi, adres satırı 1, cadde sokak
адрес, улица, почтовый адрес, адрес проживания, улица дом, адрес регистрации, юридический адрес, фактический адрес
पता, पूरा पता, सड़क, गली, निवास पता, डाक पता
地址, 街道, 详细地址, 通讯地址, 联系地址, 街道地址, 通信地址, 地址详情, 詳細地址, 通訊地址
住所, 番地, ご住所, 町名番地, 住所 1, 丁目番地, 所在地, 番地建物
адреса доставки, вулиця, вулиця та будинок, поштова адреса
adress, gatuadress, postadress, gata, adressrad, adressrad 1
adgangsadresse, gade, gadenavn, vejnavn, vej, gateadresse, gatenavn
osoite, katuosoite, postiosoite, lähiosoite
주소, 도로명주소, 도로명 주소, 기본주소, 배송지 주소
العنوان, الشارع, اسم الشارع
alamat lengkap, jalan, địa chỉ, ที่อยู่`

const cityWords = `
city, town, city town, town city, locality, city name, suburb city, place, city district town, municipality, post town, town village, city village, village town, cities, village
ort, stadt, wohnort, ortsname, gemeinde, stadt ort, ortschaft, ort stadt
ville, commune, localité, ville commune
ciudad, población, localidad, municipio
città, comune, località, citta
cidade, município, localidade
plaats, stad, woonplaats, plaatsnaam, gemeente
miasto, miejscowość, miejscowosc, gmina
şehir, il ilçe, şehir adı, şehri
город, населенный пункт, город населенный пункт, насел пункт, населённый пункт
शहर, नगर, शहर का नाम, गाँव, गांव
城市, 市, 所在城市, 城市名, 市县
市区町村, 市町村, 市区, 都市, 市区郡
місто, населений пункт
postort, postdistrikt, bynavn, kaupunki, postitoimipaikka, paikkakunta
도시, 도시명
المدينة, مدينة, اسم المدينة
kota, kabupaten kota, thành phố`

const stateWords = `
state, province, state province, state region, state name, state or province, county state, province state, state county, state code, province code, prov, state ut, state union territory, region state, state abbreviation, state prov, states, county
bundesland, kanton, bundesland kanton, land bundesland, bundesstaat, provinz
département, province état, état province, région département, canton, état région
provincia, estado, comunidad autónoma, departamento provincia, provincia estado, estado provincia, comunidad autonoma
provincia regione, regione provincia, sigla provincia
estado provincia, uf, distrito, estado uf, sigla uf, estado província
provincie
województwo, wojewodztwo, woj
ilçe eyalet, eyalet
область, край область, республика область, область край, штат
राज्य, प्रदेश, राज्य का नाम
省, 省份, 州, 省州, 省市, 州省, 省自治区
都道府県, 県, 府県
fylke, maakunta, maakond
광역시도
المحافظة, الولاية, الإمارة
provinsi, negeri, tỉnh thành, tỉnh thành phố, จังหวัด
județ, județul, megye, vármegye, županija, област, νομός`

const regionWords = `
region, area region
région
región
regione
região
regio
регион
地区, 區域, 地区名
地域
bölge`

const zipWords = `
zip code, zip, postal code, postcode, zip postal code, post code, pin code, pincode, postal zip code, zip postcode, postcode zip, postal, postal code zip, zipcode postcode, eircode, pin code no, postal pin code, pin no, zips, pin zip code, postalcode, area pin code, zip pin code, pin zip
plz, postleitzahl, postleitzahl plz, postl
code postal, cp, c p
código postal, cód postal, codigo postal cp
cap, codice postale, codice avviamento postale
código de endereçamento postal, código cep
postnummer, postcodes
kod pocztowy, kod poczt
posta kodu, postakodu, posta kod
индекс, почтовый индекс, почт индекс, почтовый код
पिन कोड, पिनकोड, डाक कोड, पिन
邮编, 邮政编码, 郵遞區號, 郵編, 邮码, 郵政編碼
郵便番号, 〒, 郵便
поштовий індекс, індекс
psč, poštovní směrovací číslo
postinumero
우편번호
الرمز البريدي
kode pos
mã bưu điện, mã bưu chính
รหัสไปรษณีย์
postnr
póstnúmer, kodi postar, الرمز البريدى, رمز بريدي`

// pinWords mean a postal code only where the cells are those of India: elsewhere a
// PIN is a secret.
const pinWords = `pin`
