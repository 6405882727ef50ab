package reconcile

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"

	"vobizsync/importer"
)

// Checksum sums up what a plan decides, row by row: so that what was reviewed
// is what is done. No password goes into it. The zero value is not a checksum of
// anything; use [NewChecksum].
type Checksum struct{ h hash.Hash }

// NewChecksum starts a checksum.
func NewChecksum() *Checksum { return &Checksum{sha256.New()} }

// Columns takes what fills the fields, before the rows.
func (c *Checksum) Columns(entries []string) {
	c.add(append([]string{"columns", strconv.Itoa(len(entries))}, entries...))
}

// Add takes the next row's decision.
func (c *Checksum) Add(r *Result) { c.add(decision(r)) }

func (c *Checksum) add(words []string) {
	for _, word := range words {
		c.h.Write(strconv.AppendInt(nil, int64(len(word)), 10))
		c.h.Write([]byte{':'})
		c.h.Write([]byte(word))
	}
}

// Sum returns the checksum of the rows so far: 16 hexadecimal digits.
func (c *Checksum) Sum() string { return hex.EncodeToString(c.h.Sum(nil))[:16] }

// decision is what a plan decided about a row. Of a row that an earlier start
// of the run has created, it is to create it.
func decision(r *Result) []string {
	words := []string{strconv.Itoa(r.Row), string(r.Decision()), importer.EmailKey(r.Email)}
	switch r.Decision() {
	case Exists, Differs:
		words = append(words, r.AuthID)
		for _, c := range r.Changed {
			words = append(words, string(c.Field), c.Before, c.After)
		}
	case Create:
		if r.Entry != nil {
			for _, f := range importer.Fields {
				words = append(words, r.Entry.Customer.Get(f))
			}
		}
	case Invalid:
		for _, p := range r.Problems {
			words = append(words, string(p.Code), string(p.Field))
		}
	}
	return words
}

// Decided is what was decided about the row before any start of the run: a
// customer of whom an earlier start has lost the answer was to be created, though
// an account may be there by now.
func (r Result) Decided(j *Journal) Result {
	if (r.Status == Exists || r.Status == Differs) && !r.Settled && (r.ours || j.Doubtful(r.Email)) {
		r.Status, r.AuthID, r.Changed = Create, "", nil
	}
	return r
}

// Decision is what the plan decided about the row, whatever an earlier start has
// made of it.
func (r *Result) Decision() Status {
	switch r.Status {
	case Created, Skipped:
		return Create
	case Failed, Unknown:
		if r.Settled { // else the look-up failed
			return Create
		}
	}
	return r.Status
}
