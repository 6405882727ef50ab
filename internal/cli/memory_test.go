package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"testing"
)

// A bound below what lives would make the collector run all the time.
func TestABoundOnMemoryGivesWayToWhatLives(t *testing.T) {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		if os.Getenv(name) != "" {
			t.Skip(name + " is set")
		}
	}
	limit, percent := debug.SetMemoryLimit(-1), debug.SetGCPercent(100)
	defer func() {
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}()
	const size = 64 << 20
	runtime.GC()
	var before runtime.MemStats // what other tests have left
	runtime.ReadMemStats(&before)
	lives := make([]byte, size)
	a := &app{Env: Env{Getenv: func(string) string { return "" }}}
	a.boundMemory(1 << 20)
	for range 10_000 { // the collector says when it is done, in its own time
		runtime.GC()
		if debug.SetMemoryLimit(-1) >= size+leastRoom {
			break
		}
		runtime.Gosched()
	}
	if got := debug.SetMemoryLimit(-1); got < size+leastRoom || got > 4*size+2*int64(before.Sys) {
		t.Errorf("the limit is %d with %d alive, and %d of the system before", got, size, before.Sys)
	}
	runtime.KeepAlive(lives)
	for _, tt := range []struct {
		m    memory
		want int64
	}{{memory{}, leastRoom}, {memory{live: 100, other: 7}, 107 + leastRoom}, {memory{live: 60 * leastRoom, scan: 30 * leastRoom, other: 7}, 70*leastRoom + 7}} {
		if got := leastLimit(tt.m); got != tt.want {
			t.Errorf("%+v: %d, want %d", tt.m, got, tt.want)
		}
	}
}
