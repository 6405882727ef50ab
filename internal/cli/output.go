package cli

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"unicode/utf8"

	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reports"
)

// output is standard output. It keeps the first error, so that what writes a
// line need not look: how the command ends tells it. On a terminal nothing in it is
// a command; a file and a pipe get the data as they are.
type output struct {
	io.Writer
	shown bool   // a person's terminal
	rest  []byte // the beginning of a character whose end is not written yet
	err   error
}

func newOutput(w io.Writer) *output { return &output{Writer: w, shown: isTerminal(w)} }

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	text := p
	if o.shown {
		text = o.printable(p)
	}
	n, err := o.Writer.Write(text)
	if o.err = err; err == nil {
		n = len(p)
	}
	return min(n, len(p)), err
}

// printable returns what is shown of data that come in pieces.
func (o *output) printable(p []byte) []byte {
	text := append(o.rest, p...)
	whole := len(text)
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if i := len(text) - back; utf8.RuneStart(text[i]) {
			if !utf8.FullRune(text[i:]) {
				whole = i
			}
			break
		}
	}
	o.rest = append([]byte(nil), text[whole:]...)
	return []byte(words.PrintableLines(string(text[:whole])))
}

// outcome is how a command ends whose own error is err, nil if it has none. Data
// that nobody got make a failure of a success; another exit code says more, and
// stays. A mistake that the command names itself comes first.
func (a *app) outcome(s *reports.Summary, err error) error {
	lost := a.output.err
	if lost == nil || err != nil && !errors.Is(err, lost) {
		return err
	}
	code := ExitFailed
	if err == nil && s.ExitCode != ExitOK {
		code = s.ExitCode
	}
	return &failure{code: code, err: disk.WriteError("standard output", lost)}
}

func (a *app) printJSON(s *reports.Summary) {
	a.reported = true
	_, _ = a.Stdout.Write(s.JSON()) // the output keeps the error
}

// writeNew writes a file that is not there yet: one that is may be somebody's list of
// customers.
func (a *app) writeNew(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return usageError(path+" already exists, and would be replaced", "choose another name with --out, or remove it first")
	}
	return a.writeWhole(path, write)
}

// writeWhole writes a file whole or not at all.
func (a *app) writeWhole(path string, write func(io.Writer) error) error {
	dir, name := filepath.Split(path)
	dir = cmp.Or(dir, ".")
	if err := disk.ProbeReplace(dir, name); err != nil {
		return unwrittenFile(err, "out")
	}
	f, err := disk.Create(dir, name)
	if err != nil {
		return unwrittenFile(err, "out")
	}
	defer f.Discard()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Commit(); err != nil {
		return unwrittenFile(err, "out")
	}
	a.say("wrote %s", path)
	return nil
}
