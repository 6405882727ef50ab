// Package cli is the command line of vobizsync: one file for each command, and
// what the commands share.
//
// How it speaks: stdout is data, stderr is talk. Errors are lower-case, without
// a full stop, and end in a hint on a line of its own where a foreseeable
// mistake has a remedy. Under --json, stdout has one JSON document on every way
// out, and nothing else.
package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/secret"
	"vobizsync/internal/words"
	"vobizsync/reconcile/ledger"
)

// Env is the world that the program runs in.
type Env struct {
	Program string // as it was called, for the command that resumes a run
	Args    []string
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Getenv  func(string) string
	Environ []string // what a command of --on-finish gets, except for the token
	// Transport replaces the network, in tests.
	Transport http.RoundTripper
	// Settle replaces the pauses before the look-ups after a lost answer, in tests
	// that can't wait.
	Settle []time.Duration
	// Exit ends the process where no signal can, in the middle of what it does.
	Exit func(code int)
	// KeepsModes replaces the look at the disk of a folder, in tests.
	KeepsModes func(dir string) bool
	// System replaces the one whose rules for the names of files hold, in tests.
	System string
	// Ledger is for tests.
	Ledger ledger.Options
}

// app is one call of the program.
type app struct {
	Env
	terminal *terminal
	quiet    bool
	verbose  bool
	json     bool
	lines    bool // stdout has JSON Lines, and nothing else
	reported bool // a JSON document has been written
	output   *output

	logFormat  string
	log        *slog.Logger // nil for plain text
	configPath string
	profile    string
	config     *config     // nil without --config
	token      secret.Text // the partner's, once it is known

	called     *cobra.Command // nil where the call was not understood
	understood bool           // the flags and the config have been read
	after      afterOptions
	ending     ending
	child      child
	lastWords  atomic.Pointer[string] // how to go on if the program is ended at once
}

// Main runs the program and returns its exit code.
func Main(ctx context.Context, env Env) int {
	a := newApp(env)
	a.collectRarely()
	ctx, release := a.untilSignal(ctx)
	defer release()
	root := a.rootCommand()
	root.SetArgs(env.Args)
	called, err := root.ExecuteContextC(ctx)
	return a.end(ctx, called, err)
}

// Command returns the program's commands, for those who document them.
func Command(env Env) *cobra.Command { return newApp(env).rootCommand() }

func newApp(env Env) *app {
	a := &app{Env: env, terminal: &terminal{stream: env.Stderr}, output: newOutput(env.Stdout)}
	a.Stdout = a.output
	return a
}

func (a *app) sayError(err error) {
	said, hint, paste := words.Printable(oneLine(err)), words.Printable(advice(err)), words.Printable(a.command(err))
	if a.log != nil {
		a.log.Error(said, "hint", hint, "command", paste)
		return
	}
	text := fmt.Sprintf("vobizsync: %s\n", said)
	if hint != "" {
		text += fmt.Sprintf("hint: %s\n", hint)
	}
	if paste != "" {
		text += paste + "\n"
	}
	_, _ = io.WriteString(a.terminal, text)
}

// say writes a line of talk, unless --quiet is given.
func (a *app) say(format string, args ...any) {
	line := words.Printable(fmt.Sprintf(format, args...))
	switch {
	case a.quiet:
	case a.log != nil:
		a.log.Info(line)
	default:
		_, _ = io.WriteString(a.terminal, line+"\n")
	}
}

// warn writes a warning that nothing else would tell of, also under --quiet.
func (a *app) warn(format string, args ...any) {
	quiet := a.quiet
	a.quiet = false
	a.say("warning: "+format, args...)
	a.quiet = quiet
}

// explain writes a line of talk if --verbose is given.
func (a *app) explain(format string, args ...any) {
	if a.verbose {
		a.say(format, args...)
	}
}

// setUp applies the config, and the flags that every command has.
func (a *app) setUp(c *cobra.Command, args []string) error {
	a.called = c
	if err := a.setLog(); err != nil { // a mistake in the config goes there, too
		return err
	}
	if err := a.loadConfig(c); err != nil {
		return err
	}
	if err := a.setLog(); err != nil {
		return err
	}
	if err := a.checkNames(c, args); err != nil {
		return err
	}
	if err := a.after.validate(); err != nil {
		return err
	}
	if err := a.metricsReplaceNothing(args); err != nil {
		return err
	}
	if err := a.after.tryMetrics(); err != nil {
		return err
	}
	a.understood = true
	return nil
}

func (a *app) setLog() error {
	switch a.logFormat {
	case "text":
	case "json":
		a.log = slog.New(slog.NewJSONHandler(a.terminal, nil))
	default:
		return usageError(fmt.Sprintf("--log-format must be text or json, not %q", a.logFormat), "")
	}
	return nil
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "vobizsync",
		Short: "bring a spreadsheet of customers into a Vobiz partner account",
		Long: `vobizsync reads a spreadsheet of customers, checks every row, finds out which
customers have accounts already, and creates the missing ones at a polite rate.
Every row gets an answer: its auth_id, or what is wrong with it.

  vobizsync validate customers.csv              check a file, offline
  vobizsync plan customers.csv                  see what sync would do
  vobizsync sync customers.csv                  do it
  vobizsync sync --sandbox testdata/customers.csv   try it without an account

Credentials come from the environment: VOBIZ_AUTH_ID, and VOBIZ_AUTH_TOKEN or
VOBIZ_AUTH_TOKEN_FILE.`,
		Version:           Version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
	}
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.SetVersionTemplate("vobizsync {{.Version}}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if words := a.lookAtArguments(c); !c.HasParent() && len(words) > 0 {
			return noSuchCommand(c, words) // its flags are not known for that reason
		}
		return flagError(c, err)
	})
	root.CompletionOptions.HiddenDefaultCmd = false
	flags := root.PersistentFlags()
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "print only errors")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "print more details")
	flags.StringVar(&a.logFormat, "log-format", "text", "format of stderr: text, or json (one document per line)")
	flags.StringVar(&a.configPath, "config", "", "YAML `file` with the names of flags and their values; flags on the command line override them")
	flags.StringVar(&a.profile, "profile", "", "`name` of the partner account in the config's profiles")
	root.PersistentPreRunE = func(c *cobra.Command, args []string) error { return a.setUp(c, args) }
	root.AddCommand(a.validateCommand(), a.planCommand(), a.syncCommand(), a.reportCommand(), a.exportCommand(),
		a.statusCommand(), a.accountCommand(), a.runsCommand(), a.templateCommand(), a.sandboxCommand())
	root.Args = noSuchCommand
	root.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	checkMadeCommands(root)
	a.complete(root)
	return root
}

// Version returns the program's version from its build information.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && version == "(devel)" {
			version += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return version
}

// commandLine is the call of the program, as it can be typed again.
func (a *app) commandLine() string { return a.typed(a.Args) }

func (a *app) typed(args []string) string {
	program := words.Program(a.Program)
	if strings.Contains(a.Program, "go-build") { // go run: its binary is gone by then
		program = "go run ."
	}
	return program + " " + words.ShellLine(args...)
}
