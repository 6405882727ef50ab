package normalize

import (
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"

	"vobizsync/internal/words"
)

// nearName is a name that a cell may be misspelt for.
type nearName struct {
	key, codes string
	letters    uint64 // one bit for each: two names that differ much are told apart by them
	length     int
}

func newNearName(key, codes string) nearName {
	n := nearName{key: key, codes: codes}
	for _, r := range key {
		n.letters |= 1 << (uint32(r) % 64)
		n.length++
	}
	return n
}

// far reports whether two names are more slips apart, at a glance: a slip adds a
// letter, drops one, or does both.
func (n *nearName) far(o *nearName, slips int) bool {
	return max(n.length-o.length, o.length-n.length) > slips || bits.OnesCount64(n.letters^o.letters) > 2*slips
}

// englishNear, latinNear and otherNear are the names that a cell may be misspelt for.
var (
	englishNear = sync.OnceValue(func() []nearName { return appendNear(nil, englishCountries()) })
	latinNear   = sync.OnceValue(func() []nearName { return foreignNear(true) })
	otherNear   = sync.OnceValue(func() []nearName { return foreignNear(false) })
)

// foreignNear lists those of our own tables, which have all scripts, and of languages.
func foreignNear(latin bool) []nearName {
	list := appendNear(nil, otherTables())
	eachNear(latin, func(key, codes string) {
		if len(otherTables()[key]) != 2 {
			list = append(list, newNearName(key, codes))
		}
	})
	return list
}

func appendNear(list []nearName, names countryNames) []nearName {
	for key, codes := range names {
		if mayBeNear(key, codes) {
			list = append(list, newNearName(key, codes))
		}
	}
	return list
}

// mayBeNear reports whether a cell can be misspelt for a name: a long one of one
// country.
func mayBeNear(key, codes string) bool {
	return len(codes) == 2 && !strings.Contains(key, " ") && utf8.RuneCountInString(key) > 3
}

// nearCountries returns the countries whose names are the fewest slips away: in
// English two, in a short name one, and in another language one.
func nearCountries(s string) string {
	word := newNearName(plainKey(s), "")
	if word.length < 4 || word.length > 60 {
		return ""
	}
	most := 2
	if word.length <= 5 {
		most = 1
	}
	if codes := nearest(&word, englishNear(), most); codes != "" {
		return codes
	}
	if isLatinText(s) {
		return nearest(&word, latinNear(), 1)
	}
	return nearest(&word, otherNear(), 1)
}

// nearest returns the countries of the names that are the fewest slips from a word.
func nearest(word *nearName, names []nearName, most int) (codes string) {
	near := map[string]bool{}
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
			near[n.codes] = true
		}
	}
	for i := 0; i < len(alpha2) && len(near) > 0; i += 2 {
		if near[alpha2[i:i+2]] {
			codes += alpha2[i : i+2]
		}
	}
	return codes
}
