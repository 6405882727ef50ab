package table

import (
	"bytes"
	"errors"
	"fmt"
)

// begin takes the tag that begins an element.
func (x *xmlReader) begin(tag []byte) error {
	if len(x.open) == 0 && x.rooted {
		return errors.New("a second root element")
	}
	if len(x.open) == maxNesting {
		return fmt.Errorf("elements are nested deeper than %d", maxNesting)
	}
	tag = tag[1 : len(tag)-1]
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		tag, x.empty = tag[:n-1], true
	}
	full, prefix, name, rest, ok := cutName(tag)
	if !ok {
		return fmt.Errorf("the element %s has no valid name", shownName(full))
	}
	if err := x.readAttributes(rest); err != nil {
		return fmt.Errorf("the element %s: %w", shownName(full), err)
	}
	e := openElement{name: len(x.names), local: len(full) - len(name), spaces: x.spaces.size()}
	for _, a := range x.attributes {
		switch {
		case len(a.prefix) == 0 && string(a.name) == "xmlns":
			x.spaces.declare(nil, a.value)
		case string(a.prefix) == "xmlns":
			x.spaces.declare(a.name, a.value)
		}
	}
	if x.spaces.size() > maxSpaces {
		return fmt.Errorf("more than %d namespaces are declared at once", maxSpaces)
	}
	if !x.rooted {
		x.spaces.root(prefix)
	}
	e.ours = x.spaces.isRoots(prefix)
	x.open, x.names = append(x.open, e), append(x.names, full...)
	x.kind, x.name, x.ours, x.rooted = xmlBegin, name, e.ours, true
	return nil
}

// end closes the element that was opened last.
func (x *xmlReader) end() error {
	e := x.open[len(x.open)-1]
	full := x.names[e.name:]
	x.open, x.names = x.open[:len(x.open)-1], x.names[:e.name]
	x.spaces.shrink(e.spaces)
	x.kind, x.name, x.ours = xmlEnd, full[e.local:], e.ours
	return nil
}

// ahead returns what comes next in the part, as it stands there; nil where gosax
// has some of it, or elements without a prefix are not known to be the root's.
func (x *xmlReader) ahead() []byte {
	if x.empty || x.tokensOnly || !x.spaces.unprefixed() {
		return nil
	}
	return x.source.window()
}

// errAttributes is a tag that is not written as XML has it.
var errAttributes = errors.New("its attributes can't be read")

// readAttributes takes what is in a tag after the name.
func (x *xmlReader) readAttributes(b []byte) error {
	x.attributes, x.scratch = x.attributes[:0], x.scratch[:0]
	for {
		spaced := trimSpace(b)
		if len(spaced) == 0 {
			return nil
		}
		if len(spaced) == len(b) || len(x.attributes) == maxAttributes {
			return errAttributes
		}
		full, prefix, name, rest, ok := cutName(spaced)
		if rest = trimSpace(rest); !ok || len(rest) == 0 || rest[0] != '=' {
			return errAttributes
		}
		value, rest, err := x.quoted(trimSpace(rest[1:]))
		if err != nil {
			return fmt.Errorf("its attribute %s: %w", shownName(full), err)
		}
		for i := range x.attributes {
			if a := &x.attributes[i]; bytes.Equal(a.name, name) && bytes.Equal(a.prefix, prefix) {
				return fmt.Errorf("it has the attribute %s twice", shownName(full))
			}
		}
		x.attributes, b = append(x.attributes, xmlAttribute{prefix, name, value}), rest
	}
}

// quoted cuts a value in quotes off the start of b.
func (x *xmlReader) quoted(b []byte) (value, rest []byte, err error) {
	if len(b) < 2 || b[0] != '"' && b[0] != '\'' {
		return nil, nil, errNoQuotes
	}
	end, plain := 1, true
	for end < len(b) && b[end] != b[0] {
		plain = plain && byteClass[b[end]] == plainByte
		end++
	}
	if end == len(b) {
		return nil, nil, errNoQuotes
	}
	if value = b[1:end]; !plain {
		value, err = x.decode(value, inAttribute)
	}
	return value, b[end+1:], err
}

var errNoQuotes = errors.New("it has no value in quotes")
