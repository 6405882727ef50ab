// Package textmap looks keys up in a text: a map that never changes need not be made
// at each start of the program if its text was made ahead.
//
// The text has a line for each key, in the order of the keys' bytes: the key, a tab, and
// the value. Neither has an LF, and a key no tab.
package textmap

import (
	"maps"
	"slices"
	"strings"
)

// Get returns the value of a key, "" for none.
func Get(text, key string) (value string) {
	for lines := text; lines != ""; {
		middle := strings.LastIndexByte(lines[:len(lines)/2], '\n') + 1
		line, after, _ := strings.Cut(lines[middle:], "\n")
		switch known, value, _ := strings.Cut(line, "\t"); {
		case known == key:
			return value
		case key < known:
			lines = lines[:middle]
		default:
			lines = after
		}
	}
	return ""
}

// Make returns the text of a map.
func Make(of map[string]string) (text string) {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(of)) {
		b.WriteString(key + "\t" + of[key] + "\n")
	}
	return b.String()
}
