package importer

import (
	"strings"
	"sync"
	"unicode/utf8"

	"vobizsync/importer/normalize"
)

// concept is what a word of a header means.
type concept int

const (
	_ concept = iota
	// A field, or a part of one.
	fullName
	plainName
	givenName
	middleName
	familyName
	emailAddress
	phoneNumber
	mobileNumber
	landlineNumber
	callingCode
	passwordWord
	countryName
	companyName
	accountName
	descriptionText
	addressLine
	cityName
	stateName
	regionName
	postalCode
	indianPIN
	timeZone
	gstinNumber
	gstStatus
	accountKind
	contactWord
	lastField

	// What is beside it.
	object
	primary
	billing
	mailing
	work
	home
	other
	shipping
	disqualified
	code
	key
	noise
	numeral
)

// meaning of a word: what it means, and how plainly, 0 for the field's own name.
type word struct {
	concept concept
	rank    int
}

// lists has the words of each concept. Of two that have the same one, the first
// keeps it.
var lists = []struct {
	concept concept
	words   string
}{
	{fullName, fullNameWords}, {plainName, nameWords}, {givenName, givenNameWords}, {middleName, middleNameWords}, {familyName, familyNameWords},
	{emailAddress, emailWords}, {phoneNumber, phoneWords}, {mobileNumber, mobileWords}, {landlineNumber, landlineWords}, {callingCode, callingCodeWords},
	{passwordWord, passwordWords}, {countryName, countryWords},
	{companyName, companyWords}, {accountName, accountWords}, {descriptionText, descriptionWords},
	{addressLine, addressWords}, {cityName, cityWords}, {stateName, stateWords}, {regionName, regionWords}, {postalCode, zipWords}, {indianPIN, pinWords},
	{timeZone, timezoneWords}, {gstinNumber, gstinWords}, {gstStatus, gstStatusWords}, {accountKind, accountTypeWords},
	{billing, billingWords}, {shipping, shippingWords}, {disqualified, someoneElse}, {disqualified, somethingElse},
	{object, objectWords}, {primary, primaryWords}, {mailing, mailingWords}, {work, workWords}, {home, homeWords}, {other, otherWords},
	{code, codeWords}, {key, idWords}, {noise, noiseWords},

	{fullName, moreFullNames}, {plainName, moreNames}, {givenName, moreGivenNames}, {familyName, moreFamilyNames},
	{emailAddress, moreEmails}, {phoneNumber, morePhones}, {mobileNumber, moreMobiles}, {countryName, moreCountries},
	{addressLine, moreAddresses}, {cityName, moreCities}, {postalCode, moreZips}, {companyName, moreCompanies},
}

// alone are words that mean a field only where the header has no other.
var alone = map[string]concept{
	"first": givenName, "given": givenName, "last": familyName, "family": familyName, "middle": middleName, "mi": middleName,
	"ad": plainName, "adi": plainName, "ten": plainName, "ho": familyName,
	"contact": contactWord, "primarycontact": contactWord, "maincontact": contactWord, "kontakt": contactWord, "contacto": contactWord, "contatto": contactWord,
	"contato": contactWord, "контакт": contactWord, "联系人": contactWord, "stat": countryName, "cel": mobileNumber, "dt": mobileNumber, "via": addressLine, "cep": postalCode, "kraj": countryName, "stato": countryName, "pass": passwordWord, "st": stateName,
}

// vocabulary maps words to what they mean: their letters without what is
// between them, so that "e-mail", "E Mail" and "email" are one. Most files need the
// words in Latin letters only, which are made apart.
var vocabulary = sync.OnceValue(func() map[string]word { return makeVocabulary(true) })

var latinVocabulary = sync.OnceValue(func() map[string]word { return makeVocabulary(false) })

// firstOther is the first letter that is not of the Latin alphabet: the Greek ones
// begin there.
const firstOther = 0x370

func isOtherScript(r rune) bool { return r >= firstOther && !(r >= 0x1e00 && r < 0x1f00) }

// vocabularyFor returns the words among which those of a header may be.
func vocabularyFor(words ...string) map[string]word {
	for _, w := range words {
		if strings.ContainsFunc(w, isOtherScript) {
			return vocabulary()
		}
	}
	return latinVocabulary()
}

func makeVocabulary(all bool) map[string]word {
	words := make(map[string]word, 6000)
	for _, list := range lists {
		for line := range strings.Lines(list.words) {
			if first, _ := utf8.DecodeRuneInString(line); !all && isOtherScript(first) {
				continue
			}
			for rank, phrase := range strings.Split(line, ",") {
				key := phraseKey(phrase)
				if _, known := words[key]; key == "" || known {
					continue
				}
				words[key] = word{concept: list.concept, rank: rank + 1}
			}
		}
	}
	for _, f := range Fields {
		key := phraseKey(string(f))
		words[key] = word{concept: words[key].concept}
	}
	return words
}

// phraseKey is the key of a phrase that is written in small letters.
func phraseKey(phrase string) string {
	parted := func(r rune) rune {
		if classOf(r) == separator {
			return -1
		}
		return r
	}
	return normalize.WithoutMarks(strings.Map(parted, phrase))
}

// covered is a piece of a header of which is known, or not, what it means.
type covered struct {
	text    string
	word        // of concept 0 where nobody knows it
	at, end int // the numbers of its first word in the header and of the one behind it
}

// longestPhrase is how many words of a header are taken for one at most.
const longestPhrase = 7

// cover finds the known words of a header, the longest first.
func cover(words []string) (pieces []covered) {
	if c, ok := alone[strings.Join(words, "")]; ok {
		return []covered{{text: strings.Join(words, ""), word: word{c, 20}}}
	}
	known := vocabularyFor(words...)
next:
	for i := 0; i < len(words); {
		for n := min(longestPhrase, len(words)-i); n > 0; n-- {
			text := strings.Join(words[i:i+n], "")
			if w, ok := known[text]; ok {
				pieces = append(pieces, covered{text, w, i, i + n})
				i += n
				continue next
			}
		}
		if parts := compound(words[i]); parts != nil {
			for _, p := range parts {
				p.at, p.end = i, i+1
				pieces = append(pieces, p)
			}
		} else if smallNumber(words[i]) >= 0 {
			pieces = append(pieces, covered{words[i], word{concept: numeral}, i, i + 1})
		} else {
			pieces = append(pieces, covered{words[i], inflected(words[i], known), i, i + 1})
		}
		i++
	}
	return pieces
}

// inflected returns what an adjective says of a field that has an ending of German,
// French, Spanish, Italian or Portuguese more than the word that is known: "primäre",
// "private". Words of fields are never taken for another's.
func inflected(text string, known map[string]word) word {
	for _, ending := range [...]string{"e", "er", "es", "en", "em", "s", "a", "as", "o", "os"} {
		stem, ok := strings.CutSuffix(text, ending)
		if !ok || len(stem) < 5 {
			continue
		}
		if w := known[stem]; w.concept >= primary && w.concept <= disqualified {
			return w
		}
	}
	return word{}
}

// compound takes a word apart that is wholly made of known words: "Kundennummer",
// "顧客メールアドレス". In Latin script each has three letters at least.
func compound(word string) []covered {
	least := 3
	for _, r := range word {
		if r >= 0x900 {
			least = 1
		}
	}
	letters := []rune(word)
	if len(letters) < 2*least || len(letters) > 40 {
		return nil
	}
	return compoundFrom(letters, least, 4)
}

func compoundFrom(letters []rune, least, most int) []covered {
	known := vocabularyFor(string(letters))
	for n := len(letters); n >= least; n-- {
		w, ok := known[string(letters[:n])]
		if !ok {
			continue
		}
		piece := covered{text: string(letters[:n]), word: w}
		if n == len(letters) {
			return []covered{piece}
		}
		if most > 1 {
			if rest := compoundFrom(letters[n:], least, most-1); rest != nil {
				return append([]covered{piece}, rest...)
			}
		}
	}
	return nil
}

// concepts counts the words of fields.
func concepts(pieces []covered) (n int) {
	for _, p := range pieces {
		if p.concept > 0 && p.concept < lastField {
			n++
		}
	}
	return n
}
