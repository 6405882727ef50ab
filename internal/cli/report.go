package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

func (a *app) reportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "report DIR",
		Short: "write the reports of a run again, from its journal",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError("one folder of a run is taken", "for example: "+c.CommandPath()+" customers.run")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.report(args[0]) },
	}
	c.Flags().BoolVar(&a.json, "json", false, "print the summary as one JSON document, and nothing else")
	return c
}

func (a *app) report(dir string) error {
	summary := reports.NewSummary("report", Version(), dir, time.Now())
	return a.conclude(&afterOptions{}, summary, a.runReport(dir, summary))
}

func (a *app) runReport(dir string, summary *reports.Summary) error {
	j, err := reconcile.ReadJournal(dir)
	if errors.Is(err, reconcile.ErrNoRun) {
		return usageError(dir+" has no journal of a run", "name the folder that sync has written, such as customers.run")
	}
	if errors.Is(err, reconcile.ErrLocked) {
		return guardError(fmt.Sprintf("another run is using the folder %s", dir), "wait for it to end")
	}
	if err != nil {
		return err
	}
	defer func() { _ = j.Close() }() // it was read only
	pin, results, err := j.Results()
	if err != nil {
		return err
	}
	summary.Input, summary.SHA256, summary.Folder = pin.Input, pin.SHA256, dir
	if pin.Finished.IsZero() {
		summary.Stopped = "the run is not finished"
	}
	w, err := reports.NewWriter(dir, summary, reports.Options{})
	if err != nil {
		return err
	}
	defer w.Discard()
	var tally importer.Tally
	for r, err := range results {
		if err != nil {
			return err
		}
		tally.Rows++
		if err := w.Add(&r); err != nil {
			return err
		}
	}
	if err := a.finish(w, summary, tally, false); err != nil {
		return err
	}
	return silent(summary.ExitCode)
}
