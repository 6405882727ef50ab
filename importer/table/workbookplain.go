package table

import "bytes"

// Nearly all cells of nearly all workbooks are written in one of a few ways:
//
//	<c r="B2" s="1" t="s"><v>12</v></c>
//	<c r="B2" t="inlineStr"><is><t xml:space="preserve">Ann </t></is></c>
//	<c r="B2" s="1"/>
//
// Those are read as they stand, a cell at a time. Whatever is written otherwise is
// left, as a whole, to the tokens: what a cell says does not depend on who reads it.

// plainCell is a cell that is written so.
type plainCell struct {
	place, kind, style []byte // its attributes, nil for none
	plainString
	valued bool // it has a <v>
	inline bool // it has an <is>
}

// plainString is what stands between two tags.
type plainString struct {
	raw []byte
	// odd is set where raw may not be the text: it has references, CRs, or escapes.
	odd bool
}

// cut reads the cell at the start of b, after space, and returns its size: 0 where
// it is written in another way, or not all of it is there.
func (p *plainCell) cut(b []byte) (size int) {
	at := skipSpace(b)
	if len(b)-at < len("<c/>") || b[at] != '<' || b[at+1] != 'c' {
		return 0
	}
	*p = plainCell{}
	n, ok := p.cutAttributes(b[at+2:])
	if !ok {
		return 0
	}
	at += 2 + n
	if b = b[at:]; hasPrefix(b, "/>") {
		return at + len("/>")
	}
	if n = p.cutBetween(b, "</v></c>", "><v>"); n > 0 {
		p.valued = true
	} else if n = p.cutBetween(b, "</t></is></c>", "><is><t>", `><is><t xml:space="preserve">`); n > 0 {
		p.inline = true
	} else {
		return 0
	}
	return at + n
}

// cutAttributes reads the attributes at the start of b.
func (p *plainCell) cutAttributes(b []byte) (size int, ok bool) {
	at := 0
	for {
		rest := b[at:]
		if len(rest) < len(` r=""`) || rest[0] != ' ' {
			return at, true
		}
		var to *[]byte
		switch rest[1] {
		case 'r':
			to = &p.place
		case 's':
			to = &p.style
		case 't':
			to = &p.kind
		default:
			return 0, false
		}
		if *to != nil || rest[2] != '=' || rest[3] != '"' {
			return 0, false
		}
		end := len(` r="`)
		for end < len(rest) && isAlnum(rest[end]) {
			end++
		}
		if end == len(rest) || rest[end] != '"' {
			return 0, false
		}
		*to = rest[len(` r="`):end]
		at += end + 1
	}
}

// isPlain are the bytes of a text that stand for themselves wherever they are.
var isPlain = func() (plain [256]bool) {
	for c, class := range byteClass {
		plain[c] = class == plainByte && c != '_'
	}
	return plain
}()

// cutBetween reads the text at the start of b that stands behind one of these tags
// and before those, and returns the size of all of it, 0 where there is none.
func (p *plainString) cutBetween(b []byte, after string, before ...string) int {
	for _, tags := range before {
		if !hasPrefix(b, tags) {
			continue
		}
		n, ok := p.cut(b[len(tags):])
		if n += len(tags); ok && hasPrefix(b[n:], after) {
			return n + len(after)
		}
	}
	return 0
}

// cut reads the text at the start of b, up to a tag. It is false for what can't
// stand in XML.
func (p *plainString) cut(b []byte) (size int, ok bool) {
	for size < len(b) && isPlain[b[size]] {
		size++
	}
	if size == len(b) {
		return 0, false
	}
	if b[size] != '<' {
		n := bytes.IndexByte(b[size:], '<')
		if n < 0 {
			return 0, false
		}
		size += n
		plain, err := checkText(b[:size], inText)
		if err != nil {
			return 0, false
		}
		p.odd = !plain || bytes.Contains(b[:size], []byte("_x"))
	}
	p.raw = b[:size]
	return size, true
}

// appendTo appends the text. It is false where a reference stands for nothing.
func (p *plainString) appendTo(to []byte, isString bool) ([]byte, bool) {
	if !p.odd {
		return append(to, p.raw...), true
	}
	at := len(to)
	all, err := appendDecoded(to, p.raw, inText)
	if err != nil {
		return to, false
	}
	if isString && bytes.Contains(all[at:], []byte("_x")) {
		all = all[:at+len(unescapeXML(all[at:]))]
	}
	return all, true
}

// nextPlain is next where an element of that name begins next, perhaps after space,
// as it is written nearly always; else it is false, and reads nothing.
func (x *xmlReader) nextPlain(name string) (bool, error) {
	b := x.ahead()
	start := skipSpace(b)
	size := tagSize(b[start:], name)
	if size == 0 {
		return false, nil
	}
	x.source.take(start + size)
	if err := x.begin(b[start : start+size]); err != nil {
		return false, unreadable(err)
	}
	return true, nil
}

// tagSize returns the size of the tag at the start of b, 0 where no element of that
// name begins there.
func tagSize(b []byte, name string) int {
	const before = "<"
	if at := len(before) + len(name); len(b) <= at || b[0] != '<' || string(b[1:at]) != name || !isXMLSpace(b[at]) && b[at] != '>' {
		return 0
	}
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return 0
}

// endPlain is next where the innermost element ends next, perhaps after space; else
// it is false, and reads nothing.
func (x *xmlReader) endPlain() bool {
	b := x.ahead()
	start := skipSpace(b)
	rest, ok := bytes.CutPrefix(b[start:], []byte("</"))
	if !ok {
		return false
	}
	name := x.names[x.open[len(x.open)-1].name:]
	if !bytes.HasPrefix(rest, name) || len(rest) == len(name) || rest[len(name)] != '>' {
		return false
	}
	x.source.take(start + len("</") + len(name) + len(">"))
	return x.end() == nil
}

func skipSpace(b []byte) int {
	at := 0
	for at < len(b) && isXMLSpace(b[at]) {
		at++
	}
	return at
}
