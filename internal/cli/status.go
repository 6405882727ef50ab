package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/inorder"
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
	a.sayClosed(summary, held)
	if err := a.makeFolder(summary.Folder, false, false); err != nil {
		return err
	}
	w, err := reports.NewStatusWriter(summary.Folder, summary)
	if err != nil {
		return err
	}
	defer w.Discard()
	unknown := 0
	for s, err := range a.completed(ctx, standings, held, client, o) {
		if err != nil {
			return err
		}
		if s.Err != nil && !errors.Is(s.Err, reconcile.ErrNoEmail) {
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
	countRequests(summary, client)
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

// statusRows reads FILE; nil without one.
func (a *app) statusRows(ctx context.Context, name string, summary *reports.Summary, o *statusOptions) (*reading, error) {
	if o.all {
		return nil, nil
	}
	opts, err := o.input.options(true)
	if err != nil {
		return nil, err
	}
	opts.EmailOnly = true
	in, err := a.openInput(ctx, name, summary.Folder, opts)
	if err != nil {
		return nil, err
	}
	defer in.close()
	rows, err := a.read(ctx, in)
	if err == nil {
		summary.SHA256, summary.Empty, summary.Headers = rows.SHA256(), rows.Tally().Empty, rows.Tally().Headers
	}
	return rows, err
}

// standings returns the customers with their accounts, and the auth ids of these.
func (a *app) standings(ctx context.Context, rows *reading, client *vobiz.Reader, conn *connection, o *statusOptions) (iter.Seq2[reconcile.Standing, error], []string, error) {
	if o.all {
		return everyAccount(ctx, client), nil, nil
	}
	emails := reconcile.OnlyEmails(rows.rows)
	n := 0
	for _, err := range emails(ctx) {
		if err != nil {
			return nil, nil, err
		}
		n++
	}
	if left := rows.Tally().Rows - n; left > 0 {
		verb := "have"
		if left == 1 {
			verb = "has"
		}
		a.say("warning: %s %s no e-mail that can be looked up: vobizsync validate says why", words.Count(left, "row"), verb)
	}
	memory, err := a.recall(&o.api, conn)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = memory.Close() }() // it was read only
	progress := a.phase("looking up", -1, client.Pause)
	defer progress.end()
	known, err := reconcile.LookUpWhole(ctx, watchedDirectory{client, progress}, o.api.mode(), emails, memory, n, o.api.concurrency)
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	seen := map[string]bool{}
	all := func(yield func(reconcile.Standing, error) bool) {
		for e, err := range rows.rows(ctx) {
			if err != nil {
				yield(reconcile.Standing{}, err)
				return
			}
			if !yield(known.Standing(e), nil) {
				return
			}
		}
	}
	for s, err := range all {
		if err != nil {
			return nil, nil, err
		}
		if s.Found && !seen[s.Account.AuthID] {
			seen[s.Account.AuthID] = true
			ids = append(ids, s.Account.AuthID)
		}
	}
	return all, ids, nil
}

// everyAccount yields every account of the partner.
func everyAccount(ctx context.Context, client *vobiz.Reader) iter.Seq2[reconcile.Standing, error] {
	return func(yield func(reconcile.Standing, error) bool) {
		row := 0
		for account, err := range accountsOf(client.All(ctx), map[string]bool{}) {
			row++
			if !yield(reconcile.Standing{Row: row, Email: account.Email, Account: account, Found: true}, err) || err != nil {
				return
			}
		}
	}
}

// completed adds what the accounts have, and the live balance where it is wanted.
func (a *app) completed(ctx context.Context, in iter.Seq2[reconcile.Standing, error], held *reconcile.Held, client *vobiz.Reader, o *statusOptions) iter.Seq2[reconcile.Standing, error] {
	workers := 1
	if o.live {
		workers = o.api.concurrency
	}
	return inorder.Map(ctx, workers, 8*workers, in, func(ctx context.Context, s reconcile.Standing) (reconcile.Standing, error) {
		now, _ := client.Now()
		held.Complete(&s, now)
		if !o.live || !s.Found {
			return s, nil
		}
		b, err := client.Balance(ctx, s.Account.AuthID)
		if err != nil {
			return s, fmt.Errorf("the balance of %s: %w", s.Account.AuthID, err)
		}
		s.Balance = &b
		return s, nil
	})
}

// sayClosed says which sources are not open to this partner.
func (a *app) sayClosed(s *reports.Summary, held *reconcile.Held) {
	note := func(columns string, err error) {
		if err == nil {
			return
		}
		line := fmt.Sprintf("%s stay empty: this partner may not read them (%v)", columns, err)
		s.StatusNotes = append(s.StatusNotes, words.Printable(line))
		a.say("warning: %s", line)
	}
	note("the columns numbers, unrouted_numbers, next_renewal, and where they decide it ready and next_step", held.NoNumbers)
	note("the columns kyc_session, kyc_expires_at, and where they decide it ready and next_step", held.NoSessions)
}
