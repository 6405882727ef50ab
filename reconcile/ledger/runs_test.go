package ledger_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"vobizsync/reconcile/ledger"
)

func pastRuns(n int) (runs []ledger.PastRun) {
	for i := range n {
		runs = append(runs, ledger.PastRun{
			ID: fmt.Sprint("run-", i), At: at(i), Seconds: 1.5, Command: "sync", File: "customers.csv", Folder: "/srv/customers.run",
			Counts: map[string]int{"created": i, "failed": 1}, Mapping: map[string]string{"E-Mail": "email"}, Exit: 3,
		})
	}
	return runs
}

func TestTheRunsOnRecord(t *testing.T) {
	dir := t.TempDir()
	want := pastRuns(3)
	onDisk := start(t, dir, run1, ledger.Options{})
	inMemory, err := ledger.InMemory(run1)
	if err != nil {
		t.Fatal(err)
	}
	defer inMemory.Close()
	for _, r := range want {
		if err := errors.Join(onDisk.AddRun(r), inMemory.AddRun(r)); err != nil {
			t.Fatal(err)
		}
	}
	for name, l := range map[string]*ledger.Ledger{"on disk": onDisk, "in memory": inMemory, "read": again(t, dir)} {
		if got, err := l.Runs(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if got, err := ledger.ReadRuns(filepath.Join(dir, "none")); err != nil || got != nil {
		t.Errorf("of no folder: %+v, %v", got, err)
	}
}

// Wherever a crash tears runs.log: the whole lines are read, and the next one
// follows on them.
func TestATornLineOfARun(t *testing.T) {
	dir := t.TempDir()
	l := start(t, dir, run1, ledger.Options{})
	for _, r := range pastRuns(2) {
		if err := l.AddRun(r); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, ledger.RunsFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) + 1 {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		want := pastRuns(3)[:strings.Count(string(whole[:n]), "\n")]
		got, err := ledger.ReadRuns(dir)
		if err != nil || len(got) != len(want) {
			t.Fatalf("cut off at %d: %d runs, %v, want %d", n, len(got), err, len(want))
		}
		if n%50 != 0 && n < len(whole)-1 {
			continue
		}
		if err := l.AddRun(pastRuns(3)[2]); err != nil {
			t.Fatal(err)
		}
		if got, err := ledger.ReadRuns(dir); err != nil || !reflect.DeepEqual(got, append(want[:len(want):len(want)], pastRuns(3)[2])) {
			t.Errorf("cut off at %d, and another: %+v, %v", n, got, err)
		}
	}
	if err := os.WriteFile(path, append(whole[:len(whole):len(whole)], strings.Repeat(`{"a":"`, 2000)...), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := l.AddRun(pastRuns(1)[0]); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := ledger.ReadRuns(dir); err != nil || len(got) != 4 {
		t.Errorf("behind a long torn line: %+v, %v", got, err)
	}
	if b, err := os.ReadFile(path); err != nil || strings.Count(string(b), "\n") != 4 || !strings.HasSuffix(string(b), "}\n") {
		t.Errorf("of a long torn line, something is left: %d bytes, %v", len(b), err)
	}
	if err := os.WriteFile(path, append([]byte(strings.Repeat("x", 10000)+"\n\x00\n"), whole...), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ledger.ReadRuns(dir); err != nil || !reflect.DeepEqual(got, pastRuns(2)) {
		t.Errorf("with lines of another kind: %+v, %v", got, err)
	}
}
