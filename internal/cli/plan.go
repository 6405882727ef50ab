package cli

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// planOptions are the flags of plan, and those that sync shares with it.
type planOptions struct {
	input         inputFlags
	api           apiFlags
	after         afterOptions
	out           string
	passwords     bool
	failOnDiffers bool
	balances      bool
	missing       bool
}

func (o *planOptions) register(a *app, c *cobra.Command) {
	o.input.register(c)
	o.api.register(c)
	o.api.registerLookup(c)
	o.after.register(c)
	flags := c.Flags()
	flags.StringVar(&o.out, "out", "", "`folder` of the run (default: the file's name with .run, in the current folder)")
	flags.BoolVar(&a.json, "json", false, "print the summary as one JSON document, and nothing else")
	flags.BoolVar(&o.passwords, "generate-passwords", false, "make a password for each new customer that has none, into credentials.csv")
	flags.BoolVar(&o.failOnDiffers, "fail-on-differs", false, "exit with 3 when an account differs from its row")
	flags.BoolVar(&o.balances, "balances", false, "add each account's live balance to result.csv, one request each")
	flags.BoolVar(&o.missing, "missing", false, "also list the accounts that are not in FILE, in missing.csv")
}

func (o *planOptions) validate() error {
	if err := o.api.validate(); err != nil {
		return err
	}
	if o.missing && o.api.lookup == string(reconcile.LookupSearch) {
		return usageError("--missing needs the list of all accounts, --lookup search does not read it", "leave --lookup out")
	}
	return o.after.validate()
}

func (a *app) planCommand() *cobra.Command {
	var o planOptions
	c := &cobra.Command{
		Use:   "plan FILE",
		Short: "check a file and look its customers up: what sync would do",
		Long: `plan checks FILE, finds out which of its customers have accounts, and says what
sync would do. It creates nothing: it can't send anything but GET.`,
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error { return a.plan(c.Context(), args[0], &o) },
	}
	o.register(a, c)
	c.Flags().Lookup("generate-passwords").Usage = acceptNoPassword
	return c
}

func (a *app) plan(ctx context.Context, name string, o *planOptions) error {
	if err := o.validate(); err != nil {
		return err
	}
	summary := reports.NewSummary("plan", Version(), inputName(name), time.Now())
	summary.Folder = runFolder(o.out, name)
	err := a.interruptible(ctx, func(ctx context.Context) error { return a.runPlan(ctx, name, o, summary) })
	return a.conclude(&o.after, summary, err)
}

func (a *app) runPlan(ctx context.Context, name string, o *planOptions, summary *reports.Summary) error {
	opts, err := o.input.options(o.passwords)
	if err != nil {
		return err
	}
	in, err := a.openInput(name, summary.Folder, opts)
	if err != nil {
		return err
	}
	defer in.close()
	client, done, err := a.reader(&o.api)
	if err != nil {
		return err
	}
	defer done()
	defer countRequests(summary, client)
	if summary.SHA256, _, err = in.hash(); err != nil {
		return err
	}
	a.boundMemory(syncMemory)
	before, err := a.prepare(ctx, in, client, o, nil)
	if err != nil {
		return err
	}
	w, err := reports.NewWriter(summary.Folder, summary, reports.Options{Source: in.File, Balances: o.balances, Missing: o.missing})
	if err != nil {
		return err
	}
	defer w.Discard()
	checksum := reconcile.NewChecksum()
	for r, err := range withBalances(ctx, o, client, before.existing.Plan(before.rows, nil)) {
		if err != nil {
			return err
		}
		checksum.Add(&r)
		if err := w.Add(&r); err != nil {
			return err
		}
	}
	a.writeMissing(before, o, w)
	countRequests(summary, client)
	summary.Lookup, summary.Checksum = string(before.existing.Mode), checksum.Sum()
	if creates := summary.Counts[string(reconcile.Create)]; creates > before.profile.Room() {
		a.say("warning: %s", noRoom(creates, before.profile))
	}
	if err := a.finish(w, summary, *before.tally, o.failOnDiffers); err != nil {
		return err
	}
	return silent(summary.ExitCode)
}

// countRequests puts what was sent into the summary: before the reports are
// written, and however a command ends.
func countRequests(s *reports.Summary, client interface {
	Requests() map[string]int
	Throttled() int
}) {
	s.Requests, s.Throttled = client.Requests(), client.Throttled()
}

// prepared is what is known before anything is decided.
type prepared struct {
	rows     reconcile.Rows
	tally    *importer.Tally // of the latest reading of the rows
	invalid  int
	profile  reconcile.Profile
	existing *reconcile.Existing
}

// directory is the part of the client that plan and sync share.
type directory interface {
	reconcile.Directory
	reconcile.Partner
	Pause() time.Duration
}

// prepare reads the file once, asks for the partner's profile, and looks the
// customers up that the journal has not settled.
func (a *app) prepare(ctx context.Context, in *input, api directory, o *planOptions, j *reconcile.Journal) (*prepared, error) {
	p := &prepared{tally: &importer.Tally{}}
	p.rows = func() iter.Seq2[*importer.Entry, error] {
		*p.tally = importer.Tally{}
		return reconcile.Read(ctx, in.File, runtime.NumCPU(), p.tally)
	}
	open := reconcile.Unsettled(p.rows, j)
	unsettled := 0
	for e, err := range p.rows() {
		if err != nil {
			return nil, err
		}
		_, settled, err := j.Settled(e.Row)
		switch {
		case err != nil:
			return nil, err
		case !e.Valid():
			p.invalid++
		case !settled:
			unsettled++
		}
	}
	a.explain("%s: %d rows read, %d to look up", in.name, p.tally.Rows, unsettled)
	var err error
	if p.profile, err = api.Profile(ctx); err != nil {
		return nil, fmt.Errorf("asking for the partner's profile: %w", err)
	}
	mode := o.api.mode()
	if o.missing {
		mode, unsettled = reconcile.LookupWhole, max(unsettled, 1)
	}
	progress := a.phase("looking up", -1, api.Pause)
	defer progress.end()
	watched := watchedDirectory{api, progress}
	if p.existing, err = reconcile.LookUp(ctx, watched, mode, open, unsettled, o.api.concurrency); err != nil {
		return nil, err
	}
	if p.existing.Moved {
		a.say("the list of accounts changed while it was read: customers without an account in it were searched for, one by one")
	}
	return p, nil
}

// watchedDirectory counts what is looked up.
type watchedDirectory struct {
	reconcile.Directory
	progress *progress
}

func (w watchedDirectory) Find(ctx context.Context, email string) (reconcile.Account, bool, error) {
	defer w.progress.add("")
	return w.Directory.Find(ctx, email)
}

func (w watchedDirectory) All(ctx context.Context) iter.Seq2[reconcile.Page, error] {
	return func(yield func(reconcile.Page, error) bool) {
		for page, err := range w.Directory.All(ctx) {
			w.progress.addMany(len(page.Accounts))
			if !yield(page, err) {
				return
			}
		}
	}
}

func noRoom(creates int, p reconcile.Profile) string {
	return fmt.Sprintf("no room for %s: %d of %d are in use, which leaves room for %d",
		words.Count(creates, "account"), p.Accounts, p.Max, p.Room())
}
