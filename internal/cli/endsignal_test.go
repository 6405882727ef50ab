//go:build unix

package cli_test

import (
	"context"
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
	t.Parallel()
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
	inner := e.prepare(nil, append(e.flags(), "--concurrency", "1", "--timeout", "10s")...)
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

// Under nohup, a run continues when the terminal is closed.
func TestHangUpUnderNohup(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
	for _, tt := range []struct {
		args   []string
		signal syscall.Signal // 0 for --max-duration
		code   int
		says   string
	}{
		{[]string{"sync", "--yes"}, syscall.SIGINT, 130, "interrupted; nothing was created"},
		{[]string{"sync", "--yes"}, syscall.SIGTERM, 130, "interrupted; nothing was created"},
		{[]string{"sync", "--yes", "--max-duration", "300ms"}, 0, 3, "--max-duration 300ms has passed; nothing was created"},
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
	t.Parallel()
	e := endsOf(newBench(t, &sandbox.Server{}, 5))
	started := filepath.Join(e.dir, "started")
	p := e.start(nil, "--on-finish", hanging(started), "--notify", "always")
	e.waitForFile(started)
	_ = p.Process.Signal(syscall.SIGTERM)
	if code := p.end(t); code != 0 || !strings.Contains(p.said(), "warning: the --on-finish command failed: interrupted\n") {
		t.Errorf("exit code %d, want 0\n%s", code, p.said())
	}
	if got := e.judge(5); got["created"] != 5 {
		t.Errorf("statuses = %v, want 5 created", got)
	}
}

// A second signal says a word, and ends the process with all that it has started.
func TestASecondSignalSaysAWord(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
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
