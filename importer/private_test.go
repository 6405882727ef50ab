package importer_test

import (
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

// messages joins what is said about a row.
func messages(e *importer.Entry) string {
	var said []string
	for _, p := range append(e.Problems[:len(e.Problems):len(e.Problems)], e.Notes...) {
		said = append(said, string(p.Field)+": "+p.Message)
	}
	return strings.Join(said, "; ")
}

// The hash of a password is none: the row has no password.
func TestHashesCountAsEmpty(t *testing.T) {
	for _, hash := range []string{
		"$P$B12345678abcdefghijklmnopqrstu.", "$2y$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234", "$wp$2y$10$abcdefghijkl",
		"$argon2id$v=19$m=65536", "{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "5f4dcc3b5aa765d61d8327deb882cf99", "****",
		"{noop}Secret#12", "ab****yz", "<hidden>", "[redacted]", "XXXXXXXX", "AQAAAAEAACcQAAAAEJ1kEBLnQMjLMGyBDFCPRXnzuSMBpg8",
	} {
		content := header + "Ann,ann@example.com,+493023125401," + hash + ",DE,Acme\n"
		entries, _ := read(t, content, importer.Options{})
		if e := &entries[0]; e.Valid() || e.Problems[0].Code != importer.Required || e.Problems[0].Field != importer.Password || len(e.Problems) != 1 {
			t.Errorf("%s: %s", hash, messages(e))
		}
		entries, _ = read(t, content, importer.Options{PasswordOptional: true})
		e := &entries[0]
		if !e.Valid() || !e.Customer.Password.IsZero() || len(e.Notes) != 1 || e.Notes[0].Code != normalize.NotThePassword {
			t.Errorf("%s, passwords optional: %v, %s", hash, e.Customer.Password, messages(e))
		}
		if strings.Contains(messages(e), hash) && hash != "****" {
			t.Errorf("%s is said", hash)
		}
		if entries, _ = read(t, content, importer.Options{PasswordOptional: true, Strict: true}); entries[0].Valid() {
			t.Errorf("%s: strict, and accepted", hash)
		}
	}
}

// A password that another field has, too, would be shown and sent as it.
func TestAPasswordInAnotherFieldIsRefused(t *testing.T) {
	for _, row := range []string{
		"Secret#1,ann@example.com,+493023125401,Secret#1,DE,Acme",
		"Ann,ann@example.com,+493023125401, ann@example.com1 ,DE,Mail to ann@example.com1",
		"Ann,ann1@example.com,+493023125401,ann1@example.com,DE,Acme",
	} {
		entries, _ := read(t, header+row+"\n", importer.Options{})
		if e := &entries[0]; e.Valid() || e.Problems[0].Code != importer.WeakPassword || !strings.Contains(messages(e), "must not be in the row's") {
			t.Errorf("%s: %s", row, messages(e))
		}
	}
}

// Of a row that can't be used, results have those cells only that look like what
// they are.
func TestCellsThatAreNotTheirOwnAreNotKept(t *testing.T) {
	tests := []struct{ row, name, email string }{
		{"Ann,Summer2024,+493023125401,Secret#1,DE,", "Ann", ""},
		{"hunter22,ann@example.com,+493023125401,DE,Germany,", "", "ann@example.com"},
		{"Shop 24,bob@ex ample.com,+493023125401,Secret#1,DE,", "Shop 24", ""},
		{"Shop 24,bob@example..com,+493023125401,Secret#1,DE,", "Shop 24", "bob@example..com"},
		{"ann@example.com,+493023125401,Secret#1,DE,Acme,", "", ""},
		{"A1 Telekom,ann@example.com,+493023125401,Secret#1,DE,", "A1 Telekom", "ann@example.com"}, // nothing is wrong with it
	}
	for _, tt := range tests {
		entries, _ := read(t, header+tt.row+"\n", importer.Options{})
		if c := &entries[0].Customer; c.Name != tt.name || c.Email != tt.email {
			t.Errorf("%s: name %q, e-mail %q; want %q, %q", tt.row, c.Name, c.Email, tt.name, tt.email)
		}
	}
}

// A file without passwords has nothing to hide: what is wrong is quoted.
func TestAFileWithoutPasswordsIsQuoted(t *testing.T) {
	const content = "name,email,phone,country,cf_123\nA1,bob@example,call 12,Summer2024,\n"
	f, entries, _ := open(t, write(t, content), importer.Options{PasswordOptional: true})
	for _, want := range []string{`"Summer2024" is not a country`, `"bob@example" has a domain`, `"call 12" has letters`} {
		if !strings.Contains(messages(&entries[0]), want) {
			t.Errorf("%s; want %s", messages(&entries[0]), want)
		}
	}
	if notes := strings.Join(f.Notes(), "; "); !strings.Contains(notes, `column "cf_123" is not used`) {
		t.Error(notes)
	}
	if c := &entries[0].Customer; c.Name != "A1" || c.Email != "bob@example" {
		t.Errorf("%+v", c)
	}
}

// Headers that hold passwords by other names make a file private, and no field can
// be made from passwords.
func TestPasswordsByOtherNames(t *testing.T) {
	for _, column := range []string{"Passwort", "pasword", "Kunden-Passwort", "Login secret", "user_pwd", "Mot de passe",
		"Jelszó", "Új jelszavak", "Heslo (nové)", "Mõni salasana", "Κωδικός πρόσβασης 2", "Ny lösenordskod", "新しいパスワード欄", "새 비밀번호 (필수)", "كلمة المرور الجديدة", "Clave", "passkey_1", "Парольная фраза"} {
		content := "name,email,phone,country," + column + "\nAnn,ann@example.com,+493023125401,Summer2024,\n"
		_, entries, _ := open(t, write(t, content), importer.Options{PasswordOptional: true})
		if !strings.Contains(messages(&entries[0]), "(10 characters, not shown) is not a country") {
			t.Errorf("%s: %s", column, messages(&entries[0]))
		}
	}
	_, err := importer.Open(write(t, header+good(1)+"\n"), "customers.csv", importer.Options{Map: []string{"description={name} {password}"}})
	wantRefusal(t, err, "can't be made from the password column", "")
}
