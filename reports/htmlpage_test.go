package reports

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestVerdict(t *testing.T) {
	for _, test := range []struct {
		command string
		counts  map[string]int
		want    string
	}{
		{"validate", map[string]int{}, "The file has no rows."},
		{"validate", map[string]int{"valid": 1}, "The row can be used."},
		{"validate", map[string]int{"valid": 1200}, "All 1,200 rows can be used."},
		{"validate", map[string]int{"valid": 24, "invalid": 1}, "24 of 25 rows can be used; 1 row needs a person."},
		{"plan", map[string]int{"create": 11, "exists": 4, "differs": 2, "invalid": 8}, "11 of 25 customers would be created, 4 have accounts, 2 have an account with other fields; 8 rows need a person."},
		{"plan", map[string]int{"create": 1}, "The customer would be created; no row needs a person."},
		{"plan", map[string]int{"exists": 3, "differs": 1}, "0 of 4 customers would be created, 3 have accounts, 1 has an account with other fields."},
		{"sync", map[string]int{"created": 11, "exists": 4, "failed": 3, "unknown": 3, "skipped": 4}, "11 of 25 customers were created, 4 had accounts; 10 rows need a person."},
		{"sync", map[string]int{"created": 7}, "All 7 customers were created; no row needs a person."},
		{"sync", map[string]int{"created": 1, "exists": 1}, "1 of 2 customers was created, 1 had an account; no row needs a person."},
		{"sync --limit", map[string]int{"created": 2, "skipped": 3}, "2 of 5 customers were created; 3 wait for the next run; no row needs a person."},
		{"sync --limit", map[string]int{"created": 2, "skipped": 1, "invalid": 1}, "2 of 4 customers were created; 1 waits for the next run; 1 row needs a person."},
		{"report", map[string]int{"created": 2, "skipped": 1}, "2 of 3 customers were created; 1 row needs a person."},
		{"report, not finished", map[string]int{"created": 2, "unknown": 1}, "Of the 3 rows so far, 2 were created; 1 row needs a person."},
		{"report, not finished", map[string]int{}, "No row is settled yet."},
	} {
		s := &Summary{Command: test.command, Counts: test.counts}
		if test.command == "report, not finished" {
			s.FromJournal, s.Stopped = true, "the run is not finished"
		}
		if test.command == "sync --limit" {
			s.Command, s.waiting = "sync", test.counts["skipped"]
		}
		for _, n := range test.counts {
			s.Rows += n
		}
		if got := s.verdict(); got != test.want {
			t.Errorf("verdict of %s %v = %q, want %q", test.command, test.counts, got, test.want)
		}
	}
}

func TestSteps(t *testing.T) {
	for _, test := range []struct {
		name  string
		s     Summary
		heads string
	}{
		{"nothing", Summary{Command: "sync", Counts: map[string]int{"created": 2}}, "Nothing is left to do"},
		{"a header alone", Summary{Command: "sync"}, "Check that the file is whole"},
		{"of a journal", Summary{Command: "report", FromJournal: true, Counts: map[string]int{"created": 2}}, "Nothing is left to do"},
		{"of an unfinished journal", Summary{Command: "report", FromJournal: true, Counts: map[string]int{"created": 2}, Stopped: "the run is not finished"},
			"Run “vobizsync sync” again"},
		{"validated", Summary{Command: "validate", Counts: map[string]int{"valid": 2}, Next: &NextStep{Command: "plan"}}, "Look the customers up"},
		{"validated, some invalid", Summary{Command: "validate", Counts: map[string]int{"valid": 2, "invalid": 1}, Next: &NextStep{Command: "plan"}}, "Look the customers up; Correct the rejected rows"},
		{"planned", Summary{Command: "plan", Counts: map[string]int{"create": 2, "differs": 1}, Next: &NextStep{Command: "sync"}}, "Create the missing accounts; Change differing accounts in the Console"},
		{"planned, some invalid", Summary{Command: "plan", Counts: map[string]int{"create": 15, "invalid": 4}, Next: &NextStep{Command: "sync"}}, "Create the missing accounts; Correct the rejected rows"},
		{"planned, some not looked up", Summary{Command: "plan", Counts: map[string]int{"create": 15, "unknown": 4}, Next: &NextStep{Command: "sync"}}, "Create the missing accounts"},
		{"planned, none looked up", Summary{Command: "plan", Counts: map[string]int{"unknown": 4}, Next: &NextStep{Command: "plan", Again: true}}, "Run the same command again"},
		{"planned, all invalid", Summary{Command: "plan", Counts: map[string]int{"invalid": 4}}, "Correct the rejected rows"},
		{"interrupted", Summary{Command: "sync", Counts: map[string]int{"created": 2, "skipped": 1}, Stopped: "the run was interrupted", ExitCode: 130},
			"Run the same command again"},
		{"forbidden", Summary{Command: "sync", Counts: map[string]int{"failed": 1, "skipped": 1}, Stopped: "not tried: no right", Error: "no right", ExitCode: 1},
			"Remove what stopped the run; Run the same command again; Correct the rejected rows"},
		{"lost answers", Summary{Command: "sync", Counts: map[string]int{"created": 2, "unknown": 1}}, "Run the same command again"},
		{"out of reach", Summary{Command: "sync", Counts: map[string]int{"failed": 1}, Codes: map[string]int{"unavailable": 1}},
			"Run the same command again; Correct the rejected rows"},
		{"dropped and odd", Summary{Command: "sync", Counts: map[string]int{"created": 2}, Dropped: 1, Warnings: 1},
			"Set dropped fields in the Console; Look at the warnings"},
	} {
		for _, n := range test.s.Counts {
			test.s.Rows += n
		}
		var heads []string
		for _, step := range test.s.steps() {
			heads = append(heads, step.Head)
		}
		if got := strings.Join(heads, "; "); got != test.heads {
			t.Errorf("%s: steps = %s, want %s", test.name, got, test.heads)
		}
	}
}

func TestAJournalTellsOfAFullAccountInOneSentence(t *testing.T) {
	s := &Summary{FromJournal: true, Stopped: "the run is not finished", Codes: map[string]int{"quota_exceeded": 2}}
	want := "The partner has no room for more accounts. Ask Vobiz to raise the number of accounts of this partner."
	if got := s.obstacle(); got != want {
		t.Errorf("obstacle = %q, want %q", got, want)
	}
}

func TestTimelineStaysSmallAndLosesNothing(t *testing.T) {
	for _, run := range []struct {
		n     int
		every time.Duration
	}{{2, time.Millisecond}, {1000, 3 * time.Millisecond}, {5000, time.Second}, {5000, 7 * time.Hour}, {3000, 10 * 24 * time.Hour}} {
		var tl timeline
		at := time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC) // also before 1970
		for i := range run.n {
			tl.add(at.Add(time.Duration(i*7919%run.n) * run.every)) // in any order
			if len(tl.slots) > maxSlots {
				t.Fatalf("%d slots", len(tl.slots))
			}
		}
		chart := tl.chart()
		sum := 0
		for _, n := range tl.slots {
			sum += n
		}
		if sum != run.n {
			t.Errorf("%d every %s: %d are in the slots", run.n, run.every, sum)
		}
		if chart == nil || len(chart.Bars) == 0 || len(chart.Bars) > maxBars || len(chart.XTicks) > 8 || len(chart.YTicks) < 2 || len(chart.YTicks) > 8 {
			t.Errorf("%d every %s: chart %+v", run.n, run.every, chart)
		}
	}
}

func TestChartNeedsTwoTimes(t *testing.T) {
	var tl timeline
	if tl.chart() != nil {
		t.Error("nothing is drawn")
	}
	tl.add(sampleStart)
	tl.add(sampleStart)
	if tl.chart() != nil {
		t.Error("one time is drawn")
	}
	tl.add(sampleStart.Add(2 * time.Second))
	if chart := tl.chart(); chart == nil || chart.Unit != "accounts per second" || chart.Clock != "seconds since the first account" {
		t.Errorf("chart = %+v", chart)
	}
}

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		n, all int
		want   string
	}{{1, 1, "100 %"}, {1, 1000, "< 1 %"}, {999, 1000, "> 99 %"}, {1, 3, "33 %"}} {
		if got := percent(test.n, test.all); got != test.want {
			t.Errorf("percent(%d, %d) = %q, want %q", test.n, test.all, got, test.want)
		}
	}
}

func TestSharesFillTheBar(t *testing.T) {
	s := &Summary{Counts: map[string]int{"created": 999_997, "failed": 1, "unknown": 1, "skipped": 1}}
	end := 0.0
	for _, share := range s.shares() {
		var x, w float64
		fmt.Sscan(share.X, &x)
		fmt.Sscan(share.W, &w)
		if w < 5 {
			t.Errorf("%s is %.1f wide", share.Status, w)
		}
		end = x + w
	}
	if end < barWidth-1 || end > barWidth+1 {
		t.Errorf("the bar ends at %.1f", end)
	}
}
