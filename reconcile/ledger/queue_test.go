package ledger

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
)

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
