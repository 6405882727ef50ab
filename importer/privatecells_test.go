package importer_test

import (
	"strings"
	"testing"

	"vobizsync/importer"
)

// What is said about a cell must not show a password that is in it, whatever is
// around it there.
func TestWrappedPasswordsAreNotShown(t *testing.T) {
	for _, password := range []string{"Lotus#2025", "p@ss.w0rd1", "1My@pass.word", "Sup3r!secret9"} {
		for _, around := range []string{"%", `"%"`, "'%'", "'%", "<%>", "(%)", "[%]", "Ann <%>", "mailto:%", "%;", "%.", "% N/A", "undefined %", "Null %", "Tel. %", "% (M)", "% ext. 12", "GSTIN: %", `="%"`, "%, %", "% / 98450 12345", "’%"} {
			for _, field := range importer.Fields {
				text := strings.ReplaceAll(around, "%", password)
				e := cell(t, field, text, importer.Options{})
				for _, p := range append(e.Problems[:len(e.Problems):len(e.Problems)], e.Notes...) {
					if strings.Contains(p.Message, password) && !(field == importer.Email && password == "1My@pass.word") || strings.Contains(p.Message, "w0rd1") {
						t.Errorf("%s %q: %s", field, text, p.Message)
					}
				}
			}
		}
	}
	// The row's own password is not shown as an address either.
	entries, _ := read(t, "name,email,phone,password,country\nAnn,<1My@pass.word>,98450 12345,1My@pass.word,IN\n", importer.Options{})
	for _, p := range append(entries[0].Problems, entries[0].Notes...) {
		if strings.Contains(p.Message, "1My@pass.word") {
			t.Errorf("the row's password as its address: %s", p.Message)
		}
	}
}
