package numberplan

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/nyaruka/phonenumbers"
)

// Compile returns the tables of the phone library's metadata, in the form that
// is embedded. What can't be compiled is left out: no number of it is proved.
// It is for go generate; what only it needs is in files named after it.
func Compile() ([]byte, error) {
	numbers, err := phonenumbers.MetadataCollection()
	if err != nil {
		return nil, fmt.Errorf("reading the metadata of numbers: %w", err)
	}
	shortNumbers, err := phonenumbers.ShortNumberMetadataCollection()
	if err != nil {
		return nil, fmt.Errorf("reading the metadata of short numbers: %w", err)
	}
	short := make(map[string]*phonenumbers.PhoneMetadata)
	for _, m := range shortNumbers.GetMetadata() {
		short[m.GetId()] = m
	}
	regions := make(map[string]*phonenumbers.PhoneMetadata)
	for _, m := range numbers.GetMetadata() {
		regions[regionKey(int(m.GetCountryCode()), m.GetId())] = m
	}

	var out packer
	codes := slices.Sorted(maps.Keys(phonenumbers.GetSupportedCallingCodes()))
	out.number(len(codes))
	for _, code := range codes {
		ids := phonenumbers.GetRegionCodesForCountryCode(code)
		metadata := make([]*phonenumbers.PhoneMetadata, len(ids))
		for i, id := range ids {
			metadata[i] = regions[regionKey(code, id)]
		}
		out.number(code)
		var packed packer
		if p, err := compilePlan(strconv.Itoa(code), metadata); err == nil {
			packed.plan(p)
		}
		out.text(string(packed))
		out.number(len(ids))
		for _, id := range ids {
			out.text(id)
			var packed packer
			if a, err := compileShort(short[id]); err == nil {
				packed.automaton(a)
			}
			out.text(string(packed))
		}
	}
	return out, nil
}

// regionKey tells the calling codes of no country apart.
func regionKey(code int, id string) string { return strconv.Itoa(code) + id }

// packer writes tables, as unpacker reads them.
type packer []byte

func (p *packer) number(n int) { *p = binary.AppendUvarint(*p, uint64(n)) }

func (p *packer) numbers(all ...int) {
	for _, n := range all {
		p.number(n)
	}
}

func (p *packer) text(s string) {
	p.number(len(s))
	*p = append(*p, s...)
}

func (p *packer) plan(plan *plan) {
	for i := range plan.regions {
		r := &plan.regions[i]
		p.numbers(int(r.tooShort), int(r.tooLong), int(r.strippable))
		p.prefix(r.internationalPrefix)
		p.prefix(r.nationalPrefix)
		p.text(r.transform.insert)
		p.number(r.transform.group)
	}
	p.automaton(plan.numbers)
}

func (p *packer) prefix(prefix *prefix) {
	if prefix == nil {
		p.number(0)
		return
	}
	p.numbers(len(prefix.insts), int(prefix.start), prefix.groups)
	for _, in := range prefix.insts {
		p.numbers(int(in.op), int(in.digits), int(in.out), int(in.arg))
	}
}

func (p *packer) automaton(a *automaton) {
	p.number(len(a.verdicts))
	for _, v := range a.verdicts {
		p.numbers(int(v.general), len(v.outcomes))
		for _, o := range v.outcomes {
			kind := 0
			if o.valid {
				kind |= validBit
			}
			if o.premium {
				kind |= premiumBit
			}
			p.numbers(int(o.lengths), int(o.in), kind, int(o.region))
		}
	}
	p.number(len(a.next))
	for s, next := range a.next {
		p.number(int(a.holds[s]))
		for _, to := range next {
			p.number(int(to))
		}
	}
}
