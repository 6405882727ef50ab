package cli_test

import (
	"bytes"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"vobizsync/internal/cli"
)

// pty is a terminal for a test: what is typed, and all that was shown.
type pty struct {
	*os.File // the person's side
	program  *os.File
	columns  int
	shown    syncBuffer
}

// openPty opens a terminal of a width. It ends with the test.
func openPty(t *testing.T, columns int) *pty {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	program, err := os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(int(program.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: uint16(columns)}); err != nil {
		t.Fatal(err)
	}
	// What was shown before a ^C stays: whether some of it is lost depends on the moment.
	mode, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS)
	if err == nil {
		mode.Lflag |= unix.NOFLSH
		err = unix.IoctlSetTermios(int(program.Fd()), unix.TCSETS, mode)
	}
	if err != nil {
		t.Fatal(err)
	}
	p := &pty{File: person, program: program, columns: columns}
	read := make(chan struct{})
	go func() {
		defer close(read)
		_, _ = io.Copy(&p.shown, person) // ends with an error when nobody has the other side open
	}()
	t.Cleanup(func() {
		program.Close()
		<-read
		person.Close()
	})
	return p
}

func (p *pty) typed(t *testing.T, keys string) {
	t.Helper()
	if _, err := p.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

// end returns the screen when nothing is written any more: a bell, which no
// program rings, comes last.
func (p *pty) end(t *testing.T) screen {
	t.Helper()
	if _, err := p.program.WriteString("\a"); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { return strings.Contains(p.shown.String(), "\a") })
	return p.screen()
}

// screen is what a terminal has shown.
type screen struct {
	lines  []string // as they are at the end
	frames []string // each state of a line that was written over
	broken []string // lines that were wider than the terminal
}

// screen works out what the terminal has shown so far.
func (p *pty) screen() (s screen) {
	var line []rune
	column := 0
	for _, r := range p.shown.String() {
		switch r {
		case '\a':
		case '\r':
			s.frames = append(s.frames, string(line))
			column = 0
		case '\n':
			s.lines = append(s.lines, string(line))
			line, column = nil, 0
		default:
			if column == p.columns {
				s.broken = append(s.broken, string(line))
				s.lines = append(s.lines, string(line))
				line, column = nil, 0
			}
			if column == len(line) {
				line = append(line, ' ')
			}
			line[column] = r
			column++
		}
	}
	s.lines = append(s.lines, string(line))
	for i := range s.lines {
		s.lines[i] = strings.TrimRight(s.lines[i], " ")
	}
	return s
}

func (s screen) String() string { return strings.Join(s.lines, "\n") }

// has reports whether a line starts like this. The terminal shows a ^C after it has
// sent the signal, so that it may come behind the program's first words.
func (s screen) has(start string) bool {
	for _, line := range s.lines {
		if strings.HasPrefix(strings.TrimPrefix(line, "^C"), start) {
			return true
		}
	}
	return false
}

// clean complains about progress that was left behind, glued to other text, or
// wider than the terminal.
func (s screen) clean(t *testing.T) {
	t.Helper()
	for _, phase := range []string{"looking up", "creating", "reading back", "exporting"} {
		for _, line := range s.lines {
			if strings.Contains(line, phase+":") || strings.Contains(line, phase+" the first") {
				t.Errorf("the screen still shows the progress of %s:\n%s", phase, s)
			}
		}
		for _, line := range s.broken {
			if strings.Contains(line, phase) {
				t.Errorf("the progress of %s is wider than the terminal: %q", phase, line)
			}
		}
	}
}

// on starts a command as a process of its own, on a terminal that it is the only
// one to use.
func (b *bench) on(p *pty, args ...string) *process {
	b.t.Helper()
	c := b.prepare(nil)
	c.Args = append(c.Args[:1], args...)
	c.Stdin, c.Stderr = p.program, p.program
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		b.t.Fatal(err)
	}
	return c
}

// runOn runs a command in this process, with its talk on a terminal.
func (b *bench) runOn(p *pty, args ...string) outcome {
	var stdout bytes.Buffer
	code := cli.Main(b.t.Context(), cli.Env{
		Program: "vobizsync", Args: args, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: p.program,
		Getenv: getenv(b.env), Transport: b.transport, Settle: b.settle,
	})
	return outcome{code: code, stdout: stdout.String()}
}
