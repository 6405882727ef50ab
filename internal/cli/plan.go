package cli

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/internal/vobiz"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// planOptions are the flags of plan, and those that sync shares with it.
type planOptions struct {
	input         inputFlags
	api           apiFlags
	out           string
	passwords     bool
	failOnDiffers bool
}

func (o *planOptions) register(a *app, c *cobra.Command) {
	o.input.register(c)
	o.api.register(c)
	flags := c.Flags()
	flags.StringVar(&o.out, "out", "", "`folder` of the run (default: the file's name with .run, in the current folder)")
	flags.BoolVar(&a.json, "json", false, "print the summary as one JSON document, and nothing else")
	flags.BoolVar(&o.passwords, "generate-passwords", false, "make a password for each new customer that has none, into credentials.csv")
	flags.BoolVar(&o.failOnDiffers, "fail-on-differs", false, "exit with 3 when an account differs from its row")
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
	return c
}

func (a *app) plan(ctx context.Context, name string, o *planOptions) error {
	started := time.Now()
	opts, err := o.input.options(o.passwords)
	if err != nil {
		return err
	}
	folder := runFolder(o.out, name)
	in, err := a.openInput(name, folder, opts)
	if err != nil {
		return err
	}
	defer in.close()
	conn, err := a.connect(&o.api)
	if err != nil {
		return err
	}
	defer conn.close()
	reader, err := vobiz.NewReader(conn.Config)
	if err != nil {
		return err
	}
	summary := reports.NewSummary("plan", Version(), in.name, started)
	summary.Folder = folder
	prepared, err := a.prepare(ctx, in, reader, o, nil)
	if err != nil {
		return err
	}
	w, err := reports.NewWriter(folder, summary, in.File)
	if err != nil {
		return err
	}
	defer w.Discard()
	for r, err := range prepared.existing.Plan(prepared.rows, nil) {
		if err != nil {
			return err
		}
		if err := w.Add(&r); err != nil {
			return err
		}
	}
	summary.Requests, summary.Throttled = reader.Requests(), reader.Throttled()
	summary.Lookup = string(prepared.existing.Mode)
	if creates := summary.Counts[string(reconcile.Create)]; creates > prepared.profile.Room() {
		a.say("warning: %s", noRoom(creates, prepared.profile))
	}
	return a.finish(w, summary, *prepared.tally, o.failOnDiffers)
}

// prepared is what is known before anything is decided.
type prepared struct {
	rows     reconcile.Rows
	tally    *importer.Tally // of the latest reading of the rows
	valid    int
	invalid  int
	profile  reconcile.Profile
	existing *reconcile.Existing
}

// reader is the part of the client that plan and sync share.
type reader interface {
	reconcile.Directory
	reconcile.Partner
}

// prepare reads the file once, asks for the partner's profile, and looks the
// customers up that the journal has not settled.
func (a *app) prepare(ctx context.Context, in *input, api reader, o *planOptions, j *reconcile.Journal) (*prepared, error) {
	p := &prepared{tally: &importer.Tally{}}
	p.rows = func() iter.Seq2[importer.Entry, error] {
		*p.tally = importer.Tally{}
		return reconcile.Read(ctx, in.File, runtime.NumCPU(), p.tally)
	}
	open := reconcile.Unsettled(p.rows, j)
	unsettled := 0
	for e, err := range open() {
		if err != nil {
			return nil, err
		}
		if e.Valid() {
			unsettled++
		} else {
			p.invalid++
		}
	}
	p.valid = unsettled
	a.explain("%s: %d rows read, %d to look up", in.name, p.tally.Rows, unsettled)
	var err error
	if p.profile, err = api.Profile(ctx); err != nil {
		return nil, fmt.Errorf("asking for the partner's profile: %w", err)
	}
	p.existing, err = reconcile.LookUp(ctx, api, o.api.mode(), open, unsettled, o.api.concurrency)
	if err != nil {
		return nil, err
	}
	if p.existing.Moved {
		a.say("the list of accounts changed while it was read: customers without an account in it were searched for, one by one")
	}
	return p, nil
}

func noRoom(creates int, p reconcile.Profile) string {
	return fmt.Sprintf("no room for %s: %d of %d are in use, which leaves room for %d",
		accounts(creates), p.Accounts, p.Max, p.Room())
}

func accounts(n int) string {
	if n == 1 {
		return "1 account"
	}
	return fmt.Sprintf("%d accounts", n)
}
