package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
	"vobizsync/reports"
)

func (b *bench) summary() (s reports.Summary) {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.folder(), reports.SummaryFile))
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

func TestReportTellsTheTimesOfTheRun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newVirtualBench(t, &sandbox.Server{}, 20)
		if o := b.sync("--rate", "1"); o.code != 0 {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		was := b.summary()
		time.Sleep(24 * time.Hour)
		if o := b.run("report", b.folder()); o.code != 0 {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		now := b.summary()
		if !now.Started.Equal(was.Started) || !now.Finished.Equal(was.Finished) || now.Seconds != 0 || !now.FromJournal {
			t.Errorf("started %s, finished %s, %g s, want %s, %s, 0", now.Started, now.Finished, now.Seconds, was.Started, was.Finished)
		}
		page, err := os.ReadFile(filepath.Join(b.folder(), reports.HTMLFile))
		if err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string]bool{"<dt>Started</dt>": true, "<dt>Finished</dt>": true, "<dt>Duration</dt>": false, "<dt>Requests</dt>": false} {
			if strings.Contains(string(page), text) != want {
				t.Errorf("the page has %s: %t, want %t", text, !want, want)
			}
		}
	})
}
