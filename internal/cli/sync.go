package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/disk"
	"vobizsync/internal/vobiz"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// syncOptions are the flags of sync.
type syncOptions struct {
	planOptions
	guard       guardOptions
	dryRun      bool
	yes         bool
	fresh       bool
	tokens      bool
	canary      int
	limit       int
	maxDuration time.Duration
}

func (a *app) syncCommand() *cobra.Command {
	var o syncOptions
	c := &cobra.Command{
		Use:   "sync FILE",
		Short: "create the missing accounts; goes on with an unfinished run of FILE",
		Long: `sync checks FILE, finds out which of its customers have accounts, and creates the
missing ones. Each customer gets an e-mail, and accounts can't be deleted; so it
asks first, or demands --yes where nobody can be asked.

A run that was cut off is gone on with by the same command. No customer is
created twice.`,
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			if o.dryRun {
				return a.plan(c.Context(), args[0], &o.planOptions)
			}
			return a.sync(c.Context(), args[0], &o)
		},
	}
	o.register(a, c)
	o.guard.register(c)
	flags := c.Flags()
	flags.BoolVarP(&o.dryRun, "dry-run", "n", false, "create nothing: the same as plan")
	flags.BoolVarP(&o.yes, "yes", "y", false, "create without asking")
	flags.BoolVar(&o.fresh, "fresh", false, "start anew, even if a run of FILE is unfinished")
	flags.BoolVar(&o.tokens, "with-tokens", false, "add each new account's auth_token to credentials.csv")
	flags.IntVar(&o.canary, "canary", 0, "create the first `N`, read them back, and ask (with --yes: go on) before the rest")
	flags.IntVar(&o.limit, "limit", 0, "create `N` accounts at most; the same command goes on with the next")
	flags.DurationVar(&o.maxDuration, "max-duration", 0, "stop after this time, as a signal would; the same command goes on")
	return c
}

func (o *syncOptions) validate() error {
	var wrong []string
	if o.canary < 0 {
		wrong = append(wrong, "--canary must not be negative")
	}
	if o.limit < 0 {
		wrong = append(wrong, "--limit must not be negative")
	}
	if o.maxDuration < 0 {
		wrong = append(wrong, "--max-duration must not be negative")
	}
	if len(wrong) > 0 {
		return usageError(strings.Join(wrong, "; "), "")
	}
	return errors.Join(o.planOptions.validate(), o.guard.validate())
}

// syncRun is one run of sync.
type syncRun struct {
	*app
	o       *syncOptions
	in      *input
	folder  string
	client  *vobiz.Client
	journal *reconcile.Journal
	begun   reconcile.Beginning
	applier *reconcile.Applier
	summary *reports.Summary
	before  *prepared
	answers *bufio.Reader
	refused bool // a person said no after the canary

	stop     context.Context // ends when a signal or --max-duration stops the run
	detach   func() bool     // lets the run's own context live on when stop ends
	creating bool            // from here on accounts may have been created
}

func (a *app) sync(ctx context.Context, name string, o *syncOptions) error {
	if err := o.validate(); err != nil {
		return err
	}
	s := &syncRun{app: a, o: o, folder: runFolder(o.out, name), summary: reports.NewSummary("sync", Version(), inputName(name), time.Now())}
	s.summary.Folder = s.folder
	err := s.stoppable(ctx, func(ctx context.Context) error { return s.open(ctx, name) })
	return a.conclude(&o.after, s.summary, err)
}

// open opens all that a run needs, runs, and closes it again.
func (s *syncRun) open(ctx context.Context, name string) (err error) {
	opts, err := s.o.input.options(s.o.passwords)
	if err != nil {
		return err
	}
	if s.in, err = s.openInput(name, s.folder, opts); err != nil {
		return err
	}
	defer s.in.close()
	conn, err := s.connect(&s.o.api)
	if err != nil {
		return err
	}
	defer conn.close()
	if s.client, err = vobiz.NewClient(conn.Config); err != nil {
		return err
	}
	defer countRequests(s.summary, s.client)
	if err := s.begin(conn); err != nil {
		return err
	}
	err = s.run(ctx)
	if cerr := s.journal.Close(); err == nil && cerr != nil {
		err = cerr
	}
	return err
}

// begin opens the folder and its journal.
func (s *syncRun) begin(conn *connection) error {
	if err := disk.MakeFolder(s.folder); err != nil {
		return err
	}
	sum, size, err := s.in.hash()
	if err != nil {
		return err
	}
	s.summary.SHA256 = sum
	j, err := reconcile.OpenJournal(s.folder, s.JournalOptions)
	switch {
	case errors.Is(err, reconcile.ErrLocked):
		return guardError(fmt.Sprintf("another run is using the folder %s", s.folder), "wait for it to end, or choose another folder with --out")
	case err != nil && advice(err) == "":
		return &failure{ExitFailed, err, "choose another folder with --out"}
	case err != nil:
		return err
	}
	s.journal = j
	reports.Sweep(s.folder, time.Now())
	s.begun, err = j.Begin(reconcile.Pin{
		Input: s.in.name, SHA256: sum, Size: size, Options: s.deciding(conn), Program: Version(), Started: s.summary.Started,
	}, s.o.fresh)
	if err != nil {
		_ = j.Close() // what is wrong has been found already
		return err
	}
	s.sayBeginning()
	return nil
}

// deciding lists the options that decide what the rows mean, and for whom.
func (s *syncRun) deciding(conn *connection) map[string]string {
	options := s.o.input.deciding()
	options[reconcile.PartnerOption] = conn.partner
	options["--generate-passwords"] = strconv.FormatBool(s.o.passwords)
	return options
}

func (s *syncRun) sayBeginning() {
	b := &s.begun
	s.summary.Resumed = b.Resumed
	switch {
	case b.Why != "" && s.o.api.sandbox: // a new sandbox has forgotten the old one's accounts
	case b.Why != "":
		s.say("the unfinished run in %s is not gone on with: %s; every customer is looked up again, so none is created twice", s.folder, b.Why)
	case b.Resumed:
		s.say("going on with the run of %s in %s: %s settled", b.Started.Local().Format("2006-01-02 15:04"), s.folder, words.CountAre(b.Settled, "row"))
	}
	if b.Doubtful > 0 {
		s.say("%s may have been sent without an answer: looking them up first", words.Count(b.Doubtful, "create"))
	}
}

// Up to slowRate requests a second, rows wait for their turn and not for the
// journal's disk: more of them in flight would win nothing, and all would have to
// be looked up after a crash. Beyond, so many of them are in flight that the disk
// and the network are busy at the same time: fastInFlight, or more for many
// requests at a time.
const (
	slowRate       = 100
	fastInFlight   = 128
	fastPerRequest = 4
)

func (s *syncRun) run(ctx context.Context) error {
	s.boundMemory(syncMemory)
	credentials, err := reconcile.OpenCredentials(s.folder, s.o.tokens)
	if err != nil {
		return err
	}
	defer func() { _ = credentials.Close() }() // each line was synced
	s.applier = reconcile.NewApplier(s.client, s.client)
	s.applier.Workers = s.o.api.concurrency
	if s.o.api.rate == 0 || s.o.api.rate > slowRate {
		s.applier.InFlight = max(fastInFlight, fastPerRequest*s.o.api.concurrency)
	}
	s.applier.Posts = 2 * (s.o.api.retries + 1)
	if s.Settle != nil {
		s.applier.Settle = s.Settle
	}
	s.applier.Journal = s.journal
	if s.o.passwords || s.o.tokens {
		s.applier.Credentials = credentials
	}
	if s.before, err = s.prepare(ctx, s.in, s.client, &s.o.planOptions, s.journal); err != nil {
		return err
	}
	sum, err := count(s.before, s.journal)
	if err != nil {
		return err
	}
	s.summary.Checksum = sum.checksum
	if err := s.guard(sum); err != nil {
		return err
	}
	if err := s.confirm(sum.missing); err != nil {
		return err
	}
	return s.apply(ctx)
}

// apply creates what is missing and writes the reports.
func (s *syncRun) apply(ctx context.Context) error {
	end, err := s.watchStop()
	if err != nil {
		return err
	}
	defer end()
	w, err := reports.NewWriter(s.folder, s.summary, reports.Options{Source: s.in.File, Balances: s.o.balances, Missing: s.o.missing})
	if err != nil {
		return err
	}
	defer w.Discard()
	if err := s.applyParts(ctx, w); err != nil {
		return err
	}
	return s.close(w)
}

// close ends the run: by what has stopped it, if anything has.
func (s *syncRun) close(w *reports.Writer) error {
	countRequests(s.summary, s.client)
	s.summary.Lookup = string(s.before.existing.Mode)
	halt := s.applier.Halted()
	if halt != nil {
		s.summary.Stopped = halt.Message
		switch {
		case halt.Err != nil:
			s.summary.ExitCode = ExitFailed
			s.summary.Error, s.summary.Hint = halt.Err.Error(), advice(halt.Err)
		case halt.Message == interruptedBySignal:
			s.summary.ExitCode = ExitInterrupted
		case s.refused:
			s.summary.ExitCode = ExitRefused
		}
	}
	unfinished := halt != nil || s.summary.Counts[string(reconcile.Unknown)] > 0 ||
		s.summary.Counts[string(reconcile.Skipped)] > 0 || s.summary.Codes[string(reconcile.Unavailable)] > 0
	tally := *s.before.tally // of the reading that was applied
	s.writeMissing(s.before, &s.o.planOptions, w)
	if err := s.finish(w, s.summary, tally, s.o.failOnDiffers); err != nil {
		return err
	}
	if !unfinished { // from here on the folder's reports tell what the journal did
		if err := s.journal.Finish(time.Now().UTC()); err != nil {
			return err
		}
	}
	if halt != nil && halt.Err != nil {
		s.sayError(halt.Err)
	}
	if unfinished {
		s.say("to go on: %s", s.goOnLine())
	}
	return silent(s.summary.ExitCode)
}
