package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reports"
)

// However a command ends, it ends in [app.end], in this order: the summary in
// words, the error, how to go on, JSON on standard output under --json, the
// metrics, and the command of --on-finish. A command returns its error there, or
// leaves its exit code in its summary.

// ending is what a command leaves to be said at its end.
type ending struct {
	summary  *reports.Summary // nil for a command without one
	finished bool             // every row that was read is in the summary
	notes    []string         // what is said after the summary, one line each

	// What the next step follows from.
	in          *input
	sandbox     bool
	command     string // settles what has stopped the run
	room        int    // for more accounts
	mostRemoved int    // accounts that may be created again without a question
}

// begin starts the summary of a command. The name is that of its FILE, or of what
// it reads instead.
func (a *app) begin(command, name string) *reports.Summary {
	a.ending = ending{summary: reports.NewSummary(command, Version(), inputName(name), time.Now())}
	return a.ending.summary
}

// lastly notes how to go on, should the program be ended at once.
func (a *app) lastly(words string) { a.lastWords.Store(&words) }

// note leaves a line of talk for the end.
func (a *app) note(format string, args ...any) {
	a.ending.notes = append(a.ending.notes, fmt.Sprintf(format, args...))
}

// finish completes the summary of a command that has read its file to the end, and
// writes the reports. The summary has the exit code, then.
func (a *app) finish(w *reports.Writer, s *reports.Summary, t importer.Tally, failOnDiffers bool) error {
	s.End(t, time.Now())
	if !s.Balanced() {
		return fmt.Errorf("the rows do not add up: %d were read, and %v have a status; please report this", s.Rows, s.Counts)
	}
	if s.ExitCode == ExitOK {
		s.ExitCode = rowsExit(s, failOnDiffers)
	}
	a.ending.finished = true
	if !s.FromJournal {
		s.Next = a.nextStep(s)
	}
	if err := w.Commit(); err != nil {
		s.Next = nil
		return a.unwritten(s, err)
	}
	if s.Rows == 0 && !s.FromJournal {
		a.note("warning: %s has a header and no rows", s.Input)
		a.note("hint: check that the file is whole")
	}
	if s.Folder != "" {
		a.note("wrote the reports to %s", s.Folder)
	}
	return nil
}

// unwritten says how the reports are had that could not be written.
func (a *app) unwritten(s *reports.Summary, err error) error {
	fixed := "when that is fixed, "
	if disk.Held(err) {
		fixed = "close it in the other program; then "
	}
	hint := fixed + "the same command writes them"
	switch {
	case s.FromJournal && !disk.Held(err):
		return &failure{ExitFailed, err, disk.AnotherFolder}
	case s.Command == "sync":
		hint += ", and creates nothing twice"
	}
	return &pasteable{&failure{ExitFailed, err, hint}, a.again().String()}
}

// end ends the program, whose command came to err, nil if it has none. It returns
// the exit code.
func (a *app) end(ctx context.Context, called *cobra.Command, err error) int {
	if err != nil && !a.understood {
		a.lookAgain(called)
	}
	done := &a.ending
	if done.summary == nil {
		if err = a.outcome(&reports.Summary{}, err); err == nil {
			return ExitOK
		}
		a.begin(called.Name(), "")
	}
	s := done.summary
	a.sumUp(exitCode(err) != ExitRefused) // what was refused has done nothing
	err = a.conclude(s, nil, a.outcome(s, err))
	if a.output.err != nil && s.Next != nil && !s.Next.Again { // first somebody has to get the output
		s.Next = nil
	}
	if s.Next != nil && !strings.Contains(s.Hint, s.Next.Command) {
		a.sayNext(s)
	}
	if a.json && !a.reported {
		a.printJSON(s)
		_ = a.conclude(s, err, a.outcome(s, err))
	}
	a.after.run(ctx, a, s)
	return s.ExitCode
}

// sumUp completes the summary, and says it in words. Of a command that has not
// finished it says what is done so far, if there is anything to say.
func (a *app) sumUp(soFar bool) {
	s := a.ending.summary
	if !a.ending.finished {
		s.EndEarly(time.Now())
	}
	if !a.json && (a.ending.finished || soFar && s.Rows > 0) {
		if !a.lines {
			s.WriteText(a.Stdout)
		} else if !a.quiet {
			s.WriteText(a.terminal)
		}
	}
	for _, line := range a.ending.notes {
		a.say("%s", line)
	}
}

// hintOf is the hint of an error, with the command that settles it.
func (a *app) hintOf(err error) string {
	hint := words.Printable(advice(err))
	if paste := a.command(err); paste != "" {
		hint += ": " + words.Printable(paste)
	}
	return hint
}

// conclude says the error that a command ends with, unless it was said before, and
// puts it into the summary.
func (a *app) conclude(s *reports.Summary, said, err error) error {
	if err != nil && said == nil {
		if s.Next == nil {
			err = a.elsewhere(s.Folder, err)
		}
		s.ExitCode, s.Error, s.Hint = exitCode(err), words.Printable(oneLine(err)), words.Printable(advice(err))
		if paste := a.command(err); paste != "" {
			s.Hint, s.Next = a.hintOf(err), &reports.NextStep{Command: paste}
		} else if s.Next == nil && s.ExitCode == ExitFailed && a.understood && (s.Command == "sync" || s.Command == "plan") && (s.Hint != "" || ofTheAPI(err)) {
			s.Next = &reports.NextStep{Command: a.again().String(), Again: true} // once what is wrong is settled
		}
		a.sayError(err)
	}
	return err
}

// ofTheAPI reports whether a request has failed.
func ofTheAPI(err error) bool {
	var failed interface{ Fatal() bool }
	return errors.As(err, &failed)
}

// run does what was asked for at the end of a command.
func (o *afterOptions) run(ctx context.Context, a *app, s *reports.Summary) {
	if err := a.metricsReplaceNothing([]string{s.Input}); err != nil { // a call that is refused for that is refused its metrics, too
		if s.Error != words.Printable(err.Error()) {
			a.warn("the metrics were not written: %v", err)
		}
	} else if o.metrics != "" && !o.refused {
		dir, name := o.metricsFile()
		if err := disk.WritePublicFile(dir, name, s.Metrics()); err != nil {
			a.warn("%v", err)
		}
	}
	if o.onFinish != "" && wantsNotice(o.notify, s) {
		if err := a.runHook(ctx, o.onFinish, s.JSON()); err != nil {
			a.warn("the --on-finish command failed: %v", err)
		}
	}
}
