package importer

import (
	"slices"
	"strings"

	"vobizsync/importer/normalize"
)

// A password is in the wrong column as soon as a row has a comma too many and
// one too few. What is said and written of a cell goes through a
// [normalize.Quoter], which shows it only in its own field's shape where the file
// has passwords.

// shapes are what the cells of the fields look like that messages show.
var shapes = map[Field]normalize.Shape{
	Name: normalize.ShapeName, Email: normalize.ShapeEmail, Phone: normalize.ShapePhone, Country: normalize.ShapeCountry,
	ZipCode: normalize.ShapePostal, Timezone: normalize.ShapeZone, GSTIN: normalize.ShapeGSTIN, GSTStatus: normalize.ShapeWord,
}

// refuse adds the problem of a cell, if there is one.
func (e *Entry) refuse(q normalize.Quoter, f Field, why normalize.Reason) {
	if why.Text != "" {
		e.problem(why.Code, f, q.Message(shapes[f], why))
	}
}

// remark adds the notes on a cell.
func (e *Entry) remark(q normalize.Quoter, f Field, notes ...normalize.Reason) {
	for _, why := range notes {
		if why.Text != "" {
			e.note(why.Code, f, q.Message(shapes[f], why))
		}
	}
}

// refuseRepeated refuses a password that another cell of the row has in it: the
// cell would be shown and sent as it is.
func (e *Entry) refuseRepeated() {
	password := normalize.Fold(e.Customer.Password.Reveal())
	rare := rareByte(password)
	for i, p := range e.Customer.texts() {
		if len(*p) >= len(password) && strings.IndexByte(*p, rare) >= 0 && strings.Contains(*p, password) {
			e.problem(WeakPassword, Password, "must not be in the row's "+string(textFields[i])+", too")
			return
		}
	}
}

// rareByte returns a byte of a password that few other texts have: its first that is
// neither a letter nor a digit, if there is one.
func rareByte(password string) byte {
	for i := range len(password) {
		if c := password[i]; !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9') {
			return c
		}
	}
	return password[0]
}

// hide empties, of a row that can't be used, what results have of it and may be a
// password: a cell that has not its own field's shape.
func (f *File) hide(e *Entry) {
	if e.Valid() || !f.quoter.Private {
		return
	}
	quoter := f.quoter
	quoter.Password = e.Customer.Password
	c := &e.Customer
	for _, shown := range [...]struct {
		text  *string
		shape normalize.Shape
	}{{&c.Name, normalize.ShapeName}, {&c.Email, normalize.ShapeEmail}, {&c.Phone, normalize.ShapePhone}, {&c.Country, normalize.ShapeCountry}} {
		if *shown.text != "" && !quoter.Shows(shown.shape, *shown.text) {
			*shown.text = ""
		}
	}
}

// Shown is a field's text as results show it. A row that may have swallowed other
// rows has their passwords in a cell, too: it is shown only in the shape of names.
func (e *Entry) Shown(f Field) string {
	text := e.Customer.Get(f)
	of := func(p Problem) bool { return p.Code == MalformedRow || p.Code == normalize.RowsInCell }
	if text == "" || !slices.ContainsFunc(e.Notes, of) && !slices.ContainsFunc(e.Problems, of) {
		return text
	}
	shape := shapes[f]
	if shape == 0 {
		shape = normalize.ShapeName
	}
	if (normalize.Quoter{Private: true}).Shows(shape, text) {
		return text
	}
	return normalize.Hidden(text)
}

// headerQuoter returns what shows the cells of a header, and of the rows below it.
// A file is private that has a column of passwords, or must have one; or whose
// first row is not a header: then nobody knows where they are.
func headerQuoter(header []string, m mapping) normalize.Quoter {
	if !m.passwordOptional || m.fills(Password) {
		return normalize.Quoter{Private: true}
	}
	known := 0
	for _, h := range header {
		if mayBePassword(h) {
			return normalize.Quoter{Private: true}
		}
		if says := meaningOf(h); says.concept != 0 || m.uses(h) {
			known++
		}
	}
	return normalize.Quoter{Private: known < 2}
}

// passwordStems are in headers that name passwords, whatever else they say: as
// [splitWords] leaves them, without what is between the words. Of passwordNames, which
// are in other words, too (the Dutch gesloten), whole words are.
var passwordStems = [...]string{
	"passw", "passphrase", "passcode", "passkey", "pwd", "kennwort", "codewort", "secret", "contrasen", "motdepasse", "motpasse",
	"wachtwoord", "paswoord", "haslo", "heslo", "lozink", "jelsz", "losenord", "salasan", "adgangskode", "kodeord", "slaptaz", "sifre",
	"парол", "лозинк", "κωδικοςπροσ", "συνθηματικ", "密码", "密碼", "口令", "暗証", "パスワ", "비밀번호", "암호", "패스워드", "كلمةالمرور", "كلمةالسر", "סיסמ",
}

var passwordNames = [...]string{"clave", "senha", "senhas", "geslo", "gesla", "parole", "paroles"}

// mayBePassword reports whether a header names passwords, in whatever words.
func mayBePassword(header string) bool {
	if meaningOf(header).concept == passwordWord || nearest(header) == Password {
		return true
	}
	split := splitWords(normalize.Fold(normalize.Restored(header)))
	key := strings.Join(split, "")
	return slices.ContainsFunc(passwordStems[:], func(stem string) bool { return strings.Contains(key, stem) }) ||
		slices.ContainsFunc(passwordNames[:], func(name string) bool { return slices.Contains(split, name) })
}

// showHeader shows a header in a list. One that names a field is shown however it
// is written.
func showHeader(q normalize.Quoter, header string) string {
	if namesField(header) || q.Shows(normalize.ShapeName, header) {
		return header
	}
	return normalize.Hidden(header)
}

// listHeaders lists headers, as many as fit a line.
func listHeaders(q normalize.Quoter, headers []string) string {
	shown := make([]string, len(headers))
	for i, h := range headers {
		shown[i] = showHeader(q, h)
	}
	const most = 200
	if r := []rune(strings.Join(shown, ", ")); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return strings.Join(shown, ", ")
}

// quoteHeader shows a header in a sentence.
func quoteHeader(q normalize.Quoter, header string) string {
	if namesField(header) {
		return normalize.Quote(header)
	}
	return q.Quote(normalize.ShapeName, header)
}

// QuoteHeader shows the header of one of the file's columns in a sentence.
func (f *File) QuoteHeader(header string) string { return quoteHeader(f.quoter, header) }

// namesField reports whether a header names a field, or one of several: "phone 2".
// What is in the second place in a row of customers may have a field's word in it
// by chance: it is shown only if it has nothing else.
func namesField(header string) bool {
	m := meaningOf(header)
	return m.concept != 0 && m.unknown == "" && m.number < 10
}

// CellOf returns the header of the column that gives a field its value in a row, and
// the row's cell in it, both as far as they are shown: of several that are joined, the
// first that is filled. Both are "" for a field that no column fills.
func (f *File) CellOf(e *Entry, field Field) (header, cell string) {
	cells := f.Cells(e)
	places, _ := f.placesOf(field, cells)
	if field == "" || len(places) == 0 {
		return "", ""
	}
	place := places[0]
	for _, i := range places {
		if i < len(cells) && normalize.Fold(cells[i]) != "" {
			place = i
			break
		}
	}
	if place < len(cells) {
		cell = normalize.Fold(cells[place])
	}
	quoter := f.quoter
	quoter.Password = e.Customer.Password
	if cell != "" && (field == Password || !quoter.Shows(shapes[field], cell)) {
		cell = normalize.Hidden(cell)
	}
	return showHeader(f.quoter, f.columns[place].Header), cell
}
