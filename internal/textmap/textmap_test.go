package textmap_test

import (
	"fmt"
	"testing"

	"vobizsync/internal/textmap"
)

// A text has what its map has, and nothing else.
func TestGet(t *testing.T) {
	of := map[string]string{}
	for n := range 70 {
		text := textmap.Make(of)
		for k := range 2 * n {
			key := fmt.Sprint(k)
			for _, key := range []string{key, key + "é", key + " b", key + "\tv", key + "\n", "", "\n", "\t", "é", "a b"} {
				if got := textmap.Get(text, key); got != of[key] {
					t.Errorf("of %d, %q is %q, want %q", len(of), key, got, of[key])
				}
			}
		}
		switch key := fmt.Sprint(2 * n); n % 3 {
		case 0:
			of[key] = "v" + key
		case 1:
			of[key+"é"] = "a value\tin two parts"
		case 2:
			of[key+" b"] = key
		}
	}
}
