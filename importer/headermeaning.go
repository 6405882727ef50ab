package importer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// meaning is what a header says of its column.
type meaning struct {
	concept concept // 0 where it names no field
	place   concept // which of several it is: object, primary, billing … shipping; 0 for none
	number  int     // "Phone 2": 2; 0 for none
	rank    int     // how plain the word is, 0 for the field's own name
	unknown string  // a word before the field's that means nothing here
	shown   bool    // the cells have to show it: "country_id", "Customer"
	avoided bool    // it is someone else's, or of another kind: only ever offered
	party   string  // what the file is about: "customer", "" where the header has no word for it
}

// longestHeader is how long a text is taken for a header, in characters: a question
// of a form may be long.
const longestHeader = 120

// meaningOf finds out what a header says.
func meaningOf(header string) (m meaning) {
	if len(header) > longestHeader && utf8.RuneCountInString(header) > longestHeader {
		return m
	}
	h := splitHeader(header)
	var heads []covered
	codes, keys, fields := 0, 0, false
	pieces := cover(h.words)
	for _, p := range pieces {
		switch c := p.concept; {
		case c == 0 && isInitial(p.text) && len(heads) == 0: // of a table: "s.nom"
		case c == 0 && len(heads) == 0 && m.unknown == "":
			m.unknown = p.text
		case c == 0, c == disqualified:
			m.avoided = true
		case c < lastField:
			heads = append(heads, p)
			fields = true
		case c == code:
			codes++
		case c == key:
			keys++
		case c == numeral:
			m.number = max(m.number, smallNumber(p.text))
		case c >= object && c <= shipping:
			m.place = max(m.place, c)
			if c == object {
				m.party = p.text
			}
		}
	}
	m.readRemark(cover(h.remark), h.remark, &heads)
	if !fields {
		return soleObject(pieces, m)
	}
	starts := slices.DeleteFunc(h.starts, func(start int) bool { // "Zip/Postal Code" is one
		return slices.ContainsFunc(pieces, func(p covered) bool { return p.at < start && start < p.end })
	})
	m.resolve(members(heads, starts, m.place), ofAddress(pieces))
	if (isPhone(m.concept) || m.concept == emailAddress || m.concept == countryName) && slices.ContainsFunc(heads, func(h covered) bool { return h.concept == companyName }) {
		m.place = max(m.place, work)
	}
	m.refine(codes, keys)
	if m.avoided {
		m.rank += 100 // what it is offered for it may not be
	}
	return m
}

// isInitial reports whether a word is one letter of the Latin alphabet.
func isInitial(s string) bool { return len(s) == 1 && s[0] >= 'a' && s[0] <= 'z' }

// readRemark takes from a short remark what it says of the field: "Phone (mobile)",
// "Name (First)". A longer one is a sentence to whoever fills the column in, unless it
// names nothing but fields: "Address (ZIP / Postal Code)".
func (m *meaning) readRemark(pieces []covered, remark []string, heads *[]covered) {
	if len(remark) > 2 && concepts(pieces) < len(pieces) {
		return
	}
	if part := alone[strings.Join(remark, "")]; part >= givenName && part <= familyName && len(*heads) == 1 && fieldOfConcept((*heads)[0].concept) == Name {
		*heads = []covered{{word: word{part, 20}}}
		return
	}
	for _, p := range pieces {
		switch c := p.concept; {
		case c == disqualified:
			m.avoided = true
		case c >= object && c <= shipping:
			m.place = max(m.place, c)
		case c > 0 && c < lastField:
			*heads = append(*heads, p)
		}
	}
}

// soleObject is the meaning of "Customer": it is only ever offered as the name.
func soleObject(pieces []covered, m meaning) meaning {
	if len(pieces) != 1 || pieces[0].concept != object {
		return meaning{avoided: m.avoided}
	}
	return meaning{concept: plainName, rank: 90, shown: true, avoided: true}
}

// ofAddress reports whether the company of an address is meant, and not the address
// of a company: nothing is between the words, unlike in "dirección de la
// empresa".
func ofAddress(pieces []covered) bool {
	for i := 1; i < len(pieces); i++ {
		if pieces[i-1].concept == addressLine && pieces[i].concept == companyName {
			return true
		}
	}
	return false
}

// members parts the words of fields as the header's list does. An address of which
// the list says the parts is not a member: "Work address, country/region".
func members(heads []covered, starts []int, place concept) (lists [][]covered) {
	last := -1
	for _, h := range heads {
		member := 0
		for member < len(starts) && starts[member] <= h.at {
			member++
		}
		if member != last {
			lists, last = append(lists, nil), member
		}
		lists[len(lists)-1] = append(lists[len(lists)-1], h)
	}
	if len(lists) > 1 && len(lists[0]) == 1 && lists[0][0].concept == addressLine && place > object {
		return lists[1:]
	}
	return lists
}

// resolve decides which field is meant where several words name one: those of each
// member of a list first, then the members.
func (m *meaning) resolve(lists [][]covered, ofAddress bool) {
	n := 0
	var best covered
	for i, heads := range lists {
		one := heads[0]
		for _, h := range heads[1:] {
			one = joinHeads(one, h, false, ofAddress)
		}
		n += len(heads)
		if i == 0 {
			best = one
		} else {
			best = joinHeads(best, one, true, ofAddress)
		}
	}
	if best.concept == 0 {
		m.concept, m.avoided = 0, true
		return
	}
	m.concept, m.rank = best.concept, best.rank
	if n > 1 {
		m.rank += 10
	}
}

// contactPersons are words for a whole name that may stand before a part of it:
// "Ansprechpartner Vorname".
var contactPersons = map[string]bool{
	"legalname": true, "contactperson": true, "contactpersonname": true, "ansprechpartner": true, "kontaktperson": true, "contactpersoon": true, "personadecontacto": true,
	"personadicontatto": true, "osobakontaktowa": true, "kontaktniosoba": true, "контактноелицо": true, "担当者名": true,
}

// joinHeads is what two words of fields mean together, of concept 0 where it is
// nothing.
func joinHeads(best, h covered, list, ofAddress bool) covered {
	if best.concept == 0 || h.concept == 0 {
		return covered{}
	}
	if !list && contactPersons[best.text] && h.concept >= givenName && h.concept <= familyName {
		return h
	}
	joined := together(best.concept, h.concept, list)
	if joined == addressLine && ofAddress {
		joined = companyName
	}
	switch {
	case joined == 0:
		return covered{}
	case joined == h.concept && (joined != best.concept || h.rank < best.rank):
		return h
	}
	best.concept = joined
	return best
}

// together is what two words of one header mean, 0 where they mean nothing: the
// country of an address is a country.
func together(a, b concept, list bool) concept {
	if a == b {
		return a
	}
	if a > b {
		a, b = b, a
	}
	switch {
	case isPhone(a) && isPhone(b):
		return mobileOf(a, b)
	case a == countryName && b == regionName, a == stateName && b == regionName:
		return a
	case list && fieldOfConcept(a) != fieldOfConcept(b):
		return 0
	case isPhone(a) && (b == callingCode || b == countryName):
		return callingCode
	case a == companyName && b == accountName, a == fullName && b == plainName:
		return a
	case a == plainName && (b == companyName || b == countryName || b == cityName || b == stateName):
		return b
	case a == emailAddress && (b == addressLine || b == companyName), isPhone(a) && (b == addressLine || b == companyName):
		return a
	case b == addressLine && (a == countryName || a == companyName):
		return partOf(a, addressLine)
	case a == addressLine, a == companyName && b >= addressLine && b <= gstinNumber, a == countryName && b == companyName:
		return partOf(a, b)
	}
	return 0
}

// partOf is the field of a place where an address or a company is beside it.
func partOf(a, b concept) concept {
	switch {
	case a == countryName:
		return countryName
	case a == companyName && b == addressLine:
		return addressLine
	}
	return b
}

func isPhone(c concept) bool { return c == phoneNumber || c == mobileNumber || c == landlineNumber }

func mobileOf(a, b concept) concept {
	if a == phoneNumber {
		return b
	}
	return mobileNumber
}

// refine takes into account that a column has codes or keys of what it names, and that
// some things come only once.
func (m *meaning) refine(codes, keys int) {
	c := m.concept
	switch {
	case codes > 0 && isPhone(c):
		m.concept, m.rank = callingCode, 10
	case codes > 0 && c != countryName && c != stateName && c != postalCode && c != callingCode:
		m.avoided = true
	}
	switch {
	case keys == 1 && codes == 0 && (c == countryName || c == stateName):
		m.shown = true
		m.rank += 20
	case keys > 0:
		m.avoided = true
	}
	switch {
	case c == indianPIN:
		m.concept, m.shown = postalCode, true
		m.rank += 20
	case c == regionName && m.place == 0 && m.number == 0 && m.rank < 10: // often one of sales
		m.concept, m.avoided = stateName, true
	case c == regionName:
		m.concept = stateName
		m.rank += 20
	case c == passwordWord && m.place > primary:
		m.avoided = true
	}
	if m.number > 9 {
		m.avoided = true
	}
	if m.unknown != "" && (c == passwordWord || utf8.RuneCountInString(m.unknown) < 2) {
		m.avoided = true
	}
}

// sure reports whether a header names a field by words that are listed, and by
// nothing else.
func (m *meaning) sure() bool {
	return m.concept != 0 && !m.avoided && !m.shown && m.unknown == ""
}

// fieldOfConcept is the field that a concept is of, "" for the parts of a name and
// what helps a telephone number.
func fieldOfConcept(c concept) Field {
	switch c {
	case fullName, plainName, givenName, middleName, familyName:
		return Name
	case emailAddress:
		return Email
	case phoneNumber, mobileNumber, landlineNumber, contactWord, callingCode:
		return Phone
	case passwordWord:
		return Password
	case countryName:
		return Country
	case companyName, accountName:
		return Company
	case descriptionText:
		return Description
	case addressLine:
		return Address
	case cityName:
		return City
	case stateName, regionName:
		return State
	case postalCode, indianPIN:
		return ZipCode
	case timeZone:
		return Timezone
	case gstinNumber:
		return GSTIN
	case gstStatus:
		return GSTStatus
	case accountKind:
		return AccountType
	}
	return ""
}
