package ledger_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"vobizsync/reconcile/ledger"
)

var run1 = ledger.Run{ID: "run-1", At: at(0), Credentials: "/srv/a/credentials.csv"}

func at(second int) time.Time { return time.UnixMilli(1_700_000_000_000 + int64(second)*1000).UTC() }

// start opens the ledger of a folder, with its lock.
func start(t testing.TB, dir string, run ledger.Run, opts ledger.Options) *ledger.Ledger {
	t.Helper()
	lock, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: os.Getpid()}, 0)
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(lock, run, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { errors.Join(l.Close(), lock.Release()) })
	return l
}

// again opens the ledger of a folder without its lock.
func again(t *testing.T, dir string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// What is known of a customer after some events, on disk and in memory, while
// the run lasts and when it is read later.
func TestWhatIsKnownOfACustomer(t *testing.T) {
	const key = "ann@example.com"
	sent := func(second int, made bool) ledger.Sent {
		return ledger.Sent{At: at(second), Made: made, Run: run1, Line: second + 1}
	}
	type does func(l *ledger.Ledger) func() error
	send := func(second int, made bool) does {
		return func(l *ledger.Ledger) func() error {
			return l.Send(ledger.Send{EmailKey: key, At: at(second), Made: made, Line: second + 1})
		}
	}
	created := func(second int, id string) does {
		return func(l *ledger.Ledger) func() error {
			return l.Created(ledger.Outcome{EmailKey: key, AuthID: id, At: at(second), Spelled: key})
		}
	}
	refused := func(second int) does {
		return func(l *ledger.Ledger) func() error { return l.Refused(key, at(second), false) }
	}
	over := func(l *ledger.Ledger) func() error { return l.Over(key, at(99), true) }
	for _, tt := range []struct {
		name    string
		do      []does
		sends   int
		open    []ledger.Sent
		ids     []string
		answers [][]ledger.Sent
		refused int
	}{
		{"a doubt", []does{send(1, true)}, 1, []ledger.Sent{sent(1, true)}, nil, nil, 0},
		{"two doubts", []does{send(1, true), send(2, false)}, 2, []ledger.Sent{sent(1, true), sent(2, false)}, nil, nil, 0},
		{"created", []does{send(1, true), created(2, "MA_1")}, 1, nil, []string{"MA_1"}, [][]ledger.Sent{{sent(1, true)}}, 0},
		{"created at the second go", []does{send(1, true), send(2, true), created(3, "MA_1")}, 2, nil, []string{"MA_1"}, [][]ledger.Sent{{sent(1, true), sent(2, true)}}, 0},
		{"refused", []does{send(1, true), refused(2)}, 1, nil, nil, nil, 1},
		{"a doubt, then refused", []does{send(1, true), send(2, true), refused(3)}, 2, []ledger.Sent{sent(1, true)}, nil, nil, 1},
		{"refused, then a doubt", []does{send(1, true), refused(2), send(3, true)}, 2, []ledger.Sent{sent(3, true)}, nil, nil, 1},
		{"refused without a send", []does{refused(1)}, 0, nil, nil, nil, 1},
		{"over", []does{send(1, true), send(2, true), over}, 2, nil, nil, nil, 0},
		{"over, then a doubt", []does{send(1, true), over, send(2, false)}, 2, []ledger.Sent{sent(2, false)}, nil, nil, 0},
		{"created, removed, a doubt", []does{send(1, true), created(2, "MA_1"), send(3, false)}, 2, []ledger.Sent{sent(3, false)}, []string{"MA_1"}, [][]ledger.Sent{{sent(1, true)}}, 0},
		{"created twice", []does{send(1, true), created(2, "MA_1"), send(3, false), created(4, "MA_2")}, 2, nil, []string{"MA_1", "MA_2"}, [][]ledger.Sent{{sent(1, true)}, {sent(3, false)}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			onDisk := start(t, dir, run1, ledger.Options{})
			inMemory, err := ledger.InMemory(run1)
			if err != nil {
				t.Fatal(err)
			}
			defer inMemory.Close()
			for _, do := range tt.do {
				if err := errors.Join(do(onDisk)(), do(inMemory)()); err != nil {
					t.Fatal(err)
				}
			}
			for name, l := range map[string]*ledger.Ledger{"on disk": onDisk, "in memory": inMemory, "read": again(t, dir)} {
				m, ok := l.Known(key)
				if !ok || m.Sends != tt.sends || m.Refusals != tt.refused || !slices.Equal(m.Open, tt.open) || len(m.Creates) != len(tt.ids) {
					t.Fatalf("%s: %+v, %v", name, m, ok)
				}
				for i, a := range m.Creates {
					if a.AuthID != tt.ids[i] || !slices.Equal(a.Sends, tt.answers[i]) || a.Key != l.Key(key) || a.Spelling != l.Key(key) {
						t.Errorf("%s: create %d is %+v", name, i, a)
					}
					if owner, ok := l.Owner(a.AuthID); !ok || owner != l.Key(key) {
						t.Errorf("%s: Owner(%s) = %x, %v", name, a.AuthID, owner, ok)
					}
				}
				if own, ok := m.Own(); ok != (len(tt.ids) > 0) || ok && own.AuthID != tt.ids[len(tt.ids)-1] {
					t.Errorf("%s: Own() = %+v, %v", name, own, ok)
				}
				if err := l.Err(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

func TestAllMade(t *testing.T) {
	made, given := ledger.Sent{Made: true}, ledger.Sent{}
	for _, tt := range []struct {
		sends []ledger.Sent
		want  bool
	}{{nil, false}, {[]ledger.Sent{made}, true}, {[]ledger.Sent{made, made}, true}, {[]ledger.Sent{made, given}, false}, {[]ledger.Sent{given}, false}} {
		if got := ledger.AllMade(tt.sends); got != tt.want {
			t.Errorf("AllMade(%v) = %v", tt.sends, got)
		}
	}
}

// Each run names its own credentials file, and only one that sends is recorded.
func TestASendKnowsItsRun(t *testing.T) {
	dir := t.TempDir()
	for i, send := range []bool{true, false, true} {
		l := start(t, dir, ledger.Run{ID: fmt.Sprint("run-", i), At: at(i), Credentials: fmt.Sprint("/srv/", i)}, ledger.Options{})
		if send {
			if err := l.Send(ledger.Send{EmailKey: "a@example.com", At: at(i), Line: i})(); err != nil {
				t.Fatal(err)
			}
		}
		closeAll(t, l)
	}
	m, _ := again(t, dir).Known("a@example.com")
	if len(m.Open) != 2 || m.Open[0].Run.Credentials != "/srv/0" || m.Open[1].Run != (ledger.Run{ID: "run-2", At: at(2), Credentials: "/srv/2"}) {
		t.Errorf("sends: %+v", m.Open)
	}
	if b, err := os.ReadFile(filepath.Join(dir, ledger.SendsFile)); err != nil || bytes.Contains(b, []byte("run-1")) {
		t.Errorf("the run that sent nothing is on record (%v)", err)
	}
}

// closeAll closes a ledger and gives its lock back.
func closeAll(t *testing.T, l *ledger.Ledger) {
	t.Helper()
	if err := errors.Join(l.Close(), ledger.LockOf(l).Release()); err != nil {
		t.Fatal(err)
	}
}

func TestTheLastCreatesAreWitnesses(t *testing.T) {
	dir := t.TempDir()
	l := start(t, dir, run1, ledger.Options{})
	for i := range 40 {
		o := ledger.Outcome{EmailKey: fmt.Sprintf("u%d@example.com", i), AuthID: fmt.Sprintf("MA_%d", i), At: at(i), Found: i == 39}
		if err := l.Created(o)(); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range []*ledger.Ledger{l, again(t, dir)} {
		if got := l.Witnesses(at(36)); len(got) != 2 || got[0].AuthID != "MA_38" || got[1].AuthID != "MA_37" {
			t.Errorf("after second 36: %+v", got)
		}
		if got := l.Witnesses(at(0)); len(got) != 32 || got[31].AuthID != "MA_7" {
			t.Errorf("after the start, %d", len(got))
		}
		if got := l.Witnesses(at(38)); len(got) != 0 {
			t.Errorf("after the last: %+v", got)
		}
	}
}

func TestNothingOfACustomerIsInTheLedger(t *testing.T) {
	dir := t.TempDir()
	l := start(t, dir, run1, ledger.Options{})
	const key, spelled = "marker@customer.example", "marker@spelled.example"
	err := errors.Join(l.Send(ledger.Send{EmailKey: key, At: at(1)})(),
		l.Created(ledger.Outcome{EmailKey: key, AuthID: "MA_1", Spelled: spelled, At: at(2)})(), l.Refused(key, at(3), false)(), l.Over(key, at(3), false)())
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, ledger.SendsFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, marker := range []string{"marker", "customer", "spelled", "example"} {
		if bytes.Contains(b, []byte(marker)) {
			t.Errorf("%q is in the ledger", marker)
		}
	}
	if m, _ := l.Known(key); m.Creates[0].Spelling != l.Key(spelled) {
		t.Errorf("the spelling is lost: %+v", m)
	}
	other := start(t, t.TempDir(), run1, ledger.Options{})
	if other.Key(key) == l.Key(key) {
		t.Error("two ledgers have one key")
	}
}

// Sends that wait at the same time share a sync, and each is durable when its
// function returns.
func TestSendsAtTheSameTime(t *testing.T) {
	for _, alone := range []bool{false, true} {
		dir := t.TempDir()
		commits := 0
		var wg, queued sync.WaitGroup
		queued.Add(200)
		l := start(t, dir, run1, ledger.Options{OneByOne: alone, OnCommit: func(before bool) error {
			if before {
				queued.Wait()
				commits++
			}
			return nil
		}})
		for i := range 200 {
			wg.Go(func() {
				key := fmt.Sprintf("u%d@example.com", i)
				durable := l.Send(ledger.Send{EmailKey: key, At: at(i)})
				queued.Done()
				if err := durable(); err != nil {
					t.Error(err)
				}
				if m, ok := l.Known(key); !ok || len(m.Open) != 1 {
					t.Errorf("%s: %+v", key, m)
				}
				if err := l.Created(ledger.Outcome{EmailKey: key, AuthID: fmt.Sprint("MA_", i), At: at(i)})(); err != nil {
					t.Error(err)
				}
				if _, ok := l.Owner(fmt.Sprint("MA_", i)); !ok {
					t.Errorf("%s has no owner", key)
				}
			})
		}
		wg.Wait()
		closeAll(t, l)
		if got := again(t, dir).Len(); got != 200 {
			t.Errorf("%d customers are on record", got)
		}
		// The first has the sends that came until it began, the second all others, and
		// each outcome may be late for the one before it.
		if alone && commits != 400 || !alone && commits > 202 {
			t.Errorf("one by one %v: %d commits", alone, commits)
		}
	}
}

// The latest accounts are all those of the last hour, whatever was sent between.
func TestTheLatestAccounts(t *testing.T) {
	dir := t.TempDir()
	l := start(t, dir, run1, ledger.Options{})
	began := time.Date(2026, 3, 9, 6, 30, 0, 0, time.UTC)
	var want []string
	for i := range 50 {
		at, id := began.Add(time.Duration(i)*time.Minute), fmt.Sprintf("MA_%d", i)
		key := id + "@example.com"
		if err := errors.Join(l.Send(ledger.Send{EmailKey: key, At: at})(), l.Send(ledger.Send{EmailKey: "lost@example.com"})(),
			l.Created(ledger.Outcome{EmailKey: key, AuthID: id, At: at, Found: i%2 == 0})()); err != nil {
			t.Fatal(err)
		}
		if i > 10 {
			want = append([]string{id}, want...)
		}
	}
	closeAll(t, l)
	got, err := again(t, dir).Latest(began.Add(10 * time.Minute))
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("Latest = %q, %v, want %q", got, err, want)
	}
	for _, none := range []*ledger.Ledger{again(t, filepath.Join(dir, "none")), nil} {
		if got, err := none.Latest(time.Time{}); err != nil || len(got) > 0 {
			t.Errorf("Latest of none = %q, %v", got, err)
		}
	}
}
