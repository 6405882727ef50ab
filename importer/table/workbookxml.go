package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/orisano/gosax"
)

// Bounds of what is read as XML. A cell has at most 32,767 characters, and no
// element of a workbook has a hundred attributes.
const (
	maxNesting    = 64
	maxToken      = 4 << 20 // bytes
	maxAttributes = 100
	maxName       = 1000 // bytes
	// maxSpaces is how many namespaces may be declared at a place: each is looked at for
	// each element. Excel declares a dozen or two.
	maxSpaces = 128
)

// xmlReader reads the XML of a part, token by token. The tokens are cut by
// gosax, which takes nearly anything for XML; so this type holds them against
// the standard (XML 1.0, and Namespaces in XML 1.0): names, nesting, attributes,
// characters and references. It refuses document types, which a workbook must
// not have (ECMA-376 part 2, 8.3.2), and with them all entities but the five.
//
// Of a token only these are valid until the next one: name, attributes, text.
type xmlReader struct {
	events *gosax.Reader
	source *tokenSource
	// kind is that of the token that was read last.
	kind xmlKind
	// name is the local name of an element that begins or ends.
	name []byte
	// ours is set where that element is in the namespace of the root element.
	ours bool
	// attributes are those of an element that begins.
	attributes []xmlAttribute
	// text is what is between two tags, without references.
	text []byte

	open    []openElement
	names   []byte // of the open elements, one after the other
	spaces  namespaces
	empty   bool // the element that began has no content, and ends next
	started bool // something was read
	rooted  bool // the root element was read
	scratch []byte
	// tokensOnly is set where nothing is to be read but by tokens.
	tokensOnly bool
}

type xmlKind int

const (
	_ xmlKind = iota
	xmlBegin
	xmlEnd
	xmlText
	xmlEOF
)

type xmlAttribute struct {
	prefix, name, value []byte
}

// openElement is an element that has begun and not ended.
type openElement struct {
	name   int // where its name begins in names
	local  int // where the local name begins in that
	spaces int // declarations that hold outside of it
	ours   bool
}

func newXMLReader(r io.Reader) (*xmlReader, error) {
	decoded, err := decodeXML(r)
	if err != nil {
		return nil, err
	}
	source := newTokenSource(decoded)
	return &xmlReader{source: source, events: gosax.NewReaderBuf(source, make([]byte, 0, 64<<10))}, nil
}

// depth is how many elements are open.
func (x *xmlReader) depth() int { return len(x.open) }

// next reads the next token. Comments and processing
// instructions are passed over.
func (x *xmlReader) next() error {
	if x.empty {
		x.empty = false
		return x.end()
	}
	for {
		x.source.read = 0
		event, err := x.events.Event()
		x.source.lent -= len(event.Bytes)
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return unreadable(err)
		}
		done, err := x.take(event)
		if err != nil {
			return unreadable(err)
		}
		x.started = true
		if done {
			return nil
		}
	}
}

func unreadable(err error) error { return fmt.Errorf("its XML can't be read: %w", err) }

// take reports whether the event is a token.
func (x *xmlReader) take(event gosax.Event) (bool, error) {
	b := event.Bytes
	switch event.Type() {
	case gosax.EventStart:
		return true, x.begin(b)
	case gosax.EventEnd:
		name := b[2 : len(b)-1]
		for len(name) > 0 && isXMLSpace(name[len(name)-1]) {
			name = name[:len(name)-1]
		}
		if len(x.open) == 0 || !bytes.Equal(name, x.names[x.open[len(x.open)-1].name:]) {
			return false, fmt.Errorf("</%s> has no start tag", shownName(name))
		}
		return true, x.end()
	case gosax.EventText:
		text, err := x.decode(b, inText)
		if err == nil && len(x.open) == 0 && len(bytes.Trim(text, " \t\n")) > 0 {
			err = errors.New("text outside of its root element")
		}
		x.kind, x.text = xmlText, text
		return len(x.open) > 0, err
	case gosax.EventCData:
		const before, after = "<![CDATA[", "]]>"
		if !bytes.HasPrefix(b, []byte(before)) || len(b) < len(before)+len(after) || len(x.open) == 0 {
			return false, errors.New("a declaration in the wrong place")
		}
		text, err := x.decode(b[len(before):len(b)-len(after)], inCData)
		x.kind, x.text = xmlText, text
		return true, err
	case gosax.EventComment:
		const before, after = "<!--", "-->"
		if !bytes.HasPrefix(b, []byte(before)) || len(b) < len(before)+len(after) || bytes.Contains(b[len(before):len(b)-len(after)+1], []byte("--")) {
			return false, errors.New("a damaged comment")
		}
		_, err := checkText(b, inCData)
		return false, err
	case gosax.EventProcessingInstruction:
		return false, x.instruction(b)
	case gosax.EventDocType:
		return false, errors.New("it has a document type, which no workbook has")
	case gosax.EventEOF:
		if !x.rooted || len(x.open) > 0 {
			return false, io.ErrUnexpectedEOF
		}
		x.kind = xmlEOF
		return true, nil
	}
	return false, errors.New("an unknown kind of token")
}

// instruction checks a processing instruction. The XML declaration was read
// before, and is nowhere but at the start.
func (x *xmlReader) instruction(b []byte) error {
	if len(b) < len("<?x?>") {
		return errors.New("a processing instruction without a name")
	}
	name, prefix, _, _, ok := cutName(b[2 : len(b)-2])
	if !ok || prefix != nil || bytes.EqualFold(name, []byte("xml")) && x.started {
		return fmt.Errorf("a processing instruction %s in the wrong place", shownName(name))
	}
	_, err := checkText(b, inCData)
	return err
}

// skip reads to the end of the element that has just begun.
func (x *xmlReader) skip() error {
	depth := x.depth()
	for {
		if err := x.next(); err != nil {
			return err
		}
		if x.kind == xmlEnd && x.depth() < depth {
			return nil
		}
	}
}

// attribute returns the value of the attribute without a prefix, "" where there
// is none.
func (x *xmlReader) attribute(name string) []byte {
	for i := range x.attributes {
		if a := &x.attributes[i]; string(a.name) == name && len(a.prefix) == 0 {
			return a.value
		}
	}
	return nil
}

// cellAttributes returns the attributes r, t and s at once.
func (x *xmlReader) cellAttributes() (r, t, s []byte) {
	for i := range x.attributes {
		a := &x.attributes[i]
		if len(a.name) != 1 || len(a.prefix) > 0 {
			continue
		}
		switch a.name[0] {
		case 'r':
			r = a.value
		case 't':
			t = a.value
		case 's':
			s = a.value
		}
	}
	return r, t, s
}

// begins reports whether an element of the root's namespace begins.
func (x *xmlReader) begins(name string) bool {
	return x.kind == xmlBegin && x.ours && string(x.name) == name
}

// decode checks a text and resolves the references in it.
func (x *xmlReader) decode(b []byte, where xmlPlace) ([]byte, error) {
	plain, err := checkText(b, where)
	if plain || err != nil {
		return b, err
	}
	if where != inAttribute {
		x.scratch = x.scratch[:0]
	}
	at := len(x.scratch)
	if x.scratch, err = appendDecoded(x.scratch, b, where); err != nil {
		return nil, err
	}
	return x.scratch[at:], nil
}

// clip shortens what is quoted from a damaged part.
func clip(b []byte) []byte { return b[:min(len(b), 40)] }

// shownName is a name as messages show it. Behind a < or & that was not escaped
// stands a piece of a cell, which may be a password: with a digit or a sign in it,
// it is not shown.
func shownName(b []byte) string {
	letter := func(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune(":-_.", r) }
	if bytes.ContainsFunc(b, func(r rune) bool { return !letter(r) }) {
		return "(" + strconv.Itoa(utf8.RuneCount(b)) + " characters, not shown)"
	}
	return string(clip(b))
}
