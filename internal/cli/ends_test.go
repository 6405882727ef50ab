//go:build unix

package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// ends is a bench whose commands are asked for all that can be done at the end.
type ends struct {
	*bench
	metrics, notice, temp string
}

func endsOf(b *bench) *ends {
	e := &ends{bench: b, metrics: filepath.Join(b.dir, "metrics.prom"), notice: filepath.Join(b.dir, "notice.json"), temp: filepath.Join(b.dir, "tmp")}
	if err := os.Mkdir(e.temp, 0o700); err != nil {
		b.t.Fatal(err)
	}
	b.env["PATH"], b.env["TMPDIR"] = os.Getenv("PATH"), e.temp
	return e
}

// flags ask for metrics, and for a notice however the command ends.
func (e *ends) flags() []string {
	return []string{"--metrics", e.metrics, "--on-finish", "cat > " + e.notice, "--notify", "always"}
}

// process makes a process of any command.
func (e *ends) process(args ...string) *process {
	p := e.prepare(nil)
	p.Args = append(p.Args[:1], args...)
	return p
}

// told is what programs read of a command.
type told struct {
	Command  string         `json:"command"`
	Input    string         `json:"input"`
	ExitCode int            `json:"exit_code"`
	Error    string         `json:"error"`
	Counts   map[string]int `json:"counts"`
}

func toldBy(t *testing.T, where, text string) (s told) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Errorf("%s is no JSON document: %v\n%s", where, err, text)
	}
	return s
}

// check fails the test unless metrics and the notice, and stdout where it is to be one JSON
// document, tell the same exit code and error, and that nothing is left lying.
func (e *ends) check(code int, wrong, stdout string) (s told) {
	e.t.Helper()
	notice, err := os.ReadFile(e.notice)
	if err != nil {
		e.t.Errorf("the command of --on-finish: %v", err)
		return s
	}
	if s = toldBy(e.t, "the notice", string(notice)); s.ExitCode != code || !strings.Contains(s.Error, wrong) || wrong == "" && s.Error != "" {
		e.t.Errorf("the notice tells the exit code %d and the error %q, want %d and %q", s.ExitCode, s.Error, code, wrong)
	}
	if stdout != "" {
		if j := toldBy(e.t, "stdout", stdout); j.ExitCode != code || j.Error != s.Error {
			e.t.Errorf("--json tells the exit code %d and the error %q, the notice %d and %q", j.ExitCode, j.Error, s.ExitCode, s.Error)
		}
	}
	want := "vobizsync_exit_code{command=\"" + s.Command + "\",input=\"" + s.Input + "\"} " + itoa(code) + "\n"
	if text, err := os.ReadFile(e.metrics); err != nil || !strings.Contains(string(text), want) {
		e.t.Errorf("--metrics (%v) has no %s%s", err, want, text)
	}
	for _, dir := range []string{e.dir, e.folder(), e.temp} {
		files, _ := filepath.Glob(filepath.Join(dir, ".*"))
		if dir == e.temp {
			files, _ = filepath.Glob(filepath.Join(dir, "*"))
		}
		for _, f := range files {
			e.t.Errorf("%s was left behind", f)
		}
	}
	_, _ = os.Remove(e.notice), os.Remove(e.metrics)
	return s
}

// brokenPipe is a pipe that nobody reads.
func brokenPipe(t *testing.T) *os.File {
	t.Helper()
	read, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read.Close()
	t.Cleanup(func() { written.Close() })
	return written
}

// Output that nobody reads turns a success into a failure, and keeps the code of
// rows that need a person. All else is done.
func TestStandardOutputIsClosedEarly(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		change string // of the phone of the first row
		code   int
	}{{phone(1), 1}, {"12345", 3}} {
		for _, args := range [][]string{{"validate"}, {"plan"}, {"sync", "--yes"}, {"sync", "--yes", "--json"}} {
			e := endsOf(newBench(t, &sandbox.Server{}, 5))
			e.edit(func(s string) string { return strings.Replace(s, phone(1), tt.change, 1) })
			args = append(append(args, e.flags()...), "--out", e.folder(), e.file)
			p := e.process(args...)
			p.Stdout = brokenPipe(t)
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
			if code := p.end(t); code != tt.code || !strings.Contains(p.said(), "vobizsync: standard output can't be written: broken pipe\n") {
				t.Errorf("%s: exit code %d, want %d\n%s", args, code, tt.code, p.said())
			}
			s := e.check(tt.code, "standard output can't be written: broken pipe", "")
			if good := s.Counts["valid"] + s.Counts["create"] + s.Counts["created"]; s.Command != args[0] || good+s.Counts["invalid"] != 5 {
				t.Errorf("%s: the notice tells of %s %v", args, s.Command, s.Counts)
			}
			if len(e.results()) != 5 {
				t.Errorf("%s: %d rows in result.csv", args, len(e.results()))
			}
		}
	}
}

// Talk that nobody hears changes nothing.
func TestStandardErrorIsClosed(t *testing.T) {
	t.Parallel()
	for _, closed := range []bool{false, true} {
		e := endsOf(newBench(t, &sandbox.Server{}, 5))
		p := e.prepare(nil, append(e.flags(), "--json", "--verbose")...)
		p.Args[1] = "sync"
		p.Stderr = brokenPipe(t)
		if closed {
			shell, err := exec.LookPath("sh")
			if err != nil {
				t.Fatal(err)
			}
			p.Path, p.Args = shell, append([]string{shell, "-c", `exec "$@" 2>&-`, "sh"}, p.Args...)
		}
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		if code := p.end(t); code != 0 {
			t.Errorf("closed %v: exit code %d", closed, code)
		}
		e.check(0, "", p.stdout.String())
		if got := e.judge(5); got["created"] != 5 {
			t.Errorf("closed %v: statuses = %v", closed, got)
		}
	}
}

// A call that is not understood ends as any other: last night's metrics do not
// stay, and somebody is told.
func TestACallThatIsNotUnderstood(t *testing.T) {
	t.Parallel()
	e := endsOf(newBench(t, &sandbox.Server{}, 1))
	f := e.flags()
	asOne := []string{"--metrics=" + e.metrics, "--on-finish=cat > " + e.notice, "--notify=always", "--json=true"}
	separate := append([]string{"--json"}, f...)
	settings := "metrics: " + e.metrics + "\non-finish: cat > " + e.notice + "\njson: true\n"
	config := func(name, text string) string {
		path := filepath.Join(e.dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, unknown := config("good.yaml", settings), config("unknown.yaml", "colour: red\n"+settings)
	wrong, broken := config("wrong.yaml", "concurrency: many\n"+settings), config("broken.yaml", "a: [\n"+settings)
	profiles := config("profiles.yaml", settings+"profiles: { acme: { rate: 5 } }\n")
	with := func(lists ...[]string) (all []string) {
		for _, l := range lists {
			all = append(all, l...)
		}
		return all
	}
	for _, tt := range []struct {
		args    []string
		wrong   string
		command string
		input   string
	}{
		{with([]string{"sync", "--rate", "fast", e.file}, separate), `--rate must be a number, not "fast"`, "sync", e.file},
		{with([]string{"sync", "--rate=fast"}, asOne, []string{e.file}), `--rate must be a number, not "fast"`, "sync", e.file},
		{with([]string{"sync", "--colour"}, separate, []string{"--", e.file}), "unknown flag: --colour", "sync", e.file},
		{with([]string{"sync", "--map", "--metrics", "-Z"}, separate, []string{e.file}), "unknown shorthand flag: 'Z'", "sync", e.file},
		{with([]string{"sync", "--rate", "-1", e.file}, separate), "--rate must be", "sync", e.file},
		{with([]string{"sync", e.file}, separate, []string{"--notify", "sometimes"}), "--notify must be", "sync", e.file},
		{with([]string{"plan"}, asOne), "FILE is missing", "plan", ""},
		{with([]string{"validate", e.file, "b.csv"}, asOne), "expected one FILE", "validate", e.file},
		{with([]string{"snyc", e.file}, separate), "there is no command \"snyc\"\nhint: did you mean sync?", "sync", e.file},
		{with([]string{"frobnicate", e.file}, separate), `there is no command "frobnicate"`, "vobizsync", ""},
		{with([]string{"sync", e.file, "--config", broken}, separate), "is not YAML", "sync", e.file},
		{with([]string{"sync", e.file, "--config", "nowhere.yaml"}, separate), "no such file", "sync", e.file},
		{[]string{"sync", "--config", broken, e.file}, "is not YAML", "sync", e.file},
		{[]string{"sync", "--config", unknown, e.file}, `there is no setting "colour"`, "sync", e.file},
		{[]string{"sync", "--config", wrong, e.file}, "concurrency must be a whole number", "sync", e.file},
		{[]string{"sync", "--config", profiles, "--profile", "nobody", e.file}, "has no profile", "sync", e.file},
		{[]string{"sync", "--config=" + good, "--rate", "fast", e.file}, `--rate must be a number, not "fast"`, "sync", e.file},
		{[]string{"plan", "--config", good}, "FILE is missing", "plan", ""},
	} {
		if err := os.WriteFile(e.metrics, []byte("# HELP vobizsync_exit_code Last night's.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		o := e.run(tt.args...)
		if o.code != 2 || !strings.Contains(o.stderr, tt.wrong) {
			t.Errorf("%s: exit code %d, want 2 and %q\n%s", tt.args, o.code, tt.wrong, o.stderr)
		}
		if s := e.check(2, firstOf(tt.wrong), o.stdout+" "); s.Command != tt.command || s.Input != tt.input {
			t.Errorf("%s: the notice tells of %s %s, want %s %s", tt.args, s.Command, s.Input, tt.command, tt.input)
		}
	}
	if posts := e.server.Posts(); len(posts) > 0 {
		t.Errorf("%d POSTs", len(posts))
	}
}

func firstOf(lines string) string {
	first, _, _ := strings.Cut(lines, "\n")
	return first
}
