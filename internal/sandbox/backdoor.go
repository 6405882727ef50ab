package sandbox

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// Account is a customer account as the server knows it. An empty string is null
// on the wire, for the fields that can be null.
type Account struct {
	Name        string
	Email       string
	Phone       string
	Password    string
	Country     string // ISO 3166-1 alpha-2
	Company     string
	Description string
	Address     string
	City        string
	State       string
	ZipCode     string
	Timezone    string
	GSTIN       string
	GSTStatus   string
	AccountType string

	AuthID      string
	AuthToken   string
	ID          string // a number in a string
	CashCredits string // five decimals, such as "1300.00000"
	CreatedAt   time.Time
	KYCStatus   string // "pending", "completed", …; empty: "pending"
	Inactive    bool   // is_active false

	apiID string
}

// Add puts an account in place behind the API's back: nothing is checked except
// that the e-mail is free (unless NoUniqueness), it is visible at once, and Creates does not count it.
// What is empty gets a default. It returns the account's auth_id, and panics if
// the e-mail belongs to an account already, because that scene cannot be played.
func (s *Server) Add(a Account) (authID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.store.all) + 1
	setDefault(&a.Email, fmt.Sprintf("customer-%d@example.com", n))
	setDefault(&a.Name, fmt.Sprintf("Customer %d", n))
	setDefault(&a.Phone, fmt.Sprintf("+9198%08d", n))
	setDefault(&a.Password, "Sandbox#2026")
	setDefault(&a.Country, "IN")
	if !s.NoUniqueness && s.store.byEmail[fold(a.Email)] != nil {
		panic(fmt.Sprintf("sandbox: an account for %s already exists", a.Email))
	}
	s.complete(&a)
	s.store.insert(a, time.Time{})
	return a.AuthID
}

// Remove takes accounts out, by auth_id or e-mail address, as the Console does:
// they are in no list and no search, reading them answers 404, and their e-mail is
// free (but see RemovedStayTaken). It returns how many there were.
func (s *Server) Remove(authIDOrEmail string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.store.remove(func(r *record) bool { return r.is(authIDOrEmail) })
}

// Change edits accounts in place, by auth_id or e-mail address, as the Console
// does, and returns how many there were. Nothing is checked.
func (s *Server) Change(authIDOrEmail string, edit func(*Account)) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, r := range s.store.all {
		if r.is(authIDOrEmail) {
			edit(&r.Account)
			n++
		}
	}
	s.store.rebuild(s.store.all)
	return n
}

func (r *record) is(authIDOrEmail string) bool {
	return r.AuthID == authIDOrEmail || fold(r.Email) == fold(authIDOrEmail)
}

// Accounts returns a copy of all accounts, in the order of creation.
func (s *Server) Accounts() []Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Account, len(s.store.all))
	for i, r := range s.store.all {
		all[i] = r.Account
	}
	return all
}

// Creates returns how many accounts were created through the API, by e-mail
// address as it was submitted, in lower case. It is the judge of every test of a
// client: no value may be above 1.
func (s *Server) Creates() map[string]int { return s.copyOf(&s.creates) }

// Posts returns how many creates arrived, by e-mail address in lower case,
// refused and faulty ones included.
func (s *Server) Posts() map[string]int { return s.copyOf(&s.posts) }

// Requests returns how many requests arrived, by method and pattern, such as
// "GET /accounts/{id}". Paths that the API does not have count as "*".
func (s *Server) Requests() map[string]int { return s.copyOf(&s.counts) }

func (s *Server) copyOf(m *map[string]int) map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if *m == nil {
		return map[string]int{}
	}
	return maps.Clone(*m)
}

// Log returns the requests in the order of arrival. It is empty unless KeepLog
// is set.
func (s *Server) Log() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// complete gives an account what only the server can give. It is called under
// the lock.
func (s *Server) complete(a *Account) {
	random := s.randomFor(fold(a.Email))
	setDefault(&a.AccountType, "standard")
	setDefault(&a.CashCredits, "0.00000")
	setDefault(&a.ID, strconv.Itoa(500001+len(s.store.all)))
	for a.AuthID == "" || s.store.byID[a.AuthID] != nil {
		a.AuthID = "MA_" + pick(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 10)
	}
	setDefault(&a.AuthToken, pick(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 40))
	if a.CreatedAt.IsZero() {
		a.CreatedAt = s.now()
	}
	a.apiID = uuid(random)
}

// randomFor is a source for one account. Under a seed it depends on the e-mail
// and not on the order of arrival, so that concurrent runs repeat themselves.
func (s *Server) randomFor(email string) *rand.Rand {
	if s.Seed == 0 {
		return rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(email)) // a hash never fails
	return rand.New(rand.NewPCG(s.Seed, h.Sum64()))
}

func pick(random *rand.Rand, alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[random.IntN(len(alphabet))]
	}
	return string(b)
}

// uuid is a random UUID of version 4 (RFC 9562).
func uuid(random *rand.Rand) string {
	var b [16]byte
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

func setDefault(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
