package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

// inputFlags say how the file is to be read.
type inputFlags struct {
	country   string
	expect    []string
	maps      []string
	sheet     string
	delimiter string
	encoding  string
	strict    bool
	// dropExtensions leaves the extensions of phones out.
	dropExtensions bool
}

func (f *inputFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.country, "default-country", "", "country (`CC`, ISO alpha-2) of rows that have none, if their phone is a national one or from there")
	flags.StringArrayVar(&f.expect, "expect-country", nil, "countries (`CC,...`) that rows may have; others are problems; may be repeated")
	flags.StringArrayVar(&f.maps, "map", nil, `what fills a field: `+"`COLUMN=FIELD`"+`, FIELD={Column} {Column}, FIELD={Column}|{Column}, FIELD="constant", or FIELD:VALUE=VALUE; may be repeated`)
	flags.StringVar(&f.sheet, "sheet", "", "`name` of the sheet of a workbook (default: the first, or the only one with a header)")
	flags.StringVar(&f.delimiter, "delimiter", "", "`character` between the cells, its escape (\\x01), or comma, semicolon, tab, pipe (default: detected)")
	flags.StringVar(&f.encoding, "encoding", "", "`name` of the text's encoding, such as windows-1252 (default: detected)")
	flags.BoolVar(&f.dropExtensions, "drop-extensions", false, "drop the extensions of phones, instead of rejecting such rows")
	flags.BoolVar(&f.strict, "strict", false, "treat warnings as errors, but not repairs")
}

func (f *inputFlags) options(passwordOptional bool) (importer.Options, error) {
	opts := importer.Options{
		PasswordOptional: passwordOptional, Map: f.maps, Sheet: f.sheet, Delimiter: f.delimiter, Encoding: f.encoding, Strict: f.strict,
		DropExtensions: f.dropExtensions,
	}
	var err error
	if f.country != "" {
		if opts.DefaultCountry, err = countryArgument("--default-country", f.country); err != nil {
			return opts, err
		}
	}
	for _, list := range f.expect {
		for arg := range strings.SplitSeq(list, ",") {
			code, err := countryArgument("--expect-country", arg)
			if err != nil {
				return opts, err
			}
			opts.ExpectCountries = append(opts.ExpectCountries, code)
		}
	}
	if c := opts.DefaultCountry; c != "" && len(opts.ExpectCountries) > 0 && !slices.Contains(opts.ExpectCountries, c) {
		return opts, usageError("--default-country "+c+" is not one of --expect-country "+strings.Join(opts.ExpectCountries, ","), "leave it out, or expect it, too")
	}
	return opts, nil
}

// countryArgument reads a country that was given to a flag.
func countryArgument(flag, arg string) (string, error) {
	code, why := normalize.Country(normalize.Fold(arg))
	if code != "" {
		return code, nil
	}
	hint := "for example: " + flag + " IN"
	if why.Hint != "" {
		hint = why.Hint + " " + hint
	}
	return "", usageError(fmt.Sprintf("%s %q is not a country", flag, arg), hint)
}

// deciding lists the options that decide what the rows mean.
func (f *inputFlags) deciding() map[string]string {
	return map[string]string{
		"--default-country": f.country, "--expect-country": strings.Join(f.expect, ","), "--map": strings.Join(f.maps, "\n"), "--sheet": f.sheet,
		"--delimiter": f.delimiter, "--encoding": f.encoding, "--strict": strconv.FormatBool(f.strict),
		"--drop-extensions": strconv.FormatBool(f.dropExtensions),
	}
}

// inputName is what messages and reports call FILE.
func inputName(name string) string {
	if name == stdin {
		return "stdin"
	}
	return name
}

// stdin is the FILE that means standard input.
const stdin = "-"

// input is the file of a run. It is read once.
type input struct {
	*importer.File
	name string // for people
	path string
	said int // notes on it
}

// openInput opens FILE, until the context ends: a pipe may wait for its writer, and
// a workbook takes its time. What does not fit into memory is kept in the folder, in
// files without a name.
func (a *app) openInput(ctx context.Context, name, folder string, opts importer.Options) (*input, error) {
	in := &input{name: inputName(name), path: name}
	opts.Folder = folder
	if name == stdin && isTerminal(a.Stdin) {
		a.say("reading the customers from standard input: type or paste them, and end with %s", endOfInput)
	}
	var err error
	in.File, err = await(ctx, func() (*importer.File, error) {
		if name != stdin {
			return importer.Open(name, in.name, opts)
		}
		r, done := readUntil(ctx, a.Stdin)
		defer done()
		return importer.OpenReader(r, in.name, opts)
	})
	if err != nil {
		return nil, a.settled(err)
	}
	a.recordColumns(in.File)
	a.ending.in = in
	a.sayNotes(in)
	return in, nil
}

// sayNotes says what was noted on the file and not said yet.
func (a *app) sayNotes(in *input) {
	notes := in.Notes()
	for _, note := range notes[in.said:] {
		a.say("%s: %s", in.name, note)
	}
	in.said = len(notes)
}

// readUntil returns a reader that fails when the context ends, also where the
// reading waits, for a person or for another program.
func readUntil(ctx context.Context, r io.Reader) (reader io.Reader, done func()) {
	pr, pw := io.Pipe()
	go func() {
		_, err := io.Copy(pw, r)
		_ = pw.CloseWithError(err) // never fails, as below
	}()
	release := context.AfterFunc(ctx, func() { _ = pw.CloseWithError(context.Cause(ctx)) })
	return pr, func() {
		release()
		_ = pr.Close()
	}
}

// absolute is where the file is, whatever the folder; "" where that is not known.
func (in *input) absolute() string {
	path, err := filepath.Abs(in.path)
	if in.path == stdin || err != nil {
		return ""
	}
	return path
}

// close closes the file.
func (in *input) close() { _ = in.Close() } // it was read only
