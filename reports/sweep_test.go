package reports

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"vobizsync/internal/disk"
)

// What a live run has open stays, whatever the clocks of the machines say.
func TestSweepLeavesWhatIsOpen(t *testing.T) {
	for _, ahead := range []time.Duration{-25 * time.Hour, -time.Hour, 0, time.Hour, 25 * time.Hour, 1000 * time.Hour} {
		dir := t.TempDir()
		path := filepath.Join(dir, ".rejected.csv.123")
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := disk.TryLock(f, true); !ok || err != nil {
			t.Skipf("no locks here: %v", err)
		}
		now := time.Now().Add(ahead)
		Sweep(dir, now)
		if _, err := os.Stat(path); err != nil {
			t.Errorf("a clock %v ahead: %v", ahead, err)
		}
		f.Close()
		Sweep(dir, now)
		if _, err := os.Stat(path); (err == nil) == (ahead > 24*time.Hour) {
			t.Errorf("a clock %v ahead, and nobody has it open: %v", ahead, err)
		}
	}
}

func TestSweepRemovesWhatKilledRunsHaveLeft(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	for name, old := range map[string]bool{
		".result.csv.123": true, ".report.html.123": true, ".probe.1": true, ".probe.1.renamed": true, ".nameless.1": true, ".rejected.csv.9": true,
		".summary.json.1": false, "result.csv": true, "credentials.csv": true, "rows.log": true, ".hidden": true,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if old {
			if err := os.Chtimes(path, now, now.Add(-48*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
	}
	Sweep(dir, now)
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range left {
		names = append(names, f.Name())
	}
	if want := []string{".hidden", ".summary.json.1", "credentials.csv", "result.csv", "rows.log"}; !slices.Equal(names, want) {
		t.Errorf("left: %q, want %q", names, want)
	}
}
