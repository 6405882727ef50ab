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

// afterOptions are what a nightly job does when a command is over, however it
// ended.
type afterOptions struct {
	metrics  string
	refused  bool // the metrics can't be written, which was said
	onFinish string
	notify   string
}

func (o *afterOptions) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&o.metrics, "metrics", "", "write Prometheus metrics to this `file`, for the textfile collector")
	flags.StringVar(&o.onFinish, "on-finish", "", "run this `command` at the end with "+shellName+", with summary.json on its standard input")
	flags.StringVar(&o.notify, "notify", "problem", "when to run --on-finish: problem (the exit code is not 0), change (or anything was created or differs), always")
}

func (o *afterOptions) validate() error {
	if !slices.Contains([]string{"", "problem", "change", "always"}, o.notify) {
		return usageError(fmt.Sprintf("--notify must be problem, change or always, not %q", o.notify), "")
	}
	return nil
}

// metricsFile is where the metrics are written.
func (o *afterOptions) metricsFile() (dir, name string) {
	path := o.metrics
	if target, err := filepath.EvalSymlinks(path); err == nil { // a link stays one
		path = target
	}
	return filepath.Dir(path), filepath.Base(path)
}

// tryMetrics tries at the start of a command whether the metrics can be written at
// its end.
func (o *afterOptions) tryMetrics() error {
	if o.metrics == "" {
		return nil
	}
	dir, name := o.metricsFile()
	err := disk.Probe(dir)
	if err == nil {
		err = disk.ProbeReplace(dir, name)
	}
	if err != nil {
		o.refused = true
		return unwrittenFile(err, "metrics")
	}
	return nil
}

// hookTime bounds the command of --on-finish.
const hookTime = 5 * time.Minute

// runHook runs the command of --on-finish. It gets the environment, except for the
// token. A signal ends it, unless that has ended the run before: then only the
// next one does.
func (a *app) runHook(ctx context.Context, command string, input []byte) error {
	if ctx.Err() != nil {
		ctx = context.WithoutCancel(ctx)
	}
	return a.runShell(ctx, command, hookTime, false, func(c *exec.Cmd) {
		c.Env, c.Stdin, c.Stdout = a.withoutTokens(), bytes.NewReader(input), c.Stderr
	})
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
