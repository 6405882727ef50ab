package importer

import (
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// What --map takes (Options.Map):
//
//	COLUMN=FIELD                      the column fills the field
//	FIELD={COLUMN} text {COLUMN}      the field is made from columns
//	FIELD={COLUMN}|{COLUMN}           the field is the first of these that is filled
//	FIELD="text"                      the field is the same in every row
//	FIELD:VALUE=VALUE                 a cell of the field counts as another one
//
// The second to the fourth are told from the first by a field on the left, and a {
// in what is on the right, or a " at its start; the last one by a field before a
// colon. The name of a column that the file has wins over the readings with | and
// with a colon. A \ takes the meaning from a = : | { } behind it.

// values are what cells count as, by [valueKey].
type values map[Field]map[string]*value

type value struct {
	cell, by string
	used     atomic.Bool // a row has it
}

// undecided is an entry that is one of two things, by the columns that the file has.
type undecided struct {
	header string // of the column
	field  Field  // that it fills
	of     Field  // whose cells are replaced
	cell   string
	by     string
}

func parseMapping(entries []string) (m mapping, err error) {
	for _, entry := range entries {
		if err = m.add(entry); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (m *mapping) add(entry string) error {
	left, right, ok := cutPlain(entry, '=')
	if !ok {
		return &advised{"--map " + normalize.Quote(entry) + " has no =", "write --map " + words.Shell("COLUMN=FIELD") + ", for example: --map " + words.Shell("Customer=name")}
	}
	field, isField := fieldNamed(unescapeMap(left))
	if _, _, template := cutPlain(right, '{'); isField && (template || strings.HasPrefix(right, `"`)) {
		return m.addDerived(field, right)
	}
	if name, cell, ok := cutPlain(left, ':'); ok {
		if of, ok := fieldNamed(unescapeMap(name)); ok {
			return m.addCell(left, of, unescapeMap(cell), unescapeMap(right))
		}
	}
	at := strings.LastIndexByte(entry, '=') // a header may have a = in it, a field has none
	return m.addColumn(entry[:at], entry[at+1:], isField)
}

// addCell takes FIELD:VALUE=VALUE, unless a column has that name.
func (m *mapping) addCell(left string, of Field, cell, by string) error {
	if field, ok := fieldNamed(by); ok {
		m.undecided = append(m.undecided, undecided{normalize.Fold(unescapeMap(left)), field, of, cell, by})
		return nil
	}
	return m.addValue(of, cell, by)
}

func (m *mapping) addValue(of Field, cell, by string) error {
	key := valueKey(cell)
	switch _, twice := m.values[of][key]; {
	case of == Password:
		return &advised{"--map: a password can't be given for another one: others could guess it",
			"map a column of passwords, or use --generate-passwords for new customers"}
	case key == "" && of == Country:
		return &advised{"--map " + normalize.Quote("country:="+by) + " has no value", "for rows without a country: --default-country " + words.Shell(by)}
	case key == "":
		return &advised{"--map " + normalize.Quote(string(of)+":="+by) + " has no value", "write --map " + words.Shell("FIELD:VALUE=VALUE") + ", for example: --map " + words.Shell("country:D=DE")}
	case twice:
		return &advised{"--map: the value " + normalize.Quote(cell) + " of the field " + string(of) + " is mapped twice", "leave one of them out"}
	}
	if m.values == nil {
		m.values = values{}
	}
	if m.values[of] == nil {
		m.values[of] = map[string]*value{}
	}
	m.values[of][key] = &value{cell: normalize.Fold(cell), by: normalize.Fold(by)}
	return nil
}

// valueKey is what spellings of one value have in common.
func valueKey(cell string) string { return strings.ToLower(normalize.Fold(cell)) }

// replace returns what a folded cell of a field counts as.
func (v values) replace(f Field, cell string) string {
	if of := v[f]; of != nil {
		if v := of[valueKey(cell)]; v != nil {
			v.used.Store(true)
			return v.by
		}
	}
	return cell
}

// noteUnusedValues notes the values of --map that no row has: one of them may be
// mistyped.
func (f *File) noteUnusedValues() {
	for _, field := range Fields {
		for _, key := range slices.Sorted(maps.Keys(f.mapping.values[field])) {
			if v := f.mapping.values[field][key]; !v.used.Load() {
				f.notes = append(f.notes, "--map: no row has "+normalize.Quote(v.cell)+" as its "+string(field))
			}
		}
	}
}

// mapValue is what --map takes to make a cell count as a value.
func mapValue(f Field, cell, by string) string {
	return string(f) + ":" + mapEscaper.Replace(cell) + "=" + by
}

// decide settles what depends on the columns that the file has.
func (m *mapping) decide(headers []string) error {
	has := func(name string) bool {
		return slices.ContainsFunc(headers, func(h string) bool { return normalize.Fold(h) == name })
	}
	for i := range m.columns {
		if c := &m.columns[i]; c.typed != c.header && has(c.typed) {
			c.header = c.typed
		}
	}
	for i := range m.derived {
		d := &m.derived[i]
		inner := strings.TrimSuffix(strings.TrimPrefix(d.Text, "{"), "}")
		if len(inner) == len(d.Text)-2 && has(normalize.Fold(inner)) {
			d.alternatives = [][]part{{{header: normalize.Fold(inner)}}}
		}
	}
	for _, u := range m.undecided {
		var err error
		if has(u.header) || isNearColumn(u.header, headers) { // which is said to be missing
			err = m.addColumn(u.header, string(u.field), false)
		} else {
			err = m.addValue(u.of, u.cell, u.by)
		}
		if err != nil {
			return err
		}
	}
	m.undecided = nil
	return nil
}

func isNearColumn(name string, headers []string) bool {
	keys := make([]string, len(headers))
	for i, h := range headers {
		keys[i] = normalize.Letters(normalize.Fold(h))
	}
	key := normalize.Letters(name)
	return slices.Contains(keys, key) || words.Nearest(key, keys, 2) >= 0
}

// special are the characters that mean something in an entry.
const special = `=:|{}`

var mapEscaper = strings.NewReplacer(`=`, `\=`, `:`, `\:`, `|`, `\|`, `{`, `\{`, `}`, `\}`)

// isEscape reports whether a \ is at i that takes the meaning from the next
// character.
func isEscape(s string, i int) bool {
	return s[i] == '\\' && i+1 < len(s) && strings.IndexByte(special, s[i+1]) >= 0
}

// unescapeMap returns a text as it is meant.
func unescapeMap(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if isEscape(s, i) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// cutPlain cuts a text at the first sep without a \ before it.
func cutPlain(s string, sep byte) (before, after string, found bool) {
	for i := 0; i < len(s); i++ {
		switch {
		case isEscape(s, i):
			i++
		case s[i] == sep:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// alternatives cuts a template at the | between its columns.
func alternatives(text string) (all []string) {
	start, inside := 0, false
	for i := 0; i < len(text); i++ {
		switch {
		case isEscape(text, i):
			i++
		case text[i] == '{':
			inside = true
		case text[i] == '}':
			inside = false
		case text[i] == '|' && !inside:
			all, start = append(all, text[start:i]), i+1
		}
	}
	return append(all, text[start:])
}

// parseTemplate takes "{First Name} {Last Name}" apart.
func parseTemplate(text string) (parts []part, err error) {
	for rest := text; rest != ""; {
		before, after, found := cutPlain(rest, '{')
		if before != "" {
			parts = append(parts, part{text: unescapeMap(before), column: -1})
		}
		if !found {
			break
		}
		name, tail, closed := cutPlain(after, '}')
		if name = normalize.Fold(unescapeMap(name)); !closed || name == "" {
			return nil, &advised{"--map: the template " + normalize.Quote(text) + " has a { without a column and a }", "write, for example: --map " + words.Shell("name={First Name} {Last Name}")}
		}
		parts = append(parts, part{header: name})
		rest = tail
	}
	return parts, nil
}
