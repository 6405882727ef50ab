package vobiz

import (
	"bytes"
	"encoding/json"
	"iter"
)

// members yields the members of a JSON object that is known to be valid (RFC 8259):
// each name without its quotes, and each value as it is there. Anything else has
// none.
func members(object []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(name, value []byte) bool) {
		rest := bytes.TrimLeft(object, space)
		if len(rest) == 0 || rest[0] != '{' {
			return
		}
		rest = rest[1:]
		for {
			rest = bytes.TrimLeft(rest, space+",")
			if len(rest) == 0 || rest[0] != '"' {
				return
			}
			n := valueEnd(rest)
			name := unquoted(rest[:n])
			rest = bytes.TrimLeft(rest[n:], space+":")
			if n = valueEnd(rest); n == 0 || !yield(name, rest[:n]) {
				return
			}
			rest = rest[n:]
		}
	}
}

// space is the white space of JSON (RFC 8259, 2).
const space = " \t\r\n"

// valueEnd returns where the value ends that a text starts with.
func valueEnd(text []byte) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return min(i+1, len(text))
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return i + 1 + depth // a bracket of what is around ends a number
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

func unquoted(name []byte) []byte {
	var s string
	if bytes.IndexByte(name, '\\') >= 0 && json.Unmarshal(name, &s) == nil {
		return []byte(s)
	}
	return name[1 : len(name)-1]
}
