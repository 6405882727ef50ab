package ledger_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"vobizsync/reconcile/ledger"
)

// An error of the seam before a commit writes nothing; after it, the record is
// there, and nobody is told.
func TestACommitThatFails(t *testing.T) {
	for _, failBefore := range []bool{true, false} {
		dir := t.TempDir()
		crash := errors.New("crash")
		l := start(t, dir, run1, ledger.Options{OnCommit: func(before bool) error {
			if before == failBefore {
				return crash
			}
			return nil
		}})
		for range 2 {
			if err := l.Send(ledger.Send{EmailKey: "a@example.com"})(); !errors.Is(err, crash) || !strings.Contains(err.Error(), ledger.SendsFile) {
				t.Errorf("err = %v", err)
			}
		}
		if m, ok := again(t, dir).Known("a@example.com"); ok == failBefore || ok && m.Sends != 1 {
			t.Errorf("fails before %v: %+v, %v", failBefore, m, ok)
		}
	}
}

func TestALedgerThatIsOnlyRead(t *testing.T) {
	none := again(t, filepath.Join(t.TempDir(), "none"))
	if _, ok := none.Known("a@example.com"); ok || none.Len() != 0 || len(none.Witnesses(time.Time{})) != 0 {
		t.Error("a ledger that is not there knows something")
	}
	dir := t.TempDir()
	l := start(t, dir, run1, ledger.Options{})
	reader := again(t, dir)
	for _, r := range []*ledger.Ledger{none, reader} {
		if err := r.Send(ledger.Send{EmailKey: "a@example.com"})(); err == nil {
			t.Error("a reader can send")
		}
	}
	closeAll(t, l)
	if err := l.Send(ledger.Send{EmailKey: "a@example.com"})(); err == nil {
		t.Error("a closed ledger takes a send")
	}
	var forgets *ledger.Ledger
	_, known := forgets.Known("a")
	if err := errors.Join(forgets.Send(ledger.Send{})(), forgets.AddRun(ledger.PastRun{}), forgets.Intact(), forgets.Err(), forgets.Close()); err != nil || known {
		t.Errorf("a nil ledger: %v, %v", err, known)
	}
}

func TestWhatCanNotBeRecorded(t *testing.T) {
	l, err := ledger.InMemory(run1)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, id := range []string{"", strings.Repeat("x", 129)} {
		if err := l.Created(ledger.Outcome{EmailKey: "a", AuthID: id})(); err == nil {
			t.Errorf("an auth_id of %d bytes is taken", len(id))
		}
	}
	if err := l.Created(ledger.Outcome{EmailKey: "a", AuthID: strings.Repeat("x", 128), Spelled: "b"})(); err != nil {
		t.Error(err)
	}
	if m, ok := l.Known("a"); !ok || len(m.Creates[0].AuthID) != 128 {
		t.Errorf("Known = %+v", m)
	}
	if _, err := ledger.InMemory(ledger.Run{Credentials: strings.Repeat("x", 4097)}); err == nil {
		t.Error("a path of 4097 bytes is taken")
	}
}

// The ledger or its lock may be removed or replaced during a run: then nothing
// more must be sent.
func TestALedgerThatIsRemoved(t *testing.T) {
	for name, remove := range map[string]func(dir string) error{
		"sends.log removed":  func(dir string) error { return os.Remove(filepath.Join(dir, ledger.SendsFile)) },
		"lock removed":       func(dir string) error { return os.Remove(filepath.Join(dir, ledger.LockFile)) },
		"the folder removed": os.RemoveAll,
		"the folder moved":   func(dir string) error { return os.Rename(dir, dir+"2") },
		"sends.log replaced": func(dir string) error {
			path := filepath.Join(dir, ledger.SendsFile)
			b, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path+"2", b, 0o600), os.Rename(path+"2", path))
		},
	} {
		dir := filepath.Join(t.TempDir(), "p")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		l := start(t, dir, run1, ledger.Options{})
		if err := l.Intact(); err != nil {
			t.Fatal(err)
		}
		if err := remove(dir); err != nil {
			t.Fatal(err)
		}
		if err := l.Intact(); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What another program writes over the ledger ends the run: what is not known must
// not be taken for nothing.
func TestALedgerThatIsWrittenOver(t *testing.T) {
	dir := t.TempDir()
	l := start(t, dir, run1, ledger.Options{})
	if err := l.Send(ledger.Send{EmailKey: "a@example.com"})(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, ledger.SendsFile), 60); err != nil {
		t.Fatal(err)
	}
	if m, ok := l.Known("a@example.com"); ok || l.Err() == nil {
		t.Errorf("Known = %+v, %v, %v", m, ok, l.Err())
	}
	if err := l.Send(ledger.Send{EmailKey: "b@example.com"})(); err == nil {
		t.Error("a send is taken")
	}
}

// A start that is cut off while the ledger is made leaves nothing that a later
// one would take for a ledger, or stumble over.
func TestALedgerThatIsHalfMade(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ledger.SendsFile+".new"), []byte("vobiz"), 0o600); err != nil {
		t.Fatal(err)
	}
	closeAll(t, start(t, dir, run1, ledger.Options{}))
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if want := []string{filepath.Join(dir, "lock"), filepath.Join(dir, "sends.log")}; err != nil || !reflect.DeepEqual(left, want) {
		t.Errorf("files: %v, %v", left, err)
	}
}
