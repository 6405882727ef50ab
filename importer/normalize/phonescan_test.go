package normalize

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What is scanned by hand for speed is what these expressions say.
var (
	anyLabel       = `(?:` + phoneLabels + `|[` + phoneLetters + `])`
	labelExpr      = regexp.MustCompile(`(?i)^(?:[☎📞📱✆℡\x{fe0f}]+|(?:` + phoneLabels + `)(?:[.:：=#№)/&|_-]|$|\s|[+(\d])|[` + phoneLetters + `][.:：\s]|[(\[]` + anyLabel + `\.?[)\]])`)
	bracketedExpr  = regexp.MustCompile(`(?i)\s*[(\[]` + anyLabel + `\.?[)\]]$`)
	behindExpr     = regexp.MustCompile(`(\d)\)?(?:\s+|\s*[-–,:]\s*)([\pL\pM ]+)\.?$`)
	wholeExpr      = regexp.MustCompile(`(?i)^(?:` + phoneLabels + `)$`)
	schemeExpr     = regexp.MustCompile(`(?i)^(?:tel|callto|sms|whatsapp|phone):(?://)?`)
	chatExpr       = regexp.MustCompile(`(?i)^(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=|whatsapp://send\?phone=)\+?(\d{7,15})/?$`)
	separatorExpr  = regexp.MustCompile(`(?i)\s*(?:[,;|&/\\]|\s(?:or|and|oder|und|ou|et|o|y|e|или|и)\s|或|和|または|\s\(|\s[(\[]?` + anyLabel + `(?: no)?[)\]]?[.:：]*\s)\s*|\s*(\+)`)
	extensionExpr  = regexp.MustCompile(`(?i)[\d)]\s*[,;]?\s*(?:;ext=|extension|extn?\b\.?|x|#|durchwahl|poste|доб\.?)[\s.:]*\d{1,7}\s*#?$`)
	tailExpr       = regexp.MustCompile(`(?i)(\d)[ ,;]*(?:;ext=|extension|extn?|x|durchwahl|poste|доб)[ .:]*\d{1,7}$`)
	besideExpr     = regexp.MustCompile(`(?i)(?:^|[ (:;,./])(?:` + phoneLabels + `|fax|none|unknown|null|n/a|or|and|oder|und)(?:[ .:;,)/]|$)`)
	scientificExpr = regexp.MustCompile(`^[+-]?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$`)
	decimalExpr    = regexp.MustCompile(`^\+?\d+[.,](\d+)$`)
	zerosExpr      = regexp.MustCompile(`^(\+?[\d ()/-]*\d)[.,]0{1,2}$`)
)

// scannersAgree fails the test if a scanner says something else of a text than its
// expression.
func scannersAgree(t *testing.T, s string) {
	t.Helper()
	for _, law := range []struct {
		name         string
		scanned, say any
	}{
		{"cutLabel", result(cutLabel(s)), result(cutLabelByExpr(s))},
		{"withoutBracketedLabel", withoutBracketedLabel(s), bracketedExpr.ReplaceAllString(s, "")},
		{"withoutLabelBehind", withoutLabelBehind(s), withoutLabelByExpr(s)},
		{"cutScheme", first(cutScheme(s)), schemeExpr.ReplaceAllString(s, "")},
		{"chatNumber", result(chatNumber(s)), result(group(chatExpr, s))},
		{"splitAtSeparators", splitAtSeparators(s), splitByExpr(s)},
		{"extensionAt", extensionAt(s), extensionByExpr(s)},
		{"withoutTail", withoutTail(s), tailExpr.ReplaceAllString(s, "$1")},
		{"isPhoneTextAndWords", isPhoneTextAndWords(s), isPhoneText(besideExpr.ReplaceAllString(s, " "))},
		{"readScientific", parts(readScientific(s)), groups(scientificExpr, s)},
		{"decimalPlaces", decimalPlaces(s), first(group(decimalExpr, s))},
		{"withoutZeros", result(withoutZeros(s)), result(withoutZerosByExpr(s))},
	} {
		if !reflect.DeepEqual(law.scanned, law.say) {
			t.Fatalf("%s(%q) = %q, and by its expression %q", law.name, s, law.scanned, law.say)
		}
	}
}

// first is the text of a scanner that returns what it was given where it finds nothing.
func first(s string, _ bool) string { return s }

// result is what a scanner says, in one text.
func result(s string, ok bool) string {
	if !ok {
		return "nothing"
	}
	return strconv.Quote(s)
}

func group(expr *regexp.Regexp, s string) (string, bool) {
	if m := expr.FindStringSubmatch(s); m != nil {
		return m[1], true
	}
	return "", false
}

// cutLabelByExpr leaves what a number starts with.
func cutLabelByExpr(s string) (string, bool) {
	m := labelExpr.FindString(s)
	if m == "" {
		return "", false
	}
	if last := m[len(m)-1]; isDigit(last) || last == '+' || last == '(' {
		m = m[:len(m)-1]
	}
	return s[len(m):], true
}

func withoutLabelByExpr(s string) string {
	m := behindExpr.FindStringSubmatchIndex(s)
	if m == nil {
		return s
	}
	if word := s[m[4]:m[5]]; wholeExpr.MatchString(word) && word != strings.ToUpper(word) {
		return s[:m[3]]
	}
	return s
}

func splitByExpr(s string) (parts []string) {
	from := 0
	for _, at := range separatorExpr.FindAllStringSubmatchIndex(s, -1) {
		parts = append(parts, s[from:at[0]])
		if from = at[1]; at[2] >= 0 {
			from = at[2]
		}
	}
	return append(parts, s[from:])
}

func extensionByExpr(s string) int {
	if at := extensionExpr.FindStringIndex(s); at != nil {
		return at[0] + 1
	}
	return 0
}

func parts(n scientific, ok bool) string {
	return result(n.digit+" "+n.fraction+" "+n.exponent, ok)
}

// groups is what all groups of an expression have, in one text.
func groups(expr *regexp.Regexp, s string) string {
	m := expr.FindStringSubmatch(s)
	if m == nil {
		return result("", false)
	}
	return result(strings.Join(m[1:], " "), true)
}

func withoutZerosByExpr(s string) (string, bool) { return group(zerosExpr, s) }

// piecesOfPhones are what the texts are made of that the scanners are tried on.
var piecesOfPhones = func() []string {
	pieces := strings.Split("0123456789 +-.,;:/()[]#x|&=_~'?·–№：\\\té中\ufe0f☎\u0130\u017f\u212a", "")
	pieces = append(pieces, strings.Split(phoneLabels, "|")...)
	pieces = append(pieces, strings.Split(phoneLetters, "")...)
	for _, w := range extensionWords {
		pieces = append(pieces, w, w, w)
	}
	return append(pieces, " ", " ", " ", "9", "98450", "12345", " 98450", "+91", "E+11", "e9", ".0", ",00", " no", " no. ", "OR", " or ", " oder ", " и ", "или", "或", "または",
		" y ", "and", "fax", "n/a", "none", "tel:", "TEL:", "sms://", "whatsapp:", "https://", "wa.me/", "api.whatsapp.com/send/?phone=", "919845012345", "(M)", "[mob.]", " (", "HOME", "Office", "ſms:", "boſton", "wor\u212a", "МОБ", "Доб.")
}()

// TestScannersSayWhatTheirExpressionsSay tries them on texts of what they look for.
func TestScannersSayWhatTheirExpressionsSay(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 30_000 {
		scannersAgree(t, pick(r, piecesOfPhones, 7))
	}
}
