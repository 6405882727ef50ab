package cli

import "runtime/debug"

// Validating a file takes little memory, but most of what is live the whole time
// belongs to the phone library's tables, which each collection goes through
// again. So collections are made rare, within a bound: the program's own 30 MiB,
// and for each row the share of the table that finds duplicate e-mails.
const (
	rareCollections = 400
	ownMemory       = 30 << 20
	bytesPerByte    = 10 // of the file, for one of the table: rows have 180 bytes or so
)

// boundMemory sets the collector's bounds for reading a file of a size in bytes.
// The variables GOGC and GOMEMLIMIT win.
func (a *app) boundMemory(size int64) {
	if a.Getenv("GOGC") != "" || a.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(rareCollections)
	debug.SetMemoryLimit(ownMemory + size/bytesPerByte)
}
