package importer

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"unicode"

	"vobizsync/importer/normalize"
)

// repeat is what a row has in common with one before it, when the two may be one
// customer: an account can't be deleted.
type repeat byte

const (
	sameEmail repeat = iota // the one that is a problem
	samePhone
	sameGSTIN
	sameCompany // and postal code
)

// repeatNotes are the notes on those that are doubts.
var repeatNotes = [...]struct {
	code  Code
	field Field
	words string
}{
	samePhone:   {normalize.SamePhone, Phone, "the same phone as on line %d"},
	sameGSTIN:   {normalize.SameGSTIN, GSTIN, "the same GSTIN as on line %d"},
	sameCompany: {normalize.SameCompany, Company, "the same company and postal code as on line %d"},
}

// repeated notes what the row has in common with a line before it.
func (e *Entry) repeated(what repeat, line int, strict bool) {
	if what == sameEmail {
		e.problem(DuplicateEmail, Email, fmt.Sprintf("already on line %d", line))
		return
	}
	n := repeatNotes[what]
	if text := fmt.Sprintf(n.words, line); strict {
		e.problem(n.code, n.field, text)
	} else {
		e.note(n.code, n.field, text)
	}
}

// keys are keyed hashes of a row's phone, of its GSTIN, and of its company with the
// postal code; 0 for what it does not have. No two of these are the same text: a
// phone starts with a +, and only the last has zero bytes in it. 62 bits are kept: of
// two million keys two have the same by chance with a probability below 10^-6, which
// would make one doubt too many.
type keys [3]uint64

// keys hashes what rows are held together by.
func (s *emailSeeds) keys(c *Customer) (k keys) {
	if c.Phone != "" {
		k[samePhone-1] = maphash.String(s[0], c.Phone) | 1
	}
	if c.GSTIN != "" {
		k[sameGSTIN-1] = maphash.String(s[0], c.GSTIN) | 1
	}
	if c.Company != "" && c.ZipCode != "" {
		var room [160]byte
		key := appendLetters(room[:0], c.Company)
		if len(key) == 0 || noCompany[string(key)] {
			return k
		}
		key = append(append(append(key, 0), c.Country...), 0)
		k[sameCompany-1] = maphash.Bytes(s[0], appendLetters(key, c.ZipCode)) | 1
	}
	return k
}

// noCompany are what people write who have none, or what is only the form of one, as
// appendLetters has it: two rows with it have nothing in common.
var noCompany = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range []string{
		"individual", "individuals", "self", "self employed", "selfemployed", "self owned", "own", "own business", "owner", "proprietor", "proprietorship", "sole proprietor",
		"sole proprietorship", "sole trader", "freelance", "freelancer", "personal", "private", "private person", "private individual", "home", "home user", "residential", "student", "retired", "unemployed",
		"consumer", "retail", "retail customer", "customer", "client", "business", "company", "firm", "shop", "b2c", "unregistered", "not registered", "no company", "not a company", "no business", "no gst",
		"pvt ltd", "private limited", "ltd", "limited", "llp", "inc", "llc", "gmbh", "sarl", "ag", "partnership", "huf", "trust", "society",
		"privat", "privatperson", "privatkunde", "selbstständig", "freiberufler", "einzelunternehmer", "einzelunternehmen", "particulier", "indépendant", "autónomo", "particular", "privato", "particulares",
	} {
		all[string(appendLetters(nil, word))] = true
	}
	return all
}()

// asciiLetters are what is appended for the characters of ASCII, -1 for nothing.
var asciiLetters = func() (of [0x80]int8) {
	for r := range rune(0x80) {
		if of[r] = int8(unicode.ToLower(r)); unicode.IsSpace(r) || unicode.IsPunct(r) {
			of[r] = -1
		}
	}
	return of
}()

// appendLetters appends a text without what differs between two spellings of one
// name: case, space and punctuation.
func appendLetters(to []byte, s string) []byte {
	n := len(to)
	to = append(to, s...) // makes room
	ascii := 0
	for ; ascii < len(s) && s[ascii] < 0x80; ascii++ {
		if c := asciiLetters[s[ascii]]; c >= 0 {
			to[n] = byte(c)
			n++
		}
	}
	to = to[:n]
	for _, r := range s[ascii:] {
		switch {
		case r < 0x80 && ('a' <= r && r <= 'z' || '0' <= r && r <= '9'):
			to = append(to, byte(r))
		case 'A' <= r && r <= 'Z':
			to = append(to, byte(r)|0x20)
		case !unicode.IsSpace(r) && !unicode.IsPunct(r):
			to = binary.AppendUvarint(to, uint64(unicode.ToLower(r)))
		}
	}
	return to
}
