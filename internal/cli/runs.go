package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vobizsync/internal/vobiz"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reconcile/ledger"
)

func (a *app) runsCommand() *cobra.Command {
	var f apiFlags
	c := &cobra.Command{
		Use:   "runs",
		Short: "list the runs of this partner",
		Long: `runs lists what sync did for this partner on this machine, the latest run last: when
it began, its file, what became of the rows, the exit code, and its folder. It sends
nothing and needs no token.`,
		Args: noArgument(""),
		RunE: func(*cobra.Command, []string) error { return a.runs(&f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.baseURL, "base-url", "", "address of the API (default $"+envBaseURL+", else "+vobiz.DefaultBaseURL+")")
	flags.BoolVar(&a.json, "json", false, "print one JSON document")
	f.state.register(c)
	return c
}

func (a *app) runs(f *apiFlags) error {
	conn := &connection{close: func() {}}
	var err error
	if conn.BaseURL, err = a.baseURL(f); err != nil {
		return err
	}
	if conn.AuthID = a.authID(); conn.AuthID == "" {
		return &failure{ExitFailed, fmt.Errorf("no partner: %s must be set", envAuthID), setHint(envAuthID, "PA_…")}
	}
	state, partner, err := a.locate(&f.state, conn)
	if err != nil {
		return err
	}
	runs, err := ledger.ReadRuns(filepath.Join(state, partner))
	if err != nil {
		return err
	}
	if a.json {
		return a.printRuns(runs)
	}
	if len(runs) == 0 {
		a.say("no run of this partner is on record in %s", state)
	}
	w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
	for _, r := range runs {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\texit %d\t%s\n", r.At.Local().Format("2006-01-02 15:04"), words.Printable(r.Command),
			words.Printable(r.File), countsInWords(r.Counts), r.Exit, words.Printable(r.Folder))
	}
	return w.Flush()
}

func (a *app) printRuns(runs []ledger.PastRun) error {
	if runs == nil {
		runs = []ledger.PastRun{}
	}
	b, err := json.MarshalIndent(map[string]any{"runs": runs}, "", "  ")
	if err != nil {
		return err
	}
	a.reported = true
	_, err = fmt.Fprintf(a.Stdout, "%s\n", b)
	return err
}

// countsInWords is what became of the rows of a run.
func countsInWords(counts map[string]int) string {
	if len(counts) == 0 {
		return "nothing done"
	}
	var parts []string
	for _, status := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d %s", counts[status], words.Printable(status)))
	}
	return strings.Join(parts, ", ")
}

// record puts the run on the partner's list, whatever has become of it.
func (s *syncRun) record(stopped bool, err error) {
	code := s.summary.ExitCode
	switch {
	case stopped && !s.creating:
		code = ExitInterrupted
	case err != nil:
		code = exitCode(err)
	}
	folder, ferr := filepath.Abs(s.folder)
	if ferr != nil {
		folder = s.folder
	}
	run := ledger.PastRun{
		At: s.summary.Started, Seconds: s.summary.Elapsed().Seconds(), Command: "sync", File: s.in.name, Folder: folder,
		Counts: maps.Clone(s.summary.Counts), Exit: code,
	}
	if s.mapped {
		run.Mapping = maps.Clone(s.summary.Mapping)
	}
	run.Path = s.in.absolute()
	if s.creating {
		run.Shape = shapeOf(s.in.File)
	}
	if err := s.journal.AddRun(run); err != nil {
		s.say("warning: %v", err)
	}
}

// recall opens what is on record of a partner, for plan: without the lock.
func (a *app) recall(f *apiFlags, conn *connection) (*reconcile.Journal, error) {
	if f.sandbox {
		return nil, nil
	}
	state, partner, err := a.locate(&f.state, conn)
	if err != nil {
		return nil, err
	}
	return reconcile.Recall(filepath.Join(state, partner))
}
