package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"vobizsync/internal/lazy"
)

// xmlPlace is where a text is: what may be in it differs.
type xmlPlace int

const (
	_ xmlPlace = iota
	inText
	inCData
	inAttribute
)

// Classes of bytes for checkText.
const (
	plainByte = iota
	illegalByte
	wideByte // of a character beyond ASCII
	markByte // it may mean something: & < ] \r
)

var byteClass = func() (class [256]uint8) {
	for c := range class {
		switch {
		case c == '\t' || c == '\n':
		case c == '\r' || c == '&' || c == '<' || c == ']':
			class[c] = markByte
		case c < ' ':
			class[c] = illegalByte
		case c >= utf8.RuneSelf:
			class[c] = wideByte
		}
	}
	return class
}()

// checkText refuses what can't be in XML (XML 1.0, 2.2, 2.4), and reports
// whether the text is as it is, without a reference or a CR.
func checkText(b []byte, where xmlPlace) (plain bool, err error) {
	plain = true
	for i := 0; i < len(b); i++ {
		switch byteClass[b[i]] {
		case illegalByte:
			return false, fmt.Errorf("the control character %#02x", b[i])
		case wideByte:
			r, size := utf8.DecodeRune(b[i:])
			if size == 1 || r == 0xFFFE || r == 0xFFFF {
				return false, errors.New("a character that is not valid UTF-8")
			}
			i += size - 1
		case markByte:
			switch c := b[i]; {
			case c == '\r', c == '&' && where != inCData:
				plain = false
			case c == '<' && where == inAttribute:
				return false, errors.New("< in a value")
			case c == ']' && where == inText && bytes.HasPrefix(b[i:], []byte("]]>")):
				return false, errors.New("]]> outside of CDATA")
			}
		}
	}
	return plain, nil
}

// appendDecoded appends a text with its line ends as \n (XML 1.0, 2.11) and its
// references resolved (4.1, 4.6).
func appendDecoded(to, b []byte, where xmlPlace) ([]byte, error) {
	for len(b) > 0 {
		n := bytes.IndexAny(b, "&\r")
		if n < 0 {
			return append(to, b...), nil
		}
		to, b = append(to, b[:n]...), b[n:]
		switch {
		case b[0] == '\r':
			if b = b[1:]; len(b) == 0 || b[0] != '\n' {
				to = append(to, '\n')
			}
		case where == inCData:
			to, b = append(to, '&'), b[1:]
		default:
			end := bytes.IndexByte(b[:min(len(b), 12)], ';')
			if end < 0 {
				return nil, errors.New("a bare &")
			}
			r, ok := reference(string(b[1:end]))
			if !ok {
				if b[1] == '#' && len(bytes.Trim(b[2:end], "x0123456789ABCDEFabcdef")) == 0 {
					return nil, fmt.Errorf("the reference %s", clip(b[:end+1]))
				}
				return nil, fmt.Errorf("the reference &%s;", shownName(b[1:end]))
			}
			to, b = utf8.AppendRune(to, r), b[end+1:]
		}
	}
	return to, nil
}

// reference returns the character that &name; stands for.
func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	base := 10
	if hex, is := strings.CutPrefix(digits, "x"); is {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	if !ok || err != nil || n > utf8.MaxRune || !utf8.ValidRune(r) || r == 0xFFFE || r == 0xFFFF || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
		return 0, false
	}
	return r, true
}

func isXMLSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func trimSpace(b []byte) []byte {
	for len(b) > 0 && isXMLSpace(b[0]) {
		b = b[1:]
	}
	return b
}

// Classes of bytes for cutName: those that may begin a name, and those that may
// only go on with it. Of the characters beyond ASCII (XML 1.0, 2.3) all are taken.
const (
	nameStart = iota + 1
	nameRest
	nameColon
)

var nameClass = func() (class [256]uint8) {
	for c := range class {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' && c < utf8.RuneSelf, c == '_', c >= utf8.RuneSelf:
			class[c] = nameStart
		case c >= '0' && c <= '9', c == '-', c == '.':
			class[c] = nameRest
		case c == ':':
			class[c] = nameColon
		}
	}
	return class
}()

// cutName cuts a name off the start of b, split at its colon, and reports
// whether it is a proper one.
func cutName(b []byte) (full, prefix, name, rest []byte, ok bool) {
	at, start := 0, true
	ascii := byte(0)
	for at < len(b) && b[at] != '=' && !isXMLSpace(b[at]) {
		c := b[at]
		ascii |= c
		switch class := nameClass[c]; {
		case class == nameStart || class == nameRest && !start:
			start = false
		case class == nameColon && !start && prefix == nil:
			prefix, start = b[:at], true
		default:
			return clip(b), nil, nil, nil, false
		}
		at++
	}
	full, name, rest = b[:at], b[:at], b[at:]
	if prefix != nil {
		name = b[len(prefix)+1 : at]
	}
	return full, prefix, name, rest, !start && at <= maxName && (ascii < utf8.RuneSelf || utf8.Valid(full))
}

// namespaces are the declarations that hold at a place.
type namespaces struct {
	declared []namespace
	uri      string // of the root element
	// What was asked last, as long as it holds: nearly all elements have one
	// prefix.
	known     bool
	lastAsked []byte
	lastOurs  bool
}

type namespace struct {
	prefix, uri string
}

func (n *namespaces) size() int { return len(n.declared) }

func (n *namespaces) shrink(to int) {
	if len(n.declared) != to {
		n.declared, n.known = n.declared[:to], false
	}
}

func (n *namespaces) declare(prefix, uri []byte) {
	n.declared, n.known = append(n.declared, namespace{string(prefix), string(uri)}), false
}

// root takes the namespace of the root element.
func (n *namespaces) root(prefix []byte) { n.uri = n.of(prefix) }

// isRoots reports whether the prefix stands for the root element's namespace.
func (n *namespaces) isRoots(prefix []byte) bool {
	if !n.known || !bytes.Equal(prefix, n.lastAsked) {
		n.known, n.lastAsked, n.lastOurs = true, append(n.lastAsked[:0], prefix...), n.of(prefix) == n.uri
	}
	return n.lastOurs
}

// unprefixed reports whether the element that was asked about last has no prefix,
// and is the root element's, as all others like it are here.
func (n *namespaces) unprefixed() bool { return n.known && n.lastOurs && len(n.lastAsked) == 0 }

// of returns what a prefix stands for: itself where it is not declared.
func (n *namespaces) of(prefix []byte) string {
	for i := len(n.declared) - 1; i >= 0; i-- {
		if d := &n.declared[i]; d.prefix == string(prefix) {
			return d.uri
		}
	}
	return string(prefix)
}

// declaration finds what an XML declaration says (XML 1.0, 2.8).
var declaration = lazy.Regexp(`^<\?xml\s+version\s*=\s*["']([^"'<>]*)["'](?:\s+encoding\s*=\s*["']([^"'<>]*)["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>`)

// decodeXML returns the text of a part as UTF-8, without a byte order mark. The
// encoding is the one of the mark, else of the declaration, else UTF-8 (XML 1.0,
// appendix F). A declaration that can be read as ASCII is not in UTF-16, whatever
// it says.
func decodeXML(r io.Reader) (io.Reader, error) {
	start := make([]byte, 512)
	n, err := io.ReadFull(r, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	start = start[:n]
	whole := io.MultiReader(bytes.NewReader(start), r)
	switch {
	case hasPrefix(start, "\xff\xfe"), hasPrefix(start, "\xfe\xff"):
		return transform.NewReader(whole, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()), nil
	case hasPrefix(start, "<\x00?\x00"):
		return transform.NewReader(whole, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()), nil
	case hasPrefix(start, "\x00<\x00?"):
		return transform.NewReader(whole, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()), nil
	case hasPrefix(start, "\xef\xbb\xbf"):
		return io.MultiReader(bytes.NewReader(start[3:]), r), nil
	case !hasPrefix(start, "<?xml") || len(start) > 5 && !isXMLSpace(start[5]):
		return whole, nil
	}
	said := declaration().FindSubmatch(start)
	if said == nil || string(said[1]) != "1.0" {
		return nil, errors.New("its XML declaration can't be read")
	}
	e, err := xmlEncoding(string(said[2]))
	if e == nil || err != nil {
		return whole, err
	}
	return transform.NewReader(whole, e.NewDecoder()), nil
}

func hasPrefix(b []byte, prefix string) bool { return bytes.HasPrefix(b, []byte(prefix)) }

// xmlEncoding returns the encoding of a part that a declaration in ASCII names,
// nil for UTF-8.
func xmlEncoding(name string) (encoding.Encoding, error) {
	if name == "" || strings.HasPrefix(strings.ToLower(name), "utf") {
		return nil, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil || e == encoding.Replacement {
		return nil, fmt.Errorf("it is in the encoding %q, which is not known here", clip([]byte(name)))
	}
	return e, nil
}
