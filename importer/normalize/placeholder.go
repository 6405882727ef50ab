package normalize

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// placeholders are what people, databases and programs write where there is no
// value, in lower case and without the signs around it. None of them is a country's
// code or name but "na", none the code of a state of the US; a test holds that.
var placeholders = newWordSet(
	// Programs and databases.
	"null", "nil", "none", "nan", "na", "n/a", "n\\a", `\n`, `\\n`, "undefined", "undef", "not set", "no value", "no data",
	// A formula's #N/A, and its translations.
	"nv", "n/d", "н/д", "yok", "n/b", "i/t", "hiányzik", "saknas", "nd!", "n/d!", "n/a!",
	// English.
	"n.a", "n. a", "n/av", "n/ap", "not available", "not applicable", "not provided", "not specified", "not given", "not known", "not entered",
	"unknown", "tbd", "tba", "tbc", "to be confirmed", "please select", "select one", "no email", "no e-mail", "no mail", "no phone", "no number", "no name",
	// German, French, Spanish, Italian, Portuguese, Dutch.
	"k.a", "k. a", "k/a", "keine angabe", "keine angaben", "keine", "unbekannt", "nicht bekannt", "nicht vorhanden", "nicht verfügbar", "entfällt",
	"néant", "neant", "aucun", "aucune", "n.c", "n/c", "n/r", "s/o", "sans objet", "inconnu", "non renseigné", "non renseignée", "non renseigne", "non disponible", "non communiqué", "non applicable",
	"s/d", "s.d", "s/n", "sin dato", "sin datos", "no aplica", "no disponible", "no tiene", "ninguno", "ninguna", "desconocido",
	"n.d", "non disponibile", "nessuno", "nessuna", "sconosciuto",
	"não informado", "nao informado", "não disponível", "nao disponivel", "não aplicável", "não tem", "n/i", "nenhum", "nenhuma", "sem dados", "desconhecido",
	"nvt", "n.v.t", "geen", "onbekend", "niet bekend", "niet beschikbaar",
	// Polish, Czech, Turkish, Swedish, Danish, Norwegian, Finnish.
	"brak", "brak danych", "b.d", "b/d", "nie dotyczy", "nieznany", "neuvedeno", "nezadáno", "bilinmiyor", "belirtilmemiş",
	"okänd", "ukendt", "ukjent", "ingen", "mangler", "puuttuu", "ei ole", "ei tiedossa",
	// Russian, Ukrainian.
	"нет", "нет данных", "не указано", "не указан", "неизвестно", "отсутствует", "немає", "невідомо", "не вказано",
	// Chinese, Japanese, Korean.
	"无", "無", "没有", "沒有", "暂无", "未知", "不详", "なし", "無し", "不明", "未入力", "未設定", "該当なし", "없음", "미상", "해당없음", "해당 없음",
	// Hindi, Arabic, Indonesian, Vietnamese, Thai.
	"नहीं", "उपलब्ध नहीं", "लागू नहीं", "لا يوجد", "غير متوفر", "غير معروف", "tidak ada", "không có", "ไม่มี", "ไม่ระบุ",
)

// bracketed are words that stand for no value only in brackets or between signs, as
// pivot tables and lists to choose from write them: (blank), --Select--.
var bracketed = newWordSet("blank", "empty", "leer", "missing", "select", "choose", "vide", "vacío", "vazio")

// noTaxNumber are what is for no GSTIN, and for no status of one. URP is an
// unregistered person to the tax authority.
var noTaxNumber = newWordSet("urp", "ur", "unregistered", "un-registered", "not registered", "unregistered person", "unregistered dealer",
	"unregistered/consumer", "non gst", "no gst", "no gstin", "no gst number", "without gst", "consumer", "b2c", "0")

// wordSet is a set of words in lower case.
type wordSet struct {
	words   map[string]bool
	lengths [1 << 11]uint32         // those of the words with a start, as bits, by startOf; 0 for a word beyond ASCII
	first   [256]bool               // the bytes that one can start with, in either case
	starts  func() map[[2]rune]bool // the two characters that one can start with, in any case; the second is 0 where there is one only
	most    int                     // bytes of the longest
}

func newWordSet(words ...string) *wordSet {
	s := &wordSet{words: make(map[string]bool, len(words))}
	s.starts = sync.OnceValue(s.allStarts)
	for _, w := range words {
		s.words[w] = true
		s.first[w[0]], s.first[strings.ToUpper(w)[0]] = true, true
		switch {
		case len(w) < 2 || w[0] >= utf8.RuneSelf:
		case isASCII(w):
			if len(w) >= 32 {
				panic("a word is too long for its bit: " + w)
			}
			s.lengths[startOf(w)] |= 1 << len(w)
		default:
			s.lengths[startOf(w)] |= 1
		}
		s.most = max(s.most, len(w)+2) // the upper case of some letters takes more bytes
	}
	return s
}

func (s *wordSet) allStarts() map[[2]rune]bool {
	all := map[[2]rune]bool{}
	for word := range s.words {
		start := firstTwo(word)
		for _, one := range inAnyCase(start[0]) {
			for _, two := range inAnyCase(start[1]) {
				all[[2]rune{one, two}] = true
			}
		}
	}
	return all
}

// inAnyCase returns the characters that are one in lower case.
func inAnyCase(lower rune) []rune {
	all := []rune{lower}
	if lower == 'i' {
		all = append(all, 'İ') // which folds to nothing else
	}
	for r := unicode.SimpleFold(lower); r != lower; r = unicode.SimpleFold(r) {
		if unicode.ToLower(r) == lower {
			all = append(all, r)
		}
	}
	return all
}

// firstTwo returns the characters that a text starts with, 0 for one that is not there.
func firstTwo(text string) (start [2]rune) {
	for i := range start {
		if text == "" {
			break
		}
		r, size := utf8.DecodeRuneInString(text)
		start[i], text = r, text[size:]
	}
	return start
}

// startOf is the pair of bytes that a text starts with, in either case, and of some
// others.
func startOf(text string) int { return int(text[0]&31)<<6 | int(text[1]>>7)<<5 | int(text[1]&31) }

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// mayStart reports whether a text starts as a word does, if that is of ASCII.
func (s *wordSet) mayStart(text string) bool {
	return len(text) > 1 && s.lengths[startOf(text)] != 0
}

// mayHave reports whether a text of ASCII starts as a word of its length.
func (s *wordSet) mayHave(text string) bool {
	return len(text) < 2 || s.lengths[startOf(text)]>>len(text)&1 != 0
}

// has reports whether a text is one of the words, in any case. It allocates nothing
// for ASCII.
func (s *wordSet) has(text string) bool {
	if text == "" || len(text) > s.most || !s.first[text[0]] {
		return false
	}
	var lower [64]byte
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return s.starts()[firstTwo(text)] && s.words[strings.ToLower(text)]
		}
		lower[i] = lowerByte(c)
	}
	return s.mayHave(text) && s.words[string(lower[:len(text)])]
}

// signs may be a placeholder by themselves, as --, and around are those that may
// are around one: (none), #N/A, <NULL>.
const (
	signs  = " -–—―_.…*#?~/|\\"
	around = signs + "=<>()[]{}'\"`"
)

// aroundASCII has those of them that are of ASCII.
var aroundASCII = func() (is [utf8.RuneSelf]bool) {
	for _, r := range around {
		if r < utf8.RuneSelf {
			is[r] = true
		}
	}
	return is
}()

// isSignAround reports whether a character is one of around.
func isSignAround(r rune) bool {
	if r < utf8.RuneSelf {
		return aroundASCII[r]
	}
	return r == '–' || r == '—' || r == '―' || r == '…'
}

// IsPlaceholder reports whether a folded cell says that there is no value: NULL,
// \N, N/A, --, "not available". Which of them are one in which field is for the
// caller to say: NA is Namibia, too, and None a place in Italy.
func IsPlaceholder(s string) bool {
	if s == "" || len(s) > placeholders.most+16 {
		return false
	}
	switch c := s[0]; { // most cells need no closer look
	case isAlnum(c):
		if !placeholders.mayStart(s) {
			return false
		}
		if isAlnum(s[len(s)-1]) { // nothing stands around it
			return placeholders.has(s)
		}
	case c < utf8.RuneSelf && !aroundASCII[c] && !placeholders.first[c]:
		return false
	}
	if placeholders.has(s) {
		return true
	}
	inner := strings.TrimFunc(s, isSignAround)
	if inner == "" {
		return strings.Trim(s, signs) == "" && !strings.Contains(s, "##") // a column that was too narrow
	}
	if len(inner) == len(s) {
		return false
	}
	return placeholders.has(inner) || len(s) >= len(inner)+2 && s[0] != inner[0] && s[len(s)-1] != inner[len(inner)-1] && bracketed.has(inner)
}

// IsOrdinary reports whether a folded cell is surely neither a placeholder nor an error
// value, and has nothing around it: how it starts, and how long it is, tells. The look is
// that of the cell.
func IsOrdinary(s string, look Look) bool {
	if len(s) < 2 || !isAlnum(s[0]) && s[0] != '+' || s[0] == 'E' && s[1] == 'r' || s[1] >= utf8.RuneSelf {
		return false
	}
	lengths := noValue[startOf(s)]
	return lengths == 0 || look&lookBeyond == 0 && isAlnum(s[len(s)-1]) && lengths>>len(s)&1 == 0
}

// noValue are the lengths of all words that stand for no value.
var noValue = func() (all [len(placeholders.lengths)]uint32) {
	for i := range all {
		all[i] = placeholders.lengths[i] | noTaxNumber.lengths[i]
	}
	return all
}()

// IsNoTaxNumber reports whether a folded cell says that there is no GSTIN.
func IsNoTaxNumber(s string) bool {
	return noTaxNumber.has(s) || s != "" && !isAlnum(s[0]) && noTaxNumber.has(strings.Trim(s, around))
}

// IsPlace reports whether a placeholder is the name or code of a state or city of
// a country, too.
func IsPlace(s, country string) bool {
	switch country {
	case "IT": // the province of Naples, and a comune near Turin
		return strings.EqualFold(s, "na") || strings.EqualFold(s, "none")
	case "TH": // a province and its capital
		return strings.EqualFold(s, "nan")
	}
	return false
}

// IsNoName reports whether a part of a name is a placeholder, and nobody's name.
// Others are: Null, None, Nan and Na are surnames, and so are some that are one in
// another language only.
func IsNoName(part string) bool {
	return IsPlaceholder(part) && (strings.EqualFold(part, "undefined") || !isWord(part))
}

func isWord(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return false
		}
	}
	return true
}

// Name takes the words off a folded name that nobody is called, at its ends:
// "Anna undefined". It is "" if nothing else is there.
func Name(s string) (name string, doubt Reason) {
	if IsPlaceholder(s) {
		return "", doubt
	}
	if !hasPlaceholder(s) {
		return s, doubt
	}
	words := strings.Fields(s)
	kept, possible := words, ""
	for len(kept) > 0 && isNoNameAtAnEnd(kept[0]) {
		kept = kept[1:]
	}
	for len(kept) > 0 && isNoNameAtAnEnd(kept[len(kept)-1]) {
		kept = kept[:len(kept)-1]
	}
	all := true
	for _, w := range kept {
		if IsPlaceholder(w) && isWord(w) {
			possible = w
		} else {
			all = false
		}
	}
	if name = strings.Join(kept, " "); all || IsPlaceholder(name) {
		return "", doubt
	}
	if len(kept) < len(words) {
		return name, Reason{PossiblePlaceholder, s, "read as " + fromCell(name) + ": the rest means no name"}
	}
	if possible != "" {
		doubt = Reason{PossiblePlaceholder, s, "has " + Quote(possible) + " in it, which may mean no name"}
	}
	return name, doubt
}

// isNoNameAtAnEnd leaves signs alone: they are punctuation there.
func isNoNameAtAnEnd(word string) bool { return IsNoName(word) && strings.Trim(word, around) != "" }

// hasPlaceholder reports whether a word of a text is a placeholder.
func hasPlaceholder(s string) bool {
	for s != "" {
		word := s
		if at := strings.IndexByte(s, ' '); at >= 0 {
			word, s = s[:at], s[at+1:]
		} else {
			s = ""
		}
		if IsPlaceholder(word) {
			return true
		}
	}
	return false
}
