// Package madeahead is for tests: it holds files that are embedded to what makes them.
package madeahead

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the files that are made ahead again")

// Hold reports a file of the package whose text is not what is made now. With -update it
// writes it again.
func Hold(t *testing.T, file, has, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		t.Skip("written; run the test again")
	}
	if has != want {
		t.Errorf("%s is not what it is made of: write it again with go test -update", file)
	}
}
