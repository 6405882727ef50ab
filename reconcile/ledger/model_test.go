package ledger

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
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
