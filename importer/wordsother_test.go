package importer

// The words of headers that mean the other fields.

const passwordWords = `
password, passwd, pwd, user pass, initial password, login password, account password, passphrase, new password
passwort, kennwort, initialpasswort, zugangspasswort
mot de passe, mdp
contraseña, clave de acceso, contrasena
parola d ordine
senha, palavra passe, palavra chave
wachtwoord
hasło, haslo
şifre, parola, sifre
пароль
पासवर्ड
密码, 口令, 密碼
パスワード`

const companyWords = `
company, company name, organization, organisation, organizations, organisations, organization name, organisation name, business name, firm, firm name, employer name, company account, org, org name, organization 1 name, trade name, trading name, legal name, legal business name, legal entity name, company organization, account company, corporation, enterprise, companies, business entity name, institution, name of business, name of company, name of firm
firma, firmenname, unternehmen, unternehmensname, gesellschaft, firmenbezeichnung, betrieb
entreprise, société, nom de la société, nom de l entreprise, raison sociale, organisme, nom société, nom entreprise, compagnie
empresa, nombre de la empresa, razón social, compañía, nombre empresa, organización, nombre comercial, sociedad
azienda, ragione sociale, società, nome azienda, ditta, organizzazione, impresa
razão social, nome da empresa, nome empresa, organização, companhia, nome fantasia
bedrijf, bedrijfsnaam, organisatie, onderneming, naam bedrijf, firmanaam
nazwa firmy, przedsiębiorstwo, organizacja, spółka, nazwa przedsiębiorstwa
şirket, firma adı, şirket adı, kuruluş, işletme, şirket ismi, firma unvanı, kurum
компания, организация, фирма, название компании, название организации, предприятие, наименование организации, наименование компании, название фирмы
कंपनी, कम्पनी, संस्था, कंपनी का नाम, फर्म, व्यवसाय का नाम, संगठन
公司, 公司名称, 企业名称, 单位, 单位名称, 企业, 公司名, 公司名稱, 機構名稱, 工作单位
会社, 会社名, 企業名, 法人名, 勤務先, 団体名, 貴社名, 御社名`

// accountWords mean a company in one system and a person in another.
const accountWords = `account name`

const descriptionWords = `
description, desc, descriptions
beschreibung
descripción
descrizione
descrição
omschrijving, beschrijving
opis
açıklama
описание
विवरण
描述, 说明
説明`

const timezoneWords = `
timezone, time zone, tz, timezone name, iana timezone, timezone id, time zone id, time zone name, timezone sid key, zoneinfo, iana time zone, tzid, user time zone
zeitzone
fuseau horaire
zona horaria, huso horario
fuso orario
fuso horário
tijdzone
strefa czasowa
saat dilimi, zaman dilimi
часовой пояс
समय क्षेत्र
时区, 時區
タイムゾーン`

const gstinWords = `
gstin, gst, gst number, gst no, gstin number, gstin no, gstin uin, gst in, gst registration number, gst registration no, gst identification number, gst reg no, gst num, gstin uin no, gst identification number gstin, gst id, gstin of customer, gstin uin number, gst uin, gst reg number, gstn, gst registration, gst tin
जीएसटी, जीएसटी नंबर, जीएसटीआईएन`

const gstStatusWords = `gst status, gst registration status, gstin status`

const accountTypeWords = `account type`
