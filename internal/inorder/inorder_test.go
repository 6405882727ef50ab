package inorder_test

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/inorder"
)

func numbers(n int, fail error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if fail != nil {
			yield(0, fail)
		}
	}
}

func TestMapKeepsTheOrderWhateverIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int64
		slow := func(_ context.Context, i int) (int, error) {
			if n := running.Add(1); n > most.Load() {
				most.Store(n)
			}
			defer running.Add(-1)
			time.Sleep(time.Duration((i*7919)%100) * time.Millisecond)
			return i * 2, nil
		}
		want := 0
		for got, err := range inorder.Map(t.Context(), 5, 20, numbers(1000, nil), slow) {
			if err != nil || got != want {
				t.Fatalf("got %d, %v, want %d", got, err, want)
			}
			want += 2
		}
		if want != 2000 {
			t.Errorf("%d results, want 1000", want/2)
		}
		if most.Load() != 5 {
			t.Errorf("%d calls at a time, want 5", most.Load())
		}
	})
}

func TestMapBoundsWhatIsInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var read atomic.Int64
		in := func(yield func(int, error) bool) {
			for i := 0; yield(i, nil); i++ {
				read.Add(1)
			}
		}
		for range inorder.Map(t.Context(), 4, 50, in, func(ctx context.Context, i int) (int, error) {
			if i == 0 {
				time.Sleep(time.Hour)
			}
			return i, nil
		}) {
			if read.Load() > 60 {
				t.Errorf("%d items were read while the first was worked on, want about 50", read.Load())
			}
			break
		}
	})
}

func TestMapEndsWithTheFirstErrorInItsPlace(t *testing.T) {
	boom := errors.New("boom")
	tests := []struct {
		name string
		in   iter.Seq2[int, error]
		f    func(context.Context, int) (int, error)
		want int
	}{
		{"of the items", numbers(7, boom), func(_ context.Context, i int) (int, error) { return i, nil }, 7},
		{"of a call", numbers(100, nil), func(_ context.Context, i int) (int, error) {
			if i >= 9 {
				return 0, boom
			}
			return i, nil
		}, 9},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := 0
			var got error
			for _, err := range inorder.Map(t.Context(), 3, 10, tt.in, tt.f) {
				if err != nil {
					got = err
					continue
				}
				n++
			}
			if n != tt.want || got != boom {
				t.Errorf("%d results, then %v; want %d, then boom", n, got, tt.want)
			}
		})
	}
}

func TestMapCancelsWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cancelled atomic.Int64
		for range inorder.Map(t.Context(), 4, 10, numbers(100, nil), func(ctx context.Context, i int) (int, error) {
			if i == 0 {
				return 0, nil
			}
			<-ctx.Done()
			cancelled.Add(1)
			return 0, ctx.Err()
		}) {
			synctest.Wait() // until the others are under way
			break
		}
		if cancelled.Load() == 0 {
			t.Error("no call was cancelled")
		}
	})
}
