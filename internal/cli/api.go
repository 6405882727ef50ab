package cli

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/internal/sandbox"
	"vobizsync/internal/secret"
	"vobizsync/internal/vobiz"
	"vobizsync/reconcile"
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
}

func (f *apiFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.BoolVar(&f.sandbox, "sandbox", false, "use a simulated API on this machine, with sample accounts")
	flags.StringVar(&f.baseURL, "base-url", "", "address of the API (default $"+envBaseURL+", else "+vobiz.DefaultBaseURL+")")
	flags.Float64Var(&f.rate, "rate", 10, "requests a second, over all requests; 0 for no limit")
	flags.IntVar(&f.concurrency, "concurrency", 8, "requests at a time")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "for each request")
	flags.IntVar(&f.retries, "retries", 5, "of a request that had no effect")
	flags.StringVar(&f.lookup, "lookup", "auto", "how accounts are found: search (one request for each row), list (all pages, once), auto (what costs less)")
}

func (f *apiFlags) validate() error {
	var wrong []string
	if f.rate < 0 {
		wrong = append(wrong, "--rate must not be negative")
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
	partner string // names the partner in the journal; no secret
	close   func()
}

// connect prepares the way to the API. It sends nothing.
func (a *app) connect(f *apiFlags) (*connection, error) {
	if err := f.validate(); err != nil {
		return nil, err
	}
	c := &connection{close: func() {}, Config: vobiz.Config{
		Rate: f.rate, Workers: f.concurrency, Timeout: f.timeout, Retries: f.retries,
		UserAgent: "vobizsync/" + Version(), Transport: a.Transport,
	}}
	if f.sandbox {
		return c, a.startSandbox(c)
	}
	c.BaseURL = f.baseURL
	if c.BaseURL == "" {
		c.BaseURL = a.Getenv(envBaseURL)
	}
	if c.BaseURL == "" {
		c.BaseURL = vobiz.DefaultBaseURL
	}
	base, err := vobiz.CheckBaseURL(c.BaseURL)
	if err != nil {
		return nil, usageError(err.Error(), "")
	}
	c.BaseURL = base
	if err := a.credentials(&c.Config); err != nil {
		return nil, err
	}
	c.partner = c.AuthID + " at " + c.BaseURL
	return c, nil
}

func (a *app) startSandbox(c *connection) error {
	server := sandbox.Sample()
	address, stop, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("the sandbox can't be started: %w", err)
	}
	c.BaseURL, c.close = address, stop
	c.AuthID, c.AuthToken = sandbox.DefaultAuthID, secret.New(sandbox.DefaultAuthToken)
	c.partner = "sandbox at " + address
	a.explain("the sandbox listens at %s", address)
	return nil
}

// credentials reads the partner's credentials from the environment.
func (a *app) credentials(c *vobiz.Config) error {
	c.AuthID = strings.TrimSpace(a.Getenv(envAuthID))
	token := strings.TrimSpace(a.Getenv(envToken))
	if path := a.Getenv(envTokenFile); token == "" && path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			return &failure{ExitFailed, fmt.Errorf("%s: %w", envTokenFile, err), "it must name a file with the token in it"}
		}
		token = strings.TrimSpace(string(b))
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
			"export VOBIZ_AUTH_ID=PA_… and VOBIZ_AUTH_TOKEN=…, or try --sandbox"}
	}
	if strings.ContainsFunc(c.AuthID+token, func(r rune) bool { return r < ' ' || r > '~' }) {
		return &failure{ExitFailed, fmt.Errorf("%s and %s must be printable ASCII", envAuthID, envToken), ""}
	}
	c.AuthToken = secret.New(token)
	return nil
}

// host is the part of the address that people know.
func (c *connection) host() string {
	if u, err := url.Parse(c.BaseURL); err == nil {
		return u.Host
	}
	return c.BaseURL
}

func (f *apiFlags) mode() reconcile.LookupMode { return reconcile.LookupMode(f.lookup) }
