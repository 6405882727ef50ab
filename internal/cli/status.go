package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/vobiz"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// statusOptions are the flags of status.
type statusOptions struct {
	input          inputFlags
	api            apiFlags
	out            string
	all            bool
	live           bool
	failOnNotReady bool
}

func (a *app) statusCommand() *cobra.Command {
	var o statusOptions
	c := &cobra.Command{
		Use:   "status FILE",
		Short: "who can't make calls yet, and what is next for them",
		Long: `status says for each customer of FILE, or with --all for each account of the partner,
whether calls can be made, and what has to be done next: create, reactivate,
kyc_expired, kyc_start, kyc_wait, assign_number, route_number, none. FILE needs only
an e-mail column. It changes nothing: all it can send is GET. The
lines are in status.csv, and for people in status.html.`,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case !o.all:
				return oneFile(c, args)
			case len(args) > 0:
				return usageError("--all covers every account, and takes no FILE", "leave one of the two out")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return stopped(c.Context(), a.status(c.Context(), args, &o))
		},
	}
	o.input.register(c)
	o.api.register(c)
	o.api.registerLookup(c)
	o.api.state.register(c)
	a.after.register(c)
	flags := c.Flags()
	flags.StringVar(&o.out, "out", "", "`folder` for status.csv and status.html (default: the file's name with .run, or status.run)")
	flags.BoolVar(&a.json, "json", false, "print the summary as one JSON document, and nothing else")
	flags.BoolVar(&o.all, "all", false, "every account of the partner, without a FILE")
	flags.BoolVar(&o.live, "live", false, "ask for each account's live balance and its currency, one request each")
	flags.BoolVar(&o.failOnNotReady, "fail-on-not-ready", false, "exit with 3 unless every customer can make calls")
	return c
}

// allAccounts is what status --all calls its input.
const allAccounts = "all accounts"

func (a *app) status(ctx context.Context, args []string, o *statusOptions) error {
	name := allAccounts
	if !o.all {
		name = args[0]
	}
	summary := a.begin("status", name)
	if summary.Folder = o.out; o.out == "" {
		summary.Folder = "status.run"
		if !o.all {
			summary.Folder = runFolder("", name)
		}
	}
	if err := o.api.validate(); err != nil {
		return err
	}
	if err := a.replacesNothing(summary.Folder, name); err != nil {
		return err
	}
	a.boundMemory(syncMemory)
	rows, err := a.statusRows(ctx, name, summary, o)
	if err != nil {
		return err
	}
	if rows != nil {
		defer func() { _ = rows.Close() }() // it was read only
	}
	conn, err := a.connect(ctx, &o.api)
	if err != nil {
		return err
	}
	defer conn.close()
	client, err := vobiz.NewReader(conn.Config)
	if err != nil {
		return err
	}
	defer countRequests(summary, client)
	standings, ids, err := a.standings(ctx, rows, client, conn, o)
	if err != nil {
		return err
	}
	held, err := reconcile.ReadHeld(ctx, client, ids, o.all, o.api.concurrency)
	if err != nil {
		return err
	}
	a.sayReliance(held)
	if err := a.makeFolder(summary.Folder, false, false); err != nil {
		return err
	}
	w, err := reports.NewStatusWriter(summary.Folder, summary)
	if err != nil {
		return err
	}
	defer w.Discard()
	live := &liveBalances{client: client, wanted: o.live}
	unknown, unusable := 0, 0
	for s, err := range a.completed(ctx, standings, held, client, live, o) {
		if err != nil {
			return err
		}
		switch {
		case errors.Is(s.Err, reconcile.ErrNoEmail):
			unusable++
		case s.Err != nil:
			if unknown++; unknown == 1 {
				a.note("warning: line %d: the look-up failed: %v", s.Line, s.Err)
			}
		}
		summary.Rows++
		w.Add(&s)
	}
	if unknown > 1 {
		a.note("warning: %s more could not be looked up", words.Count(unknown-1, "customer"))
	}
	live.say(a)
	countRequests(summary, client)
	if unknown+unusable > 0 {
		summary.ExitCode = ExitProblems
	}
	return a.finishStatus(w, summary, o)
}

// finishStatus completes the summary, and writes the files.
func (a *app) finishStatus(w *reports.StatusWriter, s *reports.Summary, o *statusOptions) error {
	s.EndAt(time.Now())
	if o.failOnNotReady && s.Status.Ready < s.Rows {
		s.ExitCode = ExitProblems
	}
	a.ending.finished = true
	if err := w.Commit(); err != nil {
		return a.unwritten(s, err)
	}
	a.note("wrote %s and %s to %s", reports.StatusFile, reports.StatusHTMLFile, s.Folder)
	return nil
}
