package table

import "io"

// readAhead unpacks a part beside the one who reads it: unpacking is a quarter of
// the work. It keeps no more than its buffers.
type readAhead struct {
	part io.ReadCloser
	full chan chunk
	free chan []byte
	stop chan struct{}
	done chan struct{}
	now  chunk
	rest []byte // of now
}

// chunk is what was read at once, with the error that came with it.
type chunk struct {
	buf []byte
	n   int
	err error
}

func newReadAhead(part io.ReadCloser) *readAhead {
	const buffers, size = 4, 64 << 10
	a := &readAhead{part: part, full: make(chan chunk, buffers), free: make(chan []byte, buffers), stop: make(chan struct{}), done: make(chan struct{})}
	for range buffers {
		a.free <- make([]byte, size)
	}
	go a.run()
	return a
}

// run reads until the part ends, or Close is called. There are as many places for
// full buffers as there are buffers, so only the free ones are waited for.
func (a *readAhead) run() {
	defer close(a.done)
	for {
		select {
		case <-a.stop:
			return
		case buf := <-a.free:
			c := chunk{buf: buf}
			for c.n < len(buf) && c.err == nil {
				var n int
				n, c.err = a.part.Read(buf[c.n:])
				c.n += n
			}
			a.full <- c
			if c.err != nil {
				return
			}
		}
	}
}

// Read implements io.Reader. It must not be called after Close.
func (a *readAhead) Read(p []byte) (int, error) {
	if len(a.rest) == 0 {
		if a.now.err != nil {
			return 0, a.now.err
		}
		if a.now.buf != nil {
			a.free <- a.now.buf
		}
		a.now = <-a.full
		a.rest = a.now.buf[:a.now.n]
		if len(a.rest) == 0 {
			return 0, a.now.err
		}
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// Close ends the reading.
func (a *readAhead) Close() error {
	close(a.stop)
	<-a.done
	return a.part.Close()
}
