package numberplan

// A program is a pattern of the metadata compiled to instructions over digits.
// It is what package regexp would run for the pattern, instruction for
// instruction, so that the order in which alternatives are tried is the same;
// only the sets of characters are cut down to the ten digits, since nothing
// else is ever matched.
type program struct {
	insts  []inst
	start  int32
	groups int // capturing groups, without the whole match
}

// inst is an instruction. What out and arg mean depends on op.
type inst struct {
	op     op
	digits digitSet // opDigit: what is consumed before going to out
	out    int32    // the next instruction
	arg    int32    // opFork: the second choice; opCapture: the slot
}

type op uint8

const (
	_         op = iota
	opDigit      // consume one digit of a set
	opFork       // try out, then arg
	opGo         // go to out
	opCapture    // note the position in slot arg, go to out
	opEnd        // go to out at the end of the number only
	opMatch      // the pattern has matched
	opFail       // there is no match this way
)

// digitSet has bit d set for the digit d.
type digitSet uint16

func (s digitSet) has(d byte) bool { return s>>d&1 != 0 }
