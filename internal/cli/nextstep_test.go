package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"vobizsync/internal/sandbox"
)

// shellWords reads a command as a POSIX shell does (XCU 2.2), as far as single quotes
// and backslashes go.
func shellWords(t *testing.T, line string) (words []string) {
	t.Helper()
	word, open, quoted := "", false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\'':
			open, quoted = true, !quoted
		case quoted:
			word += string(c)
		case c == '\\' && i+1 < len(line):
			i++
			word, open = word+string(line[i]), true
		case c == ' ':
			if open {
				words = append(words, word)
			}
			word, open = "", false
		case strings.IndexByte("$&;|<>()*?`\"#~", c) >= 0:
			t.Fatalf("a shell does not read %q as it stands", line)
		default:
			word, open = word+string(c), true
		}
	}
	if quoted {
		t.Fatalf("a quote is not closed: %s", line)
	}
	if open {
		words = append(words, word)
	}
	return words
}

// nextOf is the next step of a call as summary.json has it, which standard error must
// say, too.
func nextOf(t *testing.T, b *bench, args ...string) (o outcome, command string) {
	t.Helper()
	o = b.run(args...)
	told := b.run(append([]string{args[0], "--json"}, args[1:]...)...) // says the same once more
	var s struct {
		Next struct{ First, Command string } `json:"next"`
	}
	if err := json.Unmarshal([]byte(told.stdout), &s); err != nil {
		t.Fatalf("%q: %v\n%s", args, err, told.stdout)
	}
	for line := range strings.Lines(o.stderr) {
		line = strings.TrimSuffix(line, "\n")
		for _, before := range []string{"to go on: ", "next: "} {
			if rest, ok := strings.CutPrefix(line, before); ok {
				line = rest
				if _, then, ok := strings.Cut(rest, ", then: "); ok {
					line = then
				}
			}
		}
		if strings.HasPrefix(line, "vobizsync ") {
			if command != "" {
				t.Errorf("%q: two next steps:\n%s", args, o.stderr)
			}
			command = line
		}
	}
	with := strings.Replace(s.Next.Command, " --json", "", 1)
	if with != command {
		t.Errorf("%q: standard error says %q, the summary %q\n%s", args, command, with, o.stderr)
	}
	return o, command
}

// Each printed next step works when it is pasted: it is the same partner, folder and
// reading of the columns.
func TestNextStepsCanBePasted(t *testing.T) {
	const header = "Vorname;Nachname;E-Mail;Handy Nr;Password;Land\n"
	const german = header + "Jörg;Weiß;joerg@example.com;030 23125418;Marker#00001;D\nAnn;Ode;ann@example.com;030 23125419;Marker#00002;D\n"
	const broken = header + "Jörg;Weiß;joerg@example.com;030 23125418;Marker#00001;D\nBad;Row;bad;12;Marker#00002;D\n"
	read := []string{"--map", "country:D=DE", "--map", "Handy Nr=phone"}
	for _, tt := range []struct {
		name   string
		file   string
		server *sandbox.Server // one with room where it is nil
		before func(b *bench)
		args   []string
		code   int
		next   string // the command that is printed, without what says how the file is read
		fix    func(b *bench)
		code2  int
		says   string
	}{
		{name: "validated", file: german, args: []string{"validate"}, next: "plan FLAGS c.csv", says: "create        2"},
		{name: "validated, some invalid", file: broken, args: []string{"validate"}, code: 3, next: "plan FLAGS c.csv", code2: 3, says: "create        1"},
		{name: "validated, flags would settle it", file: header + "Jörg;Weiß;joerg@example.com;030 23125418;;Deutschand\nAnn;Ode;ann@example.com;030 23125419 Durchwahl 12;Marker#00002;D\n" +
			"Bea;Orr;bea@example.com;+44 20 7946 0018;Marker#00003;\nCy;Day;cy@example.com;+44 20 7946 0019;Marker#00004;\nDee;Poe;dee@example.com;+33 1 42 68 53 00;Marker#00005;deutschand\n",
			args: []string{"validate"}, code: 3, next: "validate FLAGS c.csv --default-country GB --drop-extensions --generate-passwords --map country:Deutschand=DE", says: "valid         5"},
		{name: "validated, all invalid", file: header + "a;b;c;d;e;f\n", args: []string{"validate", "--out", "night run"}, code: 3, next: "validate FLAGS 'night run/rejected.csv'", code2: 3, says: "invalid       1"},
		{name: "fixed", file: german, args: []string{"validate", "--fix", "fixed c.csv", "--encoding", "utf-8"}, next: "plan FLAGS 'fixed c.csv'", says: "create        2"},
		{name: "planned", file: german, args: []string{"plan", "--out", "night", "--all"}, next: "sync --out night FLAGS c.csv", code2: 4, says: "nobody can be asked"},
		{name: "a dry run", file: german, args: []string{"sync", "-yn", "--out", "night"}, next: "sync -y --out night FLAGS c.csv", says: "created       2"},
		{name: "planned, little room", file: german, server: &sandbox.Server{MaxAccounts: 1}, args: []string{"plan"}, next: "sync FLAGS c.csv --limit 1", code2: 4, says: "1 account would be created"},
		{name: "planned, nothing to create", file: header + "Bad;Row;bad;12;Marker#00002;D\n", args: []string{"plan"}, code: 3, next: "plan FLAGS c.run/rejected.csv", code2: 3},
		{name: "rejected rows", file: broken, args: []string{"sync", "--yes", "--min-rows", "2", "--fresh", "--encoding", "utf-8", "--metrics", "m.prom"}, code: 3, next: "sync FLAGS c.run/rejected.csv",
			fix: func(b *bench) { b.fixRejected("c.run/rejected.csv") }, code2: 4, says: "1 account would be created, and nobody can be asked"},
		{name: "rejected rows, the folder is in the config", file: broken, args: []string{"sync", "--yes", "--config", "c.yaml"}, code: 3,
			before: func(b *bench) { b.lay("c.yaml", "out: night\nmin-rows: 2\nmax-creates: 50%\n") },
			next:   "sync --config c.yaml FLAGS night/rejected.csv --min-rows=0 --max-creates=100% --out night/rejected.run",
			fix:    func(b *bench) { b.fixRejected("night/rejected.csv") }, code2: 4, says: "1 account would be created, and nobody can be asked"},
		{name: "nobody to ask", file: german, args: []string{"sync"}, code: 4, next: "sync FLAGS c.csv --yes", says: "created       2"},
		{name: "unknown", file: german, server: &sandbox.Server{Fault: lostPosts}, args: []string{"sync", "--yes", "--fresh", "--retries", "0", "--limit", "5"}, code: 3,
			next: "sync --yes --retries 0 --limit 5 FLAGS c.csv", fix: func(b *bench) { b.server.Fault = nil }, says: "resuming the run"},
		{name: "--fresh in the config", file: german, server: &sandbox.Server{Fault: lostPosts}, args: []string{"sync", "--yes", "--config", "c.yaml", "--retries", "0"}, code: 3,
			before: func(b *bench) { b.lay("c.yaml", "fresh: true\n") },
			next:   "sync --yes --config c.yaml --retries 0 FLAGS c.csv --fresh=false", fix: func(b *bench) { b.server.Fault = nil }, says: "resuming the run"},
		{name: "too many creates", file: german, args: []string{"sync", "--yes", "--max-creates", "1", "--quiet"}, code: 4, next: "plan FLAGS c.csv", says: "create        2"},
		{name: "too many invalid", file: broken, args: []string{"sync", "--yes", "--max-invalid", "0", "--out", "night"}, code: 4, next: "validate FLAGS c.csv", code2: 3, says: "invalid       1"},
		{name: "too few rows", file: german, args: []string{"sync", "--yes", "--min-rows", "9"}, code: 4, next: "validate FLAGS c.csv", says: "valid         2"},
		{name: "too few accounts", file: german, args: []string{"sync", "--yes", "--min-existing", "9"}, code: 4, next: "export", says: "name,email"},
		{name: "another plan", file: german, args: []string{"sync", "--yes", "--expect", "0123456789abcdef"}, code: 4, next: "plan FLAGS c.csv", says: "create        2"},
		{name: "no room", file: german, server: &sandbox.Server{MaxAccounts: 1}, args: []string{"sync", "--yes"}, code: 4, next: "sync --yes FLAGS c.csv --limit 1", code2: 3, says: "created       1"},
		{name: "wrong credentials", file: german, args: []string{"sync", "--yes", "--fresh"}, code: 1, next: "sync --yes FLAGS c.csv",
			before: func(b *bench) { b.env["VOBIZ_AUTH_TOKEN"], b.env["RIGHT"] = "wrong", b.env["VOBIZ_AUTH_TOKEN"] },
			fix:    func(b *bench) { b.env["VOBIZ_AUTH_TOKEN"] = b.env["RIGHT"] }, says: "created       2"},
		{name: "the API is down", file: german, args: []string{"plan", "--retries", "0"}, code: 1, next: "plan --retries 0 FLAGS c.csv",
			server: &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Error500Before} }},
			fix:    func(b *bench) { b.server.Fault = nil }, says: "create        2"},
		{name: "may not create", file: german, server: &sandbox.Server{CannotCreate: true}, args: []string{"sync", "--yes"}, code: 4, next: "sync --yes FLAGS c.csv",
			fix: func(b *bench) { b.server.CannotCreate = false }, says: "created       2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.server == nil {
				tt.server = &sandbox.Server{}
			}
			dir := t.TempDir()
			t.Chdir(dir)
			synctest.Test(t, func(t *testing.T) {
				b := newVirtualBench(t, tt.server, 1)
				b.dir = dir
				b.lay("c.csv", tt.file)
				if tt.before != nil {
					tt.before(b)
				}
				args := append(append(append([]string{}, tt.args...), read...), "c.csv")
				o, command := nextOf(t, b, args...)
				if o.code != tt.code {
					t.Fatalf("exit code %d, want %d: %s", o.code, tt.code, o.stderr)
				}
				flags := "--map country:D=DE --map 'Handy Nr=phone'"
				if want := "vobizsync " + strings.Replace(tt.next, "FLAGS", flags, 1); command != want {
					t.Fatalf("the next step is\n%s\nwant\n%s\n%s", command, want, o.stderr)
				}
				if tt.fix != nil {
					tt.fix(b)
				}
				if o := b.run(shellWords(t, command)[1:]...); o.code != tt.code2 || !strings.Contains(o.stdout+o.stderr, tt.says) {
					t.Errorf("%s: exit code %d, want %d and %q\n%s%s", command, o.code, tt.code2, tt.says, o.stdout, o.stderr)
				}
			})
		})
	}
}

// lostPosts loses the answers to all creates and has no effect.
func lostPosts(c sandbox.Call) sandbox.Fault {
	if c.Method == "POST" {
		return sandbox.Fault{Kind: sandbox.Error500Before}
	}
	return sandbox.Fault{}
}

// lay lays a file into the bench's folder.
func (b *bench) lay(name, text string) {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// fixRejected corrects the row that the tests have wrong, and leaves the last column as
// it is.
func (b *bench) fixRejected(name string) {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.dir, name))
	if err != nil {
		b.t.Fatal(err)
	}
	fixed := strings.Replace(string(text), ";bad;12;", ";bad@example.com;030 23125420;", 1)
	if fixed == string(text) {
		b.t.Fatalf("%s has not the row: %s", name, text)
	}
	b.lay(name, fixed)
}

// A person pastes a next step with another sandbox: it knows nothing of the accounts.
func TestTheSandboxSaysThatItStartsAnew(t *testing.T) {
	b := emptyBench(t, &sandbox.Server{}, 2)
	t.Chdir(b.dir)
	const says = "the sandbox starts over with each command"
	o, command := nextOf(t, b, "plan", "--sandbox", "--rate", "0", "customers.csv")
	if want := "vobizsync sync --sandbox --rate 0 customers.csv"; command != want || !strings.Contains(o.stderr, says) {
		t.Errorf("%s, want %s\n%s", command, want, o.stderr)
	}
	if o := b.run(shellWords(t, command)[1:]...); o.code != 0 || strings.Contains(o.stderr, says) {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
	if o := b.run("validate", "customers.csv"); strings.Contains(o.stderr, says) {
		t.Errorf("validate: %s", o.stderr)
	}
}

// The page shows no command that may have a secret in it, such as the address of a
// notice.
func TestTheReportHasThePartnerAndTheNextStep(t *testing.T) {
	t.Parallel()
	for flag, shown := range map[string]bool{"": true, "true https://hooks.example/T0KEN": false} {
		b := newBench(t, &sandbox.Server{Fault: lostPosts}, 2)
		b.settle = quick
		args := []string{"sync", "--yes", "--rate", "0", "--retries", "0", "--on-finish", flag, "--out", b.folder(), b.file}
		if flag == "" {
			args = append(args[:6:6], args[8:]...)
		}
		if o := b.run(args...); o.code != 3 {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		page, err := os.ReadFile(filepath.Join(b.folder(), "report.html"))
		if err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(strings.NewReplacer("<span>", "", "</span>", "").Replace(string(page)), "<code>vobizsync sync --yes"); has != shown || strings.Contains(string(page), "T0KEN") {
			t.Errorf("--on-finish %q: the command is shown: %v", flag, has)
		}
		if host := strings.TrimPrefix(b.env["VOBIZ_BASE_URL"], "http://127.0.0.1"); !strings.Contains(string(page), "Sandbox Partner (PA_SANDBOX, localhost"+strings.TrimSuffix(host, sandbox.BasePath)+")") {
			t.Errorf("the partner is not in the page")
		}
		summary, err := os.ReadFile(filepath.Join(b.folder(), "summary.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"auth_id": "PA_SANDBOX"`, `"name": "Sandbox Partner"`, `"run": "`, `"again": true`, `"mapping": {`} {
			if !strings.Contains(string(summary), want) {
				t.Errorf("%s is not in %s", want, summary)
			}
		}
		if o := b.run("report", b.folder()); o.code != 3 || !strings.Contains(o.stderr, "to go on: vobizsync sync") {
			t.Errorf("report: exit code %d: %s", o.code, o.stderr)
		}
		if again, err := os.ReadFile(filepath.Join(b.folder(), "report.html")); err != nil || !strings.Contains(string(again), "(PA_SANDBOX, localhost") {
			t.Errorf("report: the partner is not in the page, %v", err)
		}
	}
}
