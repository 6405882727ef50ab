package importer

import (
	_ "embed"
	"strconv"
	"strings"

	"vobizsync/internal/textmap"
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

// alone are words that mean a field only where the header has no other.
var alone = map[string]concept{
	"first": givenName, "given": givenName, "last": familyName, "family": familyName, "middle": middleName, "mi": middleName,
	"ad": plainName, "adi": plainName, "ten": plainName, "ho": familyName,
	"contact": contactWord, "primarycontact": contactWord, "maincontact": contactWord, "kontakt": contactWord, "contacto": contactWord, "contatto": contactWord,
	"contato": contactWord, "контакт": contactWord, "联系人": contactWord, "stat": countryName, "cel": mobileNumber, "dt": mobileNumber, "via": addressLine, "cep": postalCode, "kraj": countryName, "stato": countryName, "pass": passwordWord, "pw": passwordWord, "psw": passwordWord, "st": stateName,
}

// vocabulary maps words to what they mean: their letters without what is
// between them, so that "e-mail", "E Mail" and "email" are one, to the numbers of the
// concept and the rank. It is made ahead of the lists of words in the tests, by one with
// -update: to make it takes a millisecond.
//
//go:embed vocabulary.txt
var vocabulary string

// lookUp returns what a word means, or several that are one.
func lookUp(key string) (w word, known bool) {
	meaning := textmap.Get(vocabulary, key)
	return parseWord(meaning), meaning != ""
}

func parseWord(meaning string) word {
	of, rank, _ := strings.Cut(meaning, " ")
	number, _ := strconv.Atoi(of)
	n, _ := strconv.Atoi(rank)
	return word{concept(number), n}
}

// listedWords are all of the vocabulary.
func listedWords(yield func(key string, w word) bool) {
	for line := range strings.Lines(vocabulary) {
		if key, meaning, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); !yield(key, parseWord(meaning)) {
			return
		}
	}
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
next:
	for i := 0; i < len(words); {
		for n := min(longestPhrase, len(words)-i); n > 0; n-- {
			text := strings.Join(words[i:i+n], "")
			if w, known := lookUp(text); known {
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
			pieces = append(pieces, covered{words[i], inflected(words[i]), i, i + 1})
		}
		i++
	}
	return pieces
}

// inflected returns what an adjective says of a field that has an ending of German,
// French, Spanish, Italian or Portuguese more than the word that is known: "primäre",
// "private". Words of fields are never taken for another's.
func inflected(text string) word {
	for _, ending := range [...]string{"e", "er", "es", "en", "em", "s", "a", "as", "o", "os"} {
		stem, ok := strings.CutSuffix(text, ending)
		if !ok || len(stem) < 5 {
			continue
		}
		if w, _ := lookUp(stem); w.concept >= primary && w.concept <= disqualified {
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
	for n := len(letters); n >= least; n-- {
		w, known := lookUp(string(letters[:n]))
		if !known {
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
