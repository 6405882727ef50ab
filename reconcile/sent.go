package reconcile

import (
	"vobizsync/importer"
	"vobizsync/reconcile/ledger"
)

// What a run tells the ledger: a send before each create, and what came of it.

// Intent says that a POST for the row is about to be sent. The record is on disk
// when the function that it returns does, without an error.
func (j *Journal) Intent(r *Result) (durable func() error) {
	if j == nil {
		return func() error { return nil }
	}
	r.sends++
	at, told := j.Now.tell()
	rec := record{Version: recordVersion, Intent: true, Line: r.Line, Email: r.Email, At: at.UnixMilli()}
	if err := j.rows.put(r.Row, &rec); err != nil {
		return func() error { return err }
	}
	synced := j.ledger.Send(ledger.Send{
		EmailKey: importer.EmailKey(r.Email), At: at, ServerTime: told, Made: r.made, Line: r.passwordLine,
	})
	return func() error {
		if err := synced(); err != nil {
			return err
		}
		return j.rows.failure()
	}
}

// Outcome says what came of a row. It returns when that is on disk for a row that
// was sent, now or by an earlier start.
func (j *Journal) Outcome(r *Result) error {
	if j == nil {
		return nil
	}
	// The result goes first: if the program is killed between the two, the next
	// start tells the ledger, see [Journal.repeat].
	rec := newRecord(r)
	kept := j.rows.put(r.Row, &rec)
	if err := j.tell(r)(); err != nil {
		return err
	}
	return kept
}

// repeat tells the ledger what came of a row that an earlier start has settled,
// if that start did not come to it.
func (j *Journal) repeat(r *Result) error {
	if j == nil || !j.Doubtful(r.Email) {
		return nil
	}
	return j.tell(r)()
}

// tell says to the ledger what came of the sends of a row.
func (j *Journal) tell(r *Result) (durable func() error) {
	key, earlier := importer.EmailKey(r.Email), j.Doubtful(r.Email)
	now, told := j.Now.tell()
	if r.sends == 0 && !earlier {
		return j.ledger.Err
	}
	switch r.Status {
	case Created:
		return j.ledger.Created(ledger.Outcome{EmailKey: key, AuthID: r.AuthID, Spelled: r.spelled, At: now, ServerTime: told, Found: !r.told})
	case Differs: // the account of an earlier send, which its row was changed after
		if earlier {
			return j.ledger.Created(ledger.Outcome{EmailKey: key, AuthID: r.AuthID, Spelled: r.spelled, At: now, ServerTime: told, Found: true})
		}
	case Exists:
		if earlier { // somebody else's
			return j.ledger.Over(key, now, told)
		}
	case Failed:
		if earlier && !r.askAgain() {
			return j.ledger.Over(key, now, told)
		}
	case Skipped: // what was sent ahead never left
		j.refused(key, r.sends)
		return j.ledger.Err
	default: // unknown, and what needs no create: the sends stay open
		return j.ledger.Err
	}
	return j.refused(key, r.sends)
}

// takeBack says that nothing came of the last send of a row, which is sent again.
func (j *Journal) takeBack(r *Result) {
	if j != nil {
		j.refused(importer.EmailKey(r.Email), 1) // in the file before the next send
		r.sends--
	}
}

// refused says that nothing came of the last sends.
func (j *Journal) refused(key string, sends int) (durable func() error) {
	at, told := j.Now.tell()
	durable = j.ledger.Err
	for range sends {
		durable = j.ledger.Refused(key, at, told)
	}
	return durable
}
