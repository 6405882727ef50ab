package importer

// The words of headers that mean the other fields.

const passwordWords = `
password, passwd, pwd, user pass, initial password, login password, account password, passphrase, new password, passcode, temporary password, temp password, default password, user password, passwords
passwort, kennwort, initialpasswort, zugangspasswort, passwörter, kundenpasswort, kundenkennwort, startpasswort, erstpasswort, anmeldepasswort, benutzerpasswort, zugangskennwort, benutzerkennwort
mot de passe, mdp, mots de passe, mot de passe initial, mot de passe temporaire, mot de passe provisoire
contraseña, clave de acceso, contrasena, contraseñas, contraseña inicial, contraseña temporal, contraseña de acceso, clave secreta, contrasenya, contrasinal, pasahitza
parola d ordine, parola di accesso, password di accesso, password iniziale, password temporanea
senha, palavra passe, palavra chave, senhas, senha inicial, senha de acesso, senha temporária
wachtwoord, paswoord, wachtwoorden, inlogwachtwoord, tijdelijk wachtwoord, initieel wachtwoord, wagwoord
hasło, haslo, hasło początkowe, hasło tymczasowe, hasło dostępu, hasło startowe
şifre, parola, sifre, şifresi, parolası, geçici şifre, geçici parola, giriş şifresi
пароль, пароли, временный пароль, начальный пароль, пароль доступа, тимчасовий пароль, початковий пароль
पासवर्ड, पास वर्ड, कूटशब्द, कूट शब्द, संकेतशब्द
密码, 口令, 密碼, 登录密码, 登录口令, 初始密码, 用户密码, 登入密碼, 登錄密碼, 初始密碼, 通行碼
パスワード, 初期パスワード, ログインパスワード, 仮パスワード
비밀번호, 패스워드, 암호, 초기 비밀번호, 임시 비밀번호, 로그인 비밀번호
كلمة المرور, كلمة السر, كلمه المرور, كلمه السر, كلمة مرور, كلمة سر, الرقم السري
رمز عبور, گذرواژه, کلمه عبور, رمز ورود, پاس ورڈ
סיסמה, סיסמא, סיסמת כניסה
kata sandi, katasandi, kata laluan, mật khẩu, รหัสผ่าน, nenosiri, neno la siri
পাসওয়ার্ড, கடவுச்சொல், పాస్వర్డ్, પાસવર્ડ, ಪಾಸ್ವರ್ಡ್, പാസ്വേഡ്, പാസ്വേർഡ്, ਪਾਸਵਰਡ, ପାସୱାର୍ଡ
heslo, přístupové heslo, počáteční heslo, prístupové heslo, dočasné heslo, geslo, začetno geslo, lozinka, zaporka, početna lozinka, лозинка
парола, начална парола, parolă, parola inițială
jelszó, jelszava, kezdő jelszó, ideiglenes jelszó, belépési jelszó
parool, salasõna, salasana, slaptažodis
lösenord, adgangskode, kodeord, passord, lykilorð, lykilord, aðgangsorð
κωδικός πρόσβασης, συνθηματικό, συνθηματικό πρόσβασης
fjalëkalim, fjalëkalimi, pasfhocal, cyfrinair, პაროლი, գաղտնաբառ, şifrə, құпия сөз`

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
会社, 会社名, 企業名, 法人名, 勤務先, 団体名, 貴社名, 御社名
회사, 회사명, 업체명, 기업명, 상호명, 회사 이름, 법인명
الشركة, اسم الشركة, شركة, المؤسسة, اسم المؤسسة, المنشأة, اسم المنشأة
perusahaan, nama perusahaan, nama pt, syarikat, nama syarikat, công ty, tên công ty, บริษัท, ชื่อบริษัท`

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
