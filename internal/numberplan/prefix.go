package numberplan

const (
	// maxGroups is how many capturing groups a prefix may have. The metadata
	// use two.
	maxGroups = 3
	// maxInserted is how many digits a transform rule may insert. The
	// metadata insert up to four, an area code.
	maxInserted = 5
)

// A prefix is what may be dialled before a number, the international prefix
// (IDD, as "00") or the national prefix (as "0", perhaps with a carrier code).
// Captures matter here, so it is matched by backtracking, which is quick
// because prefixes are short and mostly fail at the first digit.
type prefix struct {
	*program
}

// prefixMatch is where a prefix has matched.
type prefixMatch struct {
	end int
	// slots holds where each group begins and ends, or -1: group n at 2n and
	// 2n+1, as regexp numbers them; the whole match at 0 and 1 is not noted.
	slots [2 * (maxGroups + 1)]int8
}

// match finds the prefix at the start of number. Like regexp it takes the
// first alternative that matches, not the longest.
func (p *prefix) match(number []byte) (m prefixMatch, ok bool) {
	for i := range m.slots {
		m.slots[i] = -1
	}
	ok = p.run(p.start, number, 0, &m)
	return m, ok
}

// run matches number from position at and instruction pc on. A way that fails
// leaves the slots as they were.
func (p *prefix) run(pc int32, number []byte, at int, m *prefixMatch) bool {
	for {
		in := &p.insts[pc]
		switch in.op {
		case opDigit:
			if at == len(number) || !in.digits.has(number[at]-'0') {
				return false
			}
			at++
		case opFork:
			if p.run(in.out, number, at, m) {
				return true
			}
			pc = in.arg
			continue
		case opCapture:
			before := m.slots[in.arg]
			m.slots[in.arg] = int8(at)
			if p.run(in.out, number, at, m) {
				return true
			}
			m.slots[in.arg] = before
			return false
		case opEnd:
			if at != len(number) {
				return false
			}
		case opMatch:
			m.end = at
			return true
		case opFail:
			return false
		}
		pc = in.out
	}
}

// A transform is the metadata's nationalPrefixTransformRule: digits, then the
// content of a group. It replaces a national prefix, as "9$1" in Argentina,
// where the mobile mark 15 after the area code becomes a 9 before it.
type transform struct {
	insert string
	group  int // zero means there is no rule: the prefix is just taken off
}

// apply writes the transformed number to room: what the rule makes of the
// match, and after it the digits the match left over.
func (t transform) apply(number []byte, m *prefixMatch, room *digits) []byte {
	out := append(room[:0], t.insert...)
	if from, to := m.slots[2*t.group], m.slots[2*t.group+1]; from >= 0 {
		out = append(out, number[from:to]...)
	}
	return append(out, number[m.end:]...)
}
