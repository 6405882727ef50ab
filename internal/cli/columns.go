package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"vobizsync/importer"
	"vobizsync/internal/words"
)

// sayColumns says which column became which field. Those that are not used are
// in the file's notes.
func (a *app) sayColumns(f *importer.File) {
	var plain, lines []string
	for _, m := range f.Mapping() {
		switch {
		case m.Column && m.From == string(m.Field):
			plain = append(plain, m.From)
		case m.Column && m.Guessed:
			lines = append(lines, fmt.Sprintf("column %s is taken for %s, the closest match", f.QuoteHeader(m.From), m.Field))
		case m.Column:
			lines = append(lines, fmt.Sprintf("column %s is %s", f.QuoteHeader(m.From), m.Field))
		case m.Alternatives > 1:
			lines = append(lines, fmt.Sprintf("%s is made of %s, the first that is filled", m.Field, m.From))
		default:
			lines = append(lines, fmt.Sprintf("%s is made of %s", m.Field, m.From))
		}
	}
	if len(plain) > 0 {
		a.say("%s: columns by their own names: %s", f.Name(), strings.Join(plain, ", "))
	}
	for _, line := range lines {
		a.say("%s: %s", f.Name(), line)
	}
}

// recordColumns puts what fills the fields into the summary.
func (a *app) recordColumns(f *importer.File) {
	s := a.ending.summary
	if s == nil {
		return
	}
	s.Mapping = map[string]string{}
	for _, m := range f.Mapping() {
		s.Mapping[string(m.Field)] = m.From
	}
	s.UnusedColumns = f.UnusedColumns()
}

// pasteable is an error with the command that settles it.
type pasteable struct {
	error

	command string
}

func (p *pasteable) Unwrap() error { return p.error }

// settled adds to a refusal of the columns the same command with the flags that
// settle it.
func (a *app) settled(err error) error {
	var refused *importer.ColumnsError
	if !errors.As(err, &refused) || len(refused.Flags) == 0 {
		return err
	}
	return &pasteable{err, a.with(refused.Flags)}
}

// with is the command as it was typed, with more flags.
func (a *app) with(more []string) string {
	flags, rest := a.Args, []string(nil)
	if i := slices.Index(a.Args, "--"); i >= 0 {
		flags, rest = a.Args[:i], a.Args[i:]
	}
	return a.typed(slices.Concat(flags, more, rest))
}

// command finds the command that settles an error, "" where there is none.
func (a *app) command(err error) string {
	var p *pasteable
	if errors.As(err, &p) {
		return p.command
	}
	var bad *importer.InputError
	if errors.As(err, &bad) && len(bad.Flags) > 0 {
		return a.with(bad.Flags)
	}
	return ""
}

// profile is what --print-map writes: a config of flags.
type profile struct {
	Country   string   `yaml:"default-country,omitempty"`
	Sheet     string   `yaml:"sheet,omitempty"`
	Delimiter string   `yaml:"delimiter,omitempty"`
	Encoding  string   `yaml:"encoding,omitempty"`
	Passwords bool     `yaml:"generate-passwords,omitempty"`
	Map       []string `yaml:"map"`
}

// printMap writes what fills the fields to standard output, as --config reads it.
func (a *app) printMap(in *input, o *validateOptions) error {
	text, err := yaml.Marshal(profile{
		Country: o.input.country, Sheet: o.input.sheet, Delimiter: o.input.delimiter, Encoding: o.input.encoding,
		Passwords: o.passwords, Map: in.MapEntries(),
	})
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(a.Stdout, "# what the columns of %s are; --config reads it\n%s", words.Printable(in.name), text) // the output keeps the error
	return nil
}
