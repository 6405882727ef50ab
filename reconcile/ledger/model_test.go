package ledger

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

var seeds = flag.Int("ledger.seeds", 300, "how many histories the model goes through; seeds from 1")

var errDisk = errors.New("no space left on device")

// crashFile is a file whose unsynced writes a crash loses or tears, and whose
// writes and syncs fail on demand.
type crashFile struct {
	memoryFile
	synced   []byte
	failIn   int // the operation that fails, counted down; 0 for none
	rng      *rand.Rand
	failed   bool
	afterErr int // bytes written after a failure
}

func (f *crashFile) fails() bool {
	if f.failIn--; f.failIn == 0 {
		f.failed = true
	}
	return f.failIn == 0
}

func (f *crashFile) WriteAt(p []byte, at int64) (int, error) {
	if f.failed {
		f.afterErr += len(p)
	}
	if f.fails() {
		n := f.rng.IntN(len(p) + 1)
		_, _ = f.memoryFile.WriteAt(p[:n], at)
		return n, errDisk
	}
	return f.memoryFile.WriteAt(p, at)
}

func (f *crashFile) Sync() error {
	if f.fails() {
		return errDisk
	}
	f.synced = bytes.Clone(f.b)
	return nil
}

func (f *crashFile) Truncate(size int64) error {
	if f.failed && f.rng.IntN(2) == 0 {
		return errDisk
	}
	return f.memoryFile.Truncate(size)
}

// crash is of the process, or of the machine. Of what was not synced, the latter
// leaves each sector or not, in any length.
func (f *crashFile) crash() (b, synced []byte) {
	if f.rng.IntN(3) == 0 {
		return f.b, f.synced
	}
	left := f.lose()
	return left, bytes.Clone(left)
}

func (f *crashFile) lose() []byte {
	const sector = 16 // small, so that most records are torn
	longest := max(len(f.b), len(f.synced))
	left := make([]byte, longest)
	copy(left, f.synced)
	for i := 0; i < longest; i += sector {
		if f.rng.IntN(2) == 0 && i < len(f.b) {
			copy(left[i:min(i+sector, longest)], f.b[i:])
		}
	}
	// What was synced stays as long as it was, unless it was cut off since: what is
	// cut off then was never reported as written.
	least := min(len(f.synced), len(f.b))
	return left[:least+f.rng.IntN(longest-least+1)]
}

// history is what the model knows: the records that were reported as written, and
// those of the last group, of which any first few may be there.
type history struct {
	sure []record
	open []record
}

// check holds a ledger against the model, and returns what is in it.
func (h *history) check(l *Ledger, b []byte) error {
	got := everyRecord(b)
	all := append(append([]record{}, h.sure...), h.open...)
	if len(got) < len(h.sure) || len(got) > len(all) || len(got) > 0 && !reflect.DeepEqual(got, all[:len(got)]) {
		return fmt.Errorf("%d records, want the first %d to %d of those that were written", len(got), len(h.sure), len(all))
	}
	h.sure, h.open = append([]record{}, got...), nil
	memories, owners := model(got)
	for _, email := range emails {
		m, ok := l.Known(email)
		want, known := memories[l.Key(email)]
		if ok != known || m.Sends != want.Sends || m.Refusals != want.Refusals || len(m.Open) != len(want.Open) || len(m.Creates) != len(want.Creates) {
			return fmt.Errorf("Known(%s) = %+v, %v\nwant %+v, %v", email, m, ok, want, known)
		}
		for i := range m.Creates {
			if m.Creates[i].AuthID != want.Creates[i].AuthID || len(m.Creates[i].Sends) != len(want.Creates[i].Sends) {
				return fmt.Errorf("Known(%s).Creates = %+v\nwant %+v", email, m.Creates, want.Creates)
			}
		}
	}
	for id, key := range owners {
		if got, ok := l.Owner(id); !ok || got != key {
			return fmt.Errorf("Owner(%s) = %x, %v, want %x", id, got, ok, key)
		}
	}
	return l.Err()
}

// model is the meaning of records, without an index.
func model(records []record) (map[Key]Memory, map[string]Key) {
	memories, owners := map[Key]Memory{}, map[string]Key{}
	for _, r := range records {
		m := memories[r.key]
		switch r.kind {
		case runKind:
			continue
		case sendKind:
			m.Sends++
			m.Open = append(m.Open, Sent{At: r.at})
		case createdKind:
			m.Creates = append(m.Creates, Account{AuthID: r.authID, Sends: m.Open})
			m.Open = nil
			owners[r.authID] = r.key
		case refusedKind:
			m.Refusals++
			if len(m.Open) > 0 {
				m.Open = m.Open[:len(m.Open)-1]
			}
		case overKind:
			m.Open = nil
		}
		memories[r.key] = m
	}
	return memories, owners
}

var emails = []string{"ann@example.com", "bob@example.com", "cy@example.com", "dee@example.com", "eve@example.com"}

func randomGroup(l *Ledger, rng *rand.Rand, serial *int) []record {
	group := make([]record, 1+rng.IntN(4))
	for i := range group {
		*serial++
		r := record{kind: sendKind + kind(rng.IntN(4)), key: l.Key(emails[rng.IntN(len(emails))]), at: at(*serial)}
		switch r.kind {
		case sendKind:
			r.line, r.flags = rng.Uint32N(100), byte(rng.IntN(4))
		case createdKind:
			r.authID = fmt.Sprintf("MA_%d", *serial)
			if rng.IntN(3) == 0 {
				r.flags, r.spelling = spelledFlag, l.Key("spelled")
			}
		}
		group[i] = r
	}
	return group
}

// Starts, groups, failing disks and crashes in any order: what was reported as
// written is there, nothing else is but the first records of the last group, and
// no crash is taken for damage.
func TestTheLedgerAgainstAModel(t *testing.T) {
	for seed := 1; seed <= *seeds; seed++ {
		if err := live(rand.New(rand.NewPCG(uint64(seed), 0))); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

func live(rng *rand.Rand) error {
	var h history
	b, serial := withKey().b, 0
	synced := bytes.Clone(b)
	for start := range 12 {
		f := &crashFile{memoryFile: memoryFile{b: b}, synced: synced, rng: rng}
		if rng.IntN(3) == 0 {
			f.failIn = 1 + rng.IntN(10)
		}
		run := Run{ID: fmt.Sprint("run-", start), At: at(0), Credentials: "/r/credentials.csv"}
		l, err := open(f, "sends.log", run, Options{})
		if errors.Is(err, errDisk) {
			b, synced = f.crash()
			continue
		}
		if err != nil {
			return err
		}
		if err := h.check(l, f.b); err != nil {
			return fmt.Errorf("start %d: %w", start, err)
		}
		for range rng.IntN(6) {
			group := randomGroup(l, rng, &serial)
			number := uint32(len(l.index.runs))
			if l.begun {
				number--
			} else {
				h.open = []record{{kind: runKind, at: at(0), runID: run.ID, path: run.Credentials}}
			}
			h.open = append(h.open, group...)
			err := l.commit(group) // as the queue does, in groups that chance does not make
			for i := range h.open {
				if h.open[i].kind == sendKind {
					h.open[i].run = number
				} else {
					h.open[i].run = 0
				}
			}
			if err != nil {
				break
			}
			h.sure, h.open = append(h.sure, h.open...), nil
		}
		if rng.IntN(3) == 0 && len(h.open) == 0 {
			if err := l.Close(); err != nil {
				return err
			}
			b, synced = f.b, f.synced
			continue
		}
		b, synced = f.crash()
		_ = l.Close()
	}
	return nil
}

// After the first write or sync that fails, nothing more is written and every
// call fails; what was reported before is there.
func TestAfterAFailureNothingIsWritten(t *testing.T) {
	for failIn := 2; failIn <= 7; failIn++ { // the first is the sync of the start
		f := &crashFile{memoryFile: *withKey(), failIn: failIn, rng: rand.New(rand.NewPCG(1, 2))}
		l := openOn(t, f)
		written := 0
		for i := range 8 {
			err := l.Send(Send{EmailKey: fmt.Sprint(i), At: at(i)})()
			if f.failed != (err != nil) {
				t.Errorf("operation %d fails: send %d: %v", failIn, i, err)
			}
			if err == nil {
				written++
			} else if !errors.Is(err, errDisk) || err.Error() != "sends.log can't be written: no space left on device" {
				t.Errorf("operation %d fails: %v", failIn, err)
			}
		}
		for _, err := range []error{l.Created(Outcome{EmailKey: "0", AuthID: "MA_1"})(), l.Refused("0", at(1), false)(), l.Over("0", at(1), false)(), l.Err(), l.Close()} {
			if !errors.Is(err, errDisk) {
				t.Errorf("operation %d fails: then %v", failIn, err)
			}
		}
		if f.afterErr > 0 {
			t.Errorf("operation %d fails: %d bytes were written after that", failIn, f.afterErr)
		}
		l = openOn(t, &memoryFile{b: f.synced})
		if l.Len() != written {
			t.Errorf("operation %d fails: %d customers are known, want %d", failIn, l.Len(), written)
		}
		l.Close()
	}
}

// What waits behind a group that fails is not tried, and a record that is on disk
// does not count as such any more: the next create must not be sent, either.
func TestWhatWaitsBehindAFailure(t *testing.T) {
	full, queued := make(chan struct{}), make(chan struct{})
	commits := 0
	l, err := open(withKey(), "sends.log", Run{}, Options{OneByOne: true, OnCommit: func(before bool) error {
		if !before {
			return nil
		}
		if commits++; commits == 1 {
			return nil
		}
		close(full)
		<-queued
		return errDisk
	}})
	if err != nil {
		t.Fatal(err)
	}
	var waits []func() error
	for i := range 5 {
		waits = append(waits, l.Send(Send{EmailKey: fmt.Sprint(i)}))
	}
	<-full
	for i := range 5 {
		waits = append(waits, l.Created(Outcome{EmailKey: fmt.Sprint(i), AuthID: fmt.Sprint("MA_", i)}))
	}
	close(queued)
	for i := len(waits) - 1; i >= 0; i-- {
		if err := waits[i](); !errors.Is(err, errDisk) {
			t.Errorf("record %d: %v", i, err)
		}
	}
	if err := l.Close(); !errors.Is(err, errDisk) || commits != 2 || l.Len() != 1 {
		t.Errorf("%v; %d commits, %d customers", err, commits, l.Len())
	}
}

func FuzzOpen(f *testing.F) {
	whole := sample(f)
	f.Add(whole)
	f.Add(whole[:headerSize])
	f.Add(whole[:len(whole)-3])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		file := &memoryFile{b: bytes.Clone(b)}
		l, err := open(file, "sends.log", Run{ID: "r"}, Options{})
		if err != nil {
			return
		}
		if len(b) > 0 && !bytes.HasPrefix(b, file.b) {
			t.Fatal("something was invented")
		}
		before := len(everyRecord(file.b))
		if err := l.Send(Send{EmailKey: "ann@example.com", At: time.UnixMilli(1)})(); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		l = openOn(t, file)
		m, ok := l.Known("ann@example.com")
		if after := len(everyRecord(file.b)); after != before+2 || !ok || m.Sends == 0 {
			t.Fatalf("%d records and then %d; %+v", before, after, m)
		}
		l.Close()
	})
}

// Whatever is written over a ledger, and wherever it is cut off: it is an error,
// or the first of its records are there.
func FuzzDamage(f *testing.F) {
	whole := sample(f)
	all := everyRecord(whole)
	f.Add(60, []byte{1, 2, 3}, 0)
	f.Add(300, []byte{}, 9)
	f.Add(0, []byte("vobizled"), 0)
	f.Fuzz(func(t *testing.T, at int, over []byte, cut int) {
		file := &memoryFile{b: bytes.Clone(whole)}
		if at >= 0 && at < len(file.b) {
			copy(file.b[at:], over)
		}
		if cut > 0 && cut < len(file.b) {
			file.b = file.b[:len(file.b)-cut]
		}
		l, err := open(file, "sends.log", Run{}, Options{})
		if err != nil {
			return
		}
		got := everyRecord(file.b)
		if len(got) > len(all) || len(got) > 0 && !reflect.DeepEqual(got, all[:len(got)]) {
			t.Fatalf("records were invented: %+v", got)
		}
		l.Close()
	})
}
