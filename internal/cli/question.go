package cli

import (
	"fmt"
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// The question is the one screen that can stop a wrong run: it shows a customer as it
// would be created, the partner that gets it, and how many there are.

// question asks whether so many accounts are to be created.
func (s *syncRun) question(plan planned, wanted int) string {
	n := words.Count(wanted, "account")
	if wanted < plan.missing {
		n = fmt.Sprintf("%s of %s", words.Number(wanted), words.Count(plan.missing, "missing account"))
	}
	text := fmt.Sprintf("create %s at %s?", n, s.summary.Partner)
	if others := plan.others(wanted); len(others) > 0 {
		text += " " + strings.Join(others, ", ") + ";"
	}
	text += " each customer gets an e-mail, and accounts can't be deleted"
	return words.Printable(plan.examples.first+madeOf(s.in.File, s.o.input.country)) + "\n" +
		plan.examples.foreignLine() + words.Printable(text)
}

// others counts what the run does not create, and what it creates again.
func (p *planned) others(wanted int) (parts []string) {
	add := func(n int, one, more string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, words.Number(n)+" "+more)
		}
	}
	add(p.counts[reconcile.Created], "was created before", "were created before")
	add(p.counts[reconcile.Exists], "exists", "exist")
	add(p.counts[reconcile.Differs], "differs", "differ")
	add(p.counts[reconcile.Invalid], "row is invalid", "rows are invalid")
	add(p.counts[reconcile.Failed], "could not be looked up", "could not be looked up")
	add(p.counts[reconcile.Unknown], "is unknown", "are unknown")
	if again := p.again(wanted); again != "" {
		parts = append(parts, again)
	}
	alike := len(parts)
	add(min(p.alike, wanted), "looks like an existing customer under another e-mail", "look like existing customers under another e-mail")
	if len(parts) > alike && wanted < p.missing {
		parts[alike] = "up to " + parts[alike] // which of them are created is not known yet
	}
	return parts
}

// again counts the accounts that are created again, "" for none.
func (p *planned) again(wanted int) string {
	again := min(p.removed, wanted)
	switch {
	case again == 0:
		return ""
	case wanted < p.missing:
		return "up to " + words.Number(again) + " again after their removal"
	}
	return words.Number(again) + " again after their removal"
}

// examples are customers of a plan as they would be created.
type examples struct {
	first   string // the first of them
	foreign string // the first with a letter beyond ASCII, if that is another one
	found   bool   // one with such a letter
}

func (e *examples) take(r *reconcile.Result) {
	if e.first != "" && e.found {
		return
	}
	text, foreign := customer(r), !isASCII(r.Name+r.Email)
	if r.Entry != nil && !foreign { // else the name shows how letters were read
		for _, field := range importer.Fields {
			value := r.Entry.Shown(field)
			if field != importer.Password && !isASCII(value) {
				text, foreign = text+", "+string(field)+": "+value, true
				break
			}
		}
	}
	if e.first == "" {
		e.first, e.found = "first: "+text, foreign
	} else if foreign {
		e.foreign, e.found = fmt.Sprintf("line %d: %s", r.Line, text), true
	}
}

func (e *examples) foreignLine() string {
	if e.foreign == "" {
		return ""
	}
	return words.Printable(e.foreign) + "\n"
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) }

// madeOf says what fills the fields of a customer that is shown, where that is not the
// column of its own name: "  (name = First Name + Last Name; country = Land)".
func madeOf(f *importer.File, country string) string {
	var parts []string
	filled := map[importer.Field]bool{}
	for _, m := range f.Mapping() {
		filled[m.Field] = true
		switch m.Field {
		case importer.Name, importer.Email, importer.Phone, importer.Country:
		default:
			continue
		}
		from := m.From
		switch {
		case m.Column && strings.EqualFold(strings.ReplaceAll(from, "-", ""), string(m.Field)):
			continue
		case m.Column:
			from = strings.Trim(f.QuoteHeader(from), `"`)
		case strings.HasPrefix(from, "{") && strings.HasSuffix(from, "}"):
			from = strings.NewReplacer("} {", " + ", "}|{", ", else ").Replace(from)
			if inner := from[1 : len(from)-1]; !strings.ContainsAny(inner, "{}") {
				from = inner
			}
		}
		parts = append(parts, string(m.Field)+" = "+from)
	}
	if country != "" && !filled[importer.Country] {
		parts = append(parts, "country = "+country+" by default")
	}
	if len(parts) == 0 {
		return ""
	}
	return "  (" + strings.Join(parts, "; ") + ")"
}
