package reconcile

import (
	"os"
	"strings"
	"testing"
)

var eventNames = [events]string{
	found: "look-up: found", foundOther: "look-up: found, not made by us", absent: "look-up: absent", stillAbsent: "still absent after the pauses", vouched: "and the search shows a later create of ours; or there is none, and the profile counts no account more than is known", unvouched: "and for a minute the search does not show a later create of ours, or the account more that the profile counts", lookFailed: "look-up: failed",
	ownShown: "GET: there", ownOther: "GET: there, with another e-mail", ownLate: "GET: 404, within the hour", ownGone: "GET: 404 later, and neither list nor search has it", ownUnread: "GET: failed",
	accepted: "201", respelled: "201, another spelling", lost: "lost, or a 201 that is broken or about somebody else", lostOften: "lost as often as allowed, and still absent",
	taken: "taken", takenOurs: "taken; then found, made by this request", takenUndated: "taken; then found, without created_at", takenFound: "taken; then found", takenOther: "taken; then found, not made by us",
	takenHidden: "taken; no search shows it", takenNowhere: "taken; the complete list does not show it", takenUnsure: "taken; a look failed",
	fieldsRefused: "only best-effort fields refused", passwordRefused: "a generated password refused", declined: "refused otherwise", denied403: "403", noRoom: "403; the profile has no room", denied: "403; the profile has room, or was asked already",
	unsent: "no connection, or 429 to the end", halted: "the run is stopped before the request",
}

// docs/exactly-once.md has the table that decides.
func TestTheDocumentedTableIsTheOneThatDecides(t *testing.T) {
	text, err := os.ReadFile("../docs/exactly-once.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]string{}
	_, rest, _ := strings.Cut(string(text), "\n| event |")
	for i, line := range strings.Split(rest, "\n") {
		if i < 2 {
			continue
		}
		if !strings.HasPrefix(line, "| ") {
			break
		}
		name, cells, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		documented[name] = "| " + cells
	}
	for e := range events {
		want := "|"
		for k := range knowns {
			want += " " + table[e][k].String() + " |"
		}
		if got := documented[eventNames[e]]; got != want {
			t.Errorf("docs/exactly-once.md has\n| %s %s\nthe program decides\n| %s %s", eventNames[e], got, eventNames[e], want)
		}
		delete(documented, eventNames[e])
	}
	for name := range documented {
		t.Errorf("docs/exactly-once.md has an event that the program does not know: %s", name)
	}
}

// What must hold in every place of the table.
func TestLawsOfTheTable(t *testing.T) {
	for e := range events {
		for k := range knowns {
			d, open := settle(k, e), k == freshDoubt || k == youngDoubt
			switch {
			case table[e][k] == never && (d.next != end || d.status != Unknown):
				t.Errorf("%s, %d: what can't happen sends something", eventNames[e], k)
			case d.next == end && d.status == "":
				t.Errorf("%s, %d: no status", eventNames[e], k)
			case open && (d.status == Failed || d.status == Skipped):
				t.Errorf("%s, %d: an open doubt is %s", eventNames[e], k, d.status)
			case d.confirm != noPassword && d.status != Created:
				t.Errorf("%s, %d: a password is confirmed for %s", eventNames[e], k, d.status)
			case d.confirm == sentEarlier && k == nothing:
				t.Errorf("%s, %d: a password that was never sent is confirmed", eventNames[e], k)
			case d.next == post && e != absent && e != vouched && e != ownGone:
				t.Errorf("%s, %d: a POST before the account was looked for", eventNames[e], k)
			case d.next == post && e == absent && k != nothing:
				t.Errorf("%s, %d: a POST after one look", eventNames[e], k)
			case d.status == Failed && d.code == EmailTaken && e != takenNowhere:
				t.Errorf("%s, %d: not yours, before the list was read", eventNames[e], k)
			case k == ownCreate && d.next == post && e != ownGone:
				t.Errorf("%s, %d: an own create is sent again", eventNames[e], k)
			}
		}
	}
}
