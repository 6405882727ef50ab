package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
)

// inputFlags say how the file is to be read.
type inputFlags struct {
	country   string
	maps      []string
	sheet     string
	delimiter string
	encoding  string
	strict    bool
}

func (f *inputFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.country, "default-country", "", "country (`CC`, ISO alpha-2) of phones in rows whose country is not known")
	flags.StringArrayVar(&f.maps, "map", nil, `what fills a field: `+"`COLUMN=FIELD`"+`, FIELD={Column} {Column}, or FIELD="constant"; may be repeated`)
	flags.StringVar(&f.sheet, "sheet", "", "`name` of the sheet of a workbook (default: the first)")
	flags.StringVar(&f.delimiter, "delimiter", "", "`character` between the cells, or comma, semicolon, tab, pipe (default: found out)")
	flags.StringVar(&f.encoding, "encoding", "", "`name` of the text's encoding, such as windows-1252 (default: found out)")
	flags.BoolVar(&f.strict, "strict", false, "make warnings problems")
}

func (f *inputFlags) options(passwordOptional bool) (importer.Options, error) {
	opts := importer.Options{
		PasswordOptional: passwordOptional, Map: f.maps, Sheet: f.sheet, Delimiter: f.delimiter, Encoding: f.encoding, Strict: f.strict,
	}
	if f.country != "" {
		code, ok := normalize.ParseCountry(f.country)
		if !ok {
			return opts, usageError(fmt.Sprintf("--default-country %q is no ISO 3166-1 country", f.country), "for example: --default-country IN")
		}
		opts.DefaultCountry = code
	}
	return opts, nil
}

// deciding lists the options that decide what the rows mean.
func (f *inputFlags) deciding() map[string]string {
	return map[string]string{
		"--default-country": f.country, "--map": strings.Join(f.maps, "\n"), "--sheet": f.sheet,
		"--delimiter": f.delimiter, "--encoding": f.encoding, "--strict": strconv.FormatBool(f.strict),
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

// input is the file of a run.
type input struct {
	*importer.File
	name  string // for people
	path  string
	spool string // the copy of standard input, which is removed at the end
}

// openInput opens FILE, until the context ends: a pipe may wait for its writer, and
// a workbook takes its time. Standard input is copied into the folder first, since
// the file is read several times.
func (a *app) openInput(ctx context.Context, name, folder string, opts importer.Options) (*input, error) {
	in := &input{name: inputName(name), path: name}
	if name == stdin {
		path, err := a.spool(ctx, folder)
		if err != nil {
			return nil, err
		}
		in.path, in.spool = path, path
	}
	f, err := await(ctx, func() (*importer.File, error) { return importer.Open(in.path, in.name, opts) })
	if err != nil {
		in.removeSpool()
		return nil, err
	}
	in.File = f
	for _, note := range f.Notes() {
		a.say("%s: %s", in.name, note)
	}
	return in, nil
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

// spool copies standard input to a file in the folder, or among the temporary
// files where there is no folder.
func (a *app) spool(ctx context.Context, folder string) (string, error) {
	if folder != "" {
		if err := disk.MakeFolder(folder); err != nil {
			return "", err
		}
	}
	f, err := os.CreateTemp(folder, ".stdin.*.csv")
	if err != nil {
		return "", fmt.Errorf("standard input can't be kept: %w", err)
	}
	in, done := readUntil(ctx, a.Stdin)
	defer done()
	_, err = io.Copy(f, in)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		os.Remove(f.Name())
		return "", fmt.Errorf("standard input can't be kept: %w", err)
	}
	return f.Name(), nil
}

// word is FILE as a command takes it, for hints.
func (in *input) word() string {
	if in.spool != "" {
		return stdin
	}
	return words.Shell(in.path)
}

func (in *input) removeSpool() {
	if in.spool != "" {
		os.Remove(in.spool)
	}
}

// close closes the file, and removes the copy of standard input.
func (in *input) close() {
	_ = in.Close() // it was read only
	in.removeSpool()
}

// hash returns the SHA-256 of the file in hex, and its size.
func (in *input) hash(ctx context.Context) (string, int64, error) {
	f, err := os.Open(in.path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	r, done := readUntil(ctx, f)
	defer done()
	n, err := io.Copy(h, r)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// runFolder is the folder of a run: the one that was asked for, else one in the
// current folder that is named after the file.
func runFolder(out, name string) string {
	switch {
	case out != "":
		return out
	case name == stdin:
		return "stdin.run"
	}
	base := filepath.Base(name)
	return strings.TrimSuffix(base, filepath.Ext(base)) + ".run"
}
