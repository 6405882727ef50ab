package importer

import "sync"

// spareEntries are entries that nobody needs any more, to be used again: those of a
// million rows are most of what the collector would have to find. The zero value has
// none.
type spareEntries struct {
	mu     sync.Mutex
	spares [][]Entry
}

const (
	mostSpares = 8  // as many blocks as are worked on, or wait, on two cores
	leastSpare = 64 // entries: a block of fewer is not worth it
)

// take returns room for n entries, which is zero.
func (s *spareEntries) take(n int) []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last := len(s.spares) - 1; last >= 0 {
		room := s.spares[last]
		if s.spares = s.spares[:last]; cap(room) >= n {
			return room
		}
	}
	return make([]Entry, 0, n+n/8)
}

// give takes entries back.
func (s *spareEntries) give(entries []Entry) {
	if cap(entries) < leastSpare {
		return
	}
	clear(entries)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.spares) < mostSpares {
		s.spares = append(s.spares, entries[:0])
	}
}
