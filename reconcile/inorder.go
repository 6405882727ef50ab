package reconcile

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// InOrder calls f for each item of in, up to n at a time, and yields the results
// in the order of the items. Up to window results may wait for a slower one
// before them: that bounds the items in flight. The first error, of in or of f,
// ends the sequence in its place. When the caller stops early, the context of the
// calls under way is cancelled, and InOrder returns after they have ended.
func InOrder[T, R any](ctx context.Context, n, window int, in iter.Seq2[T, error], f func(context.Context, T) (R, error)) iter.Seq2[R, error] {
	type slot struct {
		value R
		err   error
	}
	type task struct {
		item T
		done chan slot // takes one
	}
	return func(yield func(R, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var work errgroup.Group
		queue := make(chan chan slot, window)
		tasks := make(chan task)
		// A worker takes one item after the other: it keeps the stack that it has
		// grown, which costs as much as many an item.
		worker := func() error {
			for t := range tasks {
				v, err := f(ctx, t.item)
				t.done <- slot{v, err}
			}
			return nil
		}
		work.Go(func() error {
			defer close(queue)
			defer close(tasks)
			workers := 0
			for item, err := range in {
				done := make(chan slot, 1)
				select {
				case queue <- done:
				case <-ctx.Done():
					return nil
				}
				if err != nil {
					done <- slot{err: err}
					return nil
				}
				if workers < n {
					workers++
					work.Go(worker)
				}
				select {
				case tasks <- task{item, done}:
				case <-ctx.Done():
					done <- slot{err: ctx.Err()}
					return nil
				}
			}
			return nil
		})
		defer func() {
			cancel()
			for range queue { // lets the reader end
			}
			_ = work.Wait() // the functions report by their slots
		}()
		for done := range queue {
			s := <-done
			if !yield(s.value, s.err) || s.err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			var none R
			yield(none, err)
		}
	}
}
