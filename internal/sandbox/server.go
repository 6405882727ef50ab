package sandbox

import (
	"sync"
	"time"
)

// BasePath is the path below which every endpoint lies, without a trailing
// slash. A path outside it answers 404.
const BasePath = "/api/v1/partner"

// The credentials that are accepted where [Server.AuthID] and
// [Server.AuthToken] are empty. They open nothing but a simulator.
const (
	DefaultAuthID    = "PA_SANDBOX"
	DefaultAuthToken = "sandbox-token"
)

// The limits that hold where the knob of the same name is zero.
const (
	DefaultMaxAccounts = 1_000_000
	DefaultMaxPerPage  = 100 // Partner API, Customer Accounts page: "max 100"
	defaultPerPage     = 20  // Partner API, Customer Accounts page: default 20
)

// maxBody bounds a request's body, in bytes. No documented field needs more.
const maxBody = 1 << 20

// Server is the simulated API. The zero value is ready to use; it must not be
// copied after the first request. Knobs are set before the first request: they
// are read without a lock.
type Server struct {
	// AuthID and AuthToken are the values that X-Auth-ID and X-Auth-Token must
	// have. Empty: DefaultAuthID and DefaultAuthToken.
	AuthID    string
	AuthToken string
	// OwnCredentials draws what AuthID and AuthToken leave empty at random, anew for
	// each server, whatever the Seed. [Server.Credentials] tells them.
	OwnCredentials bool
	// AnyHost lets Listen and ListenTLS answer requests whose Host is not this
	// machine. False: they are refused with 421, so that a page in a browser can't
	// reach the server under a name of its own (DNS rebinding).
	AnyHost bool

	// Seed makes ids and tokens reproducible. 0: random.
	Seed uint64

	// MaxAccounts is max_accounts of /me; a create beyond it is refused with 403
	// (Partner API, Customer Accounts page). 0: DefaultMaxAccounts.
	MaxAccounts int
	// CannotCreate makes can_create_accounts of /me false, and every create 403.
	CannotCreate bool
	// RoomGoneFor lists e-mail addresses. When the first create for one of them
	// arrives, a colleague elsewhere has just used up the partner's room: it is
	// refused with 403, as is every other create for a listed address, and /me says
	// account_count == max_accounts from then on. Creates for other addresses still
	// go through, so that they do not depend on the order of arrival.
	RoomGoneFor []string

	// NoUniqueness accepts an e-mail in use: a second create makes a second account.
	NoUniqueness bool
	// RemovedStayTaken keeps the e-mail of an account in use after [Server.Remove].
	RemovedStayTaken bool
	// RepeatPosts has every create reach the server twice, as behind a proxy that
	// repeats it. The client sees the second answer; Posts counts one.
	RepeatPosts bool
	// Taken409 answers an e-mail in use with 409 and the short error body. False:
	// 422 with details. The page documents both.
	Taken409 bool
	// ElsewhereTaken lists e-mail addresses of other partners' customers: refused
	// as in use, and never in our lists.
	ElsewhereTaken []string

	// RefusedFields lists best-effort fields (description, address, city, state,
	// zip_code, timezone, gstin, gst_status, account_type) that this server refuses
	// by name with 422. Other names are ignored: the page guarantees those fields.
	RefusedFields []string
	// RefusedFor is the same for single customers, by e-mail address in lower case.
	RefusedFor map[string][]string
	// RefusePassword says what is wrong with a password beyond the documented rules,
	// "" where nothing is: it is refused by name with 422. nil: nothing is.
	RefusePassword func(password string) string

	// StoreEmail is the form in which an e-mail is stored, and then listed, searched,
	// compared and answered in the 201: [PunycodeDomain], [DropTag], [LowerCase],
	// [NFC], [NFD]. nil: as it was submitted.
	StoreEmail func(string) string
	// EchoEmail answers the e-mail as it was submitted in the 201, however it is stored.
	EchoEmail bool
	// EditCreated changes the object of a 201 before it is sent.
	EditCreated func(a Account, answer map[string]any)
	// EditItem changes the object of an account before it is sent in a list, a search
	// or by id: null an e-mail, delete a member. It runs under the server's lock.
	EditItem func(a Account, item map[string]any)
	// NoCreatedAt leaves created_at out of the 201 and of every account.
	NoCreatedAt bool

	// SearchLag hides a new account from searches for that long. Uniqueness and
	// reading by id hold at once.
	SearchLag time.Duration
	// ListLag is the same for lists without a search term. 0: SearchLag; negative: none.
	ListLag time.Duration
	// SearchTotalCountsAll makes the total of a search that of all accounts.
	SearchTotalCountsAll bool
	// Total is the JSON that every list sends as its total, such as "250.0" or
	// "1000000000000". nil: the number itself.
	Total func(n int) string
	// IgnorePage answers every page with the first one, under the number asked for.
	IgnorePage bool
	// CaseSensitiveSearch makes search distinguish case; the page does not say.
	CaseSensitiveSearch bool
	// ShufflePages lists the newest account first, so that pages which are read
	// while accounts are being created repeat rows. False: oldest first.
	ShufflePages bool
	// MaxPerPage is the largest per_page that is not refused with 422. 0:
	// DefaultMaxPerPage. Below 20 it is also the default page size.
	MaxPerPage int

	// NumbersStatus, AccountNumbersStatus and KYCSessionsStatus refuse GET /numbers,
	// GET /accounts/{id}/numbers and GET /kyc-sessions with this status, such as 403
	// or 404. 0: they are answered.
	NumbersStatus        int
	AccountNumbersStatus int
	KYCSessionsStatus    int
	// NumbersWrapper is the name of the list of numbers: "items", "data". Empty: "numbers".
	NumbersWrapper string
	// NumberField is the name of the number itself: "number". Empty: "e164".
	NumberField string
	// NumbersSizeField is the name of the page's size: "size". Empty: "per_page".
	NumbersSizeField string

	// Latency passes before each answer, after the effect.
	Latency time.Duration
	// CommitDelay passes between the arrival of a create and its effect. The effect
	// happens even if the client has gone by then.
	CommitDelay time.Duration
	// ClockSkew is added to the server's own clock: the Date header and every
	// timestamp in a body.
	ClockSkew time.Duration
	// DateSkew is added to the Date header alone, and to the dates of Retry-After.
	DateSkew time.Duration
	// NoDate sends no Date header.
	NoDate bool
	// Clock is the clock by which SearchLag and ListLag are measured, and to which
	// ClockSkew is added; waits are timers even so. nil: time.Now. An account
	// that was shown once stays shown if the clock goes back.
	Clock func() time.Time

	// Fault is asked once for each request, on the goroutine that serves it. nil:
	// no faults.
	Fault func(Call) Fault
	// KeepLog turns on Log.
	KeepLog bool

	script func(Call) Fault // of Sample: asked before Fault

	drawn           sync.Once // guards ownID and ownToken
	ownID, ownToken string

	mu       sync.Mutex
	store    store
	phones   []Number
	sessions []KYCSession
	received int
	roomGone bool
	posts    map[string]int
	creates  map[string]int
	counts   map[string]int
	log      []Request
}
