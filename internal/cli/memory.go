package cli

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"

	"vobizsync/importer"
)

// The program makes little garbage that lives long, but the phone library's
// tables live all the time, and each collection goes through them again. So
// collections are made rare, up to a bound in bytes, from which on the collector
// works more often. What lives may be more than the bound: then the bound gives way,
// so that between two collections at least a third of what one goes through is made.
// The tables of duplicates are not gone through: they have no pointers.
const (
	rareCollections = 400     // percent, as GOGC
	leastRoom       = 3 << 20 // bytes between two collections

	// checkMemory bounds validate, with the share of the tables that find duplicates:
	// a tenth of the file, whose rows have 180 bytes or so.
	checkMemory  = 28 << 20
	checkPerByte = 10
	// leastMemory is what a million rows may use: it saves a smaller file half of the
	// collections.
	leastMemory = 44 << 20
	// bookMemory is more of it where a workbook is read: its rows come faster than
	// those of a text as large, and what is packed is several times as long.
	bookMemory = 32 << 20
	// syncMemory bounds plan and sync.
	syncMemory = 256 << 20
)

// boundsMemory reports whether the collector is set here: the variables GOGC and
// GOMEMLIMIT win.
func (a *app) boundsMemory() bool { return a.Getenv("GOGC") == "" && a.Getenv("GOMEMLIMIT") == "" }

// collectRarely comes before all else: what a small file makes is then less than what
// lets the collector run.
func (a *app) collectRarely() {
	if a.boundsMemory() {
		debug.SetGCPercent(rareCollections)
	}
}

// boundMemory sets the bound in bytes.
func (a *app) boundMemory(limit int64) {
	if !a.boundsMemory() {
		return
	}
	debug.SetMemoryLimit(limit)
	watchCollections(limit)
}

// checkLimit bounds a validate of that file.
func checkLimit(f *importer.File) int64 {
	limit := checkMemory + f.Size()/checkPerByte
	if f.IsWorkbook() {
		limit += bookMemory + f.Kept()
	}
	return max(limit, leastMemory)
}

// afterCollection is what a collection finds dead, so that its finalizer runs after
// each.
type afterCollection struct{ _ *byte }

// watchCollections lets a limit give way where what lives leaves too little room
// below it. It ends when another limit was set.
func watchCollections(limit int64) {
	runtime.SetFinalizer(&afterCollection{}, func(*afterCollection) {
		if debug.SetMemoryLimit(-1) != limit {
			return
		}
		if least := leastLimit(readMemory()); least > limit {
			limit = least
			debug.SetMemoryLimit(limit)
		}
		watchCollections(limit)
	})
}

// memory is what the process has, in bytes.
type memory struct {
	live  int64 // what the last collection found alive
	scan  int64 // what a collection goes through
	other int64 // what counts for the limit, and is not the heap's objects or free
}

// leastLimit returns the limit below which collections would come too often.
func leastLimit(m memory) int64 { return m.other + m.live + max(leastRoom, m.scan/3) }

func readMemory() memory {
	samples := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"},
		{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/free:bytes"}, {Name: "/gc/scan/total:bytes"},
	}
	metrics.Read(samples)
	value := func(i int) int64 {
		if samples[i].Value.Kind() != metrics.KindUint64 {
			return 0 // a Go that does not know it
		}
		return int64(samples[i].Value.Uint64())
	}
	return memory{live: value(0), scan: value(5), other: value(1) - value(2) - value(3) - value(4)}
}
