package cli_test

import (
	"sync"
	"sync/atomic"

	"vobizsync/internal/sandbox"
)

// gate is a server that holds its n-th POST until it is opened.
type gate struct {
	sandbox.Server
	held chan struct{} // closed when the POST has come
	open func()
}

func newGate(n int64) *gate {
	g := &gate{held: make(chan struct{})}
	opened := make(chan struct{})
	g.open = sync.OnceFunc(func() { close(opened) })
	var posts atomic.Int64
	g.Fault = func(c sandbox.Call) sandbox.Fault {
		if c.Method == "POST" && posts.Add(1) == n {
			close(g.held)
			<-opened
		}
		return sandbox.Fault{}
	}
	return g
}
