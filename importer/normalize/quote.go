package normalize

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"vobizsync/internal/lazy"
	"vobizsync/internal/secret"
)

// Quoter shows cells in messages. One comma too many shifts a password into
// another column, whose message would print it; so, where passwords may be among
// the cells, a cell is shown only in its own field's shape.
type Quoter struct {
	// Private means that passwords may be among the cells: the file has a column
	// of them, or no header that says which column has what.
	Private bool
	// Password is the cell of the row's password, which is never shown, whatever
	// other column repeats it.
	Password secret.Text
}

// Quote shows a cell: folded, in quotes, cut to a length that fits a line, or
// only how long it is.
func (q Quoter) Quote(s Shape, cell string) string {
	if cell = Fold(cell); q.showsFolded(s, cell) {
		return quoteFolded(cell)
	}
	return hiddenFolded(cell)
}

// Message is the text of a reason, after the cell that it is about.
func (q Quoter) Message(s Shape, why Reason) string {
	text := why.Text
	if before, rest, ok := strings.Cut(text, "\x00"); ok {
		piece, after, _ := strings.Cut(rest, "\x00")
		if !q.Shows(s, piece) {
			piece = Hidden(piece)
		}
		text = before + piece + after
	}
	if why.Cell == "" {
		return text
	}
	return q.Quote(s, why.Cell) + " " + text
}

// Shows reports whether a cell may be shown as one of a shape.
func (q Quoter) Shows(s Shape, cell string) bool {
	return !q.Private || q.showsFolded(s, Fold(cell))
}

func (q Quoter) showsFolded(s Shape, cell string) bool {
	return !q.Private || !q.repeatsPassword(cell) && s.has(cell)
}

// repeatsPassword reports whether a folded cell is the row's password, or has it
// in it. One that is shorter than passwords are may be in anything.
func (q Quoter) repeatsPassword(cell string) bool {
	password := Fold(q.Password.Reveal())
	if utf8.RuneCountInString(password) < MinPassword {
		return password != "" && cell == password
	}
	return strings.Contains(cell, password)
}

// Hidden stands for a cell that is not shown.
func Hidden(cell string) string { return hiddenFolded(Fold(cell)) }

func hiddenFolded(cell string) string {
	n := utf8.RuneCountInString(cell)
	if n == 1 {
		return "(1 character, not shown)"
	}
	return "(" + strconv.Itoa(n) + " characters, not shown)"
}

// Quote shows a text that is not a cell, such as an argument of the user's: folded,
// in quotes, cut to a length that fits a line.
func Quote(s string) string { return quoteFolded(Fold(s)) }

func quoteFolded(s string) string {
	const most = 40
	if len(s) > most && utf8.RuneCountInString(s) > most {
		r := []rune(s)
		s = string(r[:most-1]) + "…"
	}
	return `"` + s + `"`
}

// Shape is what the cells of a kind look like, the mistyped ones included. A
// password that [Password] accepts has a digit and a special character: in one
// word, no shape takes it but that of an e-mail, of a number, or of an hour's
// offset behind a zone.
type Shape int

// The shapes.
const (
	_ Shape = iota
	// ShapeName is words of letters, and numbers between them, as in names and
	// headers: "Shop 24", "Address 1 - Street".
	ShapeName
	// ShapeEmail is one @ and a dot behind it, and words of letters beside.
	ShapeEmail
	// ShapePhone is digits, what is between them, and the words that people
	// write to them.
	ShapePhone
	// ShapeCountry is letters, spaces and .,'()&-
	ShapeCountry
	// ShapePostal is a number as spreadsheets write it.
	ShapePostal
	// ShapeZone is the area of an IANA time zone, a slash, and letters.
	ShapeZone
	// ShapeGSTIN is 15 letters and digits, in the places of a GSTIN's except for those that
	// are taken for each other (O and 0).
	ShapeGSTIN
	// ShapeWord is letters and spaces.
	ShapeWord
)

// has reports whether a folded cell has the shape. The zero Shape has none.
func (s Shape) has(cell string) bool {
	switch s {
	case ShapeName:
		return hasNameShape(cell)
	case ShapeEmail:
		return hasEmailShape(cell)
	case ShapePhone:
		return hasPhoneShape(cell)
	case ShapeCountry:
		return isLettersAnd(cell, " .,'’()&-")
	case ShapePostal:
		return postalShape().MatchString(cell)
	case ShapeZone:
		return zoneShape().MatchString(cell)
	case ShapeGSTIN:
		return hasGSTINPlaces(cell)
	case ShapeWord:
		return isLettersAnd(cell, " ")
	}
	return false
}

var (
	postalShape = lazy.Regexp(`^\d[\d.,]{0,14}(?:[eE]\+?\d{1,2})?$`)
	zoneShape   = lazy.Regexp(`^(?i:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)/[A-Za-z_/ -]*(?:[+-]\d{1,2})?$`)
	gstinPlaces = lazy.Regexp(`^(?i)[\dOIL]{2}[A-Z015]{5}[\dOILSB]{4}[A-Z015][A-Z\d]{3}$`)
	emailShape  = lazy.Regexp(`^<?(?i:mailto:)?[\pL\pM\d.!#$%&'*+/=?^_{|}~\x60-]*@[\pL\pM\d._-]*\.(?:[\pL\pM]+|(?i:xn--)[\pL\d-]+)\.?>?$`)
	wordNumber  = lazy.Regexp(`^\(?\d{1,4}\)?[:.,]?$`)
)

func hasGSTINPlaces(s string) bool {
	return gstinPlaces().MatchString(strings.ReplaceAll(withoutGSTINLabel(s), " ", ""))
}

// isLettersAnd reports whether a text is letters and some other characters.
func isLettersAnd(s, others string) bool {
	if look := LookOf(s); look != 0 && look&^lookLetters == 0 {
		return true
	}
	letters := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters = true
		case unicode.IsMark(r) && letters, strings.ContainsRune(others, r):
		default:
			return false
		}
	}
	return letters
}

// hasNameShape takes a number only as a word by itself: people write passwords
// in one piece, with digits behind letters.
func hasNameShape(s string) bool {
	const signs = ".,:;'’`´()/&_-–+*?#"
	if look := LookOf(s); look&lookLetters != 0 && look&^(lookLetters|lookSpace) == 0 {
		return true
	}
	letters := false
	for word := range strings.FieldsSeq(s) {
		switch {
		case isLettersAnd(word, signs):
			letters = true
		case wordNumber().MatchString(word), strings.Trim(word, signs+"|") == "":
		default:
			return false
		}
	}
	return letters
}

func hasEmailShape(s string) bool {
	if isPlainEmail(s) {
		return true
	}
	if strings.Count(s, "@") != 1 {
		return false
	}
	for word := range strings.FieldsSeq(s) {
		if strings.Contains(word, "@") {
			if !isPlainEmail(word) && !emailShape().MatchString(word) {
				return false
			}
		} else if !isLettersAnd(word, ".,-'’") {
			return false
		}
	}
	return true
}

// besideNumber are the words that people write beside a number.
var besideNumber = sync.OnceValue(func() *lexicon {
	return newLexicon(phoneLabels + "|fax|none|unknown|null|n/a|or|and|oder|und")
})

func hasPhoneShape(s string) bool {
	s = unwrapText(plainDigits(s))
	if isPhoneText(s) {
		return true
	}
	if !hasLetters(s) {
		return false
	}
	if n, ok := readScientific(s); ok && n.fraction != "" && isDigit(s[0]) {
		return true
	}
	return isPhoneTextAndWords(withoutTail(s))
}

// isPhoneTextAndWords is isPhoneText for a text with words of besideNumber in it, each
// with a sign or space of its own before and behind it.
func isPhoneTextAndWords(s string) bool {
	for at := 0; at < len(s); {
		rest, ok := s, false
		if at == 0 {
			rest, ok = besideNumber().cut(s, endsWordBeside)
		}
		if !ok && strings.IndexByte(" (:;,./", s[at]) >= 0 {
			rest, ok = besideNumber().cut(s[at+1:], endsWordBeside)
		}
		switch {
		case ok:
			at = len(s) - len(rest)
		case phoneBytes[s[at]]:
			at++
		default:
			return false
		}
	}
	return true
}

// endsWordBeside takes the sign behind a word, or the end.
func endsWordBeside(behind string) (rest string, ok bool) {
	if behind == "" {
		return "", true
	}
	return behind[1:], strings.IndexByte(" .:;,)/", behind[0]) >= 0
}

// isPhoneText reports whether a text is digits and what is between them.
func isPhoneText(s string) bool {
	for i := range len(s) {
		if !phoneBytes[s[i]] {
			return false
		}
	}
	return true
}

var phoneBytes = func() (all [256]bool) {
	for _, c := range []byte("0123456789 +-.,;()/[]~") {
		all[c] = true
	}
	return all
}()
