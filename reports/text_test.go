package reports

import (
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// textOf is the summary in words of rows, each a status and its code.
func textOf(rows ...[2]string) string {
	s := NewSummary("sync", "1.0.0", "customers.csv", sampleStart)
	for _, row := range rows {
		r := reconcile.Result{Status: reconcile.Status(row[0])}
		if row[1] != "" {
			r.Problems = []importer.Problem{{Code: importer.Code(row[1])}}
		}
		s.add(&r)
	}
	s.End(importer.Tally{Rows: len(rows)}, sampleStart)
	var b strings.Builder
	s.WriteText(&b)
	return b.String()
}

func TestTextTellsTheCodesOfEachStatus(t *testing.T) {
	text := textOf([2]string{"created", ""}, [2]string{"failed", "unavailable"}, [2]string{"failed", "rejected"}, [2]string{"failed", "rejected"},
		[2]string{"skipped", "unavailable"}, [2]string{"skipped", "unavailable"}, [2]string{"invalid", "required"}, [2]string{"unknown", "in_doubt"})
	want := `customers.csv: 8 rows
  created       1  new account
  invalid       1  problems in the file: required
  failed        3  not created: rejected (2), unavailable
  unknown       1  may or may not have been created: in_doubt
  skipped       2  not tried: unavailable
`
	if text != want {
		t.Errorf("the text is\n%s\nwant\n%s", text, want)
	}
}
