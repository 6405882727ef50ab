package numberplan

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

var (
	errAssertion = errors.New("assertion in a number pattern")
	errTooLarge  = errors.New("automaton too large")
)

// A determiner builds the automaton of several programs by the subset
// construction: a state of the automaton is the set of instructions the
// programs may have reached.
type determiner struct {
	insts []inst // of all programs; the arg of an opMatch is the pattern
	begin []int32

	sets  [][]int32 // by state: opDigit and opMatch instructions, ascending
	known map[string]state
	key   []byte

	// seen marks what the set being built has, by the number of that set,
	// so that nothing need be cleared in between.
	seen  []int
	round int
}

// add enters a pattern, to be known by the number returned.
func (d *determiner) add(p *program) error {
	offset := int32(len(d.insts))
	pattern := int32(len(d.begin))
	for _, in := range p.insts {
		in.out += offset
		switch in.op {
		case opFork:
			in.arg += offset
		case opMatch:
			in.arg = pattern
		case opEnd:
			return errAssertion
		}
		d.insts = append(d.insts, in)
	}
	d.begin = append(d.begin, p.start+offset)
	return nil
}

// determine returns the automaton's table, and calls judge for every state
// with the patterns that match a number ending there, ascending.
func (d *determiner) determine(judge func(patterns []int32) verdict) (*automaton, error) {
	d.known = make(map[string]state)
	d.seen = make([]int, len(d.insts))
	a := &automaton{}
	known := make(map[string]uint16) // verdicts

	d.sets = append(d.sets, nil) // dead
	d.known[""] = dead
	d.round++
	var first []int32
	for _, pc := range d.begin {
		first = d.reach(first, pc)
	}
	d.intern(first)

	var matched []int32
	for s := 0; s < len(d.sets); s++ {
		if len(d.sets) > math.MaxUint16 {
			return nil, errTooLarge
		}
		a.next = append(a.next, d.successors(d.sets[s]))
		matched = matched[:0]
		for _, pc := range d.sets[s] {
			if d.insts[pc].op == opMatch {
				matched = append(matched, d.insts[pc].arg)
			}
		}
		v := judge(matched)
		key := fmt.Sprint(v)
		n, ok := known[key]
		if !ok {
			n = uint16(len(a.verdicts))
			known[key] = n
			a.verdicts = append(a.verdicts, v)
		}
		a.holds = append(a.holds, n)
	}
	return a.smallest(), nil
}

// smallest returns an automaton with fewer states that says the same: those that no
// number tells apart are one (E. F. Moore, Gedanken-experiments on sequential machines,
// 1956). The dead state and the one of the start stay by themselves.
func (a *automaton) smallest() *automaton {
	class := make([]state, len(a.next)) // of each state
	for s := range class {
		class[s] = min(state(s), start+1)
		if class[s] > start {
			class[s] += state(a.holds[s])
		}
	}
	for before := 0; ; {
		type view struct { // what tells a state apart: its class, and those of the next
			own  state
			next [10]state
		}
		known := make(map[view]state)
		after := make([]state, len(a.next))
		for s, next := range a.next {
			v := view{own: class[s]}
			for d := range next {
				v.next[d] = class[next[d]]
			}
			c, ok := known[v]
			if !ok {
				c = state(len(known))
				known[v] = c
			}
			after[s] = c
		}
		class = after
		if len(known) == before {
			break
		}
		before = len(known)
	}
	small := &automaton{verdicts: a.verdicts}
	for s, next := range a.next {
		if int(class[s]) < len(small.next) {
			continue // one like it is there
		}
		for d := range next {
			next[d] = class[next[d]]
		}
		small.next = append(small.next, next)
		small.holds = append(small.holds, a.holds[s])
	}
	return small
}

// successors returns the state each digit leads to from a set. Digits that
// every instruction of the set treats alike are followed once: after the first
// few digits most instructions take any.
func (d *determiner) successors(set []int32) (next [10]state) {
	pending := digitSet(1<<10 - 1)
	var reached []int32
	for digit := range byte(10) {
		if !pending.has(digit) {
			continue
		}
		alike := pending
		d.round++
		reached = reached[:0]
		for _, pc := range set {
			in := &d.insts[pc]
			switch {
			case in.op != opDigit:
			case in.digits.has(digit):
				alike &= in.digits
				reached = d.reach(reached, in.out)
			default:
				alike &^= in.digits
			}
		}
		pending &^= alike
		to := d.intern(reached)
		for other := range byte(10) {
			if alike.has(other) {
				next[other] = to
			}
		}
	}
	return next
}

// reach adds to set the instructions that pc leads to without a digit.
func (d *determiner) reach(set []int32, pc int32) []int32 {
	for d.seen[pc] != d.round {
		d.seen[pc] = d.round
		in := &d.insts[pc]
		switch in.op {
		case opDigit, opMatch:
			return append(set, pc)
		case opFail:
			return set
		case opFork:
			set = d.reach(set, in.arg)
		}
		pc = in.out
	}
	return set
}

// intern returns the state of a set, a new one if the set is new. It sorts
// the set and keeps a copy.
func (d *determiner) intern(set []int32) state {
	slices.Sort(set)
	d.key = d.key[:0]
	for _, pc := range set {
		d.key = binary.LittleEndian.AppendUint32(d.key, uint32(pc))
	}
	if s, ok := d.known[string(d.key)]; ok {
		return s
	}
	s := state(len(d.sets))
	d.sets = append(d.sets, slices.Clone(set))
	d.known[string(d.key)] = s
	return s
}
