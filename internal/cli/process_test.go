package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vobizsync/internal/cli"
	"vobizsync/reconcile/ledger"
)

// noExitPause keeps the race detector from pausing for a second at the end of
// each of many processes.
const noExitPause = "GORACE=atexit_sleep_ms=0"

// asProgram is the variable that makes the test's own binary the program.
const asProgram = "VOBIZSYNC_TEST_PROCESS"

func itoa(n int) string { return strconv.Itoa(n) }

// quick are pauses before look-ups that fit servers without a lag.
var quick = []time.Duration{time.Millisecond, 20 * time.Millisecond, 80 * time.Millisecond}

// hostEnv is the world of a real process.
func hostEnv() cli.Env {
	return cli.Env{
		Program: "vobizsync", Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Environ: os.Environ(), Ledger: crashOptions(), Settle: quick, Exit: os.Exit,
	}
}

// crashOptions kill the process, as if the power had failed, at the record of
// the ledger or of the rows that CRASH_AT names: a count of the moments before and
// after each, from 1. Each record has a commit of its own then, since how many of
// them gather in a group is a matter of chance.
func crashOptions() (o ledger.Options) {
	at, err := strconv.Atoi(os.Getenv("CRASH_AT"))
	if err != nil {
		return o
	}
	moment := 0
	return ledger.Options{OneByOne: true, OnCommit: func(bool) error {
		if moment++; moment == at {
			if p, err := os.FindProcess(os.Getpid()); err == nil {
				_ = p.Kill()
			}
			select {}
		}
		return nil
	}}
}

// process is a real process of the program.
type process struct {
	*exec.Cmd
	stdout, stderr syncBuffer
}

// syncBuffer can be read while it is written.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// said is what the process has written to stderr so far.
func (p *process) said() string { return p.stderr.String() }

// start starts "sync" on the bench's file as a process of its own.
func (b *bench) start(env []string, args ...string) *process {
	b.t.Helper()
	p := b.prepare(env, args...)
	if err := p.Start(); err != nil {
		b.t.Fatal(err)
	}
	return p
}

// prepare makes the process without starting it.
func (b *bench) prepare(env []string, args ...string) *process {
	b.t.Helper()
	p := &process{Cmd: exec.CommandContext(b.t.Context(), os.Args[0],
		append([]string{"sync", "--yes", "--rate", "0", "--out", b.folder(), b.file}, args...)...)}
	p.Env = append([]string{asProgram + "=1", "GOCOVERDIR=" + b.dir, noExitPause}, env...)
	for k, v := range b.env {
		p.Env = append(p.Env, k+"="+v)
	}
	p.Stdout, p.Stderr = &p.stdout, &p.stderr
	return p
}

// end waits for the process and returns its exit code, -1 if a signal ended it.
func (p *process) end(t *testing.T) int {
	t.Helper()
	if err := p.Wait(); err != nil && !strings.HasPrefix(err.Error(), "exit status") && !strings.HasPrefix(err.Error(), "signal") {
		t.Fatal(err)
	}
	return p.ProcessState.ExitCode()
}

// waitFor waits for something that another process does. It has no bound but
// the test's own.
func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for !done() {
		if t.Context().Err() != nil {
			t.Fatal("the test is over")
		}
		time.Sleep(time.Millisecond)
	}
}
