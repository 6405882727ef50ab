package importer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// take prepares a row for its repairs, and returns what its cells say by themselves. A
// row that is wrong as a whole stays so in a file of its own: where its cells would not
// show it, it is as it was written in one of them, in which no such text can be
// right.
func (f *File) take(e *Entry, fixed *Fixed, book bool) (said *Entry, repairable bool) {
	read := f.alone(e)
	if said = &read; said.whole() && !said.odd || f.isAlone(fixed.Cells) {
		return said, false
	}
	if e.odd {
		f.standIn(e, fixed)
		return said, false
	}
	if book {
		f.unwrapFormulas(fixed.Cells)
	}
	for len(fixed.Cells) < len(f.columns) {
		fixed.Cells = append(fixed.Cells, "")
	}
	if !e.Valid() && e.whole() && said.valid(f.opts.Strict) {
		if kept := strings.Join(f.withoutError(fixed.Cells), ""); !book && (!utf8.ValidString(kept) || strings.IndexByte(kept, 0) >= 0) {
			return said, false // as it is
		}
		fixed.Cells[f.proof(fixed.Cells)] = e.written()
		read = f.reread(f.encode(fixed.Cells))
	}
	return said, true
}

// withoutError returns a row's cells without the reason of the last time.
func (f *File) withoutError(cells []string) []string {
	if last := len(f.columns) - 1; strings.EqualFold(f.columns[last].Header, ErrorColumn) {
		return cells[:last]
	}
	return cells
}

// isAlone reports whether only the first cell is filled: it may have what standIn wrote.
func (f *File) isAlone(cells []string) bool {
	for i, cell := range cells {
		if i > 0 && cell != "" && (i >= len(f.columns) || !isOwnColumn(f.columns[i].Header)) {
			return false
		}
	}
	return true
}

// standIn puts a row whose cells are not those of the columns into its first one, unless
// it has too many of them: then they stay, unless one has lines that could pass for rows.
func (f *File) standIn(e *Entry, fixed *Fixed) {
	cells := fixed.Cells
	for len(cells) < len(f.columns) {
		cells = append(cells, "")
	}
	if again := f.reread(f.encode(cells)); !again.whole() || strings.Contains(e.written(), "\n") {
		clear(cells)
		cells[0] = e.written()
		fixed.Cells = cells[:len(f.columns)]
	}
}

// written is the row as it is in the file.
func (e *Entry) written() string {
	return strings.ToValidUTF8(strings.TrimRight(e.raw, "\r\n"), "\ufffd")
}

// proof is the column whose cell is checked most strictly.
func (f *File) proof(cells []string) int {
	for _, field := range []Field{Phone, Country, Email} {
		if places, _ := f.placesOf(field, cells); len(places) > 0 {
			return places[0]
		}
	}
	return 0
}

// encode writes cells as a row of the file.
func (f *File) encode(cells []string) string {
	var row strings.Builder
	for i, cell := range cells {
		if i > 0 {
			row.WriteByte(f.Delimiter())
		}
		row.WriteByte('"')
		row.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		row.WriteByte('"')
	}
	row.WriteByte('\n')
	return row.String()
}

// alone is what a row says without the others, and before anything was hidden.
func (f *File) alone(e *Entry) Entry {
	if !e.Valid() || slices.ContainsFunc(e.Notes, isRepeat) {
		return f.reread(e.raw)
	}
	return *e
}

// isRepeat reports whether a doubt is that another row has the same.
func isRepeat(p Problem) bool { return p.Repeats() && p.Code != DuplicateEmail }

// reread reads a row by itself: what its cells say.
func (f *File) reread(raw string) (e Entry) {
	cut := f.newRowCutter()
	rec := cut.cut.Cut(raw)
	e.raw = raw
	if why := rec.Defect(raw); why != "" {
		e.odd = true
		e.problem(MalformedRow, "", why)
		return e
	}
	cut.fill(&e, &rec)
	if e.Valid() {
		f.normalize(&e, &fillCounts{})
	}
	return e
}

// means reports whether cells say what a row says: the same customer, the same
// problems, the same doubts.
func (f *File) means(cells []string, said *Entry) bool {
	again := f.reread(f.encode(cells))
	doubts := func(e *Entry) (all []Problem) {
		for _, n := range e.Notes {
			if !n.Repairs() {
				all = append(all, n)
			}
		}
		return all
	}
	same := func(a, b Problem) bool { return a.Code == b.Code && a.Field == b.Field }
	return again.Customer == said.Customer && slices.EqualFunc(again.Problems, said.Problems, same) &&
		slices.EqualFunc(doubts(&again), doubts(said), same)
}

// whole reports whether something is wrong with the row as a whole, or may be: then
// nobody knows what its cells are.
func (e *Entry) whole() bool {
	means := func(p Problem) bool { return p.Field == "" && !p.Repairs() }
	return slices.ContainsFunc(e.Problems, means) || slices.ContainsFunc(e.Notes, means)
}

// valid reports whether a row can be used that was read by itself.
func (e *Entry) valid(strict bool) bool {
	return e.Valid() && !(strict && slices.ContainsFunc(e.Notes, func(n Problem) bool { return !n.Repairs() }))
}

// hasRows reports whether a cell may have swallowed rows: a line in it that is not the
// first has several cells.
func hasRows(cell string) bool {
	_, rest, lines := strings.Cut(cell, "\n")
	return lines && slices.ContainsFunc([]string{",", ";", "\t", "|"}, func(delim string) bool { return strings.Count(rest, delim) > 1 })
}

// unwrapFormulas takes the texts out of the cells of a text that are ="text".
func (f *File) unwrapFormulas(cells []string) {
	if !f.IsText() {
		return
	}
	for i, cell := range cells {
		if text, ok := formulaCell(cell); ok {
			cells[i] = text
		}
	}
}

// KeepFormulas makes what was a text in a workbook one in a CSV, too: there, ="text"
// is read as the text.
func (f *File) KeepFormulas(cells []string) {
	if f.IsText() {
		return
	}
	for i := range min(len(cells), len(f.columns)) {
		if _, ok := formulaCell(cells[i]); ok && !f.columns[i].Unused() {
			cells[i] = `="` + strings.ReplaceAll(cells[i], `"`, `""`) + `"`
		}
	}
}

// formulaCell returns the text of a cell ="text".
func formulaCell(cell string) (text string, ok bool) {
	if !strings.HasPrefix(cell, `="`) {
		return "", false
	}
	return formulaText(cell)
}
