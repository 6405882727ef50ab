package ledger

// LockOf is the lock that a ledger was opened with.
func LockOf(l *Ledger) *Lock { return l.lock }

// Crash ends a lock as the end of a process does: its content stays.
func Crash(l *Lock) error { return l.file.Close() }
