package cli_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

// A page in a browser, or another user of the machine, can't guess what opens a
// sandbox.
func TestASandboxHasATokenOfItsOwnStart(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{sandbox.DefaultAuthToken: true}
	for range 2 {
		env := startedSandbox(t)
		if token := env["VOBIZ_AUTH_TOKEN"]; seen[token] || token == "" {
			t.Errorf("the token %q is not new", token)
		}
		seen[env["VOBIZ_AUTH_TOKEN"]] = true
		for token, want := range map[string]int{env["VOBIZ_AUTH_TOKEN"]: 200, sandbox.DefaultAuthToken: 401} {
			if got := askProfile(t, env["VOBIZ_BASE_URL"], env["VOBIZ_AUTH_ID"], token, ""); got != want {
				t.Errorf("HTTP %d with the token %q, want %d", got, token, want)
			}
		}
		if got := askProfile(t, env["VOBIZ_BASE_URL"], env["VOBIZ_AUTH_ID"], env["VOBIZ_AUTH_TOKEN"], "rebound.example"); got != http.StatusMisdirectedRequest {
			t.Errorf("HTTP %d for another Host, want 421", got)
		}
	}
}

// startedSandbox runs the command until the test ends, and returns the variables
// that it prints.
func startedSandbox(t *testing.T) map[string]string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		cli.Main(ctx, cli.Env{
			Program: "vobizsync", Args: []string{"sandbox", "--addr", "127.0.0.1:0"}, Stdin: strings.NewReader(""),
			Stdout: write, Stderr: io.Discard, Getenv: func(string) string { return "" },
		})
		write.Close()
	}()
	t.Cleanup(func() { cancel(); <-done })
	env := map[string]string{}
	lines := bufio.NewScanner(read)
	for len(env) < 3 && lines.Scan() {
		name, value, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		env[name] = value
	}
	return env
}

func askProfile(t *testing.T, base, id, token, host string) (status int) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	r.Header.Set("X-Auth-ID", id)
	r.Header.Set("X-Auth-Token", token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

// tokens keeps the tokens that are sent.
type tokens struct {
	mu   sync.Mutex
	sent map[string]bool
}

func (k *tokens) RoundTrip(r *http.Request) (*http.Response, error) {
	k.mu.Lock()
	k.sent[r.Header.Get("X-Auth-Token")] = true
	k.mu.Unlock()
	return http.DefaultTransport.RoundTrip(r)
}

func TestEachCallWithASandboxHasItsOwnToken(t *testing.T) {
	t.Parallel()
	b := emptyBench(t, &sandbox.Server{}, 0)
	seen := &tokens{sent: map[string]bool{}}
	b.transport = seen
	for range 2 {
		if o := b.run("export", "--sandbox", "--rate", "0"); o.code != cli.ExitOK {
			t.Fatalf("exit %d: %s", o.code, o.stderr)
		}
	}
	if len(seen.sent) != 2 || seen.sent[sandbox.DefaultAuthToken] || seen.sent[""] {
		t.Errorf("tokens sent: %v, want two made ones", seen.sent)
	}
}
