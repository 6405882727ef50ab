package normalize

import (
	"strings"
	"testing"

	"vobizsync/internal/secret"
)

// planted are passwords that stand where another cell should.
var planted = []string{"Sup3r!secret9", "Summer2024", "hunter22", "P@ssw0rd!", "Lotus#2025", "correct-Horse.7", "12345678!", "Main-St_1a", "p@ss.w0rd1"}

// shapesOf are all shapes, with cells that they take.
var shapesOf = map[Shape][]string{
	ShapeName:    {"Ann Smith", "O’Neil & Söhne (Ltd.)", "Shop 24", "e-mail", "first_name", "Address 1: Street", "E-mail 1 - Value", "Phone #", "Name*", "山田太郎"},
	ShapeEmail:   {"ann@example.com", "Ann Smith <ann@example.com>", "ann@exam_ple.com", "o'neil+tag@b.co.uk", "jörg@müller.example", "a b@example.com", "mailto:ann@example.com", "ann@example..com", "ann@example.com.", "ann@b.xn--p1ai"},
	ShapePhone:   {"98450 12345", "+49 (0)30/231254-18", "030 23125418.0", "9.19877E+11", "9,2E+11", "98450 12345 ext. 12", "98450 12345 x12", "tel:+4930231254;ext=12", "+91 98450 12345 (home)", "none", "n/a", "٠٥٠١٢٣٤٥٦٧", `="+919845012345"`, "98450 12345, 98450 12346", "-"},
	ShapeCountry: {"XZ", "Atlantis", "Côte d’Ivoire", "Bosnia & Herzegovina", "Korea (Rep.)", "U.S.A."},
	ShapePostal:  {"1067", "1067.0", "5.6E+5", "12345"},
	ShapeZone:    {"Asia/Calcuta", "America/Argentina/Buenos Aires", "Etc/GMT+25", "europe/berln"},
	ShapeGSTIN:   {"27AAPFU0939F1ZW", "27 AAPFU 0939F 1ZW", "27aapfu0939f1zw", "GSTIN 27AAPFU0939F1ZW", "27AAPFUO939F1ZW"},
	ShapeWord:    {"aktiv", "not registered"},
}

func TestCellsOfAFileWithPasswordsAreShownInTheirOwnShape(t *testing.T) {
	q := Quoter{Private: true}
	for shape, cells := range shapesOf {
		for _, cell := range cells {
			if got := q.Quote(shape, cell); got != Quote(cell) {
				t.Errorf("shape %d: Quote(%q) = %s", shape, cell, got)
			}
		}
	}
}

func TestPasswordsAreNotShownAsAnyCell(t *testing.T) {
	q := Quoter{Private: true}
	for shape := range shapesOf {
		for _, p := range planted {
			if got := q.Quote(shape, " "+p+" "); strings.Contains(got, p) || !strings.HasSuffix(got, " characters, not shown)") {
				t.Errorf("shape %d: Quote(%q) = %s", shape, p, got)
			}
		}
		if got := q.Quote(shape, "!"); got != "(1 character, not shown)" {
			t.Errorf("shape %d: Quote(%q) = %s", shape, "!", got)
		}
	}
	if got := (Quoter{}).Quote(ShapeCountry, "Summer2024"); got != `"Summer2024"` {
		t.Errorf("without passwords in the file: %s", got)
	}
}

// Letters and digits of a GSTIN's length are a password, too, and a label before a
// shorter one makes no GSTIN of it.
func TestAGSTINIsShownInItsPlacesOnly(t *testing.T) {
	q := Quoter{Private: true}
	for _, p := range []string{"Summer2024India", "GSTIN Summer2024", "GST Summer20245", "12345Summer2024", "27Summer2024abc", "Geheimwort12345"} {
		if q.Shows(ShapeGSTIN, p) {
			t.Errorf("%q is shown", p)
		}
		_, problem, note := GSTIN(p)
		for _, why := range []Reason{problem, note} {
			if said := q.Message(ShapeGSTIN, why); strings.Contains(strings.ToLower(said), strings.ToLower(" "+p[:2]+",")) {
				t.Errorf("%q: %s", p, said)
			}
		}
	}
}

func TestTheRowsPasswordIsNotShownInAnyShape(t *testing.T) {
	for shape, cells := range shapesOf {
		for _, cell := range cells {
			q := Quoter{Private: true, Password: secret.New(" " + cell + "\t")}
			if q.Shows(shape, cell) {
				t.Errorf("shape %d: %q is shown, and is the row's password", shape, cell)
			}
		}
	}
	q := Quoter{Private: true, Password: secret.New("Ab@cdefg.hij")}
	if q.Shows(ShapeEmail, "Ann Ab@cdefg.hij") {
		t.Error("a cell is shown that has the row's password in it")
	}
	if q.Password = secret.New("D"); !q.Shows(ShapeCountry, "DX") {
		t.Error("a letter hides a country")
	}
}

// FuzzShapes checks that no shape of words takes a password in one word that
// [Password] accepts.
func FuzzShapes(f *testing.F) {
	for _, p := range planted {
		f.Add(p)
	}
	for _, cells := range shapesOf {
		f.Add(cells[0])
	}
	q := Quoter{Private: true}
	f.Fuzz(func(t *testing.T, s string) {
		s = Fold(s)
		if Password(s).Text == "" && !strings.Contains(s, " ") {
			for _, shape := range []Shape{ShapeName, ShapeCountry, ShapeWord, ShapeGSTIN} {
				if q.Shows(shape, s) {
					t.Errorf("shape %d shows the password %q", shape, s)
				}
			}
		}
	})
}
