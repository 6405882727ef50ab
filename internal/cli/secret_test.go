package cli_test

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

// partnerToken is a token that is searched for in what must not show it.
const partnerToken = "Marker-Partner-Token"

// runIn runs the program with an environment that commands of its own inherit.
func (b *bench) runIn(environ []string, args ...string) outcome {
	env := map[string]string{}
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		env[name] = value
	}
	var stdout, stderr bytes.Buffer
	code := cli.Main(b.t.Context(), cli.Env{
		Program: "vobizsync", Args: args, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr,
		Getenv: getenv(env), Environ: environ, Transport: b.transport, Settle: quick,
	})
	return outcome{code, stdout.String(), stderr.String()}
}

// secretBench is a bench whose file has a row of every kind of mistake, each with
// a password that is searched for, and whose server repeats what it was sent.
func secretBench(t *testing.T) *bench {
	t.Helper()
	server := &sandbox.Server{AuthToken: partnerToken, RefusedFields: []string{"city"}, ElsewhereTaken: []string{email(3)}}
	server.Fault = func(c sandbox.Call) sandbox.Fault {
		if c.Path == "/accounts/MA_ECHO" || c.Method == "POST" && c.Email == email(4) {
			return sandbox.Fault{Kind: sandbox.Garbage, Status: 422, Body: `{"message":"` + partnerToken + ` ` + password(4) + `"}`}
		}
		return sandbox.Fault{}
	}
	b := newBench(t, server, 6)
	b.env["VOBIZ_AUTH_TOKEN"], b.settle = partnerToken, quick
	b.have(1)
	server.Add(sandbox.Account{Name: "Elsewhere", Email: "elsewhere@example.com", Password: "Marker-Of-An-Account#1"})
	b.edit(func(s string) string {
		s = strings.Replace(s, phone(5), "12", 1)
		return s +
			"Weak,weak@example.com,+493023200001,Marker,DE\n" +
			"Twice," + email(2) + ",+493023200002,Marker#2,DE\n" +
			"Wide,wide@example.com,+493023200003,Marker#3,DE,Marker#4,Marker#5\n" +
			"Narrow,narrow@example.com,+493023200004,Marker#6\n" +
			"\"Quoted,quoted@example.com,+493023200005,Marker#7,DE\n"
	})
	return b
}

// hold searches texts for the secrets of a bench: the partner's token, the
// passwords of the file and of the server, and the tokens of the accounts.
func (b *bench) hold(texts map[string]string) {
	b.t.Helper()
	for name, text := range texts {
		if text == "" {
			b.t.Errorf("%s is empty: there is nothing to search", name)
		}
		if i := strings.Index(text, "Marker"); i >= 0 {
			b.t.Errorf("%s has a secret in it: …%s…", name, text[max(0, i-80):min(len(text), i+60)])
		}
		for _, a := range b.server.Accounts() {
			if strings.Contains(text, a.AuthToken) {
				b.t.Errorf("%s has the auth token of %s in it", name, a.AuthID)
			}
		}
	}
}

// Every command says, and writes, no password and no token.
func TestNoCommandShowsASecret(t *testing.T) {
	t.Parallel()
	b := secretBench(t)
	id := b.server.Accounts()[0].AuthID
	out := func(name string) string { return filepath.Join(b.dir, "out", name) }
	tests := []struct {
		name string
		code int
		args []string
	}{
		{"validate", 3, []string{"validate", "--out", out("validate"), b.file}},
		{"validate verbose", 3, []string{"validate", "--verbose", "--log-format", "json", "--metrics", out("validate.prom"), b.file}},
		{"validate json", 3, []string{"validate", "--json", b.file}},
		{"plan", 3, []string{"plan", "--rate", "0", "--missing", "--balances", "--out", out("plan"), "--metrics", out("plan.prom"), b.file}},
		{"plan json", 3, []string{"plan", "--rate", "0", "--json", "--verbose", "--out", out("planjson"), b.file}},
		{"sync", 3, []string{"sync", "--yes", "--rate", "0", "--missing", "--log-format", "json", "--verbose", "--out", out("sync"), "--metrics", out("sync.prom"), b.file}},
		{"sync json", 3, []string{"sync", "--yes", "--rate", "0", "--json", "--fresh", "--out", out("sync"), b.file}},
		{"export", 0, []string{"export", "--rate", "0"}},
		{"export with balances", 0, []string{"export", "--rate", "0", "--balances", "--log-format", "json"}},
		{"account", 0, []string{"account", "--rate", "0", id}},
		{"account json", 0, []string{"account", "--rate", "0", "--json", id}},
		{"account that echoes", 1, []string{"account", "--rate", "0", "MA_ECHO"}},
		{"account that echoes json", 1, []string{"account", "--rate", "0", "--json", "--log-format", "json", "MA_ECHO"}},
		{"report", 3, []string{"report", out("sync")}},
	}
	texts := map[string]string{}
	for _, tt := range tests {
		o := b.run(tt.args...)
		if o.code != tt.code {
			t.Errorf("%s: exit code %d, want %d\n%s", tt.name, o.code, tt.code, o.stderr)
		}
		texts["what "+tt.name+" says"] = o.stdout + o.stderr
	}
	err := filepath.WalkDir(out(""), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "rejected.csv" { // which has the source's own cells, by design
			return err
		}
		text, err := os.ReadFile(path)
		texts[strings.TrimPrefix(path, out(""))] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.hold(texts)
	for _, name := range []string{"/plan/missing.csv", "/plan/result.csv", "/sync/missing.csv", "/sync/rows.log", "/sync/summary.json", "/sync/report.html", "/validate/result.csv", "/validate.prom", "/plan.prom", "/sync.prom"} {
		if texts[name] == "" {
			t.Errorf("%s was not searched", name)
		}
	}
}

// The command of --on-finish gets the summary and the environment, without the
// token under any name.
func TestTheHookDoesNotGetTheToken(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		env    []string
		config string
		code   int
		args   []string
	}{
		{"sync", []string{"VOBIZ_AUTH_TOKEN=" + partnerToken, "COPY=" + partnerToken}, "", 3, []string{"sync", "--yes", "--rate", "0"}},
		{"sync with padding", []string{"VOBIZ_AUTH_TOKEN= " + partnerToken + "\n"}, "", 3, []string{"sync", "--yes", "--rate", "0"}},
		{"plan", []string{"VOBIZ_AUTH_TOKEN=" + partnerToken, "COPY=" + partnerToken}, "", 3, []string{"plan", "--rate", "0"}},
		{"validate", []string{"VOBIZ_AUTH_TOKEN=" + partnerToken}, "", 3, []string{"validate"}},
		{"token by the config's variable", []string{"ACME_TOKEN=" + partnerToken, "COPY=" + partnerToken}, "auth-token-env: ACME_TOKEN\n", 3, []string{"sync", "--yes", "--rate", "0"}},
		{"padded variable of the config", []string{"ACME_TOKEN=" + partnerToken + "\n"}, "auth-token-env: ACME_TOKEN\n", 3, []string{"sync", "--yes", "--rate", "0"}},
		{"validate with the config's variable", []string{"ACME_TOKEN=" + partnerToken}, "auth-token-env: ACME_TOKEN\n", 3, []string{"validate"}},
		{"validate with a copy", []string{"VOBIZ_AUTH_TOKEN=" + partnerToken, "COPY=" + partnerToken}, "", 3, []string{"validate"}},
		{"ends before it needs the token", []string{"ACME_TOKEN=" + partnerToken}, "auth-token-env: ACME_TOKEN\n", 2, []string{"sync", "--yes", "--default-country", "Nowhere"}},
		{"another profile's token", []string{"ACME_TOKEN=" + partnerToken, "OTHER_TOKEN=" + partnerToken + "2"}, "profiles:\n  other:\n    auth-token-env: OTHER_TOKEN\nauth-token-env: ACME_TOKEN\n", 3, []string{"plan"}},
		{"token by a command", []string{"VAULT=" + partnerToken}, "token-command: echo $VAULT\n", 3, []string{"plan", "--rate", "0"}},
		{"token by a file", []string{"COPY=" + partnerToken}, "auth-token-file: FILE\n", 3, []string{"plan", "--rate", "0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := secretBench(t)
			input, env, config, file := filepath.Join(b.dir, "hook.in"), filepath.Join(b.dir, "hook.env"), filepath.Join(b.dir, "config.yaml"), filepath.Join(b.dir, "token")
			for path, text := range map[string]string{file: partnerToken + "\n", config: strings.ReplaceAll("rate: 0\n"+tt.config, "FILE", file)} {
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			environ := append([]string{"VOBIZ_AUTH_ID=" + sandbox.DefaultAuthID, "VOBIZ_BASE_URL=" + b.env["VOBIZ_BASE_URL"], "PATH=" + os.Getenv("PATH"), "VOBIZSYNC_STATE=" + b.env["VOBIZSYNC_STATE"], "KEPT=kept"}, tt.env...)
			args := append(tt.args, "--config", config, "--out", b.folder(), "--notify", "always", "--on-finish", "cat > "+input+"; env > "+env+"; echo hooked", b.file)
			o := b.runIn(environ, args...)
			if o.code != tt.code {
				t.Errorf("exit code %d, want %d\n%s", o.code, tt.code, o.stderr)
			}
			texts := map[string]string{"what was said": o.stdout + o.stderr}
			for _, path := range []string{input, env} {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				texts[filepath.Base(path)] = string(text)
			}
			b.hold(texts)
			if !strings.Contains(texts["hook.in"], `"exit_code": `+itoa(tt.code)) || !strings.Contains(texts["hook.env"], "KEPT=kept\n") || !strings.Contains(o.stderr, "hooked\n") {
				t.Errorf("the command did not get the summary and the environment: %q", texts)
			}
		})
	}
}

// credentials.csv has the passwords that were made here, and none of the file's,
// whether or not the accounts' tokens are kept in it.
func TestCredentialsHaveNoPasswordOfTheFile(t *testing.T) {
	t.Parallel()
	const rows = 20
	for _, args := range [][]string{{"--generate-passwords"}, {"--generate-passwords", "--with-tokens"}, {"--with-tokens"}} {
		b := newBench(t, lossyServer(), rows)
		b.settle = quick
		own := 0
		if args[0] == "--generate-passwords" {
			for i := 1; i <= rows; i += 2 {
				own++
				b.edit(func(s string) string { return strings.Replace(s, password(i), "", 1) })
			}
		}
		for range 2 { // the second time, all exist
			if o := b.sync(args...); o.code != 0 {
				t.Errorf("%q: exit code %d\n%s", args, o.code, o.stderr)
			}
		}
		text, err := os.ReadFile(filepath.Join(b.folder(), "credentials.csv"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "Marker") {
			t.Errorf("%q: credentials.csv has a password of the file:\n%s", args, text)
		}
		made := map[string]bool{}
		reader := csv.NewReader(bytes.NewReader(text))
		lines, err := reader.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines[1:] {
			if line[2] != "" {
				made[line[0]] = true
			}
		}
		if len(made) != own {
			t.Errorf("%q: credentials.csv has passwords of %d e-mails, want %d", args, len(made), own)
		}
		for _, a := range b.server.Accounts() {
			if fromFile := strings.HasPrefix(a.Password, "Marker#"); fromFile == made[a.Email] {
				t.Errorf("%q: %s was created with a password of the file: %t, and is in credentials.csv: %t", args, a.Email, fromFile, made[a.Email])
			}
		}
	}
}
