package reconcile

import "vobizsync/importer"

// What becomes of a row is decided here, and nowhere else: from what is known of
// its e-mail and from what has just happened, by a table. Acting is the loop's
// part, in create.go. docs/exactly-once.md shows the same table to people, with
// its reasons, and a test holds the two against each other.

// known is what is known of earlier sends of a row's e-mail.
type known int

const (
	nothing    known = iota // none was sent, or each had its answer
	freshDoubt              // this start has lost an answer, seconds ago
	youngDoubt              // an earlier start lost one, less than an hour ago: the API may not show the account yet
	oldDoubt                // or longer ago: by now the API shows the account if there is one
	ownCreate               // an earlier run has created the account, and has its auth id
	knowns
)

// event is what has happened to a row.
type event int

const (
	found       event = iota // the look-up shows the account
	foundOther               // it shows one that no send of ours can have made
	absent                   // it shows none
	stillAbsent              // nor do the searches after it
	vouched                  // they would: they show a later create of ours, or there is none
	unvouched                // they do not show a later create of ours, either
	lookFailed

	ownShown  // by its auth id the account is there
	ownOther  // it is, with another e-mail
	ownLate   // it is not, but it was created within the hour
	ownGone   // it is not, nor is any other with the e-mail
	ownUnread // the API does not tell

	accepted  // the answer is the account
	respelled // it is, and spells the e-mail in its own way
	lost      // nobody knows what became of the request
	lostOften // as before, and no further request is allowed

	taken        // the e-mail is in use, or may be
	takenOurs    // by an account that this request has made: something on the way repeated it
	takenUndated // by one of the partner's that does not say when it was made
	takenFound   // by one of the partner's
	takenOther   // by one that no send of ours can have made
	takenHidden  // the searches show none
	takenNowhere // nor does the complete list
	takenUnsure  // the look-up failed

	fieldsRefused   // nothing but best-effort fields was refused
	passwordRefused // a password that was made here was
	declined        // something else was
	denied403       // the partner may not, or not this
	noRoom          // it has as many accounts as it may have
	denied          // it has room

	unsent // no connection, or too many requests to the end
	halted // the run was stopped before the request was sent
	events
)

// step is what is done next.
type step int

const (
	_           step = iota
	end              // the row has its status
	post             // send the create
	search           // search after each of the pauses
	searchBit        // after the first two of them: an account of ours may be a second old
	hearWitness      // search for a later create of ours until it is shown, a minute at most
	readList         // read the complete list, once for a run
	readOwn          // read the account by its auth id
	drop             // leave the refused fields out, and send the create
	renew            // make another password, and send the create
	askProfile       // ask what the partner may do
)

// confirmation is which password is that of the account.
type confirmation int

const (
	noPassword  confirmation = iota
	sentNow                  // the one that this start has sent
	sentEarlier              // the one that every unanswered send carried
)

// verdict is what follows from an event.
type verdict struct {
	next    step
	status  Status // at the end
	code    importer.Code
	compare bool // differs, where the account differs from its row
	confirm confirmation
	note    bool
}

var (
	never = verdict{} // can't happen; if it does, the row is unknown

	toPost      = verdict{next: post}
	toSearch    = verdict{next: search}
	toSearchBit = verdict{next: searchBit}
	toHear      = verdict{next: hearWitness}
	toList      = verdict{next: readList}
	toOwn       = verdict{next: readOwn}
	toDrop      = verdict{next: drop}
	toRenew     = verdict{next: renew}
	toAsk       = verdict{next: askProfile}

	exists       = verdict{next: end, status: Exists, compare: true}
	existsNoted  = verdict{next: end, status: Exists, compare: true, note: true}
	differs      = verdict{next: end, status: Differs}
	created      = verdict{next: end, status: Created, confirm: sentNow}
	createdNoted = verdict{next: end, status: Created, confirm: sentNow, note: true}
	adopted      = verdict{next: end, status: Created, compare: true, confirm: sentEarlier}

	unknown     = verdict{next: end, status: Unknown, code: InDoubtCode}
	unread      = verdict{next: end, status: Unknown, code: Unavailable}
	unavailable = verdict{next: end, status: Failed, code: Unavailable}
	rejected    = verdict{next: end, status: Failed, code: Rejected}
	emailInUse  = verdict{next: end, status: Failed, code: EmailTaken}
	forbiddenTo = verdict{next: end, status: Failed, code: Forbidden}
	noRoomFor   = verdict{next: end, status: Skipped, code: QuotaExceeded}
	skipped     = verdict{next: end, status: Skipped, code: Interrupted}
)

// table has a column for each of what is known.
var table = [events][knowns]verdict{
	//               nothing       fresh doubt  young doubt  old doubt    own create
	found:       {exists, created, adopted, adopted, exists},
	foundOther:  {never, existsNoted, existsNoted, existsNoted, existsNoted},
	absent:      {toPost, never, toSearch, toSearch, toOwn},
	stillAbsent: {never, toHear, toHear, toHear, never},
	vouched:     {never, toPost, toPost, toPost, never},
	unvouched:   {never, unknown, unknown, unknown, never},
	lookFailed:  {unavailable, unknown, unknown, unknown, toOwn},

	ownShown:  {never, never, never, never, exists},
	ownOther:  {never, never, never, never, differs},
	ownLate:   {never, never, never, never, unknown},
	ownGone:   {never, never, never, never, toPost},
	ownUnread: {never, never, never, never, unread},

	accepted:  {created, created, created, created, never},
	respelled: {createdNoted, createdNoted, createdNoted, createdNoted, never},
	lost:      {toSearch, toSearch, toSearch, toSearch, never},
	lostOften: {never, unknown, never, never, never},

	taken:        {toSearchBit, toSearch, toSearch, toSearch, never},
	takenOurs:    {created, never, never, never, never},
	takenUndated: {existsNoted, never, never, never, never},
	takenFound:   {exists, created, adopted, adopted, never},
	takenOther:   {never, existsNoted, existsNoted, existsNoted, never},
	takenHidden:  {toList, toList, toList, toList, never},
	takenNowhere: {emailInUse, unknown, unknown, emailInUse, never},
	takenUnsure:  {unavailable, unknown, unknown, unknown, never},

	fieldsRefused:   {toDrop, toDrop, toDrop, toDrop, never},
	passwordRefused: {toRenew, unknown, unknown, toRenew, never},
	declined:        {rejected, unknown, unknown, rejected, never},
	denied403:       {toAsk, toAsk, toAsk, toAsk, never},
	noRoom:          {noRoomFor, unknown, unknown, noRoomFor, never},
	denied:          {forbiddenTo, unknown, unknown, forbiddenTo, never},

	unsent: {unavailable, unknown, unknown, unknown, never},
	halted: {skipped, unknown, unknown, skipped, skipped},
}

// settle decides. It is pure.
func settle(k known, e event) verdict {
	if d := table[e][k]; d != never {
		return d
	}
	return unknown // nothing is sent, and a later run looks again
}

var stepNames = map[step]string{
	post: "POST", search: "search", searchBit: "search briefly", hearWitness: "search for a later create", readList: "read the list", readOwn: "GET it",
	drop: "drop them, POST", renew: "a new one, POST", askProfile: "ask for the profile",
}

// String is the verdict as the documentation has it.
func (d verdict) String() string {
	if d == never {
		return "–"
	}
	if d.next != end {
		return stepNames[d.next]
	}
	words := "`" + string(d.status) + "`"
	if d.compare {
		words += "/`" + string(Differs) + "`"
	}
	if d.code != "" {
		words += ", `" + string(d.code) + "`"
	}
	if d.confirm != noPassword {
		words += ", confirmed"
	}
	if d.note {
		words += ", a note"
	}
	return words
}
