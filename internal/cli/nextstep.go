package cli

import (
	"fmt"
	"path/filepath"
	"strconv"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// After each run one step is next, with the command for it.

// forJobs are the flags that report a run to programs. Whoever looks at something by
// hand does without.
var forJobs = []string{"json", "quiet", "metrics", "on-finish", "notify"}

// ofThisRun are the flags that are about the whole of a file, about what was answered
// for it, or about how its text is written. A file of some of its rows, which this
// program has written, has none of that.
var ofThisRun = []string{
	"yes", "fresh", "recreate", "expect", "accept-shape", "out", "sheet", "encoding", "min-rows", "max-creates", "max-invalid", "limit", "missing", "fix",
}

// nextStep is what comes next after a command that has read its file to the end; nil
// where nothing is left to do, or nothing that a command does.
func (a *app) nextStep(s *reports.Summary) *reports.NextStep {
	if a.called == nil || s.Rows == 0 {
		return nil
	}
	switch s.Command {
	case "validate":
		return a.afterValidate(s)
	case "plan":
		return a.afterPlan(s)
	case "sync":
		switch {
		case a.ending.command != "":
			return &reports.NextStep{Command: a.ending.command}
		case s.Unfinished():
			return &reports.NextStep{Command: a.again().String(), Again: true}
		case s.Persons() > 0:
			return a.feedAgain(s)
		}
	}
	return nil
}

func (a *app) afterValidate(s *reports.Summary) *reports.NextStep {
	invalid := s.Counts[string(reconcile.Invalid)]
	flags, settled := s.SettledBy()
	if fixed := a.called.Flag("fix"); fixed != nil && fixed.Value.String() != "" {
		file := fixed.Value.String()
		again := a.call().of(file).undo("out", "sheet", "encoding", "fix")
		if invalid == 0 {
			return &reports.NextStep{Command: again.to("plan", file).String()}
		}
		return &reports.NextStep{First: "correct what the last column of " + words.Shell(file) + " names", Command: again.settledBy(flags).String(), Feeds: true}
	}
	switch {
	case len(flags) > 0:
		return &reports.NextStep{First: "check that these flags are right", Command: a.call().settledBy(flags).String(), Settles: settled}
	case s.Counts[string(reconcile.Valid)] > 0:
		return &reports.NextStep{Command: a.call().to("plan", a.file()).String()}
	case s.Folder != "":
		return a.feedAgain(s)
	}
	return &reports.NextStep{First: "correct " + words.Shell(a.file()), Command: a.call().String(), Feeds: true}
}

func (a *app) afterPlan(s *reports.Summary) *reports.NextStep {
	creates := s.Counts[string(reconcile.Create)]
	sync := a.call().to("sync", a.file()).without("dry-run")
	switch {
	case creates > 0 && a.ending.room == 0:
		return &reports.NextStep{First: "ask Vobiz to raise max_accounts", Command: sync.String()}
	case creates > 0 && s.Removed > a.ending.mostRemoved:
		return &reports.NextStep{First: "see which accounts were removed", Command: sync.with("recreate").String()}
	case creates > a.ending.room:
		return &reports.NextStep{Command: sync.set("limit", strconv.Itoa(a.ending.room)).String()}
	case creates > 0:
		return &reports.NextStep{Command: sync.String()}
	case s.Counts[string(reconcile.Unknown)]+s.Counts[string(reconcile.Failed)] > 0:
		return &reports.NextStep{Command: a.call().String(), Again: true}
	case s.Persons() > 0:
		return a.feedAgain(s)
	}
	return nil
}

// settledBy adds the flags that would settle what is wrong with rows, if they are right.
func (c *call) settledBy(flags []importer.Flag) *call {
	for _, f := range flags {
		switch {
		case !c.knows(f.Name):
		case f.Value != "":
			c.with(f.Name, f.Value)
		default:
			c.with(f.Name)
		}
	}
	return c
}

// feedAgain is how the rows that need a person are fed in again: by the flags that say
// how they are read.
func (a *app) feedAgain(s *reports.Summary) *reports.NextStep {
	workbook := a.ending.in != nil && a.ending.in.IsWorkbook()
	file := filepath.Join(s.Folder, s.RejectedName(workbook))
	c := a.call().of(file).undo(ofThisRun...).undo(forJobs...)
	if a.config != nil && a.config.values["out"] != nil { // it is the folder in which the rows lie
		c.set("out", filepath.Join(s.Folder, "rejected.run"))
	}
	if a.ending.in != nil {
		for _, m := range a.ending.in.Mapping() {
			if m.Guessed && !m.Mapped { // among fewer rows another column may come nearer
				c.with("map", m.Entry())
			}
		}
	}
	flags, _ := s.SettledBy()
	c.settledBy(flags)
	return &reports.NextStep{
		First:   fmt.Sprintf("correct %s (%s shows what is wrong)", words.Shell(file), words.Shell(filepath.Join(s.Folder, reports.HTMLFile))),
		Command: c.String(), Feeds: true,
	}
}

// file is FILE of the present call.
func (a *app) file() string {
	for _, w := range a.call().words {
		if w.kind == isOperand {
			return w.args[0]
		}
	}
	return ""
}

// look is a command by which a person looks at what a guard has refused.
func (a *app) look(command string) string {
	file := a.file()
	if command == "export" {
		file = ""
	}
	c := a.call().to(command, file).undo(forJobs...)
	if command != "plan" { // which explains the next refusal by its reports
		c.without("out")
	}
	return c.String()
}

// sayNext says the next step, unless the error has.
func (a *app) sayNext(s *reports.Summary) {
	n := s.Next
	if n == nil {
		return
	}
	if a.ending.sandbox {
		a.say("the sandbox starts over with each command; vobizsync sandbox --empty, in another terminal, keeps its accounts and has room for all")
	}
	switch {
	case n.Again:
		a.say("to go on: %s", n.Command)
	case n.First != "":
		a.say("next: %s, then: %s", n.First, n.Command)
	default:
		a.say("next: %s", n.Command)
	}
}
