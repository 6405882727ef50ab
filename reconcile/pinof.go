package reconcile

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
)

// PinOf returns the run whose results so far lie in a folder, without looking at
// them and whoever is at work there; false where there are none.
func PinOf(dir string) (pin Pin, ok bool) {
	f, err := os.Open(filepath.Join(dir, RowsFile))
	if err != nil {
		return pin, false
	}
	defer f.Close()
	magic := make([]byte, len(rowsMagic))
	if _, err := io.ReadFull(f, magic); err != nil || string(magic) != rowsMagic {
		return pin, false
	}
	payload, err := readFrame(f)
	if err != nil || payload == nil || payload[0] != pinRecord || json.Unmarshal(payload[payloadDoc:], &pin) != nil {
		return pin, false
	}
	return pin, pin.Version == recordVersion
}
