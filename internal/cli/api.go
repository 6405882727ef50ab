package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/disk"
	"vobizsync/internal/sandbox"
	"vobizsync/internal/secret"
	"vobizsync/internal/vobiz"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reconcile/ledger"
	"vobizsync/reports"
)

// The environment that the program reads.
const (
	envAuthID    = "VOBIZ_AUTH_ID"
	envToken     = "VOBIZ_AUTH_TOKEN"
	envTokenFile = "VOBIZ_AUTH_TOKEN_FILE"
	envBaseURL   = "VOBIZ_BASE_URL"
)

// apiFlags say how the API is reached.
type apiFlags struct {
	sandbox     bool
	baseURL     string
	rate        float64
	concurrency int
	timeout     time.Duration
	retries     int
	lookup      string

	tokenCommand string

	state stateFlags
}

func (f *apiFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.BoolVar(&f.sandbox, "sandbox", false, "use a simulated API on this machine, with sample accounts")
	flags.StringVar(&f.baseURL, "base-url", "", "address of the API (default $"+envBaseURL+", else "+vobiz.DefaultBaseURL+")")
	flags.Float64Var(&f.rate, "rate", 10, "requests per second in total; 0 for no limit")
	flags.IntVar(&f.concurrency, "concurrency", 8, "requests at a time")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "for each request")
	flags.IntVar(&f.retries, "retries", 5, "retries per request")
	flags.StringVar(&f.tokenCommand, "token-command", "", "`command` that prints the partner's token, run by "+shellName+", instead of the environment")
	f.lookup = string(reconcile.LookupAuto)
}

// registerLookup is for the commands that look customers up.
func (f *apiFlags) registerLookup(c *cobra.Command) {
	c.Flags().StringVar(&f.lookup, "lookup", string(reconcile.LookupAuto), "how accounts are found: search (one request for each row), list (all pages, once), auto (whichever costs less)")
}

func (f *apiFlags) validate() error {
	var wrong []string
	if !(f.rate >= 0 && f.rate <= math.MaxFloat64) { // NaN is neither
		wrong = append(wrong, "--rate must be a number of requests per second, or 0 for no limit")
	}
	if f.concurrency < 1 || f.concurrency > 1000 {
		wrong = append(wrong, "--concurrency must be 1 to 1000")
	}
	if f.timeout <= 0 {
		wrong = append(wrong, "--timeout must be more than 0, such as 30s")
	}
	if f.retries < 0 {
		wrong = append(wrong, "--retries must not be negative")
	}
	if !slices.Contains([]string{"auto", "search", "list"}, f.lookup) {
		wrong = append(wrong, fmt.Sprintf("--lookup must be auto, search or list, not %q", f.lookup))
	}
	if f.sandbox && f.baseURL != "" {
		wrong = append(wrong, "--sandbox and --base-url exclude each other")
	}
	if len(wrong) > 0 {
		return usageError(strings.Join(wrong, "; "), "")
	}
	return nil
}

// connection is how the API is reached: the configuration of the client, and
// the partner that it speaks for.
type connection struct {
	vobiz.Config
	partner string // names the partner in the record of the run; no secret
	close   func()
}

// connect prepares the way to the API. It sends nothing, but may run a command for
// the token.
func (a *app) connect(ctx context.Context, f *apiFlags) (*connection, error) {
	if err := a.checkDebug(); err != nil {
		return nil, err
	}
	c := &connection{close: func() {}, Config: vobiz.Config{
		Rate: f.rate, Workers: f.concurrency, Timeout: f.timeout, Retries: f.retries,
		UserAgent: "vobizsync/" + Version(), Transport: a.Transport,
	}}
	if f.sandbox {
		err := a.startSandbox(c)
		a.recordPartner(c, sandboxHost)
		return c, err
	}
	var err error
	if c.BaseURL, err = a.baseURL(f); err != nil {
		return nil, err
	}
	if c.Proxy, err = vobiz.ProxyOfEnvironment(a.Getenv, c.BaseURL); err != nil {
		return nil, usageError(err.Error(),
			"it looks like http://user:password@proxy.example:3128; in the password % is written %25, # %23, / %2F, ? %3F")
	}
	if err := a.credentials(ctx, &c.Config, f); err != nil {
		return nil, err
	}
	if c.partner, err = ledger.Partner(c.BaseURL, c.AuthID); err != nil {
		return nil, usageError(err.Error(), "")
	}
	host, _, _ := ledger.PartnerParts(c.partner) // as it was made just now
	a.recordPartner(c, host)
	return c, nil
}

// checkDebug refuses to run where Go would print the headers of requests, the token
// among them.
func (a *app) checkDebug() error {
	for setting := range strings.SplitSeq(a.Getenv("GODEBUG"), ",") {
		if name, value, _ := strings.Cut(strings.TrimSpace(setting), "="); name == "http2debug" && value != "0" {
			return usageError("GODEBUG has http2debug, which prints the token with every request", "remove it from GODEBUG")
		}
	}
	return nil
}

// baseURL is the address of the API.
func (a *app) baseURL(f *apiFlags) (string, error) {
	base, err := vobiz.CheckBaseURL(cmp.Or(f.baseURL, a.Getenv(envBaseURL), vobiz.DefaultBaseURL))
	if err != nil {
		return "", usageError(err.Error(), "")
	}
	return base, nil
}

// authID is the partner's, "" where it is not set.
func (a *app) authID() string {
	return cmp.Or(strings.TrimSpace(a.config.text(keyAuthID)), strings.TrimSpace(a.Getenv(envAuthID)))
}

// reader returns a client that only reads, and what ends its connection.
func (a *app) reader(ctx context.Context, f *apiFlags) (client *vobiz.Reader, done func(), err error) {
	conn, err := a.connect(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	if client, err = vobiz.NewReader(conn.Config); err != nil {
		conn.close()
		return nil, nil, err
	}
	return client, conn.close, nil
}

// sandboxHost is what the API of --sandbox is called, which is at another port each
// time.
const sandboxHost = "sandbox"

// recordPartner puts the partner into the summary.
func (a *app) recordPartner(c *connection, host string) {
	a.ending.sandbox = host == sandboxHost
	if s := a.ending.summary; s != nil {
		s.Partner = &reports.Partner{AuthID: c.AuthID, Host: host}
	}
}

// namePartner adds the name that the partner's profile has.
func (a *app) namePartner(name string) {
	if s := a.ending.summary; s != nil && s.Partner != nil {
		s.Partner.Name = name
	}
}

// sandboxPartner begins the name of the partner that a sandbox has.
const sandboxPartner = "sandbox at "

func (a *app) startSandbox(c *connection) error {
	server := sandbox.Sample()
	server.OwnCredentials = true
	address, stop, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("the sandbox can't be started: %w", err)
	}
	c.BaseURL, c.close = address, stop
	id, token := server.Credentials()
	c.AuthID, c.AuthToken = id, secret.New(token)
	c.partner = sandboxPartner + address
	a.explain("the sandbox is listening on %s", address)
	return nil
}

// credentials finds the partner's credentials: the auth id in the config or the
// environment, the token where [app.findToken] finds it.
func (a *app) credentials(ctx context.Context, c *vobiz.Config, f *apiFlags) error {
	c.AuthID = a.authID()
	token, from, err := a.findToken(ctx, f)
	if err != nil {
		return err
	}
	var missing []string
	if c.AuthID == "" {
		missing = append(missing, envAuthID)
	}
	if token == "" {
		missing = append(missing, envToken)
	}
	if len(missing) > 0 {
		return &failure{ExitFailed, fmt.Errorf("no credentials: %s must be set", strings.Join(missing, " and ")),
			setHint(envAuthID, "PA_…") + " and " + setHint(envToken, "…") + ", or try --sandbox"}
	}
	for name, value := range map[string]string{"the auth id": c.AuthID, from: token} {
		if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) {
			return &failure{ExitFailed, fmt.Errorf("%s must be printable ASCII", name), ""}
		}
	}
	c.AuthToken = secret.New(token)
	a.token = c.AuthToken
	return nil
}

// findToken finds the partner's token, in this order: what --token-command prints;
// the file or the variable that the config names; the environment. It tells where it
// has found it, for messages.
func (a *app) findToken(ctx context.Context, f *apiFlags) (token, from string, err error) {
	if f.tokenCommand != "" {
		token, err = a.runTokenCommand(ctx, f.tokenCommand, tokenCommandTime)
		return token, "what --token-command prints", err
	}
	if name := a.config.text(keyTokenEnv); name != "" {
		token := strings.TrimSpace(a.Getenv(name))
		if token == "" {
			return "", "", noToken("%s names the variable %s, which is not set", keyTokenEnv, name)
		}
		return token, name, nil
	}
	if path := a.config.text(keyTokenFile); path != "" {
		token, err = a.readToken(keyTokenFile, path)
		return token, "the token in " + path, err
	}
	if token := strings.TrimSpace(a.Getenv(envToken)); token != "" {
		return token, envToken, nil
	}
	if path := a.Getenv(envTokenFile); path != "" {
		token, err = a.readToken(envTokenFile, path)
		return token, "the token in " + path, err
	}
	return "", "", nil
}

// setHint says how a variable of the environment is set.
func setHint(name, value string) string {
	if runtime.GOOS == "windows" {
		return words.SetVariable(name, value) + " (in cmd: " + words.SetInCmd(name, value) + ")"
	}
	return "export " + name + "=" + value
}

// readToken reads a file with the token in it, and says if others may read it.
func (a *app) readToken(from, path string) (string, error) {
	b, err := readText(path)
	if err != nil {
		err = disk.ReadError("the token file "+path, err)
		return "", &failure{ExitFailed, err, closeOr(err, from+" must name a file with the token in it")}
	}
	if info, err := os.Stat(path); err == nil && disk.EverybodyMayRead(info) {
		a.say("warning: every user of this machine can read the token in %s: chmod 600 %s", path, words.Shell(path))
	}
	token := strings.TrimSpace(string(b))
	if token == "" {
		return "", noToken("%s names the file %s, which is empty", from, path)
	}
	return token, nil
}

// noToken is an empty token of a place that was named: another one is not tried.
func noToken(format string, args ...any) error {
	return &failure{ExitFailed, fmt.Errorf("no credentials: "+format, args...), "put the partner's token there"}
}

// tokenCommandTime bounds --token-command.
const tokenCommandTime = time.Minute

// runTokenCommand takes the token from a command, such as that of a vault.
func (a *app) runTokenCommand(ctx context.Context, command string, most time.Duration) (string, error) {
	var out bytes.Buffer
	err := a.runShell(ctx, command, most, true, func(c *exec.Cmd) { c.Stdout = &out })
	switch {
	case err != nil && ctx.Err() != nil:
		return "", err
	case err != nil:
		return "", &failure{ExitFailed, fmt.Errorf("--token-command failed: %w", err), "it must print the token, and nothing else, on its standard output"}
	}
	token := strings.TrimSpace(string(plainText(out.Bytes())))
	if token == "" {
		return "", noToken("--token-command printed nothing")
	}
	return token, nil
}

func (f *apiFlags) mode() reconcile.LookupMode { return reconcile.LookupMode(f.lookup) }
