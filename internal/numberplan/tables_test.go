package numberplan

import "testing"

// TestTablesAreOfTheLibrary holds that the embedded tables are those of the phone
// library's metadata.
func TestTablesAreOfTheLibrary(t *testing.T) {
	compiled, err := Compile()
	if err != nil {
		t.Fatal(err)
	}
	if string(compiled) != tables {
		t.Errorf("tables.bin has %d bytes that are not the %d of the metadata: run go generate ./internal/numberplan", len(tables), len(compiled))
	}
}
