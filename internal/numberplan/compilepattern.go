package numberplan

import (
	"fmt"
	"regexp/syntax"
)

// compile returns the program of a pattern in the syntax of package regexp,
// matched from the start of a number on. A pattern that asks for anything but
// digits, groups, alternatives, repetition and the end of the number is an
// error.
func compile(pattern string) (*program, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("compiling pattern: %w", err)
	}
	groups := re.MaxCap()
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return nil, fmt.Errorf("compiling pattern %q: %w", pattern, err)
	}
	p := &program{insts: make([]inst, len(prog.Inst)), start: int32(prog.Start), groups: groups}
	for i := range prog.Inst {
		if p.insts[i], err = translate(&prog.Inst[i]); err != nil {
			return nil, fmt.Errorf("compiling pattern %q: %w", pattern, err)
		}
	}
	return p, nil
}

// translate turns one instruction of package regexp/syntax into ours.
func translate(from *syntax.Inst) (inst, error) {
	to := inst{out: int32(from.Out), arg: int32(from.Arg)}
	switch from.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		to.op = opDigit
		for d := range byte(10) {
			if from.MatchRune(rune('0' + d)) {
				to.digits |= 1 << d
			}
		}
	case syntax.InstAlt:
		to.op = opFork
	case syntax.InstNop:
		to.op = opGo
	case syntax.InstCapture:
		to.op = opCapture
	case syntax.InstEmptyWidth:
		if syntax.EmptyOp(from.Arg) != syntax.EmptyEndText {
			return inst{}, fmt.Errorf("unexpected assertion %v", from)
		}
		to.op = opEnd
	case syntax.InstMatch:
		to.op = opMatch
	case syntax.InstFail:
		to.op = opFail
	default:
		return inst{}, fmt.Errorf("unexpected instruction %v", from)
	}
	return to, nil
}
