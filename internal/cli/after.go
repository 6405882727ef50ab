package cli

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/disk"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// afterOptions are what a nightly job does when a run is over, however it ended.
type afterOptions struct {
	metrics  string
	onFinish string
	notify   string
}

func (o *afterOptions) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&o.metrics, "metrics", "", "write Prometheus metrics to this `file`, for the textfile collector")
	flags.StringVar(&o.onFinish, "on-finish", "", "run this shell `command` at the end, with summary.json on its standard input")
	flags.StringVar(&o.notify, "notify", "problem", "when to run it: problem (the exit code is not 0), change (or anything was created or differs), always")
}

func (o *afterOptions) validate() error {
	if !slices.Contains([]string{"problem", "change", "always"}, o.notify) {
		return usageError(fmt.Sprintf("--notify must be problem, change or always, not %q", o.notify), "")
	}
	return nil
}

// hookTime bounds the command of --on-finish.
const hookTime = 5 * time.Minute

// conclude ends a command with an error, nil if it has none: it completes the
// summary, and does what was asked for at the end.
func (a *app) conclude(o *afterOptions, s *reports.Summary, err error) error {
	if s.Finished.IsZero() {
		s.EndAt(time.Now())
	}
	err = a.outcome(err)
	tell(s, err)
	if a.json {
		a.printJSON(s)
		err = a.outcome(err)
		tell(s, err)
	}
	if o.metrics != "" {
		dir, name := filepath.Split(o.metrics)
		if dir == "" {
			dir = "."
		}
		if werr := disk.WritePublicFile(dir, name, s.Metrics()); werr != nil {
			a.say("warning: %v", werr)
		}
	}
	if o.onFinish != "" && wantsNotice(o.notify, s) {
		if herr := a.runHook(o.onFinish, s.JSON()); herr != nil {
			a.say("warning: the command of --on-finish failed: %v", herr)
		}
	}
	return err
}

// tell puts the error of a command into its summary. One without words has been
// told.
func tell(s *reports.Summary, err error) {
	if err != nil && err.Error() != "" {
		s.ExitCode, s.Error, s.Hint = exitCode(err), err.Error(), advice(err)
	}
}

// withoutTokens returns the environment without the variables that a token is
// taken from, in any profile, and without copies of the token that this run uses,
// or would have used.
func (a *app) withoutTokens() []string {
	names := []string{envToken}
	if a.config != nil {
		names = append(names, a.config.tokenVars...)
	}
	tokens := map[string]bool{a.token.Reveal(): true}
	for _, name := range names {
		tokens[strings.TrimSpace(a.Getenv(name))] = true
	}
	delete(tokens, "")
	return slices.DeleteFunc(slices.Clone(a.Environ), func(v string) bool {
		name, value, _ := strings.Cut(v, "=")
		return slices.Contains(names, name) || tokens[strings.TrimSpace(value)]
	})
}

// runHook runs a shell command. It gets the environment, but for the token.
func (a *app) runHook(command string, input []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), hookTime)
	defer cancel()
	c := exec.CommandContext(ctx, "sh", "-c", command)
	c.Env = a.withoutTokens()
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(input), a.Stderr, a.Stderr
	c.WaitDelay = time.Second
	return c.Run()
}

// wantsNotice reports whether a run is worth a notice.
func wantsNotice(notify string, s *reports.Summary) bool {
	switch notify {
	case "always":
		return true
	case "change":
		for _, status := range []reconcile.Status{reconcile.Create, reconcile.Created, reconcile.Differs} {
			if s.Counts[string(status)] > 0 {
				return true
			}
		}
	}
	return s.ExitCode != ExitOK
}
