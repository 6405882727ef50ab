package reconcile

// For tests of what is on disk.

var NewRecord = newRecord

func ReadRecord(b []byte, row int) (Result, error) {
	rec, err := decodeRecord(b)
	return rec.result(row), err
}
