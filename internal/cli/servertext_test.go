package cli_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"vobizsync/internal/sandbox"
)

// planter puts secrets into what a server answers.
type planter struct {
	http.RoundTripper
	plant func(req *http.Request, resp *http.Response, body []byte) []byte
}

func (p planter) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := p.RoundTripper.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	body = p.plant(req, resp, body)
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Del("Content-Length")
	return resp, nil
}

// echoes are the bodies in which a server repeats a secret.
var echoes = []func(secret string) string{
	func(s string) string { return `{"error":"` + s + `"}` },
	func(s string) string { return `{"message":"the token ` + s + ` is not known"}` },
	func(s string) string { return `{"error":{"code":"` + s + `","message":"Bearer ` + s + `"}}` },
	func(s string) string {
		return `{"message":"Validation failed","details":[{"field":"email","message":"` + s + ` already exists"},{"field":"` + s + `","message":"x"}]}`
	},
	func(s string) string {
		return `{"detail":[{"loc":["body","` + s + `"],"msg":"got ` + s + `","input":"` + s + `"}]}`
	},
	func(s string) string { return `{"errors":{"name":["` + s + `"]},"code":"` + s + `"}` },
	func(s string) string { return `["` + s + `"]` },
	func(s string) string { return s },
	func(s string) string { return "Unauthorized: " + s + "\r\nX-Token: " + s },
	func(s string) string { return "<html><title>" + s + "</title>" + s + "</html>" },
	func(s string) string { return `{"error":"` + s }, // torn
	func(s string) string { return `{"error":"` + strings.Join(strings.Split(s, ""), `\u200b`) + `"}` },
	func(s string) string { return `{"error":"` + strings.ToUpper(s) + `"}` },
	func(s string) string { return `{"error":"` + s[:len(s)-3] + `"}` },
	func(s string) string { return `{"error":"` + base64.StdEncoding.EncodeToString([]byte(s)) + `"}` },
	func(s string) string { return fmt.Sprintf(`{"error":"%x"}`, s) },
}

// traces are what a secret may look like in a text.
func traces(secret string) []string {
	return []string{secret[:6], secret[3:9], secret[len(secret)-6:], strings.ToUpper(secret)[:6], base64.StdEncoding.EncodeToString([]byte(secret))[:8], fmt.Sprintf("%x", secret[:5]), secret[:3] + "\u200b"}
}

// holdTraces searches texts and every file in the bench's folder, but FILE, what
// repeats its rows, and the passwords that were made.
func (b *bench) holdTraces(said map[string]string) {
	b.t.Helper()
	err := filepath.WalkDir(b.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == b.file || strings.HasPrefix(d.Name(), "rejected.") || d.Name() == "credentials.csv" {
			return err
		}
		text, err := os.ReadFile(path)
		said[strings.TrimPrefix(path, b.dir)] = string(text)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	for name, text := range said {
		for _, secret := range []string{tokenWord, passwordOne} {
			for _, trace := range traces(secret) {
				if i := strings.Index(text, trace); i >= 0 {
					b.t.Errorf("%s has %q of %s in it: …%s…", name, trace, secret, text[max(0, i-100):min(len(text), i+60)])
				}
			}
		}
	}
}

const (
	tokenWord   = "Qx7Vault9Zephyr" // shares nothing with what is said
	passwordOne = "Sup3r!secret9"
)

// serverTextBench is a bench with two customers whose password is searched for, one
// of whom has an account, and a partner's token.
func serverTextBench(t *testing.T) *bench {
	t.Helper()
	server := &sandbox.Server{AuthToken: tokenWord}
	b := newVirtualBench(t, server, 2)
	b.env["VOBIZ_AUTH_TOKEN"], b.settle = tokenWord, quick
	b.have(1)
	b.edit(func(s string) string {
		return strings.NewReplacer(password(1), passwordOne, password(2), passwordOne).Replace(s)
	})
	return b
}

// asked runs what speaks to the server, and returns what was said.
func (b *bench) asked(reads bool) map[string]string {
	said := map[string]string{}
	id := b.server.Accounts()[0].AuthID
	out := func(name string) string { return filepath.Join(b.dir, "out", name) }
	calls := [][]string{
		{"sync", "--yes", "--verbose", "--rate", "0", "--retries", "1", "--out", out("sync"), "--metrics", filepath.Join(b.dir, "sync.prom"), b.file},
		{"sync", "--yes", "--rate", "0", "--retries", "1", "--fresh", "--with-tokens", "--json", "--log-format", "json", "--out", out("sync"), b.file},
		{"report", out("sync")},
		{"runs"},
	}
	if reads {
		calls = append(calls, [][]string{
			{"plan", "--rate", "0", "--balances", "--missing", "--verbose", "--out", out("plan"), b.file},
			{"plan", "--rate", "0", "--lookup", "search", "--json", "--log-format", "json", "--out", out("json"), b.file},
			{"export", "--balances"}, {"account", id}, {"account", "--json", id},
		}...)
	}
	for _, args := range calls {
		o := b.run(args...)
		said[strings.Join(args, " ")] = o.stdout + o.stderr
	}
	return said
}

// Whatever refuses a request, and however its words repeat the token or the row's
// password, in bodies and in headers.
func TestARefusalThatRepeatsSecrets(t *testing.T) {
	t.Parallel()
	said := []int{400, 422, 401, 403, 409, 500} // whose words are shown
	for n, status := range append(said, 302, 307, 404, 408, 413, 418, 425, 429, 502, 503, 504) {
		for i, echo := range echoes {
			if n >= 2 && i%4 != n%4 || n >= len(said) && i != n%len(echoes) {
				continue // a sample is enough
			}
			if testing.Short() && i%4 != n%4 {
				continue
			}
			for _, to := range []string{"POST", "GET"} {
				for what, secret := range map[string]string{"token": tokenWord, "password": passwordOne} {
					if to == "GET" && (what == "password" || i%4 != n%4) {
						continue // nor is it sent there; and what it answers is read alike
					}
					t.Run(fmt.Sprint(to, " ", status, " ", i, " ", what), func(t *testing.T) {
						t.Parallel()
						synctest.Test(t, func(t *testing.T) {
							b := serverTextBench(t)
							b.transport = planter{b.transport, func(req *http.Request, resp *http.Response, body []byte) []byte {
								for _, name := range []string{"Location", "Server", "X-Request-Id", "Www-Authenticate", "Retry-After", "Warning", "Content-Type"} {
									resp.Header.Set(name, tokenWord+" "+passwordOne)
								}
								if req.Method != to || strings.HasSuffix(req.URL.Path, "/me") && n%2 == 0 {
									return body
								}
								resp.StatusCode, resp.Status = status, fmt.Sprint(status)
								return []byte(echo(secret))
							}}
							b.holdTraces(b.asked(to == "GET"))
						})
					})
				}
			}
		}
	}
}

// An answer that has the token in any of its members: of accounts, profile, balance
// and a new account.
func TestAnAnswerThatRepeatsTheToken(t *testing.T) {
	t.Parallel()
	for _, how := range sample([]string{"whole", "within"}, 1) {
		value := tokenWord
		if how == "within" {
			value = "known as " + tokenWord + ", that is"
		}
		for _, member := range []string{"name", "email", "phone", "country", "company", "description", "address", "city", "state", "zip_code", "timezone", "gstin", "gst_status", "account_type",
			"auth_id", "kyc_status", "cash_credits", "is_active", "created_at", "currency", "total", "page", "can_create_accounts", "account_count", "max_accounts", tokenWord} {
			t.Run(how+" in "+strings.ReplaceAll(member, tokenWord, "another"), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					b := serverTextBench(t)
					b.transport = planter{b.transport, func(_ *http.Request, _ *http.Response, body []byte) []byte {
						return planted(t, body, member, value)
					}}
					b.holdTraces(b.asked(true))
				})
			})
		}
	}
}

// planted puts a value into a member of a JSON object, and of those in it.
func planted(t *testing.T, body []byte, member, value string) []byte {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return body
	}
	var plant func(v any)
	plant = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				plant(item)
			}
		case map[string]any:
			for _, inner := range v {
				plant(inner)
			}
			if _, ok := v[member]; ok || member == tokenWord {
				v[member] = value
			}
		}
	}
	plant(v)
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
