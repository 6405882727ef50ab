package reports

import "vobizsync/reconcile"

// file is a report in the writing, and the first thing that went wrong with it. Its
// results are added beside the caller, in their order.
type file struct {
	report
	name string
	err  error // not to be read before wait

	chunks  chan []reconcile.Result // nil while nothing is under way
	written chan struct{}           // closed when all chunks are
}

// waiting is how many chunks may wait for a file before the caller does.
const waiting = 4

// take adds results, which nobody may change any more.
func (f *file) take(chunk []reconcile.Result) {
	if f.chunks == nil {
		f.chunks, f.written = make(chan []reconcile.Result, waiting), make(chan struct{})
		go f.write(f.chunks, f.written)
	}
	f.chunks <- chunk
}

func (f *file) write(chunks <-chan []reconcile.Result, written chan<- struct{}) {
	defer close(written)
	for chunk := range chunks {
		for i := range chunk {
			f.try(func() error { return f.add(&chunk[i]) })
		}
	}
}

// wait returns when all that was taken is added.
func (f *file) wait() {
	if f.chunks == nil {
		return
	}
	close(f.chunks)
	<-f.written
	f.chunks = nil
}

func (f *file) try(step func() error) {
	if f.err == nil {
		f.err = step()
	}
}
