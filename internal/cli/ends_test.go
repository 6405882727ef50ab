package cli_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"vobizsync/internal/cli"
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

// check holds that metrics and the notice, and stdout where it is to be one JSON
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

// heardHangUp lets processes that the test starts hear SIGHUP, should the test
// itself run under nohup.
func heardHangUp(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	t.Cleanup(func() { signal.Stop(c) })
}

// ^C at a terminal goes to all of a pipeline: what reads the output may be gone
// before the program has said its first word.
func TestInterruptedTogetherWithItsReader(t *testing.T) {
	const rows = 60
	held, release := make(chan struct{}), make(chan struct{})
	var posts atomic.Int64
	server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
		if c.Method == "POST" {
			if n := posts.Add(1); n == 20 {
				close(held)
				<-release
			} else if n > 20 { // sent before the signal has come, should it take its time
				<-release
			}
		}
		return sandbox.Fault{}
	}}
	e := endsOf(newBench(t, server, rows))
	defer close(release)
	inner := e.prepare(nil, append(e.flags(), "--concurrency", "1", "--timeout", "500ms")...)
	code, log := filepath.Join(e.dir, "code"), filepath.Join(e.dir, "log")
	script := `trap : INT; { trap : INT; "$@"; echo $? > ` + code + `; } 2>&1 | tee ` + log
	c := exec.CommandContext(t.Context(), "sh", append([]string{"-c", script, "sh"}, inner.Args...)...)
	c.Env, c.SysProcAttr = inner.Env, &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	<-held
	if err := syscall.Kill(-c.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // the code is that of tee
	if got, err := os.ReadFile(code); err != nil || string(got) != "130\n" {
		said, _ := os.ReadFile(log)
		t.Errorf("exit code %s (%v), want 130\n%s", got, err, said)
	}
	notice, _ := os.ReadFile(e.notice)
	e.check(130, toldBy(t, "the notice", string(notice)).Error, "")
	if got := e.judge(rows); got["created"] != 19 || got["unknown"] != 1 || got["skipped"] != 40 {
		t.Errorf("statuses = %v, want 19 created, 1 unknown and 40 skipped", got)
	}
}

// A terminal that is closed stops the run as SIGTERM does, though nobody hears all
// of its talk.
func TestHangUp(t *testing.T) {
	heardHangUp(t)
	g := newGate(20)
	e := endsOf(newBench(t, &g.Server, 60))
	defer g.open()
	p := e.prepare(nil, append(e.flags(), "--json", "--concurrency", "1")...)
	read, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.Stderr = written
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	written.Close()
	<-g.held
	_ = p.Process.Signal(syscall.SIGHUP)
	said := ""
	for b := make([]byte, 1024); !strings.Contains(said, "stopping"); {
		n, err := read.Read(b)
		if said += string(b[:n]); err != nil {
			t.Fatalf("it ends after %q: %v", said, err)
		}
	}
	read.Close()
	g.open()
	if code := p.end(t); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	e.check(130, "", p.stdout.String())
	if got := e.judge(60); got["created"] != 20 || got["skipped"] != 40 {
		t.Errorf("statuses = %v, want 20 created and 40 skipped", got)
	}
}

// Under nohup, a run goes on when the terminal is closed.
func TestHangUpUnderNohup(t *testing.T) {
	g := newGate(20)
	e := endsOf(newBench(t, &g.Server, 60))
	defer g.open()
	p := e.prepare(nil, append(e.flags(), "--json", "--concurrency", "1")...)
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	p.Args = append([]string{shell, "-c", `trap "" HUP; exec "$@"`, "sh"}, p.Args...)
	p.Path = shell
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	<-g.held
	_ = p.Process.Signal(syscall.SIGHUP)
	g.open()
	if code := p.end(t); code != 0 || strings.Contains(p.said(), "stopping") {
		t.Errorf("exit code %d, want 0\n%s", code, p.said())
	}
	e.check(0, "", p.stdout.String())
	if got := e.judge(60); got["created"] != 60 {
		t.Errorf("statuses = %v, want 60 created", got)
	}
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
		{with([]string{"snyc", e.file}, separate), "there is no command \"snyc\"\nhint: did you mean sync?", "vobizsync", ""},
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

// hanging is a shell command that says that it has started, and hangs with a child.
// Both hold the program's stderr open: as long as one lives, the test does not end.
func hanging(started string) string {
	return "sleep 100000 & touch " + started + "; sleep 100000; true"
}

func (e *ends) waitForFile(path string) {
	waitFor(e.t, func() bool {
		_, err := os.Stat(path)
		return err == nil
	})
}

// A command for the token that hangs ends with whatever ends the run, its children,
// too.
func TestATokenCommandThatHangs(t *testing.T) {
	for _, tt := range []struct {
		args   []string
		signal syscall.Signal // 0 for --max-duration
		code   int
		says   string
	}{
		{[]string{"sync", "--yes"}, syscall.SIGINT, 130, "interrupted; nothing was created"},
		{[]string{"sync", "--yes"}, syscall.SIGTERM, 130, "interrupted; nothing was created"},
		{[]string{"sync", "--yes", "--max-duration", "300ms"}, 0, 3, "--max-duration 300ms is over; nothing was created"},
		{[]string{"plan"}, syscall.SIGINT, 130, "interrupted"},
		{[]string{"export"}, syscall.SIGTERM, 130, "interrupted"},
		{[]string{"account", "MA_1"}, syscall.SIGINT, 130, "interrupted"},
	} {
		e := endsOf(newBench(t, &sandbox.Server{}, 5))
		started := filepath.Join(e.dir, "started")
		args := append(tt.args, "--token-command", hanging(started))
		isRun := tt.args[0] == "sync" || tt.args[0] == "plan"
		if isRun {
			args = append(append(args, e.flags()...), "--json", "--out", e.folder(), e.file)
		}
		p := e.process(args...)
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		if tt.signal != 0 {
			e.waitForFile(started)
			_ = p.Process.Signal(tt.signal)
		}
		if code := p.end(t); code != tt.code || !strings.Contains(p.said(), "vobizsync: "+tt.says+"\n") {
			t.Errorf("%s: exit code %d, want %d and %q\n%s", args, code, tt.code, tt.says, p.said())
		}
		if isRun {
			e.check(tt.code, tt.says, p.stdout.String())
		}
		if n := len(e.server.Posts()); n > 0 {
			t.Errorf("%s: %d POSTs", args, n)
		}
	}
}

// A command of --on-finish that hangs is ended by a signal; what the run came to
// stays.
func TestAHookThatHangs(t *testing.T) {
	e := endsOf(newBench(t, &sandbox.Server{}, 5))
	started := filepath.Join(e.dir, "started")
	p := e.start(nil, "--on-finish", hanging(started), "--notify", "always")
	e.waitForFile(started)
	_ = p.Process.Signal(syscall.SIGTERM)
	if code := p.end(t); code != 0 || !strings.Contains(p.said(), "warning: the command of --on-finish failed: interrupted\n") {
		t.Errorf("exit code %d, want 0\n%s", code, p.said())
	}
	if got := e.judge(5); got["created"] != 5 {
		t.Errorf("statuses = %v, want 5 created", got)
	}
}

// A second signal says a word, and ends the process with all that it has started.
func TestASecondSignalSaysAWord(t *testing.T) {
	g := newGate(20)
	e := endsOf(newBench(t, &g.Server, 60))
	defer g.open()
	p := e.start(nil, "--concurrency", "1")
	<-g.held
	_ = p.Process.Signal(syscall.SIGINT)
	waitFor(t, func() bool { return strings.Contains(p.said(), "stopping") })
	_ = p.Process.Signal(syscall.SIGINT)
	if code := p.end(t); code != -1 {
		t.Errorf("exit code %d, want the end by the signal", code)
	}
	again := "ended at once; calls under way may have created accounts, which the same command finds: vobizsync sync --yes --rate 0 --out " + e.folder() + " " + e.file
	if !strings.Contains(p.said(), again) {
		t.Errorf("it does not say %q:\n%s", again, p.said())
	}

	// While the hook of an interrupted run hangs.
	e = endsOf(newBench(t, &sandbox.Server{}, 5))
	started, token := filepath.Join(e.dir, "started"), filepath.Join(e.dir, "token")
	p = e.start(nil, "--token-command", hanging(token), "--on-finish", hanging(started))
	e.waitForFile(token)
	_ = p.Process.Signal(syscall.SIGTERM)
	e.waitForFile(started)
	_ = p.Process.Signal(syscall.SIGTERM)
	if code := p.end(t); code != -1 || !strings.Contains(p.said(), "ended at once; nothing was created; the same command starts again: vobizsync sync") {
		t.Errorf("exit code %d, want the end by the signal\n%s", code, p.said())
	}
}

// Standard input that never ends does not keep a command from ending.
func TestASignalWhileStandardInputWaits(t *testing.T) {
	for _, command := range []string{"sync", "plan", "validate"} {
		e := endsOf(newBench(t, &sandbox.Server{}, 5))
		p := e.process(append(append([]string{command}, e.flags()...), "--json", "--out", e.folder(), "-")...)
		in, err := p.StdinPipe() // of which nothing comes
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, func() bool {
			_, err := os.Stat(e.folder()) // made to keep what comes
			return err == nil
		})
		_ = p.Process.Signal(syscall.SIGTERM)
		if code := p.end(t); code != 130 || !strings.Contains(p.said(), "vobizsync: interrupted") {
			t.Errorf("%s: exit code %d, want 130\n%s", command, code, p.said())
		}
		in.Close()
		if s := e.check(130, "interrupted", p.stdout.String()); s.Input != "stdin" {
			t.Errorf("%s: the input is called %q", command, s.Input)
		}
	}
}

// A pipe that nobody writes to is given up, too, though opening it waits.
func TestAPipeWithoutAWriterIsGivenUp(t *testing.T) {
	b := emptyBench(t, &sandbox.Server{}, 1)
	fifo := filepath.Join(b.dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code := cli.Main(ctx, cli.Env{Program: "vobizsync", Args: []string{"validate", fifo}, Stdout: &syncBuffer{}, Stderr: &syncBuffer{}, Getenv: func(string) string { return "" }})
	if code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
}

// What only reads ends at once, whatever the server does.
func TestASignalEndsWhatOnlyReads(t *testing.T) {
	for _, args := range [][]string{{"export"}, {"account", "MA_1"}, {"plan"}} {
		held, release := make(chan struct{}), make(chan struct{})
		server := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault {
			close(held)
			<-release
			return sandbox.Fault{}
		}}
		e := endsOf(newBench(t, server, 1))
		if args[0] == "plan" {
			args = append(args, "--out", e.folder(), e.file)
		}
		p := e.process(args...)
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		<-held
		_ = p.Process.Signal(syscall.SIGINT)
		if code := p.end(t); code != 130 || p.said() != "vobizsync: interrupted\n" && args[0] != "plan" {
			t.Errorf("%s: exit code %d, want 130\n%s", args, code, p.said())
		}
		close(release)
	}
}
