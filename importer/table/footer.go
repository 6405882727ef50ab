package table

import (
	"strings"

	"vobizsync/internal/lazy"
)

// Passed counts lines that are not rows, and hold no customer.
type Passed struct {
	Empty   int // rows of nothing but separators and space
	Rules   int // lines of dashes
	Footers int // lines at the end that say how many rows there are, or that this is the end
}

// Add adds to the counts.
func (p *Passed) Add(more Passed) {
	p.Empty += more.Empty
	p.Rules += more.Rules
	p.Footers += more.Footers
}

// footers are the last lines of what reports, psql, mysql, sqlcmd, SQL*Plus and
// their like write: how many rows there are, how long it took, or that this is the
// end. There is a number in them, or the word "end", and nothing else is in the
// line.
var footers = lazy.Regexp(`(?i)^(?:` +
	`\(?` + number + `\s*` + counted + `(?: +(?:` + done + `))*(?:, \d+ warnings?)?(?: +\([\d.,]+ *(?:ms|s|secs?|min)[^()]*\))?\)?[.!]?` +
	`|query ok, ` + number + ` rows? affected(?: +\([^()]*\))?` +
	`|(?:(?:grand|sub)[ -]?)?` + totals + `(?: (?:number of )?` + counted + `)?\s*[:=]?\s*` + number + `(?: ` + counted + `)?\.?` +
	`|(?:(?:number|no\.|count|anzahl|nombre|número|numero|aantal|liczba)(?: (?:of|der|de|di|van) )?)?` + counted + `\s*[:=]\s*` + number +
	`|(?:time|elapsed|zeit): [\d.,:]+ *(?:ms|s|secs?)?(?: \([\d:.,]+\))?` +
	`|[*-]* ?end of (?:file|data|list|table|report|export|output)[.!]? ?[*-]*` +
	`)$`)

// The parts of a footer.
const (
	number  = `\d[\d.,' ]*`
	counted = `(?:rows?|row\(s\)|records?|record\(s\)|results?|lines?|entry|entries|items?|contacts?|customers?|accounts?|` +
		`zeilen?|datens(?:a|ä|ae)tze?|eintr(?:a|ä|ae)ge?|kunden?|lignes?|enregistrements?|clients?|r(?:é|e)sultats?|filas?|registros?|resultados?|clientes?|` +
		`rig(?:a|he)|clienti|rij(?:en)?|linhas?|rader|wierszy|wiersze?|строк[аи]?|行|件)`
	done = `affected|selected|returned|exported|found|fetched|listed|printed|written|retrieved|processed|total|in total|in set|` +
		`betroffen|gefunden|exportiert|insgesamt|trouvés?|affect(?:é|e)es?|encontrad[ao]s|afectadas|total`
	totals = `(?:total|totals|summe|gesamt|gesamtzahl|insgesamt|anzahl|count|somme|totale|suma|итого|всего|合計)`
)

// isFooter reports whether a line is one that is behind the rows: its first
// cell says so, and the others are empty.
func isFooter(line string, delim byte) bool {
	const longest = 120
	line = strings.TrimRight(line, "\r\n")
	line = strings.Trim(strings.TrimRight(line, string(delim)+"\" \t"), "\" \t")
	return len(line) > 2 && len(line) < longest && !hasAddress(line) && footers().MatchString(line)
}

// hasAddress reports whether a line has an @ that is not in brackets: no footer has one,
// and nearly every row, so that small files do without the long expression.
func hasAddress(line string) bool {
	before, _, found := strings.Cut(line, "@")
	return found && strings.IndexByte(before, '(') < 0
}

// IsRule reports whether a line is a line of dashes, such as -----+----- below a
// header.
func IsRule(line string, delim byte) bool {
	run := 0
	for i := range len(line) {
		switch c := line[i]; {
		case c == '-' || c == '=':
			run++
		case c != delim && c != '+' && c != '|' && c != ':' && c != '"' && c > ' ':
			return false
		case run < 3:
			run = 0
		}
	}
	return run >= 3
}

// isBlank reports whether a line has nothing in it but separators and space.
func isBlank(line string, delim byte) bool {
	for i := range len(line) {
		c := line[i]
		if c != delim && c != '"' && c > ' ' || c == 0 {
			return false
		}
	}
	return true
}

// dropFooters takes the footers from the end of the text, which is in the buffer,
// with what is empty around them.
func (fr *Framer) dropFooters() {
	fr.buf, fr.passed = withoutFooters(fr.buf, fr.cut.delim)
}

// withoutFooters returns a text without the footers at its end, and counts them.
func withoutFooters(text string, delim byte) (string, Passed) {
	var seen, passed Passed
	for end := len(text); end > 0; {
		start := strings.LastIndexByte(text[:end-1], '\n') + 1
		switch line := text[start:end]; {
		case strings.Count(line, `"`)%2 != 0: // it may be within a cell
			return text, passed
		case isBlank(line, delim):
			seen.Empty++
		case IsRule(line, delim):
			seen.Rules++
		case isFooter(line, delim):
			seen.Footers++
			text, passed = text[:start], seen
		default:
			return text, passed
		}
		end = start
	}
	return text, passed
}
