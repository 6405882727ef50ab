package numberplan

import (
	"errors"
	"fmt"
	"strings"
)

// errUnbounded is the refusal of a prefix that repeats without limit: matching
// it could take as long, and the metadata have none.
var errUnbounded = errors.New("prefix of unbounded length")

// compilePrefix returns nil for an empty pattern, the metadata's way to say
// that there is no such prefix.
func compilePrefix(pattern string) (*prefix, error) {
	if pattern == "" {
		return nil, nil
	}
	p, err := compile(pattern)
	if err != nil {
		return nil, err
	}
	if p.groups > maxGroups {
		return nil, fmt.Errorf("compiling prefix %q: %d groups", pattern, p.groups)
	}
	if p.loops() {
		return nil, fmt.Errorf("compiling prefix %q: %w", pattern, errUnbounded)
	}
	return &prefix{p}, nil
}

// loops reports whether an instruction can be reached from itself.
func (p *program) loops() bool {
	const (
		_ = iota
		open
		done
	)
	marks := make([]byte, len(p.insts))
	var visit func(pc int32) bool
	visit = func(pc int32) bool {
		if marks[pc] != 0 {
			return marks[pc] == open
		}
		marks[pc] = open
		in := p.insts[pc]
		looped := in.op != opMatch && in.op != opFail && visit(in.out) ||
			in.op == opFork && visit(in.arg)
		marks[pc] = done
		return looped
	}
	return visit(p.start)
}

// parseTransform reads a rule as "9$1": digits, and a group of so many.
func parseTransform(rule string, groups int) (transform, error) {
	if rule == "" {
		return transform{}, nil
	}
	insert, group, _ := strings.Cut(rule, "$")
	if len(group) != 1 || strings.Trim(insert+group, "0123456789") != "" {
		return transform{}, fmt.Errorf("transform rule %q not understood", rule)
	}
	t := transform{insert: insert, group: int(group[0] - '0')}
	if t.group == 0 || t.group > groups || len(t.insert) > maxInserted {
		return transform{}, fmt.Errorf("transform rule %q out of range", rule)
	}
	return t, nil
}
