package importer

import "testing"

// Opening a file of a hundred rows is a good part of what a small file costs.
func BenchmarkMeaning(b *testing.B) {
	headers, rows := headersOfSystems(b)
	n := 0
	for b.Loop() {
		for i := range headers {
			for k, h := range headers[i] {
				meaningOf(h)
				meaningOf(rows[i][k])
				n += 2
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/cell")
}
