package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

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
	balances      bool
	missing       bool
	excel         excelFlag
	all           bool // list every create
}

func (o *planOptions) register(a *app, c *cobra.Command) {
	o.input.register(c)
	o.api.register(c)
	o.api.registerLookup(c)
	o.api.state.register(c)
	a.after.register(c)
	flags := c.Flags()
	flags.StringVar(&o.out, "out", "", "`folder` of the run (default: the file's name with .run, in the current folder)")
	flags.BoolVar(&a.json, "json", false, "print the summary as one JSON document, and nothing else")
	flags.BoolVar(&o.passwords, "generate-passwords", false, "generate a password for each new customer that has none, in credentials.csv")
	flags.BoolVar(&o.failOnDiffers, "fail-on-differs", false, "exit with 3 when an account differs from its row")
	flags.BoolVar(&o.balances, "balances", false, "add each account's live balance to result.csv, one request each")
	registerExcel(c, &o.excel)
	flags.BoolVar(&o.missing, "missing", false, "also list the accounts that are not in FILE, in missing.csv")
}

func (o *planOptions) validate() error {
	if err := o.api.validate(); err != nil {
		return err
	}
	if o.missing && o.api.lookup == string(reconcile.LookupSearch) {
		return usageError("--missing needs the list of all accounts, which --lookup search does not read", "leave --lookup out")
	}
	return nil
}

func (a *app) planCommand() *cobra.Command {
	var o planOptions
	c := &cobra.Command{
		Use:   "plan FILE",
		Short: "check a file and look its customers up: what sync would do",
		Long: `plan checks FILE, finds out which of its customers have accounts, and says what
sync would do: the first accounts that it would create, and what differs in those
that exist. It creates nothing: all it can send is GET.`,
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			return stopped(c.Context(), a.plan(c.Context(), args[0], &o))
		},
	}
	o.register(a, c)
	c.Flags().Lookup("generate-passwords").Usage = acceptNoPassword
	c.Flags().BoolVar(&o.all, "all", false, fmt.Sprintf("list every create, not only the first %d", shownCreates))
	return c
}

func (a *app) plan(ctx context.Context, name string, o *planOptions) error {
	summary := a.begin("plan", name)
	summary.Folder = runFolder(o.out, name)
	if err := o.validate(); err != nil {
		return err
	}
	if err := a.usesFolder(summary, o.out, name); err != nil {
		return err
	}
	opts, err := o.input.options(o.passwords)
	if err != nil {
		return err
	}
	in, err := a.openInput(ctx, name, summary.Folder, opts)
	if err != nil {
		return err
	}
	defer in.close()
	a.boundMemory(syncMemory)
	rows, err := a.read(ctx, in)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // it was read only
	summary.SHA256 = rows.SHA256()
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
	memory, err := a.recall(&o.api, conn)
	if err != nil {
		return err
	}
	defer func() { _ = memory.Close() }() // it was read only
	if err := a.warnOfShape(memory, in); err != nil {
		return err
	}
	if err := a.count(ctx, rows, nil); err != nil {
		return err
	}
	known, err := a.lookUp(ctx, rows, client, o, memory)
	if err != nil {
		return err
	}
	if err := a.makeFolder(summary.Folder, false, false); err != nil {
		return err
	}
	w, err := reports.NewWriter(summary.Folder, summary, reports.Options{Source: in.File, Balances: o.balances, Excel: o.excel.of(in), Missing: o.missing})
	if err != nil {
		return err
	}
	defer w.Discard()
	checksum, list := reconcile.NewChecksum(), shown{app: a, name: in.name, all: o.all}
	checksum.Columns(known.MapEntries())
	for r, err := range withBalances(ctx, o, client, known.existing.Plan(ctx, known.rows, nil)) {
		if err != nil {
			return err
		}
		checksum.Add(&r)
		list.add(&r)
		if err := w.Add(&r); err != nil {
			return err
		}
	}
	list.rest()
	writeMissing(ctx, w, known, o)
	countRequests(summary, client)
	summary.Lookup, summary.Checksum = string(known.existing.Mode), checksum.Sum()
	if creates := summary.Counts[string(reconcile.Create)]; creates > known.profile.Room() {
		a.say("warning: %s", noRoom(creates, known.profile))
	}
	if most := mostRemoved(memory.Customers()); summary.Removed > most {
		a.say("warning: %s: sync refuses that without --recreate", tooManyRemoved(summary.Removed, most))
	}
	a.ending.room, a.ending.mostRemoved = known.profile.Room(), mostRemoved(memory.Customers())
	return a.finish(w, summary, known.Tally(), o.failOnDiffers)
}

// countRequests puts what was sent into the summary: before the reports are
// written, and however a command ends.
func countRequests(s *reports.Summary, client interface {
	Requests() map[string]int
	Throttled() int
}) {
	s.Requests, s.Throttled = client.Requests(), client.Throttled()
}
