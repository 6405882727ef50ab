package reconcile

import (
	"hash/maphash"
	"strings"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

// alike finds accounts by their phone and GSTIN, in 40 bytes or so for each of the
// two. The zero value is empty.
type alike struct {
	index *index
	first map[uint64]uint64 // hash of the text -> place of the first account with it
}

// mostAlike bounds the accounts that are held for this: of more, those first in the
// list are.
const mostAlike = 250_000

// alikeFields are what is compared, with the code of the note.
var alikeFields = []struct {
	field importer.Field
	code  importer.Code
	words string
}{
	{importer.Phone, normalize.SamePhone, "phone"},
	{importer.GSTIN, normalize.SameGSTIN, "GSTIN"},
}

// alikeKey is what two spellings of a phone or of a GSTIN have in common, "" for
// none.
func alikeKey(f importer.Field, text string) string {
	if f == importer.Phone {
		return digits(normalize.Fold(text))
	}
	return strings.ToUpper(normalize.Fold(text))
}

// read takes the accounts of an index that holds the list.
func (x *alike) read(from *index, most int) {
	x.index, x.first = from, map[uint64]uint64{}
	n := 0
	from.places(func(place uint64, a *Account) bool {
		for _, of := range alikeFields {
			if key := alikeKey(of.field, a.Get(of.field)); key != "" {
				if h := maphash.String(from.seed, key); x.first[h] == 0 {
					x.first[h] = place
				}
			}
		}
		n++
		return n < most
	})
}

// note adds which accounts have the phone or the GSTIN of a row that would be
// created: an account can't be deleted.
func (x *alike) note(r *Result) {
	if r.Status != Create || len(x.first) == 0 {
		return
	}
	for _, of := range alikeFields {
		key := alikeKey(of.field, r.Entry.Customer.Get(of.field))
		if key == "" {
			continue
		}
		place, ok := x.first[maphash.String(x.index.seed, key)]
		if !ok {
			continue
		}
		var a Account
		x.index.unpack(place, &a)
		if alikeKey(of.field, a.Get(of.field)) != key {
			continue
		}
		r.LookAlike = true
		r.note(importer.Problem{Code: of.code, Field: of.field, Message: "the account " + a.AuthID + " has this " + of.words + " under another e-mail"})
	}
}

// refuseLookAlike makes problems of the doubts of a row that would be created, as
// strict reading does with those of the file.
func (r *Result) refuseLookAlike() {
	problems := r.Problems[:len(r.Problems):len(r.Problems)]
	var repaired []importer.Problem
	for _, n := range r.Notes {
		if n.Repairs() {
			repaired = append(repaired, n)
		} else {
			problems = append(problems, n)
		}
	}
	r.Status, r.LookAlike, r.Problems, r.Notes = Invalid, false, problems, repaired
}
