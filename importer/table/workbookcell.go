package table

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// cell is a cell as the workbook stores it.
type cell struct {
	kind    cellKind
	format  *numberFormat
	formula bool
	// valued is set where a value is stored, even an empty one.
	valued bool
	text   []byte // what is stored, the number of a shared text included
}

// cellKind is the type of a cell (ECMA-376 part 1, 18.18.11).
type cellKind int

const (
	numberCell  cellKind = iota // n, and what is not known
	sharedCell                  // s
	textCell                    // str, inlineStr
	booleanCell                 // b
	errorCell                   // e
	dateCell                    // d: as ISO 8601 writes it
)

func cellKindOf(t []byte) cellKind {
	switch string(t) {
	case "s":
		return sharedCell
	case "str", "inlineStr":
		return textCell
	case "b":
		return booleanCell
	case "e":
		return errorCell
	case "d":
		return dateCell
	}
	return numberCell
}

// appendCell appends what the cell says.
func (w *Workbook) appendCell(to []byte, c *cell) ([]byte, error) {
	if c.kind == textCell || !c.valued {
		return append(to, c.text...), nil
	}
	stored := trimSpace(c.text)
	for len(stored) > 0 && isXMLSpace(stored[len(stored)-1]) {
		stored = stored[:len(stored)-1]
	}
	switch c.kind {
	case sharedCell:
		text, err := w.texts.text(stored)
		return append(to, text...), err
	case booleanCell:
		switch string(stored) {
		case "1", "true":
			return append(to, "TRUE"...), nil
		case "0", "false":
			return append(to, "FALSE"...), nil
		}
	case numberCell:
		return w.appendNumber(to, stored, c.format), nil
	}
	return append(to, stored...), nil
}

// appendNumber appends a number with all of its digits: without thousands
// separators, rounding and scientific notation, whatever its format.
//
// A number that is shown in scientific notation and ends in zeros was, most
// likely, made from such a notation, and has lost digits: it stays as it is, so
// that this can be told.
func (w *Workbook) appendNumber(to, stored []byte, format *numberFormat) []byte {
	whole, ok := numberShape(stored)
	if !ok || whole && format == general {
		return append(to, stored...)
	}
	value, err := strconv.ParseFloat(string(stored), 64)
	if err != nil {
		return append(to, stored...) // beyond all numbers
	}
	if value < 0 || format == general {
		return appendPlain(to, stored, value, whole)
	}
	switch s := format.section(value); s.kind {
	case inDigits:
		if value == math.Trunc(value) {
			at := len(to) + len(s.prefix)
			to = appendPlain(append(to, s.prefix...), stored, value, whole)
			return padZeros(to, at, s.digits)
		}
	case inExponent:
		number := appendPlain(nil, stored, value, whole)
		if len(number) > 8 && bytes.HasSuffix(number, []byte("0000")) || value >= 1e15 {
			return strconv.AppendFloat(to, value, 'E', -1, 64)
		}
	case inTime:
		if text, ok := w.appendMoment(to, value, s.moment); ok {
			return text
		}
	}
	return appendPlain(to, stored, value, whole)
}

// mostExponent bounds the exponents that are resolved. What is beyond it counts
// nothing, would be 300 digits long, and takes a thousand times as long to read.
const mostExponent = 40

// numberShape reports whether b is a number (XML Schema part 2, 3.2.5, without
// INF, NaN and what is beyond mostExponent), and whether it is written as a whole one.
func numberShape(b []byte) (whole, ok bool) {
	whole = true
	digits := 0
	for i, c := range b {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '-' && i == 0:
		case c == '.':
			whole = false
		case c == 'e' || c == 'E':
			n, err := strconv.Atoi(string(b[i+1:]))
			return false, err == nil && digits > 0 && max(n, -n) <= mostExponent
		default:
			return false, false
		}
	}
	return whole, digits > 0
}

func appendPlain(to, stored []byte, value float64, whole bool) []byte {
	if whole { // it may have more digits than a float64
		return append(to, stored...)
	}
	return strconv.AppendFloat(to, value, 'f', -1, 64)
}

// padZeros puts zeros before the number that begins at that place: one for each 0 among
// the placeholders that it has no digit for.
func padZeros(to []byte, at int, placeholders string) []byte {
	missing := max(len(placeholders)-(len(to)-at), 0)
	for range strings.Count(placeholders[:missing], "0") {
		to = append(to, 0)
		copy(to[at+1:], to[at:])
		to[at] = '0'
	}
	return to
}

// lastDate is the number of days that stands for the first day after the last
// that there is, 9999-12-31, counted from 1900 (18.17.4.1).
const lastDate = 2958466

// appendMoment appends a number of days as ISO 8601 writes it, as far as it is
// shown. It is false for what is not a date.
func (w *Workbook) appendMoment(to []byte, days float64, shown momentParts) ([]byte, bool) {
	if days >= lastDate {
		return to, false
	}
	unit := math.Pow10(shown.fraction)
	ticks := int64(math.Round(days * 86400 * unit)) // parts of a second
	perDay := int64(86400 * unit)
	day, ticks := ticks/perDay, ticks%perDay
	all := to
	if shown.date {
		var ok bool
		if all, ok = w.appendDate(all, day); !ok {
			return to, false
		}
	}
	if !shown.clock {
		return all, true
	}
	if shown.date {
		all = append(all, ' ')
	}
	return appendClock(all, day, ticks, int64(unit), shown), true
}

// appendDate appends the day of that number. Those from 1900 count a day that never
// was, 1900-02-29.
func (w *Workbook) appendDate(to []byte, day int64) ([]byte, bool) {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case w.epoch1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day < 1:
		return to, false
	case day == 60:
		return append(to, "1900-02-29"...), true
	case day < 60:
		day++
	}
	date := first.AddDate(0, 0, int(day))
	if date.Year() > 9999 {
		return to, false
	}
	return date.AppendFormat(to, time.DateOnly), true
}

func appendClock(to []byte, day, ticks, unit int64, shown momentParts) []byte {
	hours := ticks / unit / 3600
	if shown.elapsed {
		hours += day * 24
	}
	to = appendTwo(append(appendTwo(to, hours), ':'), ticks/unit/60%60)
	if shown.seconds {
		to = appendTwo(append(to, ':'), ticks/unit%60)
	}
	if shown.seconds && shown.fraction > 0 {
		at := len(to)
		to = strconv.AppendInt(to, unit+ticks%unit, 10)
		to[at] = '.' // for the 1 of the unit
	}
	return to
}

// appendTwo appends a number of two digits at least.
func appendTwo(to []byte, n int64) []byte {
	if n < 10 {
		to = append(to, '0')
	}
	return strconv.AppendInt(to, n, 10)
}
