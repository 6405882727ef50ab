package cli

import (
	"context"
	"errors"
	"fmt"
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
	guard       guardOptions
	dryRun      bool
	yes         bool
	fresh       bool
	recreate    bool
	acceptShape bool
	tokens      bool
	shared      bool
	canary      int
	limit       int
	maxDuration time.Duration
	wait        time.Duration
}

func (a *app) syncCommand() *cobra.Command {
	var o syncOptions
	c := &cobra.Command{
		Use:   "sync FILE",
		Short: "create the missing accounts; resume an unfinished run of FILE",
		Long: `sync checks FILE, finds out which of its customers have accounts, and creates the
missing ones. Each customer gets an e-mail, and accounts can't be deleted; so it
asks first, or requires --yes where nobody can be asked.

The same command resumes a run that was interrupted. No customer is
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
	registerWait(c, &o.wait)
	flags := c.Flags()
	flags.BoolVarP(&o.dryRun, "dry-run", "n", false, "create nothing: the same as plan")
	flags.BoolVarP(&o.yes, "yes", "y", false, "create without asking")
	flags.BoolVar(&o.fresh, "fresh", false, "start over, even if a run of FILE is unfinished")
	flags.BoolVar(&o.recreate, "recreate", false, "recreate customers whose accounts were removed, however many they are")
	flags.BoolVar(&o.acceptShape, "accept-shape", false, "continue although the file is not shaped as in its last run: other columns, emptier fields, more warnings")
	flags.BoolVar(&o.tokens, "with-tokens", false, "add each new account's auth_token to credentials.csv")
	flags.BoolVar(&o.shared, "shared-folder", false, "write generated passwords and tokens even to a disk that lets others read them")
	flags.IntVar(&o.canary, "canary", 0, "create the first `N`, read them back, and ask (with --yes: continue) before the rest")
	flags.IntVar(&o.limit, "limit", 0, "create at most `N` accounts; the same command continues with the next")
	flags.DurationVar(&o.maxDuration, "max-duration", 0, "stop after this time, as a signal would; the same command resumes the run")
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
	if o.wait < 0 {
		wrong = append(wrong, "--wait must not be negative")
	}
	if len(wrong) > 0 {
		return usageError(strings.Join(wrong, "; "), "")
	}
	return errors.Join(o.planOptions.validate(), o.guard.validate())
}

// syncRun is one run of sync: what its steps have in common.
type syncRun struct {
	*app
	o        *syncOptions
	in       *input
	folder   string
	client   *vobiz.Client
	journal  *reconcile.Journal
	summary  *reports.Summary
	mapped   bool // the columns were compared with those of the last run
	creating bool // from here on accounts may have been created
}

func (a *app) sync(ctx context.Context, name string, o *syncOptions) error {
	s := &syncRun{app: a, o: o, folder: runFolder(o.out, name), summary: a.begin("sync", name)}
	s.summary.Folder = s.folder
	s.lastly("nothing was created; the same command starts again: " + s.commandLine())
	if err := o.validate(); err != nil {
		return err
	}
	if err := a.usesFolder(s.summary, o.out, name); err != nil {
		return err
	}
	stop, release := withLimit(ctx, o.maxDuration)
	defer release()
	err := s.open(stop, name)
	if err != nil && stop.Err() != nil && !s.creating {
		return a.nothingCreated(stop)
	}
	return err
}

// open opens all that a run needs, runs, and closes it again.
func (s *syncRun) open(stop context.Context, name string) (err error) {
	opts, err := s.o.input.options(s.o.passwords)
	if err != nil {
		return err
	}
	if s.in, err = s.openInput(stop, name, s.folder, opts); err != nil {
		return err
	}
	defer s.in.close()
	s.boundMemory(syncMemory)
	rows, err := s.read(stop, s.in)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // it was read only
	s.summary.SHA256 = rows.SHA256()
	conn, err := s.connect(stop, &s.o.api)
	if err != nil {
		return err
	}
	defer conn.close()
	if s.client, err = vobiz.NewClient(conn.Config); err != nil {
		return err
	}
	defer countRequests(s.summary, s.client)
	if err := s.begin(stop, conn); err != nil {
		return err
	}
	s.summary.Run = s.journal.Run()
	err = s.run(stop, rows)
	s.record(stop.Err() != nil, err)
	if cerr := s.journal.Close(); err == nil && cerr != nil {
		err = cerr
	}
	return err
}

// run takes the steps of a run, one after the other.
func (s *syncRun) run(stop context.Context, rows *reading) (err error) {
	credentials, err := reconcile.OpenCredentials(s.folder, s.o.tokens)
	if err != nil {
		return inFolder(err)
	}
	defer func() {
		if cerr := credentials.Close(); err == nil {
			err = cerr
		}
	}()
	if err := s.guardFile(); err != nil {
		return err
	}
	if err := s.count(stop, rows, s.journal); err != nil {
		return err
	}
	known, err := s.lookUp(stop, rows, s.client, &s.o.planOptions, s.journal)
	if err != nil {
		return err
	}
	plan, err := decide(stop, known, s.journal)
	if err != nil {
		return err
	}
	s.summary.Checksum = plan.checksum
	if err := s.guard(stop, known, plan); err != nil {
		return err
	}
	q := s.asker()
	if err := s.confirm(stop, q, plan); err != nil {
		return err
	}
	if err := stop.Err(); err != nil {
		return err
	}
	s.creating = true
	again := s.again().String()
	s.summary.Next = &reports.NextStep{Command: again, Again: true}
	s.lastly("calls under way may have created accounts, which the same command finds: " + again)
	w, err := reports.NewWriter(s.folder, s.summary, s.reports())
	if err != nil {
		return err
	}
	defer w.Discard()
	halt, err := s.apply(stop, known, credentials, q, w)
	if err != nil {
		return err
	}
	return s.end(stop, known, halt, w)
}

// end finishes the run: its exit code is that of what has stopped it, if anything
// has.
func (s *syncRun) end(stop context.Context, k *known, halt *reconcile.Halt, w *reports.Writer) error {
	countRequests(s.summary, s.client)
	s.summary.Lookup = string(k.existing.Mode)
	var failed error
	if halt != nil {
		s.summary.Stopped, s.ending.command = halt.Message, s.command(halt.Err)
		switch code := exitCode(halt.Err); code {
		case ExitFailed:
			failed = &failure{ExitFailed, halt.Err, advice(halt.Err)}
			s.summary.ExitCode, s.summary.Error, s.summary.Hint = ExitFailed, halt.Err.Error(), s.hintOf(halt.Err) // summary.json has it, too
		case ExitInterrupted, ExitRefused:
			s.summary.ExitCode = code
		}
	}
	writeMissing(context.WithoutCancel(stop), w, k, &s.o.planOptions)
	if err := s.finish(w, s.summary, k.Tally(), s.o.failOnDiffers); err != nil {
		switch {
		case failed != nil: // what has stopped the run comes first
			err = &failure{ExitFailed, fmt.Errorf("%w; %w", failed, err), advice(failed)}
		case !s.summary.Unfinished() && !s.o.balances && reports.LeftToReport(err) && s.journal.Finish(time.Now().UTC()) == nil:
			err = &pasteable{&failure{ExitFailed, err, "all rows are done; close it in the other program, and write the reports again"}, s.reportLine()}
		}
		return err
	}
	if !s.summary.Unfinished() { // from here on the folder's reports tell what rows.log did
		if err := s.journal.Finish(time.Now().UTC()); err != nil {
			return err
		}
	}
	return failed
}
