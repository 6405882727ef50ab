package cli

import "runtime/debug"

// The program makes little garbage that lives long, but the phone library's
// tables live all the time, and each collection goes through them again. So
// collections are made rare, up to a bound in bytes, from which on the collector
// works as hard as it must.
const (
	rareCollections = 400 // percent, as GOGC

	// checkMemory bounds validate, with the share of the table that finds duplicate
	// e-mails: a tenth of the file, whose rows have 180 bytes or so.
	checkMemory  = 30 << 20
	checkPerByte = 10
	// syncMemory bounds plan and sync. What they must hold, the compact list of the
	// accounts above all, may be more; then the bound is no bound.
	syncMemory = 256 << 20
)

// boundMemory sets the collector's bounds. The variables GOGC and GOMEMLIMIT
// win.
func (a *app) boundMemory(limit int64) {
	if a.Getenv("GOGC") != "" || a.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(rareCollections)
	debug.SetMemoryLimit(limit)
}
