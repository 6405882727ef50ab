package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reconcile/ledger"
	"vobizsync/reports"
)

func (a *app) reportCommand() *cobra.Command {
	var out string
	var excel excelFlag
	c := &cobra.Command{
		Use:   "report DIR",
		Short: "write the reports of a run again, from its results so far",
		Long: `report writes result.csv, summary.json and report.html of a run of sync again, from
the results so far in its folder, rows.log, or in a copy of it. These have no
balances, no requests and no rows in the file's own words: result.csv loses the
columns balance and currency, summary.json the requests and the duration, and
rejected.csv stays as it is.

With --json and without --out it writes no file. A result.csv that has more rows
than rows.log is not replaced.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError("expected one folder of a run", "for example: "+c.CommandPath()+" customers.run")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return stopped(c.Context(), a.report(c.Context(), args[0], out, excel))
		},
	}
	registerExcel(c, &excel)
	c.Flags().StringVar(&out, "out", "", "write the reports to this `folder` (default: that of the run)")
	c.Flags().BoolVar(&a.json, "json", false, "print the summary as one JSON document, and nothing else")
	return c
}

// report writes the reports of the run in a folder to another one, or to its own
// where out is empty.
func (a *app) report(ctx context.Context, dir, out string, excel excelFlag) error {
	summary := a.begin("report", dir)
	if summary.Folder = out; out == "" && !a.json {
		summary.Folder = dir
	}
	if err := a.replacesNothing(summary.Folder, ""); err != nil {
		return err
	}
	j, err := reconcile.ReadJournal(dir)
	if info, serr := os.Stat(dir); errors.Is(err, reconcile.ErrNoRun) || serr == nil && !info.IsDir() {
		return a.noRun(dir)
	}
	if errors.Is(err, reconcile.ErrLocked) {
		return a.busy(dir)
	}
	if err != nil {
		return err
	}
	defer func() { _ = j.Close() }() // it was read only
	pin, results, err := j.Results()
	if err != nil {
		return err
	}
	summary.Input, summary.SHA256, summary.Run, summary.Partner = pin.Input, pin.SHA256, pin.Run, partnerOf(&pin, dir)
	if summary.Folder != "" {
		summary.Path = moved(pin.Path, dir, summary.Folder)
	}
	summary.FromJournal, summary.Started, summary.Finished = true, pin.Started.UTC(), pin.Finished.UTC()
	if before, ok := reports.ReadSummary(dir); ok && before.Run == pin.Run {
		summary.Mapping, summary.UnusedColumns = before.Mapping, before.UnusedColumns
	}
	if pin.Finished.IsZero() {
		summary.Stopped, summary.ExitCode = "the run is not finished", ExitProblems
	}
	w, err := reports.NewWriter(summary.Folder, summary, reports.Options{Excel: excel.again(dir, pin.Delimiter), Delimiter: byteOf(pin.Delimiter)})
	if err != nil {
		return err
	}
	defer w.Discard()
	var tally importer.Tally
	for r, err := range results {
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return err
		}
		tally.Rows++
		if err := w.Add(&r); err != nil {
			return err
		}
	}
	if err := keepsRows(summary.Folder, tally.Rows); err != nil {
		return err
	}
	if pin.Finished.IsZero() {
		a.note("the run is not finished: rows that are not listed were not tried yet")
		a.ending.sandbox = strings.HasPrefix(pin.Options[reconcile.PartnerOption], sandboxPartner)
		summary.Next = &reports.NextStep{Command: a.resuming(&pin, dir), Again: true}
	}
	return a.finish(w, summary, tally, false)
}

// reportLine is the command that writes the reports of a run again.
func (s *syncRun) reportLine() string {
	call := []string{"report"}
	if s.o.excel.given {
		call = append(call, "--excel="+s.o.excel.String())
	}
	return s.typed(append(call, s.folder))
}

// noRun refuses a folder without results. FILE itself is taken for a hint at its folder.
func (a *app) noRun(dir string) error {
	err := usageError(dir+" has no results of a run", "name the folder that sync has written, such as customers.run")
	if run := runFolder("", dir); run != dir {
		if _, ok := reconcile.PinOf(run); ok {
			return &pasteable{err, a.call().of(run).String()}
		}
	}
	return err
}

// busy refuses a folder that another run is using.
func (a *app) busy(dir string) error {
	return &pasteable{guardError("another run is using the folder "+dir, "wait for it to end; then run the same command"), a.call().String()}
}

// keepsRows refuses to replace a result by one of fewer rows: a run that was
// killed early knows less than the one before it.
func keepsRows(folder string, rows int) error {
	if folder == "" {
		return nil
	}
	there, err := reports.CountResults(folder)
	file := reports.ResultFile
	if s, ok := reports.ReadSummary(folder); ok && s.Rows > there { // the page has as many
		there, file = s.Rows, reports.SummaryFile
	}
	if err != nil || there <= rows {
		return err
	}
	return guardError(fmt.Sprintf("%s has %s, rows.log only %d: it is not replaced", filepath.Join(folder, file), words.Count(there, "row"), rows),
		disk.AnotherFolder)
}

// partnerOf is the partner of a run: as the summary beside its results has it, else as
// far as these tell.
func partnerOf(pin *reconcile.Pin, dir string) *reports.Partner {
	if s, ok := reports.ReadSummary(dir); ok && s.Run == pin.Run && s.Partner != nil {
		return s.Partner
	}
	host, authID, ok := ledger.PartnerParts(pin.Options[reconcile.PartnerOption])
	if !ok {
		return nil
	}
	return &reports.Partner{AuthID: authID, Host: host}
}

// resuming is the command that resumes the run of a folder: with another option that
// decides what the rows mean it would start over.
func (a *app) resuming(pin *reconcile.Pin, dir string) string {
	call := []string{"sync"}
	if a.configPath != "" {
		call = append(call, "--config", a.configPath)
	}
	if a.profile != "" {
		call = append(call, "--profile", a.profile)
	}
	for _, flag := range slices.Sorted(maps.Keys(pin.Options)) {
		value := pin.Options[flag]
		switch {
		case flag == reconcile.PartnerOption && strings.HasPrefix(value, sandboxPartner):
			call = append(call, "--sandbox") // and not to the real API
		case flag == reconcile.PartnerOption || value == "" || value == "false":
		case flag == "--strict" || flag == "--drop-extensions" || flag == "--generate-passwords":
			call = append(call, flag)
		default: // only --map has several
			for _, v := range strings.Split(value, "\n") {
				call = append(call, flag, v)
			}
		}
	}
	name := pin.Input
	if name == inputName(stdin) {
		name = stdin
	}
	if filepath.Clean(dir) != runFolder("", name) {
		call = append(call, "--out", dir)
	}
	return a.typed(append(call, name))
}
