package cli_test

import (
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// badNight is 5 % each of everything that can go wrong with a create.
const badNight = "500-before=5%,500-after=5%,reset-before=5%,reset-after=5%,truncated=5%,html-502=5%," +
	"429=2%:2s,429=2%:date,429=1%:none,slow=5%:40s,seed=7"

// TestABadNight brings 2,000 customers in through it, in virtual time: nothing
// is lost, nothing is created twice, and no row is left open.
func TestABadNight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rows := 2000
		if testing.Short() {
			rows = 400
		}
		faults, err := sandbox.ParseFaults(badNight)
		if err != nil {
			t.Fatal(err)
		}
		b := newVirtualBench(t, &sandbox.Server{Fault: faults, SearchLag: 2 * time.Second}, rows)
		o := b.run("sync", "--yes", "--rate", "50", "--concurrency", "32", "--out", b.folder(), b.file)
		if o.code != 0 {
			t.Errorf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
		}
		if got := b.judge(rows); got["created"] != rows {
			t.Errorf("statuses = %v, want %d created\n%s", got, rows, o.stderr)
			for _, r := range b.results() {
				if r["status"] != "created" {
					t.Errorf("row %s is %s: %s", r["row"], r["status"], r["message"])
				}
			}
		}
	})
}

// TestABadNightOverSockets is the same over real HTTP, with fewer rows, since the
// pauses that the server asks for really pass.
func TestABadNightOverSockets(t *testing.T) {
	t.Parallel()
	rows := 60
	if full() {
		rows = 300
	}
	faults, err := sandbox.ParseFaults("500-before=5%,500-after=5%,reset-before=5%,reset-after=5%,truncated=5%,html-502=5%," +
		"429=2%:1s,429=2%:date,429=2%:none,slow=5%:20s,close-after=2%,seed=3")
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, &sandbox.Server{Fault: faults, SearchLag: 20 * time.Millisecond}, rows)
	b.settle = quick
	o := b.sync("--concurrency", "32", "--timeout", "5s")
	if got := b.judge(rows); o.code != 0 || got["created"] != rows {
		t.Errorf("exit code %d, statuses = %v, want %d created\n%s", o.code, got, rows, o.stderr)
	}
}
