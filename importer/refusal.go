package importer

import (
	"fmt"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// lack is what keeps the columns from being chosen.
type lack struct {
	half  *half
	twins []twin
}

// half are two columns that may have the halves of a name.
type half struct{ one, other string }

// twin are two columns of one header, numbered from 0, for a field.
type twin struct {
	field       Field
	header      string
	one, second int
}

// ColumnsError refuses a file whose columns can't be chosen safely. It lists all that
// is missing at once.
type ColumnsError struct {
	*InputError
	// Flags are those that settle it, flag and value by turns; none if the user has to
	// know more.
	Flags []string
}

// Unwrap returns the error of the input.
func (e *ColumnsError) Unwrap() error { return e.InputError }

// checkRequired returns an error if a field that every row must have has no column.
func (f *File) checkRequired(c *choice) error {
	have := map[Field]bool{Country: f.opts.DefaultCountry != ""}
	found := make([]string, 0, len(f.columns))
	for _, col := range f.columns {
		have[col.Field] = true
		if col.Header != "" {
			found = append(found, col.Header)
		}
	}
	for _, d := range f.derived {
		have[d.Field] = true
	}
	var missing []Field
	for _, field := range f.required() {
		if !have[field] {
			missing = append(missing, field)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	r := &refusal{file: f, choice: c}
	r.describe(missing, found)
	known := len(missing) < len(f.required()) || slices.ContainsFunc(c.claims, func(cl claim) bool { return cl.concept != 0 && cl.unknown == "" })
	for _, field := range missing {
		r.suggest(field)
	}
	if !known && len(r.maps) == 0 || looksLikeData(found) {
		r.error.Hint, r.flags = "the first line must name the columns, for example: "+exampleHeader, nil
		return &r.error
	}
	r.conclude(missing)
	return &ColumnsError{&r.error, r.flags}
}

// refusal collects what is missing, and what would settle it.
type refusal struct {
	file   *File
	choice *choice
	error  InputError
	flags  []string
	maps   []string // of them
	open   []string // what the user has to say
	doubts []string // what speaks against the suggestions
	taken  []int    // columns that are suggested
}

func (r *refusal) describe(missing []Field, found []string) {
	names := make([]string, len(missing))
	for i, field := range missing {
		names[i] = string(field)
	}
	noun := "the required column %s is missing"
	if len(missing) > 1 {
		noun = "the required columns %s are missing"
	}
	f := r.file
	problem := fmt.Sprintf(noun, words.List(names))
	for _, t := range r.choice.lack.twins {
		problem += fmt.Sprintf("; columns %d and %d are both called %s", t.one+1, t.second+1, f.QuoteHeader(t.header))
	}
	if h := r.choice.lack.half; h != nil {
		problem += fmt.Sprintf("; the column %s seems to have one half of the names, and %s the other", f.QuoteHeader(h.one), f.QuoteHeader(h.other))
	}
	what := "found: " + listHeaders(normalize.Quoter{Private: true}, found)
	if looksLikeData(found) { // a first row of customers
		what = "the first line seems to be a customer already"
	}
	r.error = InputError{Name: f.Name(), Line: f.HeaderLine(), Problem: problem + "; " + what}
}

// suggest adds what would fill a field.
func (r *refusal) suggest(field Field) {
	switch {
	case field == Password:
		r.flags = append(r.flags, "--generate-passwords")
	case slices.ContainsFunc(r.choice.lack.twins, func(t twin) bool { return t.field == field }):
		r.open = append(r.open, "rename or remove one of the two columns")
	case field == Name && r.choice.lack.half != nil:
		r.addMap("name={" + mapEscaper.Replace(r.choice.lack.half.one) + "} {" + mapEscaper.Replace(r.choice.lack.half.other) + "}")
	case r.suggestColumn(field):
	case field == Country:
		r.suggestCountry()
	default:
		for _, cl := range r.choice.claims {
			if fieldOfConcept(cl.concept) == field && cl.veto != "" && !cl.avoided {
				r.open = append(r.open, "the column "+r.file.QuoteHeader(cl.header)+" "+cl.veto)
			}
		}
		r.open = append(r.open, fmt.Sprintf("no column seems to hold the %s: add one, or say which it is, with --map %s", field, words.Shell("COLUMN="+string(field))))
	}
}

func (r *refusal) addMap(entry string) {
	r.flags, r.maps = append(r.flags, "--map", entry), append(r.maps, entry)
}

// anyCountry stands for a country that the user has to fill in: it is not a code (ISO
// 3166-1: XX is for users to assign).
const anyCountry = "XX"

// suggestCountry suggests the country of rows that have none, if the phones leave no
// choice.
func (r *refusal) suggestCountry() {
	code := r.choice.phonesCountry()
	if code == "" {
		code = anyCountry
	}
	r.flags = append(r.flags, "--default-country", code)
}

// conclude says what to do.
func (r *refusal) conclude(missing []Field) {
	var hints []string
	if len(missing) == 1 && missing[0] == Password {
		hints = append(hints, "add the column, or use --generate-passwords for new customers")
	}
	for i := 1; i < len(r.flags); i++ {
		if r.flags[i] == anyCountry {
			hints = append(hints, "no column has the country: write the code of the customers' country for "+anyCountry+", as in --default-country IN")
		}
	}
	for _, entry := range r.maps {
		if column, field, ok := cutPlain(entry, '='); ok && !strings.HasPrefix(field, "{") && r.isMisspelt(column) {
			hints = append(hints, "did you mean "+field+" by "+r.file.QuoteHeader(unescapeMap(column))+"?")
		}
	}
	hints = append(append(hints, r.doubts...), r.open...)
	switch {
	case len(r.open) > 0:
		if len(r.flags) > 0 {
			hints = append(hints, "besides: "+words.ShellLine(r.flags...))
		}
		r.flags = nil
	case len(r.maps) > 0:
		hints = append(hints, "if these columns are right, paste the command")
	case len(hints) == 0:
		hints = append(hints, "if that is right, paste the command")
	}
	r.error.Hint = strings.Join(hints, "; ")
}

func (r *refusal) isMisspelt(header string) bool {
	return meaningOf(unescapeMap(header)).concept == 0 && !namesSomethingElse(unescapeMap(header))
}
