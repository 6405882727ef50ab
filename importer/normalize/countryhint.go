package normalize

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"vobizsync/internal/lazy"
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

// notACountry says why a folded cell is not a country, and what it may mean.
func notACountry(cell string) Advised {
	return seenMistakes.get(cell, func() Advised { return adviseOn(cell) })
}

func adviseOn(cell string) Advised {
	text, ask, codes := "is not a country", "did you mean ", foundCountry(cell)
	s := spellFlags(cell)
	sign := strings.ToUpper(s)
	switch {
	case localeShape().MatchString(s):
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
	case isNoCountry[plainKey(s)] || len(s) > longestCountry:
	case subdivision().MatchString(s):
		codes = countryCode(s[:2])
	default:
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
var localeShape = lazy.Regexp(`^[a-z]{2}[-_][A-Z]{2}$`)

// subdivision is the shape of a code of ISO 3166-2: IN-KA.
var subdivision = lazy.Regexp(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

// isNoCountry are words that stand in such columns, and are near to countries' names.
var isNoCountry = map[string]bool{
	"other": true, "others": true, "africa": true, "asia": true, "europe": true, "oceania": true, "international": true, "foreign": true,
	"overseas": true, "local": true, "domestic": true, "unknown": true, "worldwide": true, "global": true, "bali": true,
}

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
