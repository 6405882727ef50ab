package normalize

import (
	_ "embed"
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"

	"vobizsync/internal/words"
)

// nearName is a name that a cell may be misspelt for.
type nearName struct {
	key, code string
	letters   uint64 // one bit for each: two names that differ much are told apart by them
}

func newNearName(key, code string) nearName {
	n := nearName{key: key, code: code}
	for _, r := range key {
		n.letters |= 1 << (uint32(r) % 64)
	}
	return n
}

// far reports whether two names are more slips apart, at a glance: a slip adds a
// letter, drops one, or does both.
func (n *nearName) far(o *nearName, slips int) bool {
	return bits.OnesCount64(n.letters^o.letters) > 2*slips
}

// nearNames are the names that a cell may be misspelt for, in a text that is made ahead as
// [englishTable] is: line n has those of n letters, joined by commas, each with its code
// in front.
type nearNames struct {
	text   string
	length [longestNear + 3]struct { // two slips more
		once  sync.Once
		names []nearName
	}
}

// longestNear is the most letters of a cell that may be misspelt.
const longestNear = 60

// ofLength returns the names of so many letters.
func (t *nearNames) ofLength(letters int) []nearName {
	if letters < 0 || letters >= len(t.length) {
		return nil
	}
	of := &t.length[letters]
	of.once.Do(func() {
		text := t.text
		for range letters {
			_, text, _ = strings.Cut(text, "\n")
		}
		line, _, _ := strings.Cut(text, "\n")
		of.names = make([]nearName, 0, strings.Count(line, ",")+1)
		for name := range strings.SplitSeq(line, ",") {
			if name != "" {
				of.names = append(of.names, newNearName(name[2:], name[:2]))
			}
		}
	})
	return of.names
}

// englishNear, latinNear and otherNear are those in English, in languages that are written
// in Latin letters, and in the others; the latter two with our own, which have all
// scripts.
var englishNear, latinNear, otherNear = nearNames{text: englishNearText}, nearNames{text: latinNearText}, nearNames{text: otherNearText}

var (
	//go:embed countrynearenglish.txt
	englishNearText string
	//go:embed countrynearlatin.txt
	latinNearText string
	//go:embed countrynearother.txt
	otherNearText string
)

// nearCountries returns the countries whose names are the fewest slips away: in
// English two, in a short name one, and in another language one.
func nearCountries(s string) string {
	word := newNearName(plainKey(s), "")
	length := utf8.RuneCountInString(word.key)
	if length < 4 || length > longestNear {
		return ""
	}
	most := 2
	if length <= 5 {
		most = 1
	}
	if codes := nearest(&word, &englishNear, most); codes != "" {
		return codes
	}
	if isLatinText(s) {
		return nearest(&word, &latinNear, 1)
	}
	return nearest(&word, &otherNear, 1)
}

// nearest returns the countries of the names that are the fewest slips from a word.
func nearest(word *nearName, table *nearNames, most int) (codes string) {
	near := map[string]bool{}
	length := utf8.RuneCountInString(word.key)
	for letters := length - most; letters <= length+most; letters++ {
		names := table.ofLength(letters)
		for i := range names {
			n := &names[i]
			if n.far(word, most) {
				continue
			}
			d := words.Distance(word.key, n.key)
			if d < most {
				most, near = d, map[string]bool{}
			}
			if d == most {
				near[n.code] = true
			}
		}
	}
	for i := 0; i < len(alpha2) && len(near) > 0; i += 2 {
		if near[alpha2[i:i+2]] {
			codes += alpha2[i : i+2]
		}
	}
	return codes
}
