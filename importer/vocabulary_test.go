package importer

import (
	"fmt"
	"strings"
	"testing"

	"vobizsync/internal/madeahead"
	"vobizsync/internal/textmap"
)

// Every listed phrase is found as a header, and no key is made otherwise than the
// words of a header are.
func TestTheKeysOfTheVocabularyAreThoseOfHeaders(t *testing.T) {
	n := 0
	for _, list := range lists {
		for line := range strings.Lines(list.words) {
			for phrase := range strings.SplitSeq(line, ",") {
				key := strings.Join(splitWords(phrase), "")
				if key == "" {
					continue
				}
				n++
				if got := phraseKey(phrase); got != key {
					t.Errorf("the key of %q is %q, as a header %q", phrase, got, key)
				}
				if _, known := lookUp(key); !known {
					t.Errorf("%q is not in the vocabulary", phrase)
				}
				if len(splitWords(phrase)) > longestPhrase {
					t.Errorf("%q has more words than are looked up", phrase)
				}
			}
		}
	}
	if n < 3000 {
		t.Errorf("only %d words", n)
	}
}

// A phrase for a field is one, as a header, unless it is said to mean something else
// where it is alone.
func TestListedPhrasesMeanTheirField(t *testing.T) {
	for _, list := range lists {
		field := fieldOfConcept(list.concept)
		if field == "" || list.concept == regionName {
			continue
		}
		for line := range strings.Lines(list.words) {
			for phrase := range strings.SplitSeq(line, ",") {
				phrase = strings.TrimSpace(phrase)
				if phrase == "" {
					continue
				}
				m := meaningOf(phrase)
				if got := fieldOfConcept(m.concept); got != field {
					t.Errorf("%q of %s is taken for %q", phrase, field, got)
				}
			}
		}
	}
}

func TestTheVocabularyIsMadeOfItsLists(t *testing.T) {
	words, table := makeVocabulary(), map[string]string{}
	for key, w := range words {
		table[key] = fmt.Sprint(int(w.concept), w.rank)
	}
	madeahead.Hold(t, "vocabulary.txt", vocabulary, textmap.Make(table))
	n := 0
	for key, w := range listedWords {
		if got, known := lookUp(key); !known || got != w || w != words[key] {
			t.Errorf("%q means %v, as a list has it %v, want %v", key, got, w, words[key])
		}
		n++
	}
	if n != len(words) || n < 4000 {
		t.Errorf("%d words, want %d", n, len(words))
	}
}
