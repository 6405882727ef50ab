package ledger

// LockOf is the lock that a ledger was opened with.
func LockOf(l *Ledger) *Lock { return l.lock }
