package sandbox

import (
	"slices"
	"strings"
	"time"
)

// store holds the partner's accounts. Its user holds a lock.
type store struct {
	all     []*record // in the order of creation
	byEmail map[string]*record
	byID    map[string]*record
	settled [views]int // all[:settled] were visible when last looked at, and stay so
	grams   map[gram][]int32
	retired map[string]bool // e-mails of removed accounts
}

// view is where accounts show up, each with a lag of its own.
type view int

const (
	inLists view = iota
	inSearches
	views // the number of views
)

// record is an account with what the store needs to find it.
type record struct {
	Account
	born        time.Time // the moment of the effect, by the machine's clock; zero: always been there
	name, email string    // in lower case
}

// gram is four bytes in sequence. For each, the store keeps the positions of the
// accounts whose name or e-mail holds it, so that searching for an address among
// 100,000 looks at a handful of accounts and still is a true substring match.
type gram [4]byte

func (st *store) insert(a Account, born time.Time) {
	if st.byEmail == nil {
		st.byEmail, st.byID, st.grams = map[string]*record{}, map[string]*record{}, map[gram][]int32{}
	}
	r := &record{Account: a, born: born, name: strings.ToLower(a.Name), email: strings.ToLower(a.Email)}
	at := int32(len(st.all))
	st.all = append(st.all, r)
	st.byEmail[fold(a.Email)] = r
	st.byID[a.AuthID] = r
	for _, text := range []string{r.name, r.email} {
		for i := 0; i+len(gram{}) <= len(text); i++ {
			g := gram([]byte(text[i : i+4]))
			if l := st.grams[g]; len(l) == 0 || l[len(l)-1] != at {
				st.grams[g] = append(l, at)
			}
		}
	}
}

// selection is a part of the accounts in the order of creation: the first
// prefix of them, and those at the positions in rest. Nothing is copied.
type selection struct {
	st     *store
	prefix int
	rest   []int32
}

func (s selection) len() int { return s.prefix + len(s.rest) }

func (s selection) at(i int) *record {
	if i < s.prefix {
		return s.st.all[i]
	}
	return s.st.all[s.rest[i-s.prefix]]
}

func (s selection) has(position int32) bool {
	if int(position) < s.prefix {
		return true
	}
	_, found := slices.BinarySearch(s.rest, position)
	return found
}

// remove takes out the accounts for which gone holds, and reports how many there
// were. Everything is indexed again: it is a back door, not a request.
func (st *store) remove(gone func(*record) bool) int {
	var kept []*record
	retired := st.retired
	if retired == nil {
		retired = map[string]bool{}
	}
	for _, r := range st.all {
		if gone(r) {
			retired[fold(r.Email)] = true
			continue
		}
		kept = append(kept, r)
	}
	removed := len(st.all) - len(kept)
	st.rebuild(kept)
	st.retired = retired
	return removed
}

// rebuild makes the store again from records, in their order.
func (st *store) rebuild(records []*record) {
	*st = store{retired: st.retired}
	for _, r := range records {
		st.insert(r.Account, r.born)
	}
}

// visible selects the accounts that are older than lag.
func (st *store) visible(in view, now time.Time, lag time.Duration) selection {
	if lag <= 0 {
		return selection{st: st, prefix: len(st.all)}
	}
	old := func(r *record) bool { return r.born.IsZero() || now.Sub(r.born) >= lag }
	settled := &st.settled[in]
	for *settled < len(st.all) && old(st.all[*settled]) {
		*settled++
	}
	found := selection{st: st, prefix: *settled}
	for i := *settled; i < len(st.all); i++ {
		if old(st.all[i]) {
			found.rest = append(found.rest, int32(i))
		}
	}
	return found
}

// search narrows a selection to the accounts whose name or e-mail contains term.
func (st *store) search(term string, caseSensitive bool, among selection) selection {
	lower := strings.ToLower(term)
	found := selection{st: st}
	consider := func(i int32) {
		r := st.all[i]
		match := strings.Contains(r.name, lower) || strings.Contains(r.email, lower)
		if caseSensitive {
			match = strings.Contains(r.Name, term) || strings.Contains(r.Email, term)
		}
		if match && among.has(i) {
			found.rest = append(found.rest, i)
		}
	}
	if candidates, ok := st.rarest(lower); ok {
		for _, i := range candidates {
			consider(i)
		}
		return found
	}
	for i := range st.all {
		consider(int32(i))
	}
	return found
}

// rarest returns the shortest list of accounts that every match of text must be
// in. It has none for a text shorter than a gram.
func (st *store) rarest(text string) ([]int32, bool) {
	var best []int32
	ok := false
	for i := 0; i+len(gram{}) <= len(text); i++ {
		if l := st.grams[gram([]byte(text[i:i+4]))]; !ok || len(l) < len(best) {
			best, ok = l, true
		}
	}
	return best, ok
}
