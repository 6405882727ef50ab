package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// Rows that do not add up end the command before its reports are written: a
// result without one of its rows is worse than none.
func TestRowsThatDoNotAddUpAreReported(t *testing.T) {
	for _, tt := range []struct {
		read int
		ok   bool
	}{{1, false}, {2, true}, {3, false}} {
		dir := filepath.Join(t.TempDir(), "run") // made by the writer, for us alone
		var stdout, stderr bytes.Buffer
		a := newApp(Env{Stdout: &stdout, Stderr: &stderr})
		s := reports.NewSummary("sync", "test", "customers.csv", time.Now())
		w, err := reports.NewWriter(dir, s, reports.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for row := range 2 {
			if err := w.Add(&reconcile.Result{Row: row + 1, Status: reconcile.Exists}); err != nil {
				t.Fatal(err)
			}
		}
		err = a.finish(w, s, importer.Tally{Rows: tt.read}, false)
		w.Discard()
		_, missing := os.Stat(filepath.Join(dir, reports.ResultFile))
		if (err == nil) != tt.ok || (missing == nil) != tt.ok {
			t.Errorf("%d rows read, 2 answered for: finish says %v, result.csv: %v", tt.read, err, missing)
		}
		if !tt.ok && (exitCode(err) != ExitFailed || !strings.Contains(err.Error(), fmt.Sprintf("the rows do not add up: %d were read", tt.read)) || stdout.Len() > 0) {
			t.Errorf("%d rows read, 2 answered for: exit code %d, %v, stdout %q", tt.read, exitCode(err), err, &stdout)
		}
	}
}

// A command for the token that hangs has a bound; its children end with it, which
// hold the pipe open that the test waits for.
func TestATokenCommandHasABound(t *testing.T) {
	read, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	a := newApp(Env{Stdout: &bytes.Buffer{}, Stderr: written, Environ: os.Environ()})
	_, err = a.runTokenCommand(t.Context(), "sleep 100000 & sleep 100000; true", 50*time.Millisecond)
	if err == nil || err.Error() != "--token-command failed: it did not end within 50ms" || exitCode(err) != ExitFailed {
		t.Errorf("exit code %d, %v", exitCode(err), err)
	}
	written.Close()
	if left, err := io.ReadAll(read); err != nil || len(left) > 0 {
		t.Errorf("%q, %v", left, err)
	}
}
