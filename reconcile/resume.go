package reconcile

import (
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Pin says which run a folder is of: it is resumed only where its input, options
// and program are the same.
type Pin struct {
	Version int               `json:"v"`
	Input   string            `json:"input"`   // the file's name, for people
	Path    string            `json:"path"`    // of the file, from the folder of the run
	SHA256  string            `json:"sha256"`  // of the file, in hex
	Size    int64             `json:"size"`    // of the file, in bytes
	Options map[string]string `json:"options"` // those that decide what the rows mean, and which partner is meant
	// Delimiter is between the cells of the file, "" in a workbook.
	Delimiter string    `json:"delimiter,omitempty"`
	Program   string    `json:"program"` // the tool's version
	Run       string    `json:"run"`     // its name, whatever the number of its starts
	Started   time.Time `json:"started"`
	Finished  time.Time `json:"finished,omitzero"`
}

// PartnerOption is the member of Pin.Options that names the partner account.
const PartnerOption = "partner"

// Beginning says how a run began.
type Beginning struct {
	Resumed bool
	// Why says why an unfinished run was not resumed; "" where there was none.
	Why string
	// Settled is how many rows of the resumed run cost no request any more.
	Settled int
	Started time.Time
}

// Begin resumes the unfinished run of the folder, if it is of the same input, and
// starts a new one otherwise, or where fresh is set. It opens the ledger.
func (j *Journal) Begin(pin Pin, fresh bool) (b Beginning, err error) {
	old, started := &j.rows.pin, pin.Started
	pin.Version, b.Started = recordVersion, pin.Started
	same := false
	if old.Version != 0 && old.Finished.IsZero() {
		if b.Why = whyNot(old, &pin); fresh {
			b.Why = "--fresh was given"
		}
		same = b.Why == ""
	}
	if j.rows.rows() == 0 { // nothing to resume
		b.Why = ""
	} else {
		b.Resumed = same
	}
	if same {
		pin.Run = old.Run
		err = j.rows.resume()
	} else {
		pin.Run = rand.Text()
		err = j.rows.begin(&pin)
	}
	if err != nil {
		return b, err
	}
	if b.Resumed {
		b.Started, b.Settled = old.Started, j.rows.settled
	}
	j.resumed = b.Settled > 0
	return b, j.remember(&pin, started)
}

// whyNot says why a run can't be resumed, "" if it can.
func whyNot(old, now *Pin) string {
	switch {
	case old.SHA256 != now.SHA256:
		return fmt.Sprintf("the file has changed (it had %d bytes and SHA-256 %.12s…, now %d and %.12s…)", old.Size, old.SHA256, now.Size, now.SHA256)
	case old.Options[PartnerOption] != now.Options[PartnerOption]:
		return "it belongs to another partner account"
	case !maps.Equal(old.Options, now.Options):
		var names []string
		for _, k := range slices.Sorted(maps.Keys(now.Options)) {
			if old.Options[k] != now.Options[k] {
				names = append(names, k)
			}
		}
		return fmt.Sprintf("the options differ (%s)", strings.Join(names, ", "))
	case old.Program != now.Program:
		return fmt.Sprintf("it was started by version %s of this program", old.Program)
	}
	return ""
}
