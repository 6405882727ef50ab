package cli_test

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"vobizsync/internal/sandbox"
)

// canaryOn starts a sync of 60 rows with a canary of 3 on a terminal, and says yes
// to its first question. The third create is held.
func canaryOn(t *testing.T, p *pty) (*bench, *gate, *process) {
	g := newGate(3)
	b := newBench(t, &g.Server, 60)
	t.Cleanup(g.open)
	c := b.on(p, "sync", "--rate", "0", "--concurrency", "1", "--canary", "3", "--out", b.folder(), b.file)
	p.waitFor(t, "create 60 accounts at ")
	waitFor(t, func() bool { return p.screen().ends("[y/N]") })
	p.typed(t, "y\n")
	<-g.held
	p.waitFor(t, "creating the first 3: 2 rows")
	return b, g, c
}

// waitFor waits until a line of the screen starts with a text.
func (p *pty) waitFor(t *testing.T, start string) {
	t.Helper()
	waitFor(t, func() bool { return p.screen().has(start) })
}

const goOn = "continue with the rest? [y/N]"

// The canary's question is on a line of its own, without a progress line.
func TestTheCanaryAsksOnACleanLine(t *testing.T) {
	t.Parallel()
	p := openPty(t, 100)
	b, g, c := canaryOn(t, p)
	g.open()
	p.waitFor(t, goOn)
	if s := p.screen(); s.lines[len(s.lines)-1] != goOn || !s.has("3 accounts created and read back as requested") {
		t.Errorf("the question is not the last line:\n%s", s)
	}
	p.screen().clean(t)
	p.typed(t, "y\n")
	if code := c.end(t); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if got := b.judge(60); got["created"] != 60 {
		t.Errorf("statuses = %v, want 60 created", got)
	}
	s := p.end(t)
	if !s.has("wrote the reports") {
		t.Errorf("the screen:\n%s", s)
	}
	s.clean(t)
}

// A signal at the canary's question ends the question, and the run: what was
// created is in the reports.
func TestASignalAtTheCanarysQuestion(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]func(*pty, *process){
		"^C":      func(p *pty, _ *process) { p.typed(t, "\x03") },
		"SIGTERM": func(_ *pty, c *process) { _ = c.Process.Signal(syscall.SIGTERM) },
	} {
		p := openPty(t, 100)
		b, g, c := canaryOn(t, p)
		g.open()
		p.waitFor(t, goOn)
		signal(p, c)
		if code := c.end(t); code != 130 {
			t.Errorf("%s: exit code %d, want 130", name, code)
		}
		if got := b.judge(60); got["created"] != 3 || got["skipped"] != 57 {
			t.Errorf("%s: statuses = %v, want 3 created and 57 skipped", name, got)
		}
		if r := b.results()[59]; r["code"] != "interrupted" || r["message"] != "not tried: interrupted" {
			t.Errorf("%s: the last row is %v", name, r)
		}
		s := p.end(t)
		for _, line := range []string{"stopping: calls under way", "wrote the reports", "to go on: vobizsync sync"} {
			if !s.has(line) {
				t.Errorf("%s: no line %q:\n%s", name, line, s)
			}
		}
		s.clean(t)
	}
}

// Where the run has been stopped before the canary's question, it is not asked.
func TestAStoppedCanaryDoesNotAsk(t *testing.T) {
	t.Parallel()
	p := openPty(t, 100)
	b, g, c := canaryOn(t, p)
	p.typed(t, "\x03")
	p.waitFor(t, "stopping: calls under way")
	g.open()
	if code := c.end(t); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if got := b.judge(60); got["created"] != 3 || got["skipped"] != 57 {
		t.Errorf("statuses = %v, want 3 created and 57 skipped", got)
	}
	s := p.end(t)
	if strings.Contains(s.String(), goOn) {
		t.Errorf("it asks:\n%s", s)
	}
	s.clean(t)
}

// A signal at the first question creates nothing.
func TestASignalAtTheFirstQuestion(t *testing.T) {
	t.Parallel()
	p := openPty(t, 100)
	b := newBench(t, &sandbox.Server{}, 5)
	c := b.on(p, "sync", "--out", b.folder(), b.file)
	p.waitFor(t, "create 5 accounts at ")
	waitFor(t, func() bool { return p.screen().ends("[y/N]") })
	p.typed(t, "\x03")
	if code := c.end(t); code != 130 || len(b.server.Posts()) > 0 {
		t.Errorf("exit code %d, %d POSTs", code, len(b.server.Posts()))
	}
	s := p.end(t)
	if !s.has("vobizsync: interrupted; nothing was created") || !s.has("hint: the same command starts again: vobizsync sync") {
		t.Errorf("the screen:\n%s", s)
	}
}

// ^C leaves nothing of the progress line behind, and no talk behind the echo.
func TestASignalWhileRowsAreCreated(t *testing.T) {
	t.Parallel()
	for _, columns := range []int{60, 80, 120} {
		p := openPty(t, columns)
		g := newGate(20)
		b := newBench(t, &g.Server, 60)
		t.Cleanup(g.open)
		c := b.on(p, "sync", "--yes", "--rate", "0", "--concurrency", "1", "--out", b.folder(), b.file)
		<-g.held
		waitFor(t, func() bool { return strings.Contains(p.screen().String(), "creating: 19 of 60 rows") })
		p.typed(t, "\x03")
		p.waitFor(t, "stopping: calls under way")
		g.open()
		if code := c.end(t); code != 130 {
			t.Errorf("%d columns: exit code %d", columns, code)
		}
		s := p.end(t)
		s.clean(t)
		for _, line := range s.lines {
			if strings.HasSuffix(line, "^C") {
				t.Errorf("%d columns: the echo is left behind: %q", columns, line)
			}
		}
	}
}

// tokenOn starts an export on a terminal whose token comes from a command.
func tokenOn(t *testing.T, p *pty, command string) (*bench, *process) {
	b := newBench(t, &sandbox.Server{}, 1)
	b.have(1)
	b.env["PATH"] = os.Getenv("PATH")
	return b, b.on(p, "export", "--token-command", command)
}

// A command for the token may ask on the terminal.
func TestATokenCommandAsksOnTheTerminal(t *testing.T) {
	t.Parallel()
	p := openPty(t, 100)
	_, c := tokenOn(t, p, "printf 'the token, please: ' > /dev/tty; read token < /dev/tty; echo $token")
	p.waitFor(t, "the token, please:")
	p.typed(t, sandbox.DefaultAuthToken+"\n")
	if code := c.end(t); code != 0 || !strings.Contains(c.stdout.String(), "user00001@example.com") {
		t.Errorf("exit code %d, %s\n%s", code, c.stdout.String(), p.end(t))
	}
}

// ^C at a terminal ends a command for the token that hangs, and the program.
func TestASignalAtATokenCommandOnATerminal(t *testing.T) {
	t.Parallel()
	p := openPty(t, 100)
	_, c := tokenOn(t, p, "echo started > /dev/tty; sleep 100000; true")
	p.waitFor(t, "started")
	p.typed(t, "\x03")
	if code := c.end(t); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if s := p.end(t); !strings.Contains(s.String(), "vobizsync: interrupted") { // behind the echo
		t.Errorf("the screen:\n%s", s)
	}
}
