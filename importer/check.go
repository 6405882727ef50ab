package importer

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"vobizsync/importer/normalize"
	"vobizsync/importer/table"
)

// Batch is what a block of the file says.
type Batch struct {
	entries []Entry
	packed  []byte // the entries, stored by Pack
	headers int    // rows that are the header once more
	passed  table.Passed
	manners manners

	placeholders int // cells that say that they have no value
	fills        fillCounts
}

// Tally counts what was read.
type Tally struct {
	Rows  int // data rows
	Empty int // rows of nothing but separators and space
	// Rules counts lines of dashes, and Footers lines at the end that say how many rows
	// there are, as database shells and reports write them.
	Rules, Footers int
	// Headers counts the rows that are the header once more, as exports have
	// them that were put together. They hold no customer, and are passed over.
	Headers int
	// Placeholders counts the cells that say that they have no value (NULL, N/A, -),
	// and count as empty.
	Placeholders int
}

// Check parses the rows of a block, normalizes and checks them. It may be
// called for several blocks at once.
func (f *File) Check(b table.Block) Batch {
	batch, _ := f.check(b, false)
	return batch
}

// Pack is Check for entries that [File.Keep] keeps.
func (f *File) Pack(b table.Block) Batch {
	batch, before := f.check(b, true)
	batch.packed = make([]byte, 0, len(b.Raw)+48*len(batch.entries))
	line := 0
	for i := range batch.entries {
		e := &batch.entries[i]
		batch.packed = appendEntry(batch.packed, e, &before[i], line)
		line = e.Line
	}
	return batch
}

// check returns, besides, what was read from each row before it was checked, where
// that is to be kept.
func (f *File) check(b table.Block, keep bool) (batch Batch, before []Customer) {
	if b.Defect != "" {
		e := Entry{Line: b.Line, raw: b.Raw, odd: true}
		e.problem(MalformedRow, "", b.Defect)
		return Batch{entries: []Entry{e}}, make([]Customer, 1)
	}
	batch.passed = b.Passed
	rows := strings.Count(b.Raw, "\n") + 2 // at most, and the one that is not there any more
	entries := f.spare.take(rows)
	if keep {
		before = make([]Customer, 0, rows)
	}
	r := f.newRowReader(&b)
	clean := b.Clean()
	for more := true; more; {
		entries = slices.Grow(entries, 1)[:len(entries)+1] // each is made in its place: it is large, and zero there
		e := &entries[len(entries)-1]
		var manner manner
		if manner, more = r.next(e); !more || f.passesOver(e.raw, &batch) {
			*e = Entry{}
			entries = entries[:len(entries)-1]
			continue
		}
		if manner.short || manner.quirks != 0 {
			batch.manners.add(manner, e.Line)
		}
		if keep {
			before = append(before, e.Customer)
		}
		if e.Valid() {
			if !clean {
				for _, flaw := range b.Flaws(e.raw) {
					e.problem(MalformedRow, "", flaw)
				}
			}
			batch.placeholders += f.normalize(e, &batch.fills)
		}
	}
	batch.entries = entries
	batch.passed.Empty += r.blank + b.Empty
	for _, line := range b.SuspectLines {
		for i := range batch.entries {
			if e := &batch.entries[i]; e.Line == line {
				e.note(normalize.RowsInCell, "", "a quoted cell spans several lines, some of which look like rows: if they are, a quote is missing")
			}
		}
	}
	for i := range batch.entries {
		e := &batch.entries[i]
		if len(e.Problems)+len(e.Notes) == 0 {
			continue
		}
		batch.fills.doubt(e)
		if f.opts.Strict {
			e.refuseDoubts()
		}
		f.hide(e)
	}
	return batch, before
}

// passesOver counts a row that has no customer, if it is one.
func (f *File) passesOver(row string, batch *Batch) bool {
	switch {
	case isBlankRow(row, f.Delimiter()):
		batch.passed.Empty++
	case f.IsHeader(row):
		batch.headers++
	case table.IsRule(row, f.Delimiter()):
		batch.passed.Rules++
	default:
		return false
	}
	return true
}

// numbering numbers rows in their order, and finds what they have in common.
type numbering struct {
	file   *File
	rows   int
	mails  sightings
	others sightings
	tally  *Tally

	fetched byte // of no meaning, but what is read must be used
}

func newNumbering(f *File, t *Tally) *numbering {
	return &numbering{file: f, tally: t, mails: sightings{wide: mailBytes}}
}

// number takes the next batch, and yields what its entries have in common with lines
// before them. One whose e-mail is in one of them is told nothing else. It counts all
// but the rows.
func (n *numbering) number(b *Batch, found func(entry int, what repeat, line int)) {
	t := n.tally
	t.Empty, t.Rules, t.Footers, t.Headers = t.Empty+b.passed.Empty, t.Rules+b.passed.Rules, t.Footers+b.passed.Footers, t.Headers+b.headers
	n.file.manners.merge(&b.manners)
	n.file.fills.merge(&b.fills)
	t.Placeholders += b.placeholders
	for i := range b.entries {
		n.fetched += n.mails.fetch(b.entries[i].mail)
		for _, key := range b.entries[i].keys {
			n.fetched += n.others.fetch(hash128{high: key})
		}
	}
	for i := range b.entries {
		n.rows++
		b.entries[i].Row = n.rows
		n.compare(b, i, found)
	}
}

// compare yields what an entry has in common with lines before it.
func (n *numbering) compare(b *Batch, entry int, found func(entry int, what repeat, line int)) {
	e, first := &b.entries[entry], 0
	if e.mail != (hash128{}) {
		first = n.mails.see(e.mail, e.Line)
	}
	if first > 0 {
		found(entry, sameEmail, first)
	}
	for k, key := range e.keys {
		if key == 0 {
			continue
		}
		if line := n.others.see(hash128{high: key}, e.Line); line > 0 && first == 0 {
			found(entry, repeat(k+1), line)
		}
	}
}

// Entries numbers the rows of the file's batches, which must come in order, and
// finds what is in the file twice: e-mails, and what else tells one customer. It
// counts into t. An entry is what it is until the next one is asked for.
func (f *File) Entries(batches iter.Seq2[Batch, error], t *Tally) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		n := newNumbering(f, t)
		for batch, err := range batches {
			if err != nil {
				yield(nil, err)
				return
			}
			n.number(&batch, func(entry int, what repeat, line int) {
				batch.entries[entry].repeated(what, line, f.opts.Strict)
			})
			for i := range batch.entries {
				t.Rows++
				if !yield(&batch.entries[i], nil) {
					return
				}
			}
			f.spare.give(batch.entries)
		}
		f.late = f.manners.notes()
		f.noteUnusedValues()
	}
}

// Read returns the rows of the file, one after the other, on one core, as Entries does.
func (f *File) Read(t *Tally) iter.Seq2[*Entry, error] {
	return f.Entries(func(yield func(Batch, error) bool) {
		for block, err := range f.Blocks() {
			if err != nil {
				yield(Batch{}, err)
				return
			}
			if !yield(f.Check(block), nil) {
				return
			}
		}
	}, t)
}

// isBlankRow reports whether a row has separators and space in it, but nothing
// else.
func isBlankRow(raw string, delim byte) bool {
	for i := 0; i < len(raw); {
		c := raw[i]
		if c == delim || c == '"' || c <= ' ' && c != 0 {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[i:])
		if c < utf8.RuneSelf || normalize.Fold(string(r)) != "" {
			return false
		}
		i += size
	}
	return true
}

// normalize brings every field of a row into its normal form, and notes what
// is wrong with it. It returns how many cells said that they have no value.
func (f *File) normalize(e *Entry, counted *fillCounts) (placeholders int) {
	c, q := &e.Customer, f.quoter
	q.Password = c.Password
	texts := c.texts()
	var looks [len(texts)]normalize.Look // each has all that is in the text, and may have more
	for i, p := range texts {
		if *p == "" {
			continue
		}
		folded, look := normalize.FoldAndLook(*p)
		if folded = unescape(folded); len(folded) != len(*p) || folded != *p {
			*p = folded
		}
		if len(f.mapping.values) > 0 {
			if *p = f.mapping.values.replace(textFields[i], folded); *p != folded { // the user has said what it stands for
				looks[i] = normalize.LookOf(*p)
				continue
			}
		}
		if looks[i] = look; e.clean(q, textFields[i], p, look) {
			placeholders++
		}
	}
	e.password()
	counted.add(c, &texts)
	f.checkFilled(e)
	e.garbled(q, &looks)

	given := c.Country != ""
	region := f.country(e, q)
	f.phone(e, q, region)
	f.settleCountry(e, given)
	emailKey := f.email(e, q, looks[emailText])
	if !c.Password.IsZero() {
		e.refuse(q, Password, normalize.Password(c.Password.Reveal()))
	}
	e.name(q)
	e.bestEffort(q)
	e.keys = f.seeds.keys(c)
	if c.Country == "IN" && e.Valid() {
		e.doubtAddress(q)
	}
	if !c.Password.IsZero() && e.Valid() {
		e.refuseRepeated()
	}
	e.refuseExample(emailKey)
	return placeholders
}

// phone reads the phone of a row, dialled in a region.
func (f *File) phone(e *Entry, q normalize.Quoter, region string) {
	c := &e.Customer
	if c.Phone == "" {
		return
	}
	p := normalize.ReadPhone(c.Phone, region, f.opts.DropExtensions)
	if !p.NeedsCountry || !e.has(Country) { // else what is wrong with the country is said
		e.refuse(q, Phone, p.Problem)
		if p.Extension {
			e.settled(Flag{Name: "drop-extensions"})
		}
	}
	e.remark(q, Phone, p.Notes...)
	if p.E164 != c.Phone {
		c.Phone = p.E164
	}
}

// email reads the e-mail of a row, and returns its [EmailKey], "" where it has none.
func (f *File) email(e *Entry, q normalize.Quoter, look normalize.Look) (key string) {
	c := &e.Customer
	if c.Email == "" {
		return ""
	}
	email, why, notes := normalize.Email(c.Email)
	e.refuse(q, Email, why)
	e.remark(q, Email, notes...)
	if key = email; email != c.Email || !look.IsLower() {
		c.Email, key = email, EmailKey(email)
	}
	if why.Text == "" {
		e.mail = f.seeds.hash(key)
	}
	return key
}

// takeReason takes the note that says why a field counts as empty, for the problem that
// it is empty: that is one fault, and told once.
func (e *Entry) takeReason(field Field) (reason string) {
	for i, n := range e.Notes {
		if n.Field == field && n.Code == normalize.NotThePassword {
			e.Notes = slices.Delete(e.Notes, i, i+1)
			return ": the cell " + strings.TrimSuffix(n.Message, countsAsEmpty)
		}
	}
	return ""
}

func (f *File) checkFilled(e *Entry) {
	c := &e.Customer
	if c.Name != "" && c.Email != "" && c.Phone != "" && c.Country != "" && !c.Password.IsZero() {
		return
	}
	if c.Password.IsZero() {
		f.noteAccount(e)
	}
	for _, field := range f.required() {
		if field == Country && f.opts.DefaultCountry != "" {
			continue // see settleCountry
		}
		empty := field != Password && c.Get(field) == "" || field == Password && c.Password.IsZero()
		if empty && !e.has(field) && !(field == Password && e.NamesAccount) {
			e.problem(Required, field, "must not be empty"+e.takeReason(field))
			if field == Password {
				e.settled(Flag{Name: "generate-passwords"})
			}
		}
	}
}
