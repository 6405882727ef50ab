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
// their like write: how many rows there are, how long it took, when that was, or that
// this is the end. There is a number in them, or the word "end", and nothing else is in
// the line.
var footers = lazy.Regexp(`(?i)^(?:` +
	`\(?` + number + `\s*` + counted + `(?: +(?:` + done + `))*(?:, \d+ warnings?)?(?: +\([\d.,]+ *(?:ms|s|secs?|min)[^()]*\))?\)?[.!]?` +
	`|query ok, ` + number + ` rows? affected(?: +\([^()]*\))?` +
	`|` + totals + `(?: (?:number of )?` + counted + `)?\s*[:=]?\s*` + number + `(?: ` + counted + `)?\.?` +
	`|(?:(?:number|no\.|count|anzahl|nombre|número|numero|aantal|liczba)(?: (?:of|der|de|di|van) )?)?` + counted + `(?: (?:` + done + `))?\s*[:=]\s*` + number +
	`|(?:` + done + `):? ` + number + `\s*` + counted + `[.!]?` +
	`|(?:(?:showing|displaying) ` + number + `(?:to|-|–) *)?` + number + `of ` + number + `\s*` + counted +
	`|(?:time|elapsed|zeit): [\d.,:]+ *(?:ms|s|secs?)?(?: \([\d:.,]+\))?` +
	`|(?:` + dated + `\s*:?\s*)?` + date +
	`|(?:page|seite|página|pagina|strana|strona|sayfa|страница) \d+(?: ?(?:of|von|de|di|sur|van|z|из|/) ?\d+)?` +
	`|[*=_~-]* ?(?:end of|ende (?:de[rs])|fin (?:de la|du|del?)) (?:file|data|list|table|report|export|output|datei|daten|liste|tabelle|berichts?|exports?|fichier|rapport|lista|listado|informe|archivo)[.!]? ?[*=_~-]*` +
	`|[*=_~-]{2,} ?(?:end|ende|fin|fine|koniec|конец|eof) ?[*=_~-]{2,}` +
	`|<?eof>?|sql> ?(?:spool off|exit|quit)?;?` +
	`)$`)

// The parts of a footer.
const (
	number  = `\d[\d.,' ]*`
	counted = `(?:rows?|row\(s\)|records?|record\(s\)|results?|lines?|entry|entries|items?|contacts?|customers?|accounts?|` +
		`zeilen?|datens(?:a|ä|ae)tze?|eintr(?:a|ä|ae)ge?|kunden?|lignes?|enregistrements?|clients?|r(?:é|e)sultats?|filas?|registros?|resultados?|clientes?|` +
		`rig(?:a|he)|clienti|rij(?:en)?|linhas?|rader|wierszy|wiersze?|строк[аи]?|行|件)`
	done = `affected|selected|returned|exported|found|fetched|listed|printed|written|retrieved|processed|total|in total|in set|` +
		`betroffen|gefunden|exportiert|insgesamt|trouvés?|affect(?:é|e)es?|encontrad[ao]s|afectadas|total`
	totals = `(?:(?:grand|sub|genel)[ -]?)?(?:total|totals|total g(?:é|e)n(?:é|e)ral|summe|gesamtsumme|endsumme|zwischensumme|gesamt|gesamtzahl|insgesamt|anzahl|count|sum|somme|totale|totaal|summa|suma|razem|łącznie|` +
		`celkem|spolu|ukupno|skupaj|összesen|yhteensä|toplam|jumlah|tổng|tổng cộng|итого|всего|общо|разом|σύνολο|सर्वयोग|कुल|कुल योग|المجموع|الإجمالي|合計|総計|合计|总计|總計|합계|총계)`
	dated = `(?:(?:report|export|print|run|creation|completion|extraction)[ -]?(?:date|time)|date|time|datum|fecha|stand|as of|` +
		`(?:(?:report|list|file|data) )?(?:generated|created|exported|printed|extracted|downloaded|erstellt|exportiert|gedruckt|exporté|généré|exportado|generado)(?: (?:on|at|am|le|el))?)`
	date = `(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d|(?:\d{1,2} )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?: \d{1,2},?)? (?:19|20)\d\d)` +
		`(?:[ t,]+(?:at )?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]m)?)?(?: ?(?:z|utc|gmt|[+-]\d\d:?\d\d))?`
)

// A row of totals has a word for them, and sums, which no telephone number looks like:
// they do not begin with a 0, and more than six digits are grouped or have decimals.
var (
	totalsCell = lazy.Regexp(`(?i)^` + totals + `(?: (?:number of )?` + counted + `)?\s*[:=]?$`)
	sumCell    = lazy.Regexp(`(?i)^-?(?:[€$£¥₹] ?)?(?:(?:0|[1-9]\d{0,5}|[1-9]\d{0,2}(?:[.,'’]\d{3}){1,3})(?:[.,]\d{1,4})?|[1-9]\d{6,11}[.,]\d\d)(?: ?(?:[€$£¥₹%]|[A-Z]{3}|` + counted + `))?$`)
)

// isFooter reports whether a line is one that is behind the rows: its first
// cell says so, and the others are empty, or sums.
func isFooter(line string, delim byte) bool {
	const longest = 120
	line = strings.TrimRight(line, "\r\n")
	text := strings.Trim(strings.TrimRight(line, string(delim)+"\" \t"), "\" \t")
	if len(text) < 2 || len(line) > 10*longest || hasAddress(text) {
		return false
	}
	return len(text) > 2 && len(text) < longest && footers().MatchString(text) || text == `\.` || isTotals(line, delim)
}

// isTotals reports whether a line is a row of totals.
func isTotals(line string, delim byte) bool {
	cut := NewCutter(delim, nil)
	if rec := cut.Cut(line); rec.state != closed || rec.Cells < 2 {
		return false
	}
	filled := 0
	for _, cell := range cut.Cells() {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		is := sumCell
		if filled == 0 {
			is = totalsCell
		}
		if !is().MatchString(cell) {
			return false
		}
		filled++
	}
	return filled > 1
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
