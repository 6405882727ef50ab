package reports

import (
	"html/template"
	"slices"
	"strings"
	"testing"

	"vobizsync/reconcile"
)

// rowTemplate is a row of the table as html/template writes it, which escapes each text
// by where it stands.
var rowTemplate = template.Must(template.New("row").Funcs(template.FuncMap{
	"words": func(code string) []string { return strings.SplitAfter(code, "_") },
	"join":  func(texts []string) string { return strings.Join(texts, ", ") },
	"head":  func(email string) string { return email[:strings.LastIndexByte(email, '@')+1] },
	"tail":  func(email string) string { return email[strings.LastIndexByte(email, '@')+1:] },
}).Parse(`
{{- /**/ -}}
<tr><td>{{.Row}}</td><td>{{.Line}}</td><td><span class="st {{.Status}}">{{.Status}}</span></td><td>{{with head .Email}}{{.}}<wbr>{{end}}{{tail .Email}}</td><td>{{.Name}}</td><td>{{.Phone}}</td><td>{{.Country}}</td><td>{{.AuthID}}</td><td>
{{- range .Codes}}<p>{{range $i, $word := words .}}{{if $i}}<wbr>{{end}}{{$word}}{{end}}</p>{{end -}}
</td><td>
{{- range .Messages}}<p>{{.}}</p>{{end -}}
{{- range .Changed}}<p class="change"><b>{{.Field}}</b> <del>{{.Before}}</del> → <ins>{{.After}}</ins></p>{{end -}}
{{- with join .Dropped}}<p class="tag"><b>dropped</b> {{.}}</p>{{end -}}
{{- range .Notes}}<p class="tag"><b>warning</b> {{.}}</p>{{end -}}
{{- range .Repairs}}<p class="tag"><b>repaired</b> {{.}}</p>{{end -}}
</td></tr>
`))

// sameMarkup asserts that a row is written as html/template writes it.
func sameMarkup(t *testing.T, row *htmlRow) {
	t.Helper()
	var want strings.Builder
	if err := rowTemplate.Execute(&want, row); err != nil {
		t.Fatal(err)
	}
	if got := string(row.appendMarkup([]byte("<tbody>"))); got != "<tbody>"+want.String() {
		t.Errorf("the row is written as\n%s\nhtml/template:\n%s", strings.TrimPrefix(got, "<tbody>"), want.String())
	}
}

func TestARowIsWrittenAsHTMLTemplateDoes(t *testing.T) {
	var row htmlRow
	for _, r := range sampleResults() {
		row.set(&r)
		sameMarkup(t, &row)
	}
	for c := range 0x100 { // each byte, and each of the first characters
		sameMarkup(t, &htmlRow{Name: "a" + string([]byte{byte(c)}) + "b", Email: string(rune(c)) + "@example.com"})
	}
}

// Whatever a text is, and wherever it stands, the row is what html/template makes of it.
func FuzzMarkup(f *testing.F) {
	f.Add("ann@example.com", "invalid_phone", "phone: \"12\" is too short", true)
	f.Add("@", "", "<script>alert(1)</script>", false)
	f.Add("a@b@c", "_a__b_", "\"onload='x' + `y` & \x00 \xff \u2028 \ufffe", true)
	f.Fuzz(func(t *testing.T, email, code, text string, many bool) {
		row := htmlRow{
			Row: len(text), Line: -len(email), Status: reconcile.Status(code), Email: email, Name: text, Phone: code, Country: text, AuthID: email,
			Codes: []string{code}, Messages: []string{text}, Changed: []reconcile.Change{{Field: "city", Before: text, After: email}},
		}
		if many {
			row.Codes, row.Messages = append(row.Codes, email, code), append(row.Messages, code, text)
			row.Changed = append(row.Changed, reconcile.Change{Field: "state", Before: email, After: code})
			row.Dropped, row.Notes, row.Repairs = slices.Clone(row.Codes), slices.Clone(row.Messages), slices.Clone(row.Codes)
		}
		sameMarkup(t, &row)
	})
}
