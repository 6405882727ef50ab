package reconcile

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
)

// Rows go on in the order of the file, however they come; one that has something else
// to do holds up nobody, and a stop lets all of them go.
func TestRowsGoOnInTheOrderOfTheFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rows = 200
		o := newOrder()
		turns := make(chan int, rows)
		for _, row := range rand.New(rand.NewPCG(1, 2)).Perm(rows) {
			if row%7 == 3 {
				o.pass(row)
				continue
			}
			go func() {
				o.wait(t.Context(), row)
				turns <- row
				o.pass(row)
				o.pass(row)
			}()
			synctest.Wait()
		}
		var got []int
		for len(got) < rows-len(turnsPassed(rows)) {
			got = append(got, <-turns)
		}
		if !slices.IsSorted(got) {
			t.Errorf("the rows went on as %v", got)
		}
		stop, end := context.WithCancel(t.Context())
		gone := make(chan struct{})
		go func() { o.wait(stop, rows+5); close(gone) }()
		synctest.Wait()
		end()
		<-gone
	})
}

func turnsPassed(rows int) (passed []int) {
	for row := range rows {
		if row%7 == 3 {
			passed = append(passed, row)
		}
	}
	return passed
}
