package numberplan

// An automaton matches many patterns at once against a whole number, with one
// table look-up for each digit.
type automaton struct {
	next [][10]state
	// holds says which of the verdicts holds of a number that ends in a state.
	holds    []uint16
	verdicts []verdict
}

type state uint16

const (
	dead  state = 0 // no pattern can match any more
	start state = 1
)

// at returns the verdict on number, in ASCII.
func (a *automaton) at(number []byte) *verdict {
	s := start
	for _, c := range number {
		s = a.next[s][c-'0']
		if s == dead {
			break
		}
	}
	return a.verdict(s)
}

// verdict returns what holds of a number that ends in a state.
func (a *automaton) verdict(s state) *verdict { return &a.verdicts[a.holds[s]] }
