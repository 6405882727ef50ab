package table

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"vobizsync/internal/words"
)

// headRows is how many rows at the start of a file may be its header: some
// programs put a title, a date or a filter before it.
const headRows = 20

// head is one of the first rows of a file.
type head struct {
	raw    string // without its line end
	cells  []string
	quirks Quirk
	defect string // why there are no cells
	line   int    // where the row starts
	next   int    // the line after it
	end    int64  // of the row in the decoded text
}

// openText finds out how a text is written, and its header.
func (f *File) openText(sample []byte) error {
	if err := f.findCharset(sample); err != nil {
		return err
	}
	coded, err := f.decoded()
	if err != nil {
		return err
	}
	decoded := &lineEnds{r: coded}
	text, whole, err := f.beginning(decoded)
	if err != nil {
		return err
	}
	rest, start := text, head{line: 1, next: 1}
	candidates := make([]byte, 0, len(delimiters))
	if delim, size, ok := sepLine(text); ok {
		candidates = append(candidates, delim)
		rest, start = text[size:], head{next: 2, end: int64(size)}
	}
	if f.opts.Delimiter != "" {
		delim, err := parseDelimiter(f.opts.Delimiter)
		if err != nil {
			return &InputError{Name: f.name, Problem: "--delimiter: " + err.Error(), Hint: `give one ASCII character, or comma, semicolon, tab, pipe, or an escape such as \x01`}
		}
		candidates = append(candidates[:0], delim)
	}
	if len(candidates) == 0 {
		for _, d := range delimiters[:detected] {
			candidates = append(candidates, d.char)
		}
	}
	heads, chosen := f.chooseDelimiter(rest, whole, start, candidates)
	if err := f.checkText(text, heads, chosen); err != nil {
		return err
	}
	f.noteDialect()
	if err := f.takeHeader(heads, chosen); err != nil {
		return err
	}
	f.ahead, f.whole = text[heads[chosen].end:], whole
	f.lookAhead()
	f.rest = io.MultiReader(strings.NewReader(f.ahead), decoded)
	return nil
}

// decoded returns the text as UTF-8, without a byte order mark.
func (f *File) decoded() (io.Reader, error) {
	if _, err := f.in.Discard(f.dialect.bom); err != nil {
		return nil, f.readError(0, err)
	}
	if f.dialect.charset.encoding != nil {
		return newDecoder(f.in, f.dialect.charset.encoding), nil
	}
	return f.utf8, nil
}

// Ahead returns the cells of the first n rows that are not empty, or as many of
// them as lie in what was looked at to find the header, 1 MiB of a text. The header
// once more is no row. It must be called before Blocks.
func (f *File) Ahead(n int) (rows [][]string, err error) {
	var heads []head
	if f.sheet == nil {
		heads = readHeads(f.ahead, f.whole, head{next: f.line}, f.dialect.delimiter, n)
	} else if heads, err = f.sheetHeads(f.sheet.Sheet, f.line, n, new(int64)); err != nil {
		return nil, f.sheetError(err)
	}
	for _, h := range heads {
		if h.defect == "" && !f.IsHeader(h.raw) {
			rows = append(rows, h.cells)
		}
	}
	return rows, nil
}

// beginning reads as much of a text as a header may have, and reports whether that
// is all.
func (f *File) beginning(text io.Reader) (string, bool, error) {
	var start strings.Builder
	start.Grow(int(min(f.size, MaxRecord)))
	if _, err := io.Copy(&start, io.LimitReader(text, MaxRecord)); err != nil {
		return "", false, f.readError(0, err)
	}
	return start.String(), start.Len() < MaxRecord, nil
}

func (f *File) noteDialect() {
	var said []string
	if c := f.dialect.charset; c.encoding != nil && len(f.notes) == 0 {
		said = append(said, "is read as "+c.name)
	}
	if d := f.dialect.delimiter; d != ',' {
		said = append(said, "has "+delimiterName(d)+" between the cells")
	}
	if len(said) > 0 {
		f.notes = append(f.notes, words.List(said))
	}
}

// chooseDelimiter tries the delimiters: that one is right with which a row is
// found that names the most columns, else that which cuts the rows alike.
func (f *File) chooseDelimiter(text string, whole bool, start head, candidates []byte) (heads []head, chosen int) {
	most := -1
	for _, delim := range candidates {
		rows := readHeads(text, whole, start, delim, headRows)
		at, known := f.findHeader(rows)
		if score := known*1000 + alike(rows, at); score > most {
			most, heads, chosen = score, rows, at
			f.dialect.delimiter = delim
		}
	}
	return heads, chosen
}

// alike counts the cells of a header, once for each row that has as many.
func alike(rows []head, header int) (n int) {
	if len(rows) == 0 {
		return 0
	}
	width := len(rows[header].cells)
	if width < 2 {
		return 0
	}
	for _, r := range rows[header:] {
		if len(r.cells) == width {
			n += min(width, 40)
		}
	}
	return n
}

// findHeader returns which row names the most columns, and how many. The first
// row is the header if no other names two at least, and more than it.
func (f *File) findHeader(rows []head) (at, known int) {
	for i, r := range rows {
		n := f.opts.Known(r.cells)
		if n > known && (i == 0 || n > 1) {
			at, known = i, n
		}
	}
	return at, known
}

// readHeads reads the first rows of a text that are not empty.
func readHeads(text string, whole bool, start head, delim byte, most int) (rows []head) {
	at, cut := start, NewCutter(delim, nil)
	for len(text) > 0 && len(rows) < most {
		rec := cut.Cut(text)
		row := head{line: at.next, quirks: rec.Quirks}
		size := rec.End
		switch {
		case rec.state == open:
			row.defect = "a quote in it is not closed"
			_, size = lineEnd(text, 0)
		case rec.unfinished() && !whole:
			row.defect = fmt.Sprintf("it is longer than %d MiB", MaxRecord>>20)
		default:
			row.defect = rec.Defect(text[:size])
		}
		raw := text[:size]
		row.raw = strings.Clone(strings.TrimRight(raw, "\r\n"))
		if row.defect == "" && strings.TrimSpace(raw) != "" {
			row.cells = slices.Clone(cut.Cells())
		}
		row.next = row.line + strings.Count(raw, "\n")
		row.end = at.end + int64(size)
		at, text = row, text[size:]
		if row.defect != "" || row.cells != nil && strings.Join(row.cells, "") != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// takeHeader takes a row as the header.
func (f *File) takeHeader(rows []head, at int) error {
	if len(rows) == 0 {
		return &InputError{Name: f.name, Problem: "has no header and no rows", Hint: "the first line must name the columns: " + f.opts.Example}
	}
	h := rows[at]
	if h.defect != "" {
		return &InputError{Name: f.name, Line: h.line, Problem: "the header can't be read: " + h.defect}
	}
	if marks := otherQuotes(h.cells); marks != "" {
		return &InputError{Name: f.name, Line: h.line, Problem: "the cells are in " + marks, Hint: `in CSV only " quotes a cell: export the file again with "`}
	}
	if r := f.customersBefore(rows[:at], len(h.cells)); r != nil {
		return &InputError{
			Name: f.name, Line: r.line, Problem: fmt.Sprintf("what looks like a customer is before the header, which is %s %d", f.lineWord(), h.line),
			Hint: "put the rows below the header of their columns, or remove what is before the header",
		}
	}
	f.header, f.headerLine, f.line = make([]string, len(h.cells)), h.line, h.next
	for i, cell := range h.cells {
		f.header[i] = strings.Clone(cell) // a part would keep all that was looked at
	}
	f.headerRow, f.headerQuirks = strings.Clone(h.raw), h.quirks
	switch n, named := len(h.cells), NewCutter(0, h.cells).named; {
	case f.sheet != nil || named == n || n == 1:
	case named == n-1:
		f.notes = append(f.notes, fmt.Sprintf("the header ends with a delimiter: column %d has no name and is not used", n))
	default:
		f.notes = append(f.notes, fmt.Sprintf("the header ends with delimiters: columns %d to %d have no name and are not used", named+1, n))
	}
	if at > 0 {
		f.notes = append(f.notes, fmt.Sprintf("the header is %s %d; what is before it is ignored", f.lineWord(), h.line))
	}
	return nil
}

// customersBefore returns the first row before a header of so many cells that looks like
// one of customers: files that were put together, whose headers differ, have some. A
// single one may be whom to ask, unless it is below a header, too.
func (f *File) customersBefore(before []head, width int) (first *head) {
	named := false
	for i := range before {
		r := &before[i]
		cells := r.cells
		if r.defect != "" {
			cells = strings.Split(r.raw, string(f.dialect.delimiter))
		}
		switch {
		case !likeCustomer(cells, min(3, width)):
			named = named || f.opts.Known(cells) > 1
		case named || first != nil:
			return cmp.Or(first, r)
		default:
			first = r
		}
	}
	return nil
}

// likeCustomer reports whether so many cells are filled, one with an e-mail address, and
// one with what may be a telephone number.
func likeCustomer(cells []string, least int) bool {
	filled, address, number := 0, false, false
	for _, c := range cells {
		if c = strings.Trim(c, "\" \t"); c == "" {
			continue
		}
		filled++
		user, domain, at := strings.Cut(c, "@")
		address = address || user != "" && strings.Contains(domain, ".") && !strings.ContainsAny(c, " :<>/")
		number = number || !at && likePhone(c)
	}
	return address && number && filled >= least
}

// likePhone reports whether a cell may be a telephone number, and is not a date.
func likePhone(cell string) bool {
	digits := 0
	for _, r := range cell {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-./() \u00a0", r):
			return false
		}
	}
	return digits >= 7 && !footers().MatchString(cell)
}

func (f *File) lineWord() string {
	if f.sheet != nil {
		return "row"
	}
	return "line"
}

// quoteMarks are those that quote no cell here, as they are before and after it.
var quoteMarks = []struct{ before, after, name string }{
	{"'", "'", "apostrophes (')"}, {"“", "”", "curly quotes (“ ”)"}, {"„", "“", "curly quotes („ “)"}, {"„", "”", "curly quotes („ ”)"}, {"”", "”", "curly quotes (” ”)"},
	{"‘", "’", "curly quotes (‘ ’)"}, {"«", "»", "angle quotes (« »)"}, {"`", "`", "backquotes (`)"},
}

// otherQuotes returns in which other quotes than those of CSV all cells are, "" for none.
func otherQuotes(cells []string) string {
	for _, q := range quoteMarks {
		alike := len(cells) > 1
		for _, c := range cells {
			alike = alike && len(c) > len(q.before)+len(q.after) && strings.HasPrefix(c, q.before) && strings.HasSuffix(c, q.after)
		}
		if alike {
			return q.name
		}
	}
	return ""
}

// IsHeader reports whether a row is the header once more, whatever its quotes and case:
// exports that were put together have it at the start of each.
func (f *File) IsHeader(raw string) bool {
	raw = strings.TrimPrefix(raw, "\f") // a new page
	raw = strings.TrimPrefix(raw, string(utf8BOM))
	if n := len(raw) - len(f.headerRow); n >= 0 && n <= len("\r\n") && strings.TrimRight(raw, "\r\n") == f.headerRow {
		return true
	}
	first, at := f.header[0], strings.TrimPrefix(raw, `"`)
	if first == "" || len(at) < len(first) || at[0]|0x20 != first[0]|0x20 || !strings.EqualFold(at[:len(first)], first) {
		return false
	}
	cut := NewCutter(f.dialect.delimiter, nil)
	rec := cut.Cut(raw)
	return rec.state == closed && slices.EqualFunc(cut.Cells(), f.header, func(cell, name string) bool {
		return strings.EqualFold(strings.TrimSpace(cell), strings.TrimSpace(name))
	})
}

// HeaderQuirks returns how the header is written.
func (f *File) HeaderQuirks() Quirk { return f.headerQuirks }

// Padded reports whether rows of the file are seen to have their last cells though
// they are empty. Then a row that has fewer cells than the header misses one that is
// not.
func (f *File) Padded() bool { return f.padded }

// lookAhead finds out about the rows from those that are at hand: whether a whole
// one ends with an empty cell, and whether one can't be read but with escapes.
func (f *File) lookAhead() {
	d := string(f.dialect.delimiter)
	has := func(s string) bool { return strings.Contains(f.ahead, s) }
	if !has(`\"`) && !has(d+"\n") && !has(d+"\r\n") && !has(d+"\"\"\n") && !has(d+"\"\"\r\n") {
		return
	}
	cut := f.Cutter()
	for text := f.ahead; len(text) > 0; {
		rec := cut.Cut(text)
		f.escapes = f.escapes || rec.Quirks&Escaped != 0
		last := len(cut.cells) - 1
		f.padded = f.padded || cut.sound(&rec) && cut.cells[last] == ""
		text = text[rec.End:]
	}
}
