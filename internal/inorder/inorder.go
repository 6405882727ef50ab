// Package inorder does work on several items at a time, and hands the results on
// in the order of the items.
package inorder

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// Map calls f for each item of in, up to n at a time, and yields the results
// in the order of the items. Up to window results may wait for a slower one
// before them: that bounds the items in flight. The first error, of in or of f,
// ends the sequence in its place. When the caller stops early, the context of the
// calls under way is cancelled, and Map returns after they have ended.
func Map[T, R any](ctx context.Context, n, window int, in iter.Seq2[T, error], f func(context.Context, T) (R, error)) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var work errgroup.Group
		queue := make(chan chan slot[R], window)
		work.Go(func() error {
			defer close(queue)
			handOut(ctx, &work, n, in, queue, f)
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

// slot is the place of a result in the order.
type slot[R any] struct {
	value R
	err   error
}

// task is an item on its way to a worker, and where its result goes.
type task[T, R any] struct {
	item T
	done chan slot[R] // takes one
}

// handOut reads the items, queues a slot for each, and hands it to one of up to n
// workers. Every slot in the queue is filled.
func handOut[T, R any](ctx context.Context, work *errgroup.Group, n int, in iter.Seq2[T, error], queue chan<- chan slot[R], f func(context.Context, T) (R, error)) {
	tasks := make(chan task[T, R])
	defer close(tasks)
	workers := 0
	for item, err := range in {
		done := make(chan slot[R], 1)
		select {
		case queue <- done:
		case <-ctx.Done():
			return
		}
		if err != nil {
			done <- slot[R]{err: err}
			return
		}
		if workers < n {
			workers++
			work.Go(func() error {
				serve(ctx, tasks, f)
				return nil
			})
		}
		select {
		case tasks <- task[T, R]{item, done}:
		case <-ctx.Done():
			done <- slot[R]{err: ctx.Err()}
			return
		}
	}
}

// serve works on one item after the other: a worker keeps the stack that it has
// grown, which costs as much as many an item.
func serve[T, R any](ctx context.Context, tasks <-chan task[T, R], f func(context.Context, T) (R, error)) {
	for t := range tasks {
		v, err := f(ctx, t.item)
		t.done <- slot[R]{v, err}
	}
}
