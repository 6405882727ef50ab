package importer

// The words of headers in further languages, for the fields that every customer has:
// Hungarian, Romanian, Bulgarian, Croatian, Serbian, Slovenian, Slovak, Greek, Hebrew,
// Persian, Urdu, Norwegian, Icelandic, Estonian, Latvian, Lithuanian, Catalan, Malay,
// Filipino, Swahili, Gujarati, Marathi, Punjabi, Odia, Telugu, Kannada, Malayalam.

const moreFullNames = `
teljes név, vezetéknév és keresztnév, ügyfél neve, vevő neve, kapcsolattartó
nume complet, nume și prenume, numele și prenumele, nume prenume, prenume și nume, persoană de contact
име и фамилия, трите имена, пълно име, лице за контакт
ime i prezime, puno ime, ime in priimek, kontakt osoba
име и презиме
celé meno, meno a priezvisko, priezvisko a meno, kontaktná osoba
ονοματεπώνυμο, όνομα και επώνυμο, όνομα επώνυμο, πλήρες όνομα, όνομα πελάτη
שם מלא, שם ושם משפחה, שם פרטי ומשפחה, שם הלקוח, שם לקוח, איש קשר
نام و نام خانوادگی, نام کامل, پورا نام
fullt navn, fornavn og etternavn, fullt nafn
täisnimi, ees ja perekonnanimi, vārds uzvārds, vārds un uzvārds, vardas pavardė, vardas ir pavardė, pilnas vardas
nom i cognoms, nom i cognom
nama penuh, nama pelanggan, buong pangalan, jina kamili
પૂરું નામ, ગ્રાહકનું નામ
पूर्ण नाव, संपूर्ण नाव, ग्राहकाचे नाव
ਪੂਰਾ ਨਾਮ
పూర్తి పేరు, కస్టమర్ పేరు
ಪೂರ್ಣ ಹೆಸರು, ಗ್ರಾಹಕರ ಹೆಸರು
മുഴുവൻ പേര്, പൂർണ്ണ പേര്
имена, emri i plotë, emër mbiemër`

const moreNames = `
név, nume, ime, meno, vārds, vardas, nafn, pangalan, jina, naziv, naziv stranke
име, όνομα, שם, نام
નામ, नाव, ਨਾਮ, ਨਾਂ, ନାମ, పేరు, ಹೆಸರು, പേര്`

const moreGivenNames = `
keresztnév, utónév, prenume, prenumele, krstné meno, osebno ime
собствено име
μικρό όνομα, שם פרטי, نام کوچک
fornavn, fornöfn, skírnarnafn, eesnimi, nom de pila
પ્રથમ નામ, पहिले नाव, ਪਹਿਲਾ ਨਾਮ
emri`

const moreFamilyNames = `
vezetéknév, családnév, nume de familie, numele de familie, prezime, priimek, priezvisko
презиме
επώνυμο, επίθετο, שם משפחה, نام خانوادگی, فامیلی, خاندانی نام
etternavn, slektsnavn, eftirnafn, föðurnafn, perekonnanimi, perenimi, uzvārds, pavardė, cognom, cognoms, llinatges
apelyido, jina la ukoo, jina la familia
અટક, आडनाव, उपनाव, ਗੋਤ
mbiemri`

const moreEmails = `
e mail cím, email cím, villámposta, ímél
adresă de email, adresă de e mail, adresă email, poștă electronică, adresa de email, adresa de e mail, adresa email
имейл адрес, електронна поща, е поща, ел поща
e pošta, el pošta, e poštna adresa, email adresa, e mail adresa, mejl
електронска пошта, е пошта, имејл
ηλεκτρονικό ταχυδρομείο, ηλ ταχυδρομείο, ηλεκτρονική διεύθυνση, διεύθυνση ηλεκτρονικού ταχυδρομείου, διεύθυνση email, ημέηλ
אימייל, דוא ל, דואל, מייל, דואר אלקטרוני, כתובת מייל, כתובת אימייל, כתובת דוא ל
ایمیل, پست الکترونیک, پست الکترونیکی, رایانامه, آدرس ایمیل, ای میل, برقی ڈاک
netfang, tölvupóstur, tölvupóstfang, epóstur
e posti aadress, meiliaadress, e pasts, e pasta adrese, el paštas, elektroninis paštas, el pašto adresas
correu electrònic, correu, adreça electrònica
e mel, emel, alamat emel, alamat e mel, barua pepe, anwani ya barua pepe
ઈમેલ, ઇમેઇલ, ઈમેઈલ, ઇમેલ, ई मेल आयडी, ईमेल आयडी, ਈਮੇਲ, ଇମେଲ, ఇమెయిల్, ఈమెయిల్, ಇಮೇಲ್, ಇ ಮೇಲ್, ഇമെയിൽ, ഇ മെയിൽ
smtp addr, smtp address
e poštni naslov, elektronska pošta, e poštna adresa, adresa e pošte, elektronička pošta, имејл адреса, е пошта адреса, e mail címe, email címe, posta elektronike, meil`

const morePhones = `
telefonszám, telefon szám, tel szám
număr de telefon, nr de telefon, nr telefon, numărul de telefon, numar telefon
broj telefona, telefonski broj, telefonska številka, br telefona
телефонен номер, тел номер, број телефона
telefón, telefónne číslo, tel číslo
τηλέφωνο, τηλ, αριθμός τηλεφώνου, τηλέφωνο επικοινωνίας, τηλέφωνα
טלפון, מספר טלפון, טל, מס טלפון, טלפון ליצירת קשר
تلفن, شماره تلفن, شماره تماس, فون, فون نمبر, ٹیلی فون
sími, símanúmer, telefoninumber, tālrunis, tālruņa numurs, tālr, telefonas, telefono numeris, telefono nr
telèfon, número de telèfon
telefon, no telefon, nombor telefon, telepono, numero ng telepono, simu, namba ya simu, nambari ya simu
ફોન, ફોન નંબર, दूरध्वनी, दूरध्वनी क्रमांक, फोन क्रमांक, संपर्क क्रमांक, ਫ਼ੋਨ, ਫੋਨ, ਫ਼ੋਨ ਨੰਬਰ, ਫੋਨ ਨੰਬਰ, ଫୋନ, ଫୋନ ନମ୍ବର
ఫోన్, ఫోన్ నంబర్, ఫోన్ నెంబర్, ದೂರವಾಣಿ, ದೂರವಾಣಿ ಸಂಖ್ಯೆ, ಫೋನ್, ಫೋನ್ ಸಂಖ್ಯೆ, ഫോൺ, ഫോൺ നമ്പർ
telefonszáma, telefons, telefoni, тэлефон`

const moreMobiles = `
mobilszám, mobiltelefonszám, telefon mobil, număr de mobil, nr mobil
mobitel, broj mobitela, broj mobilnog telefona, mobilni telefon, gsm številka
мобилен, мобилен телефон, gsm номер, мобилни телефон
mobilný telefón, mobilné číslo
κινητό, κινητό τηλέφωνο, αριθμός κινητού, κιν
נייד, טלפון נייד, מספר נייד, סלולרי, טלפון סלולרי, פלאפון
موبایل, تلفن همراه, شماره موبایل, شماره همراه, همراه, موبائل, موبائل نمبر
farsími, gsm sími, mobiiltelefon, mobiil, mobilais tālrunis, mobilais, mob tālrunis, mobilus telefonas, mobilusis telefonas, mob tel nr
mòbil, telèfon mòbil, telefon bimbit, no telefon bimbit, nombor telefon bimbit
મોબાઈલ, મોબાઇલ, મોબાઈલ નંબર, મોબાઇલ નંબર, भ्रमणध्वनी, भ्रमणध्वनी क्रमांक, मोबाईल क्रमांक, ਮੋਬਾਈਲ, ਮੋਬਾਈਲ ਨੰਬਰ, ମୋବାଇଲ, ମୋବାଇଲ ନମ୍ବର
మొబైల్, మొబైల్ నంబర్, మొబైల్ నెంబర్, ಮೊಬೈಲ್, ಮೊಬೈಲ್ ಸಂಖ್ಯೆ, ಮೊಬೈಲ್ ನಂಬರ್, മൊബൈൽ, മൊബൈൽ നമ്പർ
мобилни, мобилни број, mobilni, mobilszáma`

const moreCountries = `
ország, országkód, ország régió, țară, țara, cod țară, tara, država, zemlja, krajina, štát, kód krajiny
държава, страна държава, држава, земља
χώρα, χώρα περιοχή, κωδικός χώρας, מדינה, ארץ, קוד מדינה, کشور, کد کشور, ملک
riik, riigi kood, valsts, valsts kods, šalis, šalies kodas, estat país, bansa, nchi
länder, länder regionscode, länder regions code, regionscode, country region id, land isocode
દેશ, ਦੇਸ਼, ଦେଶ, దేశం, ದೇಶ, രാജ്യം
koda države, kod države, landkode, landskode, shteti`

const moreAddresses = `
adresa, adresă, cím, utca, lakcím, ulica i broj, ulice, ulica a číslo, heimilisfang, aadress, adrese, adresas, adreça, alamat
адреса, адрес на доставка, διεύθυνση, οδός, כתובת, רחוב, آدرس
stradă, strada, tänav, iela, gatvė, carrer, rruga, lakcíme`

const moreCities = `
város, település, oraș, localitate, grad, mesto, obec, město, poststed, linn, pilsēta, miestas, ciutat, bandar
град, населено място, πόλη, עיר, شهر
mjesto, helység, qyteti, població`

const moreZips = `
irányítószám, irsz, cod poștal, poštanski broj, poštna številka, postinumber, postiindeks, sihtnumber, pasta indekss, pašto kodas, codi postal, poskod
пощенски код, поштански број, ταχυδρομικός κώδικας, τκ, τ κ, מיקוד, کد پستی`

const moreCompanies = `
cégnév, cég, denumire, denumire firmă, denumirea, naziv tvrtke, tvrtka, podjetje, spoločnosť, názov firmy, společnost, název firmy
фирма, име на фирма
fyrirtæki, ettevõte, uzņēmums, įmonė, nom de l empresa
επωνυμία, εταιρεία, επωνυμία εταιρείας, שם החברה, חברה, شرکت, نام شرکت
denominazione, denominazione sociale, intitulé, dénomination, dénomination sociale, nombre fiscal, denominación, denominación social, företag, företagsnamn, virksomhed, firmanavn, yritys
organizace, název společnosti, organizácia, názov spoločnosti, organizacija, ime podjetja, naziv podjetja, poduzeće, naziv poduzeća, kompanija
компанија, назив фирме, назив компаније, предузеће, име на фирмата, име на компанията, дружество
компанія, організація, фірма, назва компанії, назва організації, підприємство, назва підприємства
companie, societate, nume companie, nume firmă, numele companiei, companyia, organització
vállalat, szervezet, cég neve, vállalat neve, társaság, cégneve
ettevõtte nimi, uzņēmuma nosaukums, įmonės pavadinimas, yrityksen nimi, organisaatio, kompania
bolag, bolagsnamn, virksomhedsnavn, bedrift, bedriftsnavn, selskap, selskapsnavn, organisasjon, εταιρία, επωνυμία εταιρίας`
