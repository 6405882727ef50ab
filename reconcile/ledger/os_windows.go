package ledger

import "io/fs"

// noFollow has no equivalent; checkFile compares what was opened with what is
// there.
const noFollow = 0

// Whose a file is, the access lists of %LocalAppData% decide.
func owned(fs.FileInfo) bool     { return true }
func rootOwned(fs.FileInfo) bool { return false }
func links(fs.FileInfo) uint64   { return 1 }
