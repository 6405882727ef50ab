package reconcile

import (
	"hash/maphash"
	"strings"
	"sync"

	"golang.org/x/net/idna"

	"vobizsync/importer"
)

// sameMailbox reports whether two spellings are of one address, as far as a server
// may rewrite it: the domain in ASCII (RFC 5891), composed characters (NFC), case,
// and without a tag behind a plus (RFC 5233).
func sameMailbox(a, b string) bool { return mailbox(a) == mailbox(b) }

func mailbox(email string) string {
	email = importer.EmailKey(email)
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return email
	}
	local, domain := email[:at], email[at+1:]
	if ascii, err := idna.Lookup.ToASCII(domain); err == nil {
		domain = ascii
	}
	local, _, _ = strings.Cut(local, "+")
	return local + "@" + domain
}

// authIDs are the accounts that this run has created, each with its e-mail, as
// hashes. The zero value has none.
type authIDs struct {
	mu     sync.Mutex
	seed   maphash.Seed
	emails map[uint64]uint64
}

// of notes that an auth id is the e-mail's, and reports whether it is nobody
// else's.
func (x *authIDs) of(authID, email string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.emails == nil {
		x.seed, x.emails = maphash.MakeSeed(), map[uint64]uint64{}
	}
	id, key := maphash.String(x.seed, authID), maphash.String(x.seed, importer.EmailKey(email))
	owner, taken := x.emails[id]
	if !taken {
		x.emails[id] = key
	}
	return !taken || owner == key
}

// free reports whether an auth id is nobody else's than the e-mail's.
func (x *authIDs) free(authID, email string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.emails == nil {
		return true
	}
	owner, taken := x.emails[maphash.String(x.seed, authID)]
	return !taken || owner == maphash.String(x.seed, importer.EmailKey(email))
}
