package normalize

import (
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"vobizsync/internal/words"
)

// Advised is a Reason with what the user may do about the cell.
type Advised struct {
	Reason
	// Hint asks back what the cell may mean. It tells what the cell has, and is
	// shown only with it.
	Hint string
	// Instead is the code that the cell may stand for, "" where that could be more
	// than one. Nothing is guessed: it is for a --map that the user may paste.
	Instead string
	// Region is the one by whose numbering plan the phone beside the cell may be
	// read, "" where nothing tells.
	Region string
}

// notACountry says why a folded cell is no country, and what it may mean.
func notACountry(cell string) Advised {
	return seenMistakes.get(cell, func() Advised { return adviseOn(cell) })
}

func adviseOn(cell string) Advised {
	text, ask, codes := "is not a country", "did you mean ", foundCountry(cell)
	s := spellFlags(cell)
	sign := strings.ToUpper(s)
	switch {
	case localeShape.MatchString(s):
		codes = countryCode(s[3:])
	case codes != "":
		text = "does not say which country it is"
	case isCallingCode(s):
		if numeric := numericCode(s); numeric != "" {
			text, codes = "is a number, not a country", with(calledBy(s), numeric)
		} else if codes = calledBy(s); codes != "" {
			text, ask = "is a calling code, not a country", "that of "
		}
	case shortNames[s] != "":
		text, codes = "does not say which country it is", with(shortNames[s], countryCode(sign))
	case carSigns()[sign] != "" && abbreviations()[sign] == "":
		codes, ask = carSigns()[sign], "on cars it stands for "
	case carSigns()[sign] != "" || abbreviations()[sign] != "":
		codes = with(carSigns()[sign], abbreviations()[sign])
	case len(s) <= longestCountry:
		codes = nearCountries(s)
	}
	why := Advised{Reason: Reason{InvalidCountry, cell, text}}
	if len(codes) == 2 {
		why.Instead, why.Region = codes, codes
	} else if ask == "that of " { // the country that comes first gives out the numbers
		if why.Region = codes[:2]; !isShared(s) {
			why.Instead = why.Region
		}
	}
	switch n := len(codes) / 2; {
	case n == 0:
	case n <= 3:
		why.Hint = ask + orList(codes) + "?"
	case ask == "that of ":
		why.Hint = ask + CountryTitle(codes[:2]) + " and " + strconv.Itoa(n-1) + " more?"
	}
	return why
}

// localeShape is a language in a country: en-IN.
var localeShape = regexp.MustCompile(`^[a-z]{2}[-_][A-Z]{2}$`)

// isShared reports whether a calling code is that of several countries, none of
// which has nearly all of its numbers.
func isShared(calling string) bool {
	switch strings.TrimPrefix(strings.TrimPrefix(calling, "+"), "00") {
	case "1", "7", "262", "590", "599":
		return true
	}
	return false
}

// with adds codes to a list that has them not.
func with(codes, more string) string {
	for i := 0; i+2 <= len(more); i += 2 {
		if !containsCode(codes, more[i:i+2]) {
			codes += more[i : i+2]
		}
	}
	return codes
}

// CountryTitle names a country in English, with its code.
func CountryTitle(code string) string {
	return display.English.Regions().Name(language.MustParseRegion(code)) + " (" + code + ")"
}

// orList names countries.
func orList(codes string) string {
	var titles []string
	for i := 0; i+2 <= len(codes); i += 2 {
		titles = append(titles, CountryTitle(codes[i:i+2]))
	}
	last := len(titles) - 1
	if last == 0 {
		return titles[0]
	}
	return strings.Join(titles[:last], ", ") + " or " + titles[last]
}

// numericCode returns the country of a numeric code of ISO 3166-1.
func numericCode(s string) string {
	if len(s) != 3 || s[0] == '+' {
		return ""
	}
	if r, err := language.ParseRegion(s); err == nil && IsAlpha2(r.String()) {
		return r.String()
	}
	return ""
}

// carTable has the signs of countries on cars (United Nations, "Distinguishing
// Signs Used on Vehicles in International Traffic") that are codes of no country.
const carTable = `
AR RA
AT A
BB BDS
BE B
BN BRU
BW RB
CA CDN
CD CGO
CF RCA
CG RCB
CL RCH
CR CRC
CU C
DE D
DM WD
DO DOM
EE EW|EST
ES E
FI SF|FIN
FR F
GA G
GD WG
GI GBZ
GM WAG
GN RG
GT GCA
HT RH
HU H
ID RI
IM GBM
IT I
JE GBJ
JP J
KE EAK
KG KS
KH K
LB RL
LC WL
LU L
LY LAR
MG RM
ML RMM
MN MGL
MR RIM
MT M
MY MAL
MZ MOC
NE RN
NG WAN
NO N
PH RP
PT P
QA Q
SE S
SL WAL
SR SME
TH T
TW RC
TZ EAT
UG EAU
VA V
VC WV
VE YV
YE YAR
ZM Z
`

// abbreviationTable has what else people write for a country and what is no code:
// codes of the Olympic Committee, of football, of the European Union and former
// ones of ISO 3166-1; abbreviations in other languages; languages.
const abbreviationTable = `
AE VAE|BAE|EAU
UG EAU
BA BOS
BG BUL
CD RDC|ZR
CH SUI
CL CHI
CN ZH
CZ TCH|CS
DE GER|BRD|DDR|DD
DK DEN|DAN
ES SP|SPA
FR FX
GB EN|ENG|SCO|NIR|VK
GR EL|GRE
HR CRO
ID INA|INO
IE EIR|ROI
IR IRI
JP JA|JAP
KR KO
LV LAT
MM BU
MY MAS
NL NED|HOL|NTH
NG NGR
PH PHI
PT POR
RO ROM
RS YU
RU SU
SE SW
SI SLO
SK SLO
TL TP
TW TPE
US EUA|ABD|VS
VN VIE
ZA SAF
`

func signTable(table string) func() countryNames {
	return sync.OnceValue(func() countryNames {
		signs := countryNames{}
		eachName(table, func(code, sign string) {
			if IsAlpha2(code) && countryCode(sign) == "" {
				signs.add(sign, code)
			}
		})
		return signs
	})
}

var carSigns, abbreviations = signTable(carTable), signTable(abbreviationTable)

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

// englishNear and foreignNear are the names that a cell may be misspelt for.
var (
	englishNear = sync.OnceValue(func() []nearName { return appendNear(nil, englishCountries(), map[string]bool{}) })
	foreignNear = sync.OnceValue(func() (list []nearName) {
		seen := map[string]bool{}
		for _, names := range foreignLists()[:commonLanguages] {
			list = appendNear(list, names(), seen)
		}
		return list
	})
)

// commonLanguages is in how many lists of names slips are recognized.
const commonLanguages = 30

func appendNear(list []nearName, names countryNames, seen map[string]bool) []nearName {
	for key, codes := range names {
		if len(codes) == 2 && !seen[key] && !strings.Contains(key, " ") && utf8.RuneCountInString(key) > 3 {
			seen[key] = true
			list = append(list, newNearName(key, codes))
		}
	}
	return list
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
	return nearest(&word, foreignNear(), 1)
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
