package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/vobiz"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// syncOptions are the flags of sync.
type syncOptions struct {
	planOptions
	dryRun     bool
	yes        bool
	fresh      bool
	tokens     bool
	maxCreates int
	maxInvalid string
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
	flags := c.Flags()
	flags.BoolVarP(&o.dryRun, "dry-run", "n", false, "create nothing: the same as plan")
	flags.BoolVarP(&o.yes, "yes", "y", false, "create without asking")
	flags.BoolVar(&o.fresh, "fresh", false, "start anew, even if a run of FILE is unfinished")
	flags.BoolVar(&o.tokens, "with-tokens", false, "add each new account's auth_token to credentials.csv")
	flags.IntVar(&o.maxCreates, "max-creates", -1, "refuse to create more than this many accounts")
	flags.StringVar(&o.maxInvalid, "max-invalid", "", "refuse to create anything when more than `N|P%` rows are invalid")
	return c
}

func (o *syncOptions) validate() error {
	if o.maxInvalid != "" {
		if _, err := allowed(o.maxInvalid, 100); err != nil {
			return usageError(fmt.Sprintf("--max-invalid %q is neither a number nor a percentage", o.maxInvalid), "for example: --max-invalid 20, or --max-invalid 5%")
		}
	}
	return nil
}

// allowed reads "20" or "5%" of all.
func allowed(s string, all int) (float64, error) {
	if p, ok := strings.CutSuffix(s, "%"); ok {
		percent, err := strconv.ParseFloat(p, 64)
		if err == nil && (percent < 0 || percent > 100) {
			err = errors.New("not between 0 and 100")
		}
		return percent / 100 * float64(all), err
	}
	n, err := strconv.Atoi(s)
	if err == nil && n < 0 {
		err = errors.New("negative")
	}
	return float64(n), err
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
}

func (a *app) sync(ctx context.Context, name string, o *syncOptions) error {
	s := &syncRun{app: a, o: o, folder: runFolder(o.out, name)}
	if err := o.validate(); err != nil {
		return err
	}
	started := time.Now()
	opts, err := o.input.options(o.passwords)
	if err != nil {
		return err
	}
	if s.in, err = a.openInput(name, s.folder, opts); err != nil {
		return err
	}
	defer s.in.close()
	conn, err := a.connect(&o.api)
	if err != nil {
		return err
	}
	defer conn.close()
	if s.client, err = vobiz.NewClient(conn.Config); err != nil {
		return err
	}
	s.summary = reports.NewSummary("sync", Version(), s.in.name, started)
	s.summary.Folder = s.folder
	if err := s.begin(conn, started); err != nil {
		return err
	}
	err = s.run(ctx)
	if cerr := s.journal.Close(); err == nil && cerr != nil {
		err = cerr
	}
	return err
}

// begin opens the folder and its journal.
func (s *syncRun) begin(conn *connection, started time.Time) error {
	if err := reports.MakeFolder(s.folder); err != nil {
		return err
	}
	sum, size, err := s.in.hash()
	if err != nil {
		return err
	}
	s.summary.SHA256 = sum
	j, err := reconcile.OpenJournal(s.folder, reconcile.JournalOptions{OnCommit: s.OnCommit})
	if errors.Is(err, reconcile.ErrLocked) {
		return guardError(fmt.Sprintf("another run is using the folder %s", s.folder), "wait for it to end, or choose another folder with --out")
	}
	if err != nil {
		return err
	}
	s.journal = j
	s.begun, err = j.Begin(reconcile.Pin{
		Input: s.in.name, SHA256: sum, Size: size, Options: s.deciding(conn), Program: Version(), Started: started.UTC(),
	}, s.o.fresh)
	if err != nil {
		j.Close()
		return err
	}
	s.sayBeginning()
	return nil
}

// deciding lists the options that decide what the rows mean, and for whom.
func (s *syncRun) deciding(conn *connection) map[string]string {
	return map[string]string{
		reconcile.PartnerOption: conn.partner,
		"--default-country":     s.o.input.country,
		"--generate-passwords":  strconv.FormatBool(s.o.passwords),
	}
}

func (s *syncRun) sayBeginning() {
	b := &s.begun
	s.summary.Resumed = b.Resumed
	switch {
	case b.Why != "" && s.o.api.sandbox: // a new sandbox has forgotten the old one's accounts
	case b.Why != "":
		s.say("the unfinished run in %s is not gone on with: %s; every customer is looked up again, so none is created twice", s.folder, b.Why)
	case s.summary.Resumed:
		s.say("going on with the run of %s in %s: %d rows are settled", b.Started.Local().Format("2006-01-02 15:04"), s.folder, b.Settled)
	}
	if b.Doubtful > 0 {
		s.say("%s may have been sent without an answer: they are looked up first", creates(b.Doubtful))
	}
}

func creates(n int) string {
	if n == 1 {
		return "1 create"
	}
	return fmt.Sprintf("%d creates", n)
}

func (s *syncRun) run(ctx context.Context) error {
	credentials, err := reconcile.OpenCredentials(s.folder, s.o.tokens)
	if err != nil {
		return err
	}
	defer credentials.Close()
	s.applier = reconcile.NewApplier(s.client, s.client)
	s.applier.Workers = s.o.api.concurrency
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
	missing, err := s.count()
	if err != nil {
		return err
	}
	if err := s.guard(missing); err != nil {
		return err
	}
	if err := s.confirm(missing); err != nil {
		return err
	}
	return s.apply(ctx)
}

// count reads the plan through once, for the guards.
func (s *syncRun) count() (missing int, err error) {
	for r, err := range s.before.existing.Plan(s.before.rows, s.journal) {
		if err != nil {
			return 0, err
		}
		if r.Status == reconcile.Create {
			missing++
		}
	}
	return missing, nil
}

// guard refuses a run that looks like a mistake, or that can't end well.
func (s *syncRun) guard(missing int) error {
	if s.o.maxInvalid != "" {
		most, _ := allowed(s.o.maxInvalid, s.before.tally.Rows) // checked by validate
		if float64(s.before.invalid) > most {
			return guardError(fmt.Sprintf("%d of %d rows are invalid, --max-invalid allows %s; nothing was created", s.before.invalid, s.before.tally.Rows, s.o.maxInvalid),
				"see them with: vobizsync validate "+shellQuote(s.in.path))
		}
	}
	if missing == 0 {
		return nil
	}
	if s.o.maxCreates >= 0 && missing > s.o.maxCreates {
		return guardError(fmt.Sprintf("%s would be created, --max-creates allows %d; nothing was created", accounts(missing), s.o.maxCreates),
			"see which with: vobizsync plan "+shellQuote(s.in.path))
	}
	if !s.before.profile.CanCreate {
		return guardError("this partner may not create accounts (can_create_accounts is false); nothing was created", "ask Vobiz to allow it")
	}
	if missing > s.before.profile.Room() {
		return guardError(noRoom(missing, s.before.profile)+"; nothing was created", "ask Vobiz to raise max_accounts, or sync a shorter file")
	}
	return nil
}

// confirm asks before accounts are created.
func (s *syncRun) confirm(missing int) error {
	if missing == 0 || s.o.yes || s.o.api.sandbox {
		return nil
	}
	if !isTerminal(s.Stdin) || s.in.spool != "" {
		return guardError(fmt.Sprintf("%s would be created, and nobody can be asked; nothing was created", accounts(missing)), "give --yes to create without asking")
	}
	fmt.Fprintf(s.Stderr, "create %s? each customer gets an e-mail, and accounts can't be deleted [y/N] ", accounts(missing))
	answer, _ := bufio.NewReader(s.Stdin).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return guardError("not confirmed; nothing was created", "")
}

// apply creates what is missing and writes the reports.
func (s *syncRun) apply(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer onSignal(func(sig os.Signal) {
		s.say("stopping: calls under way may finish within %s; press ^C again to end at once", s.o.api.timeout)
		s.applier.Stop(reconcile.Halt{Code: reconcile.Interrupted, Message: "the run was interrupted"})
		time.AfterFunc(s.o.api.timeout, cancel)
	})()
	w, err := reports.NewWriter(s.folder, s.summary, s.in.File)
	if err != nil {
		return err
	}
	defer w.Discard()
	for r, err := range s.applier.Run(ctx, s.before.existing.Plan(s.before.rows, s.journal)) {
		if err != nil {
			return err
		}
		if err := w.Add(&r); err != nil {
			return err
		}
	}
	return s.close(w)
}

// close ends the run: by what has stopped it, if anything has.
func (s *syncRun) close(w *reports.Writer) error {
	s.summary.Requests, s.summary.Throttled = s.client.Requests(), s.client.Throttled()
	s.summary.Lookup = string(s.before.existing.Mode)
	halt := s.applier.Halted()
	if halt != nil {
		s.summary.Stopped = halt.Message
		switch {
		case halt.Err != nil:
			s.summary.ExitCode = ExitFailed
			s.summary.Error, s.summary.Hint = halt.Err.Error(), advice(halt.Err)
		case halt.Code == reconcile.Interrupted:
			s.summary.ExitCode = ExitInterrupted
		}
	} else if s.summary.Counts[string(reconcile.Unknown)] == 0 && s.summary.Codes[string(reconcile.Unavailable)] == 0 {
		if err := s.journal.Finish(time.Now().UTC()); err != nil {
			return err
		}
	}
	err := s.finish(w, s.summary, *s.before.tally, s.o.failOnDiffers)
	if halt != nil && halt.Err != nil {
		s.sayError(halt.Err)
	}
	if halt != nil {
		s.say("to go on: %s", s.commandLine())
	}
	return err
}
