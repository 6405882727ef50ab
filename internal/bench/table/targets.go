//go:build linux

package main

import (
	"encoding/json"
	"fmt"

	"vobizsync/internal/bench/measure/result"
)

// targets is the table of what was asked for. A target whose measurements were
// not made is left out.
func (t *table) targets() {
	t.line("## Targets\n")
	t.line("They are meant for 1,000,000 rows.\n")
	t.line("| what | measured | target | |")
	t.line("|---|--:|--:|---|")
	t.validateTargets()
	t.syncTargets()
	t.line("")
}

func (t *table) target(what, measured, target string, met bool) {
	mark := "missed"
	if met {
		mark = "met"
	}
	t.line("| %s | %s | %s | %s |", what, measured, target, mark)
}

// atMost and atLeast compare numbers that are printed with a format.
func (t *table) atMost(what, format string, measured, target float64) {
	t.target(what, fmt.Sprintf(format, measured), "≤ "+fmt.Sprintf(format, target), measured <= target)
}

func (t *table) atLeast(what, format string, measured, target float64) {
	t.target(what, fmt.Sprintf(format, measured), "≥ "+fmt.Sprintf(format, target), measured >= target)
}

// ratio is that of two measurements, by wall time and by processor time.
func (t *table) ratio(a, b string) (wall, cpu float64, ok bool) {
	over, under := t.all[a], t.all[b]
	if over == nil || under == nil {
		return 0, 0, false
	}
	return result.Median(over.Walls()) / result.Median(under.Walls()), result.Median(over.CPUs()) / result.Median(under.CPUs()), true
}

func (t *table) validateTargets() {
	for _, p := range []struct {
		what, own, peer string
		most            float64
	}{
		{"validate, against the phone library alone", "validate", "phones", 0.25},
		{"validate --out, against the phone library alone", "validate-out", "phones", 0.4},
		{"all cells quoted, against those that need it", "validate-quoted", "validate", 1.15},
		{"Windows-1252 with semicolons, against UTF-8 with commas", "validate-1252", "validate", 1.5},
		{"plain people, against encoding/csv alone", "validate-plain", "csvread-plain", 3.5},
		{"a workbook, against unzipping it", "validate-workbook", "unzip", 6},
		{"a column of dates in a workbook, against none", "validate-dates", "validate-workbook", 1.3},
	} {
		if wall, cpu, ok := t.ratio(p.own, p.peer); ok {
			t.target(p.what, fmt.Sprintf("%.2f times the wall time, %.2f the processor's", wall, cpu), fmt.Sprintf("≤ %.2f times the wall time", p.most), wall <= p.most)
		}
	}
	if wall, _, ok := t.ratio("node", "validate"); ok {
		t.atLeast("speed of validate, against Node", "%.1f times", wall, 2)
	}
	if r := t.all["validate"]; r != nil {
		peak := result.Median(r.Peaks())
		t.atMost("peak of memory of validate", "%.0f MiB", peak/mib, 64)
		if d := t.all["validate-double"]; d != nil {
			t.atMost("memory for a row more", "%.1f bytes", (result.Median(d.Peaks())-peak)/(d.Facts["rows"]-r.Facts["rows"]), 24)
		}
	}
	if r := t.all["validate-100"]; r != nil {
		t.atMost("validate of 100 rows, from start to exit", "%.1f ms", 1000*result.Median(r.Walls()), 30)
	}
	for _, name := range []string{"validate-workbook", "validate-dates"} {
		if r := t.all[name]; r != nil {
			t.atMost(name+": peak of memory", "%.0f MiB", result.Median(r.Peaks())/mib, 160)
		}
	}
	if r := t.all["validate-workbook"]; r != nil {
		t.atMost("validate of a workbook of 100,000 rows", "%.2f s", result.Median(r.Walls()), 0.6)
	}
}

func (t *table) syncTargets() {
	for _, name := range []string{"sync-requests", "sync-requests-few"} {
		if r := t.all[name]; r != nil {
			sent := result.Median(r.Counted("requests"))
			t.target(name+": requests, of which creates", fmt.Sprintf("%s, %s", whole(sent), whole(result.Median(r.Counted("create")))),
				fmt.Sprintf("≤ %s", whole(r.Facts["expected"])), sent <= r.Facts["expected"])
		}
	}
	for _, name := range []string{"sync-rate-50", "sync-rate-500"} {
		if r := t.all[name]; r != nil {
			percent := 100 * result.Median(r.Counted("creates_per_second")) / r.Facts["rate"]
			t.target(name+": creates a second, of the rate", fmt.Sprintf("%.1f %%", percent), "95 to 101 %", percent >= 95 && percent <= 101)
		}
	}
	for _, workers := range []string{"8", "32"} {
		own, peer := t.all["sync-free-"+workers], t.all["vegeta-"+workers]
		if own != nil && peer != nil {
			t.atLeast("creates a second with "+workers+" workers, against vegeta", "%.0f %%",
				100*result.Median(own.Counted("creates_per_second"))/result.Median(peer.Counted("creates_per_second")), 60)
		}
	}
	for _, p := range []struct {
		name string
		mib  float64
	}{{"sync-exists-100000", 256}, {"sync-exists-all", 512}} {
		if r := t.all[p.name]; r != nil {
			t.target(p.name+": rows that exist", exist(r), whole(r.Facts["rows"]), exist(r) == whole(r.Facts["rows"]))
			t.atMost(p.name+": peak of memory", "%.0f MiB", result.Median(r.Peaks())/mib, p.mib)
		}
	}
}

// exist is how many rows the tool found to exist, as its summary says.
func exist(r *result.Result) string {
	var summary struct{ Counts map[string]float64 }
	if err := json.Unmarshal([]byte(r.Runs[len(r.Runs)-1].Stdout), &summary); err != nil {
		return "unknown"
	}
	return whole(summary.Counts["exists"])
}
