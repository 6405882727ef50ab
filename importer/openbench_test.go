package importer

import "testing"

// Opening a file of a hundred rows, words included, is a good part of what a small
// file costs.
func BenchmarkVocabulary(b *testing.B) {
	for b.Loop() {
		makeVocabulary(false)
	}
}

func BenchmarkMeaning(b *testing.B) {
	headers, rows := headersOfSystems(b)
	vocabulary()
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
