package reports

import (
	"strings"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
	"vobizsync/reconcile"
)

// Notes keep their codes in result.csv, in the order of the messages, and are
// counted by them. A row that was only repaired has nothing worth a look.
func TestNotesKeepTheirCodes(t *testing.T) {
	repair := importer.Problem{Code: normalize.Unwrapped, Field: importer.Email, Message: "m1"}
	doubt := importer.Problem{Code: normalize.LeftOut, Field: importer.Timezone, Message: "m2"}
	problem := importer.Problem{Code: importer.Required, Field: importer.Name, Message: "m3"}
	tests := []struct {
		r              reconcile.Result
		code, message  string
		class          class
		text, htmlTags string
	}{
		{reconcile.Result{Status: reconcile.Valid, Notes: []importer.Problem{repair}}, "unwrapped", "email: m1", needsNothing,
			"1 row with a repaired cell: unwrapped\n", `<b>repaired</b> email: m1 (unwrapped)`},
		{reconcile.Result{Status: reconcile.Valid, Notes: []importer.Problem{repair, doubt}}, "unwrapped; left_out", "email: m1; timezone: m2", needsLook,
			"1 row with a warning: left_out\n", `<b>warning</b> timezone: m2 (left_out)</p><p class="tag"><b>repaired</b> email: m1 (unwrapped)`},
		{reconcile.Result{Status: reconcile.Invalid, Problems: []importer.Problem{problem}, Notes: []importer.Problem{doubt}}, "required; left_out", "name: m3; timezone: m2", needsAction,
			"1 row with a warning: left_out\n", `<b>warning</b> timezone: m2 (left_out)`},
	}
	for _, tt := range tests {
		if l := NewLine(&tt.r); l.Code != tt.code || l.Message != tt.message {
			t.Errorf("result.csv has %q, %q; want %q, %q", l.Code, l.Message, tt.code, tt.message)
		}
		if got := classOf(&tt.r); got != tt.class {
			t.Errorf("%s: class %d, want %d", tt.code, got, tt.class)
		}
		s := NewSummary("validate", "test", "customers.csv", time.Now())
		s.add(&tt.r)
		var text strings.Builder
		s.WriteText(&text)
		if !strings.HasSuffix(text.String(), tt.text) {
			t.Errorf("%s: the summary is\n%s\nwant\n%s at its end", tt.code, text.String(), tt.text)
		}
		var row htmlRow
		row.set(&tt.r)
		var page strings.Builder
		if err := htmlTemplate().ExecuteTemplate(&page, "row", &row); err != nil || !strings.Contains(page.String(), tt.htmlTags) {
			t.Errorf("%s: %v, the page has\n%s\nwant\n%s", tt.code, err, page.String(), tt.htmlTags)
		}
	}
}
