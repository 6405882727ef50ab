package reports

import (
	"strings"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// Every data row has one status: a row that got none, or two, is noticed.
func TestASummaryIsBalanced(t *testing.T) {
	created, invalid := reconcile.Result{Status: reconcile.Created}, reconcile.Result{Status: reconcile.Invalid}
	tests := []struct {
		name    string
		results []reconcile.Result
		rows    int
		want    bool
	}{
		{"no rows", nil, 0, true},
		{"each row once", []reconcile.Result{created, created, invalid}, 3, true},
		{"a row without a result", []reconcile.Result{created, invalid}, 3, false},
		{"no result at all", nil, 1, false},
		{"a row with two results", []reconcile.Result{created, created, invalid, invalid}, 3, false},
	}
	for _, tt := range tests {
		s := NewSummary("sync", "test", "customers.csv", time.Now())
		for i := range tt.results {
			s.add(&tt.results[i])
		}
		s.End(importer.Tally{Rows: tt.rows, Empty: 5, Headers: 2}, time.Now())
		if got := s.Balanced(); got != tt.want {
			t.Errorf("%s: Balanced() = %t with counts %v of %d rows", tt.name, got, s.Counts, s.Rows)
		}
	}
}

// The wall clock may be set during a run, as at the end of summer time.
func TestTheDurationOfARunDoesNotFollowTheWallClock(t *testing.T) {
	s := NewSummary("sync", "test", "customers.csv", time.Now())
	if !strings.Contains(s.begun.String(), " m=") {
		t.Errorf("begun is %s: the duration follows the wall clock", s.begun)
	}
	s.EndAt(s.begun.Add(90 * time.Second))
	if s.Seconds != 90 {
		t.Errorf("it took %v seconds, want 90", s.Seconds)
	}
}
