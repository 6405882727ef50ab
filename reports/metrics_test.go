package reports

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// Prometheus' own parser reads the metrics, and finds the name of the file as it
// is: one label that it can't read makes the whole file unreadable.
func TestPrometheusReadsTheMetrics(t *testing.T) {
	tests := []struct{ name, input, label string }{
		{"a plain name", "customers.csv", "customers.csv"},
		{"a no-break space", "Kunden\u00a0Nord.csv", "Kunden\u00a0Nord.csv"},
		{"a quote", `the "new" ones.csv`, `the "new" ones.csv`},
		{"a backslash", `C:\new\customers.csv`, `C:\new\customers.csv`},
		{"what looks like an escape", `\n\"\\.csv`, `\n\"\\.csv`},
		{"a line feed", "a\nb.csv", "a\nb.csv"},
		{"other control characters", "a\r\t\x00\x07\x1b[2J\x7f\u0085.csv", "a\r\t\x00\x07\x1b[2J\x7f\u0085.csv"},
		{"what ends a label", `a"} 1`, `a"} 1`},
		{"what ends a line", "a\"} 1\n# TYPE vobizsync_rows counter\n", "a\"} 1\n# TYPE vobizsync_rows counter\n"},
		{"other scripts", "客户-😀-é-e\u0301.csv", "客户-😀-é-e\u0301.csv"},
		{"marks of direction, a line separator, a byte order mark", "\u202egpj.vsc\u2028\u2066\ufeff", "\u202egpj.vsc\u2028\u2066\ufeff"},
		{"bytes that are not UTF-8", "Zo\xeb\xff.csv", "Zo?.csv"},
		{"no name", "", ""},
	}
	for _, tt := range tests {
		s := NewSummary("sync", "test", tt.input, time.Now())
		s.Codes[tt.input] = 7
		s.add(&reconcile.Result{Status: reconcile.Created})
		s.End(importer.Tally{Rows: 1}, time.Unix(1795447500, 0))
		parser := expfmt.NewTextParser(model.UTF8Validation)
		families, err := parser.TextToMetricFamilies(bytes.NewReader(s.Metrics()))
		if err != nil {
			t.Errorf("%s: %v in\n%s", tt.name, err, s.Metrics())
			continue
		}
		for name, family := range families {
			for _, m := range family.GetMetric() {
				if got := m.GetLabel()[1]; m.GetLabel()[0].GetValue() != "sync" || got.GetName() != "input" || got.GetValue() != tt.label {
					t.Errorf("%s: %s has %v", tt.name, name, m.GetLabel())
				}
			}
		}
		created := families["vobizsync_rows"].GetMetric()
		for _, m := range created {
			if want := map[string]float64{"created": 1}[m.GetLabel()[2].GetValue()]; m.GetGauge().GetValue() != want {
				t.Errorf("%s: %v, want %v", tt.name, m, want)
			}
		}
		if code := families["vobizsync_problems"].GetMetric(); len(code) != 1 || code[0].GetLabel()[2].GetValue() != tt.label || code[0].GetGauge().GetValue() != 7 {
			t.Errorf("%s: the problems are %v", tt.name, code)
		}
		if at := families["vobizsync_last_run_timestamp_seconds"].GetMetric(); len(at) != 1 || at[0].GetGauge().GetValue() != 1795447500 {
			t.Errorf("%s: ended at %v", tt.name, at)
		}
		if len(created) == 0 || strings.Count(string(s.Metrics()), "# TYPE ") < len(families) {
			t.Errorf("%s: the families are %v", tt.name, families)
		}
	}
}

// Those of status, too; each customer is in one of the steps.
func TestPrometheusReadsTheMetricsOfStatus(t *testing.T) {
	s := NewSummary("status", "test", "a\"b.csv", time.Now())
	s.Status = &StatusCounts{Steps: map[string]int{}}
	for _, standing := range []reconcile.Standing{
		{Ready: reconcile.Ready, Next: reconcile.StepNone}, {Ready: reconcile.NotReady, Next: reconcile.StepKYCWait}, {Ready: reconcile.NotReady}, {},
	} {
		s.Status.add(&standing)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(s.Metrics()))
	if err != nil {
		t.Fatalf("%v in\n%s", err, s.Metrics())
	}
	for name, want := range map[string]map[string]float64{
		"vobizsync_customers": {"true": 1, "false": 2, "unknown": 1}, "vobizsync_next_step": {"none": 1, "kyc_wait": 1, "unknown": 2},
	} {
		sum := 0.0
		for _, m := range families[name].GetMetric() {
			n := m.GetGauge().GetValue()
			if sum += n; n != want[m.GetLabel()[2].GetValue()] {
				t.Errorf("%s: %v", name, m)
			}
		}
		if sum != 4 {
			t.Errorf("%s: %v customers in all", name, sum)
		}
	}
}
