package ledger_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vobizsync/reconcile/ledger"
)

// With this variable, the test binary takes the lock of a folder, says so, and
// holds it until its input ends.
const holdVariable = "LEDGER_TEST_HOLD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(holdVariable); dir != "" {
		os.Exit(hold(dir))
	}
	os.Exit(m.Run())
}

var since = time.Date(2026, 3, 4, 5, 6, 7, 0, time.FixedZone("", 3600))

func hold(dir string) int {
	who := ledger.Who{PID: os.Getpid(), Command: "sync north.csv", Folder: "/srv/north\n.run", Start: since}
	lock, err := ledger.Acquire(context.Background(), dir, who, time.Minute)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("held")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	if err := lock.Release(); err != nil {
		return 1
	}
	return 0
}

type holder struct {
	*exec.Cmd
	release func()
	said    *bufio.Reader
}

// startHolder starts a process that takes the lock of a folder.
func startHolder(t *testing.T, dir string) holder {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), holdVariable+"="+dir)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = c.Wait()
	})
	return holder{c, func() { in.Close() }, bufio.NewReader(out)}
}

func (h holder) awaitHeld(t *testing.T) {
	t.Helper()
	if line, err := h.said.ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
}

func TestALockThatAnotherProcessHolds(t *testing.T) {
	dir := t.TempDir()
	h := startHolder(t, dir)
	h.awaitHeld(t)
	for _, wait := range []time.Duration{0, time.Millisecond} {
		_, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: os.Getpid()}, wait)
		var locked *ledger.LockedError
		if !errors.As(err, &locked) {
			t.Fatalf("err = %v", err)
		}
		want := fmt.Sprintf("another run for this partner is in progress: sync north.csv, process %d, folder /srv/north .run, since 2026-03-04 05:06:07 +01:00", h.Process.Pid)
		if err.Error() != want || locked.ExitCode() != 4 || !strings.Contains(locked.Advice(), "--wait") {
			t.Errorf("err = %q, exit code %d, hint %q\nwant %q", err, locked.ExitCode(), locked.Advice(), want)
		}
		if !locked.Who.Start.Equal(since) || locked.Who.PID != h.Process.Pid {
			t.Errorf("who = %+v", locked.Who)
		}
	}
	if _, err := ledger.Read(dir); err != nil {
		t.Errorf("reading: %v", err)
	}
	h.release()
	lock, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: 7}, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Release(); err != nil {
		t.Error(err)
	}
}

func TestTheLockOfAKilledProcessIsFree(t *testing.T) {
	dir := t.TempDir()
	h := startHolder(t, dir)
	h.awaitHeld(t)
	if err := h.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = h.Wait()
	lock, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: 7}, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	if b, err := os.ReadFile(filepath.Join(dir, ledger.LockFile)); err != nil || !strings.HasPrefix(string(b), `{"pid":7,`) || strings.Count(string(b), "\n") != 1 {
		t.Errorf("the lock says %q, %v", b, err)
	}
}

func TestAnEndOfWaiting(t *testing.T) {
	dir := t.TempDir()
	h := startHolder(t, dir)
	h.awaitHeld(t)
	stop := errors.New("stopped by a signal")
	ctx, cancel := context.WithCancelCause(t.Context())
	waiting := make(chan error)
	go func() {
		_, err := ledger.Acquire(ctx, dir, ledger.Who{}, time.Hour)
		waiting <- err
	}()
	cancel(stop)
	if err := <-waiting; !errors.Is(err, stop) {
		t.Errorf("err = %v, want the cause", err)
	}
}

// Of many processes at once, one has the lock at a time.
func TestManyProcessesTakeTurns(t *testing.T) {
	dir := t.TempDir()
	var holders []holder
	for range 4 {
		holders = append(holders, startHolder(t, dir))
	}
	held := make(chan holder)
	for _, h := range holders {
		go func() {
			if line, _ := h.said.ReadString('\n'); line == "held\n" {
				held <- h
			}
		}()
	}
	for range holders {
		h := <-held
		var locked *ledger.LockedError
		if _, err := ledger.Acquire(t.Context(), dir, ledger.Who{}, 0); !errors.As(err, &locked) || locked.Who.PID != h.Process.Pid {
			t.Errorf("while process %d has it: %v", h.Process.Pid, err)
		}
		h.release()
	}
}

// The clock may be set between two runs, back or forth: who has the lock is a matter
// of the lock, and runs are in the order in which they ended.
func TestAClockThatIsSet(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	var ran []time.Time
	for i, by := range []time.Duration{0, time.Hour, -time.Hour, 24 * time.Hour, -48 * time.Hour} {
		who := ledger.Who{PID: i + 1, Command: "vobizsync sync", Start: now.Add(by)}
		lock, err := ledger.Acquire(t.Context(), dir, who, 0)
		if err != nil {
			t.Fatalf("the clock was set by %v: %v", by, err)
		}
		var locked *ledger.LockedError
		if _, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: 99, Start: now}, 0); !errors.As(err, &locked) || locked.Who.PID != i+1 {
			t.Errorf("the clock was set by %v: a second run gets %v", by, err)
		}
		l, err := ledger.Open(lock, run1, ledger.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(l.AddRun(ledger.PastRun{At: now.Add(by)}), l.Close()); err != nil {
			t.Error(err)
		}
		ran = append(ran, now.Add(by))
		if i%2 == 0 { // the others crash, and leave their name in it
			err = lock.Release()
		} else {
			err = ledger.Crash(lock)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	runs, err := ledger.ReadRuns(dir)
	if err != nil || len(runs) != len(ran) {
		t.Fatalf("runs: %+v, %v", runs, err)
	}
	for i, r := range runs {
		if !r.At.Equal(ran[i]) {
			t.Errorf("run %d began %v, want %v", i, r.At, ran[i])
		}
	}
}
