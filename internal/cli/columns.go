package cli

import (
	"fmt"
	"strings"

	"vobizsync/importer"
)

// sayColumns says which column became which field. Those that are not used are
// in the file's notes.
func (a *app) sayColumns(f *importer.File) {
	var plain, renamed, made []string
	for _, c := range f.Columns() {
		switch {
		case c.Field == "":
		case c.Header == string(c.Field):
			plain = append(plain, string(c.Field))
		default:
			renamed = append(renamed, f.QuoteHeader(c.Header)+" is "+string(c.Field))
		}
	}
	for _, d := range f.Derived() {
		made = append(made, fmt.Sprintf("%s is made of %s", d.Field, d.Text))
	}
	if len(plain) > 0 {
		a.say("%s: columns by their own names: %s", f.Name(), strings.Join(plain, ", "))
	}
	for _, r := range renamed {
		a.say("%s: column %s", f.Name(), r)
	}
	for _, m := range made {
		a.say("%s: %s", f.Name(), m)
	}
}
