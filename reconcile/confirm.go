package reconcile

import (
	"bytes"
	"encoding/csv"
	"os"

	"vobizsync/importer"
	"vobizsync/internal/secret"
	"vobizsync/reconcile/ledger"
)

// An account's password is put beside its auth id only where it is certain: where
// a 201 answered the request that carried it, or where every request without an
// answer carried the same one.

// proof is what completes the credentials of a row, once its outcome is on disk.
type proof struct {
	password secret.Text // empty where it is not certain, or not ours to tell
	lost     bool        // it was made here, and is gone: the line says so by its empty password
}

// passwordGone is a note.
const passwordGone = "its password was made by an earlier run whose credentials.csv is gone: set another one in the Console"

// prove says which password is that of the account.
func (t *task) prove() {
	r := t.r
	if t.Journal == nil || r.told {
		r.proof = &proof{password: r.password}
		return
	}
	r.proof = t.recall(t.Journal.allOpen(r.Email), r.Email)
	if r.proof.lost {
		r.Note(PasswordGone, passwordGone)
	}
}

// recall finds the password that all of these sends carried.
func (w *work) recall(sent []ledger.Sent, email string) *proof {
	if !ledger.AllMade(sent) {
		return &proof{}
	}
	var p secret.Text
	for i, s := range sent {
		if i > 0 && s.Line == sent[i-1].Line && s.Run.Credentials == sent[i-1].Run.Credentials {
			continue
		}
		carried, ok := passwordAt(s.Run.Credentials, s.Line, importer.EmailKey(email))
		if !ok {
			return &proof{lost: true}
		}
		if i > 0 && carried.Reveal() != p.Reveal() {
			return &proof{}
		}
		p = carried
	}
	return &proof{password: p}
}

// passwordAt reads the password of an e-mail from a line of a file of credentials,
// whosever run has written that.
func passwordAt(path string, line int, key string) (p secret.Text, ok bool) {
	b, err := os.ReadFile(path)
	if err != nil {
		return p, false
	}
	n := 0
	for text := range bytes.Lines(b) {
		if n++; n < line {
			continue
		}
		row, err := csv.NewReader(bytes.NewReader(text)).Read()
		if err != nil || len(row) < leastColumns || importer.EmailKey(bare(row[0])) != key || len(row[2]) != PasswordLength {
			return p, false
		}
		return secret.New(row[2]), true
	}
	return p, false
}

// confirm completes the credentials of a row whose outcome is on disk.
func (w *work) confirm(r *Result) {
	if r.proof == nil {
		return
	}
	if err := w.Credentials.Confirm(r.Email, r.AuthID, r.proof.password, r.Token, r.proof.lost); err != nil {
		w.halt(diskHalt(err))
	}
}

// complete does the same for an account of an earlier start that did not come to
// it, where its password is in this folder.
func (w *work) complete(r *Result) {
	if w.Journal == nil || r.AuthID == "" || w.Credentials.confirms(r.Email, r.AuthID) {
		return
	}
	own, ok := w.Journal.Own(r.Email)
	if !ok || own.AuthID != r.AuthID || !w.Credentials.holds(own.Sends) {
		return
	}
	if r.proof = w.recall(own.Sends, r.Email); !r.proof.lost {
		w.confirm(r)
	}
}
