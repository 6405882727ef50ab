package table

import "bytes"

// sheetBlocks reads the rows below the header as blocks of CSV, so that all that
// comes after is the same for every kind of file.
func (f *File) sheetBlocks(yield func(Block, error) bool) {
	rows, err := f.sheet.book.Rows(f.sheet.Sheet)
	if err != nil {
		yield(Block{}, f.sheetError(err))
		return
	}
	defer func() { _ = rows.Close() }() // it was read only
	var b Block
	var raw []byte
	last := f.headerLine
	for {
		ok, err := rows.advance()
		if err != nil {
			yield(Block{}, f.sheetError(err))
			return
		}
		if !ok {
			break // empty rows at the end do not count
		}
		line := rows.row.Line
		if line < f.line || len(rows.ends) == 0 {
			continue
		}
		b.Empty += line - last - 1
		last = line
		start := len(raw)
		raw, b.Lines = append(rows.appendCSV(raw, len(f.header)), '\n'), append(b.Lines, line)
		if len(raw) < blockSize || isFooter(string(raw[start:]), ',') {
			continue
		}
		b.Raw = string(raw)
		if !yield(b, nil) {
			return
		}
		b, raw = Block{}, raw[:0]
	}
	f.noteRows(rows)
	if len(b.Lines) > 0 {
		b.Raw, b.Passed = withoutFooters(string(raw), ',')
		yield(b, nil)
	}
}

// appendCSV appends the cells of the row as CSV (RFC 4180), as many as the width at
// least, without a line end.
func (r *SheetRows) appendCSV(to []byte, width int) []byte {
	plain := !needsQuotes(r.text)
	start := 0
	for i, end := range r.ends {
		if i > 0 {
			to = append(to, ',')
		}
		c := r.text[start:end]
		start = end
		if plain || !needsQuotes(c) {
			to = append(to, c...)
			continue
		}
		to = append(to, '"')
		for {
			n := bytes.IndexByte(c, '"')
			if n < 0 {
				break
			}
			to = append(append(to, c[:n]...), `""`...)
			c = c[n+1:]
		}
		to = append(append(to, c...), '"')
	}
	for range width - max(len(r.ends), 1) {
		to = append(to, ',')
	}
	return to
}

// needsQuotes reports whether a cell with that text must be quoted.
func needsQuotes(text []byte) bool {
	for _, c := range [...]byte{',', '"', '\n', '\r'} {
		if bytes.IndexByte(text, c) >= 0 {
			return true
		}
	}
	return false
}
