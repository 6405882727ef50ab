package reports

import (
	"sync/atomic"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// perChunk is how many results the files are given at a time. Up to four chunks
// wait for each file.
const perChunk = 256

// chunk is results in the writing, with their entries. The last file to read it
// empties it, to be used again.
type chunk struct {
	results [perChunk]reconcile.Result
	entries [perChunk]importer.Entry
	n       int
	readers atomic.Int32
	done    func(any)
}

// add copies a result and its entry.
func (c *chunk) add(r *reconcile.Result) {
	c.results[c.n] = *r
	if r.Entry != nil {
		c.entries[c.n] = *r.Entry
		c.results[c.n].Entry = &c.entries[c.n]
	}
	c.n++
}

// release tells that a file has read the chunk.
func (c *chunk) release() {
	if c.readers.Add(-1) > 0 {
		return
	}
	clear(c.results[:c.n])
	clear(c.entries[:c.n])
	c.n = 0
	c.done(c)
}

// file is a report in the writing, and the first thing that went wrong with it. Its
// results are added beside the caller, in their order.
type file struct {
	report
	name string
	err  error // not to be read before wait

	chunks  chan *chunk   // nil while nothing is under way
	written chan struct{} // closed when all chunks are
}

// waiting is how many chunks may wait for a file before the caller does.
const waiting = 4

// take adds results, which nobody may change before the chunk is released.
func (f *file) take(c *chunk) {
	if f.chunks == nil {
		f.chunks, f.written = make(chan *chunk, waiting), make(chan struct{})
		go f.write(f.chunks, f.written)
	}
	f.chunks <- c
}

func (f *file) write(chunks <-chan *chunk, written chan<- struct{}) {
	defer close(written)
	for c := range chunks {
		for i := range c.results[:c.n] {
			f.try(func() error { return f.add(&c.results[i]) })
		}
		c.release()
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
