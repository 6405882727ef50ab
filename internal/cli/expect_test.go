package cli_test

import (
	"encoding/json"
	"sync/atomic"
	"syscall"
	"testing"

	"vobizsync/internal/sandbox"
)

// A run that does what was reviewed is resumed by the same command, though
// some of the accounts exist by now, and one whose answer was lost.
func TestAReviewedPlanIsGoneOnWithAfterACrash(t *testing.T) {
	t.Parallel()
	const rows = 8
	var victim atomic.Pointer[process]
	var posts atomic.Int64
	ready := make(chan struct{})
	server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
		if c.Method == "POST" && posts.Add(1) == 4 {
			<-ready
			_ = victim.Load().Process.Signal(syscall.SIGKILL)
		}
		return sandbox.Fault{}
	}}
	b := newBench(t, server, rows)
	b.have(2)
	var plan struct {
		Checksum string `json:"checksum"`
	}
	if err := json.Unmarshal([]byte(b.run("plan", "--json", "--rate", "0", "--out", b.folder(), b.file).stdout), &plan); err != nil {
		t.Fatal(err)
	}
	args := []string{"--concurrency", "1", "--expect", plan.Checksum}
	victim.Store(b.start(nil, args...))
	close(ready)
	if code := victim.Load().end(t); code != -1 {
		t.Fatalf("the run was not killed, it exits with %d\n%s", code, victim.Load().said())
	}
	p := b.start(nil, args...)
	if code := p.end(t); code != 0 {
		t.Errorf("going on exits with %d\n%s", code, p.said())
	}
	if got := b.judge(rows); got["created"] != rows-1 || got["exists"] != 1 {
		t.Errorf("statuses = %v, want %d created and 1 that exists", got, rows-1)
	}
}
