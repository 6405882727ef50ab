package importer

import (
	"cmp"
	"slices"
)

// phoneKind ranks the kinds of telephone numbers: a phone, a mobile one, a fixed
// one, that at work, that at home, and others.
func phoneKind(cl *claim) int {
	switch {
	case cl.place == other || cl.place == shipping:
		return 6
	case cl.concept == mobileNumber:
		return 1
	case cl.place == work:
		return 4
	case cl.place == home:
		return 5
	case cl.concept == landlineNumber:
		return 3
	case cl.place > object:
		return 2
	}
	return 0
}

// takePhone lets the columns of telephone numbers fill the phone: in each row the
// first that is filled. Numbers of which a column has the calling codes get theirs.
func (c *choice) takePhone() {
	if c.user.fills(Phone) {
		return
	}
	found := c.of(Phone, phoneNumber, mobileNumber, landlineNumber)
	slices.SortStableFunc(found, func(a, b claim) int {
		return cmp.Or(compareBool(a.veto != "", b.veto != ""), cmp.Compare(phoneKind(&a), phoneKind(&b)), orderByName(a, b))
	})
	found = slices.DeleteFunc(found, func(cl claim) bool { return cl.empty && c.twice(cl.header) })
	for i := 1; i < len(found); i++ {
		if found[i].header == found[i-1].header {
			c.twins(Phone, found[i-1], found[i])
			return
		}
	}
	codes := c.of(Phone, callingCode)
	switch {
	case len(found) == 0:
	case len(found) == 1 && len(codes) == 0:
		c.fill(Phone, found[0])
	default:
		c.derive(firstFilled(found, codes))
	}
}

// firstFilled makes the phone of several columns.
func firstFilled(phones, codes []claim) Derived {
	d := Derived{Field: Phone}
	for _, p := range phones {
		var parts []part
		if len(codes) > 0 {
			parts = append(parts, part{header: codes[0].header, column: codes[0].column, code: true})
		}
		d.guessed = d.guessed || !p.sure()
		d.alternatives = append(d.alternatives, append(parts, part{header: p.header, column: p.column}))
	}
	return d
}

// twice reports whether two columns have one header.
func (c *choice) twice(header string) bool { return twice(c.columns, header) }
