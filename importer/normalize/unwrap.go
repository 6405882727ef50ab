package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vobizsync/internal/lazy"
)

// What people and programs put around a value is taken off, if the cell has no
// normal form with it, and exactly one value is left. So a valid cell is never
// changed, and what was taken out stays as it is.

// FormulaText returns the text of ="text", by which exports keep spreadsheets from
// taking a cell for a number.
func FormulaText(s string) (text string, ok bool) {
	if !strings.HasPrefix(s, `="`) {
		return s, false
	}
	inner, ok := strings.CutSuffix(s[2:], `"`)
	if !ok || strings.Contains(strings.ReplaceAll(inner, `""`, ""), `"`) {
		return s, false
	}
	return Fold(strings.ReplaceAll(inner, `""`, `"`)), true
}

// pairs are what is around a value, each opening before its closing.
var pairs = [...][2]string{{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"„", "“"}, {"‘", "’"}, {"«", "»"}, {"`", "`"}, {"<", ">"}, {"[", "]"}, {"{", "}"}, {"(", ")"}}

// Unquote takes quotes and brackets off that are around the whole of a folded
// cell, and the apostrophe that spreadsheets put before a text.
func Unquote(s string) (text string, ok bool) {
	text = s
	for range len(s) {
		before := text
		for _, p := range pairs {
			inner, opens := strings.CutPrefix(text, p[0])
			inner, closes := strings.CutSuffix(inner, p[1])
			if opens && closes && !strings.Contains(inner, p[0]) && !strings.Contains(inner, p[1]) {
				text = strings.TrimSpace(inner)
			}
		}
		if text == before {
			break
		}
	}
	if len(text) > 1 && strings.Count(text, "'") == 1 {
		text = strings.TrimSpace(strings.TrimPrefix(text, "'"))
	}
	return text, text != s
}

// unwrapped is the note on a value that was taken out of a cell.
func unwrapped(cell, value string) Reason {
	return Reason{Unwrapped, cell, "read as " + fromCell(value)}
}

// quoted reports whether a cell may have quotes around it that [Unquote] takes off.
func quoted(s string) bool {
	return s != "" && (s[0] >= utf8.RuneSelf || strings.IndexByte("\"'`<[{(", s[0]) >= 0)
}

// Bare takes quotes and brackets off a cell of a field whose values have none.
func Bare(s string) (text string, repaired Reason) {
	if !quoted(s) {
		return s, repaired
	}
	text, ok := Unquote(s)
	if ok && text != "" {
		return text, unwrapped(s, text)
	}
	return s, repaired
}

// aroundEmail are the characters that no address has in it, as people write them.
const aroundEmail = `\s@<>()\[\]{},;:：|"“”„«»`

var (
	anEmail    = lazy.Regexp(`[^` + aroundEmail + `/\\]+@[\pL\pM\pN-]+(?:\.[\pL\pM\pN-]+)+`)
	emailLabel = lazy.Regexp(`(?i)(?:mailto|e-?mail(?:[ -]?(?:id|address|adresse))?|mail|e|correo(?: electr[oó]nico)?|courriel|почта|e-?posta|邮箱|メール)\s*[:：=](?://)?`)
	inBrackets = lazy.Regexp(`\([^()@\x00]*\)|\[[^\[\]@\x00]*\]|<[^<>@\x00]*>`)
	mailQuery  = lazy.Regexp(`(?i)(mailto:.*)\?[^@]*$`)
)

// unwrapEmail returns the one address in a folded cell that has none by itself, ""
// where there is none or something else is left. It reports whether there are two.
func unwrapEmail(s string) (address string, two bool) {
	if s = narrowEmail(s); strings.IndexByte(s, '@') < 0 {
		return "", false
	}
	if strings.IndexByte(s, '?') >= 0 {
		s = mailQuery().ReplaceAllString(s, "$1")
	}
	found := anEmail().FindAllStringIndex(s, -1)
	for _, at := range found {
		a := trimEmail(s[at[0]:at[1]], s[at[1]:])
		if address != "" && !strings.EqualFold(a, address) {
			return "", true
		}
		address = a
	}
	if address == "" || !(isAlnum(address[0]) || address[0] == '_' || address[0] >= utf8.RuneSelf) || checkEmail(address) != "" {
		return "", false
	}
	if !isAround(s, found) {
		return "", false
	}
	return address, false
}

// trimEmail takes a sign off the start of an address that is behind it, too.
func trimEmail(a, after string) string {
	r, size := utf8.DecodeRuneInString(a)
	if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
		return a
	}
	closing := string(r)
	if r == '‘' {
		closing = "’"
	}
	if strings.HasPrefix(after, closing) {
		return a[size:]
	}
	return a
}

// isAround reports whether what a cell has beside its addresses is what people put
// around one: signs, a label, a remark in brackets; or a name, where the address
// is in brackets itself.
func isAround(s string, addresses [][]int) bool {
	var rest strings.Builder
	from, bracketed := 0, false
	for _, at := range addresses {
		before, after := s[from:at[0]], s[at[1]:]
		label := emailLabel().FindStringIndex(before)
		open := strings.TrimRight(before, " '‘`*")
		if label != nil && strings.TrimSpace(before[label[1]:]) == "" {
			open = strings.TrimSpace(before[:label[0]])
			before = before[:label[0]]
		}
		after = strings.TrimLeft(after, " '’`*.;,")
		for _, p := range [...][2]string{{"<", ">"}, {"(", ")"}, {"[", "]"}} {
			bracketed = bracketed || strings.HasSuffix(open, p[0]) && strings.HasPrefix(after, p[1])
		}
		rest.WriteString(before + "\x00") // where the address was
		from = at[1]
	}
	rest.WriteString(s[from:])
	outside := rest.String()
	if strings.Contains(outside, "@") {
		return false
	}
	if bracketed {
		return true
	}
	outside = emailLabel().ReplaceAllString(inBrackets().ReplaceAllString(outside, " "), " ")
	return strings.Trim(outside, " \x00.,;:：<>()[]{}\"'“”„‘’«»`*|") == ""
}

// narrowEmail turns the full-width characters of East Asian keyboards into those of
// ASCII, in a cell that has its @ among them.
func narrowEmail(s string) string {
	if strings.Contains(s, "@") || !strings.Contains(s, "＠") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

// processed are the characters that word processors put in the place of what was
// typed.
var processed = map[rune]string{
	'’': "'", '‘': "'", 'ʼ': "'", '´': "'", '“': `"`, '”': `"`, '–': "-", '—': "-", '‐': "-", '‑': "-", '…': "...",
}

// oddPunctuation doubts an address with such a character in it.
func oddPunctuation(s string) (doubt Reason) {
	if isASCII(s) {
		return doubt
	}
	for _, r := range s {
		if plain := processed[r]; plain != "" {
			return Reason{OddPunctuation, s, "has a " + string(r) + " in it, as word processors write it, and not a " + plain}
		}
	}
	return doubt
}
