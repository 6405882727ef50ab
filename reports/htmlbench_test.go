package reports

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// BenchmarkPage measures what a reader of a large page waits for, in
// milliseconds:
//
//	load    from the start of the navigation to the load event
//	text    the first search, which folds every row, with drawing
//	again   a search after that
//	status  a click on a status
//	sort    a click on the column of names
//
// Run it by hand: go test -run '^$' -bench Page -benchtime 5x ./reports
func BenchmarkPage(b *testing.B) {
	for _, rows := range []int{100, 10_000, 50_000} {
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) { benchmarkPage(b, rows) })
	}
}

func benchmarkPage(b *testing.B, rows int) {
	results := manyResults(rows)
	path, content := writePage(b, sampleSummary("sync", results), results)
	tab := open(b, startBrowser(b), path, true)
	// A search types a letter more each time; two frames later it is on screen.
	const timed = `(async (act) => {
		const start = performance.now();
		act();
		document.body.offsetHeight;
		await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
		return performance.now() - start;
	})`
	search := func(text string) string {
		return fmt.Sprintf(timed+`(() => { const i = document.getElementById("text"); i.value = %q; i.dispatchEvent(new Event("input")); })`, text)
	}
	acts := []struct{ unit, do string }{
		{"ms-text", search("mue")},
		{"ms-again", search("muel")},
		{"ms-none", search("")},
		{"ms-status", timed + `(() => ` + fmt.Sprintf(chip, "needs a person") + `)`},
		{"ms-all", timed + `(() => document.getElementById("clear").click())`},
		{"ms-sort", timed + `(() => [...document.querySelectorAll("thead button")].find((b) => b.textContent === "Name").click())`},
	}
	sum := map[string]float64{}
	b.ResetTimer()
	for range b.N {
		run(b, tab, chromedp.Navigate("file://"+path))
		sum["ms-load"] += eval[float64](b, tab, `performance.getEntriesByType("navigation")[0].loadEventEnd`)
		eval[any](b, tab, `document.getElementById("rows").scrollIntoView()`) // what is off the screen is not laid out
		for _, act := range acts {
			ms := run(b, tab, chromedp.Evaluate[float64](act.do, chromedp.EvalAwaitPromise))
			sum[act.unit] += ms
		}
	}
	b.StopTimer()
	for unit, ms := range sum {
		b.ReportMetric(ms/float64(b.N), unit)
	}
	b.ReportMetric(float64(len(content))/1e6, "MB")
	b.ReportMetric(eval[float64](b, tab, `document.getElementsByTagName("*").length`), "elements")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkHTML measures the writing of a page.
func BenchmarkHTML(b *testing.B) {
	for _, rows := range []int{10_000, 1_000_000} {
		results := manyResults(10_000)
		s := sampleSummary("sync", results)
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w, err := createHTML(b.TempDir())
				if err != nil {
					b.Fatal(err)
				}
				for i := range rows {
					if err := w.add(&results[i%len(results)]); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.commit(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
