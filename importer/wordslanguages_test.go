package importer

import (
	"strings"
	"testing"
)

// Headers as people in Europe and Asia write them: a password that is not recognized may
// be shown, or lost.
func TestHeadersOfManyLanguages(t *testing.T) {
	for field, headers := range map[Field]string{
		Password: `Password, Passcode, Temporary Password, PW, Passwörter, Paßwort, Startpasswort, Mot de passe provisoire, Contraseñas, Contrasenya, Contrasinal, Pasahitza,
			Parola di accesso, Senha inicial, Wachtwoorden, Paswoord, Hasło, Heslo, Přístupové heslo, Geslo, Lozinka, Zaporka, Лозинка, Парола, Parolă, Jelszó, Kezdő jelszó, Parool, Salasõna,
			Slaptažodis, Salasana, Lösenord, Adgangskode, Kodeord, Passord, Lykilorð, Aðgangsorð, Κωδικός πρόσβασης, Συνθηματικό, Şifre, Şifresi, Пароль, Тимчасовий пароль, Fjalëkalimi,
			პაროლი, Գաղտնաբառ, كلمة المرور, كلمة السر, رمز عبور, סיסמה, סיסמא, पासवर्ड, कूटशब्द, পাসওয়ার্ড, கடவுச்சொல், Kata sandi, Kata laluan, Mật khẩu, รหัสผ่าน, 初始密码, 登入密碼,
			初期パスワード, 비밀번호, 암호, 패스워드, Nenosiri`,
		Company: `Společnost, Název společnosti, Organizácia, Ime podjetja, Poduzeće, Предузеће, Име на фирмата, Компанія, Назва компанії, Companie, Societate, Vállalat, Cég neve, Ettevõtte nimi,
			Įmonės pavadinimas, Yrityksen nimi, Bolag, Virksomhedsnavn, Bedrift, Selskap, Εταιρία, الشركة, اسم الشركة, Perusahaan, Nama Perusahaan, Công ty, บริษัท, 회사, 회사명`,
		City:    `Місто, Mjesto, Helység, Kaupunki, Postitoimipaikka, Postort, Qyteti, المدينة, Kota, Thành phố, 도시`,
		State:   `Megye, Județ, Županija, Област, Νομός, Fylke, Maakunta, المحافظة, Provinsi, 광역시도, Tỉnh/Thành phố`,
		ZipCode: `Postnr., Póstnúmer`,
		Address: `Adress, Gatuadress, Gade, Gateadresse, Osoite, Вулиця, Strada, Tänav, Gatvė, العنوان, 주소, 도로명 주소, Địa chỉ, ที่อยู่`,
		Email:   `E-mail címe, E-poštni naslov, Elektronička pošta, Имејл адреса`,
		Phone:   `Telefonszáma, Telefons, Мобилни`,
		Country: `Koda države, Landkode`,
		Name:    `Имена, Emri i plotë`,
	} {
		for header := range strings.SplitSeq(headers, ",") {
			header = strings.TrimSpace(header)
			if m := meaningOf(header); fieldOfConcept(m.concept) != field || !m.sure() {
				t.Errorf("%s: %q, want %q (%+v)", header, fieldOfConcept(m.concept), field, m)
			}
		}
	}
}

// Words of one language are those of another, or parts of its words.
func TestHeadersThatNameOtherThings(t *testing.T) {
	for header := range strings.SplitSeq("Giới tính, Thuộc tính, Tính, 로그인 시도, 상세주소, Neve, Anyja neve, Parole, عنوان", ", ") {
		if m := meaningOf(header); fieldOfConcept(m.concept) != "" {
			t.Errorf("%s is taken for %q", header, fieldOfConcept(m.concept))
		}
	}
	for header, want := range map[string]bool{
		"Gesloten": false, "Conclave": false, "desenhar": false, "Subclave de producto": false,
		"Novo geslo": true, "Palabra clave": true, "Nova senha": true, "Parole": true, "Új jelszavak": true, "Ny lösenordskod": true,
	} {
		if mayBePassword(header) != want {
			t.Errorf("%s: may be a password: %t", header, !want)
		}
	}
}

// What is looked for in a header is written as the header's words are.
func TestPasswordStemsAreWordsOfHeaders(t *testing.T) {
	for _, stem := range passwordStems {
		if key := strings.Join(splitWords(stem), ""); key != stem {
			t.Errorf("%q is in headers as %q", stem, key)
		}
	}
}
