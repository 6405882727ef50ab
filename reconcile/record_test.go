package reconcile

import (
	"testing"

	"vobizsync/importer"
)

// A row that failed is tried again where that may help: what kept it from being
// created may be over. What the server has against the row itself stays.
func TestWhichFailuresAreTriedAgain(t *testing.T) {
	for code, again := range map[importer.Code]bool{
		Forbidden: true, Unavailable: true, Rejected: false, EmailTaken: false,
	} {
		r := Result{Status: Failed, Problems: []importer.Problem{{Code: code}}}
		if rec := newRecord(&r); rec.settled() == again || r.askAgain() != again {
			t.Errorf("%s: settled %t, asked again %t; want it asked again: %t", code, rec.settled(), r.askAgain(), again)
		}
	}
	for status, settled := range map[Status]bool{Created: true, Exists: true, Differs: true, Invalid: true, Unknown: false, Skipped: false} {
		if rec := newRecord(&Result{Status: status}); rec.settled() != settled {
			t.Errorf("%s: settled %t", status, !settled)
		}
	}
}
