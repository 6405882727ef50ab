package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// Every encoding of single bytes is decoded as golang.org/x/text decodes it.
func TestSingleBytesAreDecodedAsTheirTableHasThem(t *testing.T) {
	var text []byte
	for i := range 3 * 256 * 256 {
		text = append(text, byte(i>>8), byte(i))
	}
	fast := 0
	for _, e := range charmap.All {
		m, ok := e.(*charmap.Charmap)
		if !ok {
			continue
		}
		want, err := io.ReadAll(transform.NewReader(bytes.NewReader(text), m.NewDecoder()))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := newSingleBytes(nil, m); ok {
			fast++
		}
		got, err := io.ReadAll(newDecoder(iotest.DataErrReader(iotest.HalfReader(bytes.NewReader(text))), m))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%v: differs (%v)", m, err)
		}
	}
	if fast < 20 {
		t.Errorf("%d encodings are decoded by their table, want nearly all of %d", fast, len(charmap.All))
	}
}

// What comes after the choice of an encoding is looked at word by word, each once and
// with its line, wherever the text is cut into pieces.
func TestLaterWordsAreSeenWhereverTheTextIsCut(t *testing.T) {
	text := []byte("rue,J\xf6rg\nM\xfcller;x-\xe9t\xe9 \r\n\n\xe9,plain words,J\xf6rg\n\"Stra\xdfe 5\"\nlast\xe9")
	want := "2 M\xfcller, 2 \xe9t\xe9, 4 \xe9, 5 Stra\xdfe, 6 last\xe9"
	for size := 1; size <= len(text); size++ {
		l := &later{chosen: candidate{name: "windows-1252", encoding: charmap.Windows1252}, seen: map[string]bool{"J\xf6rg": true}, line: 1}
		for from := 0; from < len(text); from += size {
			if err := l.add(bytes.Clone(text[from:min(len(text), from+size)])); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.end(); err != io.EOF {
			t.Fatal(err)
		}
		var got []string
		for i, word := range l.words {
			got = append(got, fmt.Sprintf("%d %s", l.lines[i], word))
		}
		if strings.Join(got, ", ") != want {
			t.Fatalf("in pieces of %d: %q, want %q", size, strings.Join(got, ", "), want)
		}
	}
}
