package reconcile

// For tests of what is on disk.

var NewRecord = newRecord

const SettledAfter = settledAfter

func ReadRecord(b []byte, row int) (Result, error) {
	rec, err := decodeRecord(b)
	return rec.result(row), err
}

// Told marks a result as that of a 201.
func Told(r *Result) { r.told = true }
