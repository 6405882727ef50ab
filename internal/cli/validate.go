package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// validateOptions are the flags of validate.
type validateOptions struct {
	input     inputFlags
	out       string
	passwords bool
	format    string
	fix       string
	excel     excelFlag
	printMap  bool
	preview   int
}

// acceptNoPassword is what --generate-passwords means to those who make none.
const acceptNoPassword = "accept rows without a password, as sync does with this flag"

func (a *app) validateCommand() *cobra.Command {
	var o validateOptions
	c := &cobra.Command{
		Use:   "validate FILE",
		Short: "check a file, offline: every problem of every row",
		Long: `validate reads FILE and prints every problem of every row, one on a line:

  customers.csv:7: phone: "12345" is too short for a number in IN (invalid_phone)

With --preview N it first shows the first N customers as they would be created;
with --print-map it only writes which column is which field, for --config.

It needs no credentials and no network. With --out it writes result.csv,
rejected.csv, summary.json and report.html, too.`,
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			err := a.validate(c.Context(), args[0], &o)
			if a.lines {
				a.printRefusal(args[0], err)
			}
			return stopped(c.Context(), err)
		},
	}
	o.input.register(c)
	a.after.register(c)
	c.Flags().StringVar(&o.out, "out", "", "write the reports to this `folder`")
	c.Flags().BoolVar(&a.json, "json", false, "print the summary as one JSON document, and nothing else")
	registerExcel(c, &o.excel)
	c.Flags().StringVar(&o.fix, "fix", "", "write the whole file again to this `file` (.csv or .xlsx), with its cells repaired and what is still wrong in a last column")
	c.Flags().StringVar(&o.format, "format", "text", "how problems are printed: text, or jsonl (one JSON object a line)")
	c.Flags().BoolVar(&o.passwords, "generate-passwords", false, acceptNoPassword)
	c.Flags().BoolVar(&o.printMap, "print-map", false, "print which column is which field as a file for --config, and nothing else")
	c.Flags().IntVar(&o.preview, "preview", 0, "first show the first `N` customers as they would be created")
	return c
}

func (a *app) validate(ctx context.Context, name string, o *validateOptions) error {
	summary := a.begin("validate", name)
	if o.format != "text" && o.format != "jsonl" {
		return usageError(fmt.Sprintf("--format must be text or jsonl, not %q", o.format), "")
	}
	if a.lines = o.format == "jsonl"; a.lines && a.json {
		return usageError("--format jsonl and --json both write to standard output", "leave one of them out")
	}
	if summary.Folder = o.out; o.out != "" {
		summary.Path = pathFrom(o.out, name)
	}
	if err := a.replacesNothing(o.out, name); err != nil {
		return err
	}
	if o.fix != "" {
		if err := reports.CheckFixed(o.fix, a.inputInfo(name)); err != nil {
			return err
		}
	}
	switch {
	case o.preview < 0:
		return usageError("--preview must not be negative", "")
	case o.printMap && (a.json || a.lines):
		return usageError("--print-map and --json or --format jsonl both write to standard output", "leave one of them out")
	}
	opts, err := o.input.options(o.passwords)
	if err != nil {
		return err
	}
	opts.NoHash = true // it is for runs that may create accounts
	in, err := a.openInput(ctx, name, o.out, opts)
	if err != nil {
		return err
	}
	defer in.close()
	a.sayColumns(in.File)
	if o.printMap {
		return a.printMap(in, o)
	}
	a.boundMemory(checkLimit(in.File))
	if o.out != "" {
		if err := a.makeFolder(o.out, false, false); err != nil {
			return err
		}
	}
	w, err := reports.NewWriter(o.out, summary, reports.Options{Source: in.File, Excel: o.excel.of(in)})
	if err != nil {
		return err
	}
	defer w.Discard()
	var fixed *reports.FixedFile
	if o.fix != "" {
		if fixed, err = reports.NewFixedFile(o.fix, in.File); err != nil {
			return unwrittenFile(err, "fix")
		}
		defer fixed.Discard()
	}
	problems := bufio.NewWriter(a.Stdout)
	if a.json || a.lines {
		problems = bufio.NewWriter(io.Discard)
	}
	lines := newJSONLines(a.Stdout, in.File, in.name)
	defer lines.flush()
	preview := preview{left: o.preview, file: in.File, passwords: o.passwords}
	shown := words.Printable(in.name)
	var tally importer.Tally
	for e, err := range reconcile.Read(ctx, in.File, runtime.NumCPU(), &tally) {
		if err != nil {
			_ = problems.Flush() // what ends the reading is told
			return err
		}
		r := reconcile.Check(e)
		if a.lines {
			lines.add(&r)
		}
		preview.add(problems, e)
		printProblems(preview.until(problems), shown, &r)
		if fixed != nil {
			fixed.Add(&r)
		}
		if err := w.Add(&r); err != nil {
			return err
		}
	}
	preview.end(problems)
	_ = problems.Flush() // the output keeps the error
	lines.flush()
	a.sayNotes(in)
	a.explain("%s: %s read, of %s", in.name, words.Count(tally.Rows, "row"), words.Count(int(in.Size()), "byte"))
	if err := a.finish(w, summary, tally, false); err != nil || fixed == nil {
		return err
	}
	if err := fixed.Commit(); err != nil {
		summary.Next = nil // it is about that file
		return unwrittenFile(err, "fix")
	}
	var text strings.Builder
	fixed.WriteText(&text)
	a.note("%s", strings.TrimSpace(text.String()))
	return nil
}

// lineBuffer is what lines are written to: a [bufio.Writer] or a [bytes.Buffer].
type lineBuffer interface {
	io.Writer
	AvailableBuffer() []byte
}

// printProblems writes a row's problems and notes, one on a line.
func printProblems(w lineBuffer, name string, r *reconcile.Result) {
	for i := range r.Problems {
		p := &r.Problems[i]
		printProblem(w, name, r.Line, p, string(p.Code))
	}
	for i := range r.Notes {
		n, kind := &r.Notes[i], "warning"
		if n.Repairs() {
			kind = "repaired"
		}
		printProblem(w, name, r.Line, n, kind)
	}
}

func printProblem(w lineBuffer, name string, line int, p *importer.Problem, kind string) {
	text := append(append(w.AvailableBuffer(), name...), ':')
	text = append(strconv.AppendInt(text, int64(line), 10), ": "...)
	if p.Field != "" {
		text = append(append(text, p.Field...), ": "...)
	}
	text = append(append(text, words.Printable(p.Message)...), " ("...)
	text = append(append(text, kind...), ")\n"...)
	_, _ = w.Write(text) // the output keeps the error
}
