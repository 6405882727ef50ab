package numberplan

import (
	_ "embed"
	"strconv"
	"sync"
)

// tables are the directory with all that is compiled from the phone library's
// metadata, which takes 70 ms and is therefore done ahead: by `go generate`, after
// the library was updated. A test holds that they are those of its metadata.
//
// They are unsigned numbers in the encoding of encoding/binary's Uvarint, and texts
// after their lengths:
//
//	directory  number of calling codes, and each: code, plan, regions
//	plan       length in bytes (0: not compiled), rules of each region, automaton
//	regions    number, and each: ISO 3166-1 alpha-2 code or "001", length in bytes of its short numbers' automaton, automaton
//	rules      lengths too short, too long, strippable; international prefix, national prefix; transform's text and group
//	prefix     number of instructions (0: there is none), start, groups, and each: operation, digits, out, arg
//	automaton  number of verdicts, and each: general, number of outcomes, and each: lengths, in, valid and premium, region;
//	           number of states, and each: verdict, ten states
//
//go:generate go run ./maketables tables.bin
//go:embed tables.bin
var tables string

// readTables returns the directory of some tables.
func readTables(tables string) *directory {
	d := &directory{}
	in := unpacker{tables}
	for range in.number() {
		code := in.number()
		cc := &callingCode{digits: strconv.Itoa(code)}
		packed := in.text()
		ids := make([]string, in.number())
		for i := range ids {
			ids[i] = in.text()
			short := in.text()
			if h := d.home(ids[i]); h != nil {
				*h = &home{cc, i, sync.OnceValue(func() *automaton {
					short := unpacker{short}
					return short.automaton()
				})}
			}
		}
		cc.plan = sync.OnceValue(func() *plan {
			packed := unpacker{packed}
			return packed.plan(cc.digits, ids)
		})
		d.codes[code] = cc
	}
	return d
}

// unpacker reads tables.
type unpacker struct{ rest string }

func (u *unpacker) number() (n int) {
	for shift := 0; ; shift += 7 {
		b := u.rest[0]
		u.rest = u.rest[1:]
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (u *unpacker) text() string {
	n := u.number()
	text := u.rest[:n]
	u.rest = u.rest[n:]
	return text
}

// plan returns a plan, nil if it could not be compiled.
func (u *unpacker) plan(code string, ids []string) *plan {
	if u.rest == "" {
		return nil
	}
	p := &plan{code: code, regions: make([]rules, len(ids))}
	for i, id := range ids {
		p.regions[i] = u.rules()
		p.regions[i].id, p.regions[i].general = id, 1<<i
	}
	p.numbers = u.automaton()
	return p
}

func (u *unpacker) rules() (r rules) {
	r.tooShort, r.tooLong, r.strippable = lengths(u.number()), lengths(u.number()), lengths(u.number())
	r.internationalPrefix, r.nationalPrefix = u.prefix(), u.prefix()
	r.transform = transform{u.text(), u.number()}
	return r
}

func (u *unpacker) prefix() *prefix {
	n := u.number()
	if n == 0 {
		return nil
	}
	p := &program{insts: make([]inst, n), start: int32(u.number()), groups: u.number()}
	for i := range p.insts {
		p.insts[i] = inst{op(u.number()), digitSet(u.number()), int32(u.number()), int32(u.number())}
	}
	return &prefix{p}
}

// automaton returns an automaton, nil if it could not be compiled.
func (u *unpacker) automaton() *automaton {
	if u.rest == "" {
		return nil
	}
	a := &automaton{verdicts: make([]verdict, u.number())}
	for i := range a.verdicts {
		a.verdicts[i] = verdict{uint32(u.number()), make([]outcome, u.number())}
		for j := range a.verdicts[i].outcomes {
			o := outcome{lengths: lengths(u.number()), in: uint32(u.number())}
			kind := u.number()
			o.valid, o.premium = kind&validBit != 0, kind&premiumBit != 0
			o.region = uint8(u.number())
			a.verdicts[i].outcomes[j] = o
		}
	}
	n := u.number()
	a.holds, a.next = make([]uint16, n), make([][10]state, n)
	for s := range a.next {
		a.holds[s] = uint16(u.number())
		for d := range a.next[s] {
			a.next[s][d] = state(u.number())
		}
	}
	return a
}

// The bits of an outcome in the tables.
const (
	validBit = 1 << iota
	premiumBit
)
