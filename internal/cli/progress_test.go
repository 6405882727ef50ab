package cli_test

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"vobizsync/internal/sandbox"
)

// progressLine is a line of progress: the rows that are done, of all; the rate;
// and the counts by status.
var progressLine = regexp.MustCompile(`^creating: (\d+) of 200 rows, (\d+\.\d) a second, about (\d+m)?\d+s left: created (\d+), exists (\d+)$`)

// longRun is a run of 95 seconds: 190 creates at 2 a second, and 10 rows that have
// an account.
func longRun(t *testing.T, args ...string) outcome {
	b := newVirtualBench(t, &sandbox.Server{}, 200)
	for i := 20; i <= 200; i += 20 {
		b.have(i)
	}
	o := b.sync(append([]string{"--rate", "2"}, args...)...)
	if o.code != 0 {
		t.Errorf("exit code %d, %s", o.code, o.stderr)
	}
	if got := b.judge(200); got["created"] != 190 || got["exists"] != 10 {
		t.Errorf("statuses = %v", got)
	}
	return o
}

// checkProgress holds the three lines that a run of 95 seconds says about how far
// it is, one every 30 seconds.
func checkProgress(t *testing.T, lines []string) {
	t.Helper()
	if len(lines) != 3 {
		t.Errorf("%d lines of progress, want 3:\n%s", len(lines), strings.Join(lines, "\n"))
		return
	}
	for i, line := range lines {
		m := progressLine.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("line %d of progress is %q", i+1, line)
			continue
		}
		done, _ := strconv.Atoi(m[1])
		rate, _ := strconv.ParseFloat(m[2], 64)
		created, _ := strconv.Atoi(m[4])
		exists, _ := strconv.Atoi(m[5])
		// The rate is of rows, of which those that exist are done ahead of their place; one
		// create more or less may be done by the second.
		if at := 30 * (i + 1); created < 2*at-1 || created > 2*at+1 || created+exists != done || rate < 2 || rate > 2.35 {
			t.Errorf("after %d s, the progress is %q, want some %d created, which are all rows with those that exist", at, line, 2*at)
		}
	}
}

// Where nobody watches a terminal, a long phase says how far it is in whole lines.
func TestProgressInALog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := longRun(t)
		var progress []string
		for line := range strings.Lines(o.stderr) {
			if whole, ok := strings.CutSuffix(line, "\n"); !ok || strings.ContainsAny(whole, "\r\x1b") {
				t.Errorf("not a whole line: %q", line)
			} else if strings.Contains(whole, "creating") || strings.Contains(whole, "looking up") {
				progress = append(progress, whole)
			}
		}
		checkProgress(t, progress)
	})
}

func TestQuietHasNoProgress(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		if o := longRun(t, "--quiet"); o.stderr != "" {
			t.Errorf("stderr has %q", o.stderr)
		}
	})
}

// Under --log-format json every line of stderr is one document, those of the
// progress as well.
func TestProgressInAJSONLog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := longRun(t, "--log-format", "json")
		var progress []string
		for line := range strings.Lines(o.stderr) {
			var entry struct{ Time, Level, Msg string }
			if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.Level != "INFO" || entry.Msg == "" || !strings.HasSuffix(line, "\n") {
				t.Errorf("the line %q is not a document of a log: %v", line, err)
			}
			if strings.HasPrefix(entry.Msg, "creating") {
				progress = append(progress, entry.Msg)
			}
		}
		checkProgress(t, progress)
	})
}
