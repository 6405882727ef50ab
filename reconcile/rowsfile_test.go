package reconcile

import (
	"bytes"
	"encoding/binary"
	"flag"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vobizsync/importer"
)

const goldenRows = "testdata/rows-v1.log"

// sampleRows is a run with a record of every kind, two of one row.
func sampleRows(t *testing.T, dir string) (pin Pin, rows []Result) {
	t.Helper()
	began := time.Date(2026, 3, 9, 6, 30, 0, 0, time.UTC)
	pin = Pin{
		Version: recordVersion, Input: "north/acme.csv", Path: "../north/acme.csv", SHA256: strings.Repeat("ab", 32), Size: 1234,
		Options: map[string]string{PartnerOption: "api.vobiz.ai,pa_1", "--strict": "false"}, Program: "v1.0.0", Run: "RUN1", Started: began,
	}
	rows = []Result{
		{Row: 1, Line: 2, Status: Unknown, Email: "ann@example.com", Problems: []importer.Problem{{Code: InDoubtCode, Message: "no answer"}}},
		{Row: 3, Line: 4, Status: Created, Email: "müller@example.com", AuthID: "MA_3"},
		{Row: 1, Line: 2, Status: Created, Email: "ann@example.com", AuthID: "MA_1"},
	}
	l, err := openRows(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.file.Close()
	if err := l.begin(&pin); err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		rec := newRecord(&rows[i])
		if err := l.put(rows[i].Row, &rec); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.write(finishedRecord, 0, began.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	return pin, rows
}

// What is written today is the golden file, byte for byte.
func TestRowsAreWrittenAsBefore(t *testing.T) {
	dir := t.TempDir()
	sampleRows(t, dir)
	got, err := os.ReadFile(filepath.Join(dir, RowsFile))
	if err != nil {
		t.Fatal(err)
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(goldenRows, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenRows)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("written today: %q\nbefore:        %q", got, want)
	}
}

// The golden file is framed as docs/ledger.md says: read here without the code
// that writes it.
func TestRowsAreFramedAsDocumented(t *testing.T) {
	b, err := os.ReadFile(goldenRows)
	if err != nil {
		t.Fatal(err)
	}
	b, ok := bytes.CutPrefix(b, []byte("vobizsync rows 1\n"))
	if !ok {
		t.Fatal("the file does not begin with its name")
	}
	kinds := ""
	var rows []uint32
	for len(b) > 0 {
		size := binary.LittleEndian.Uint32(b)
		payload := b[8 : 8+size]
		if sum := crc32.Checksum(payload, crc32.MakeTable(crc32.Castagnoli)); sum != binary.LittleEndian.Uint32(b[4:]) {
			t.Errorf("the CRC of %q is %08x", payload, sum)
		}
		kinds, rows = kinds+string(payload[0]), append(rows, binary.LittleEndian.Uint32(payload[1:]))
		if payload[5] != '{' && payload[0] != 'f' || payload[5] != '"' && payload[0] == 'f' {
			t.Errorf("a record of kind %c has the document %s", payload[0], payload[5:])
		}
		b = b[8+size:]
	}
	if kinds != "possf" || len(rows) != 5 || rows[1] != 1 || rows[2] != 3 || rows[3] != 1 {
		t.Errorf("kinds %q, rows %v", kinds, rows)
	}
}

// What was written before reads as it was meant; cut anywhere, as far as it is
// whole.
func TestRowsAreReadAsBefore(t *testing.T) {
	golden, err := os.ReadFile(goldenRows)
	if err != nil {
		t.Fatal(err)
	}
	pin, _ := sampleRows(t, t.TempDir())
	dir := t.TempDir()
	var before int
	for n := 0; n <= len(golden); n++ {
		if err := os.WriteFile(filepath.Join(dir, RowsFile), golden[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		got, ok := PinOf(dir)
		l, err := openRows(dir)
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if settled := l.settled; settled < before {
			t.Fatalf("%d bytes have %d settled rows, fewer than less of them", n, settled)
		} else {
			before = settled
		}
		if (l.pin.Version != 0) != ok || ok && (got.Run != pin.Run || got.Path != pin.Path || got.Input != pin.Input || got.SHA256 != pin.SHA256) {
			t.Fatalf("%d bytes are of the run %+v, %v", n, got, ok)
		}
		if n == len(golden) {
			rec, ok, err := l.get(1)
			if l.rows() != 4 || l.settled != 2 || err != nil || !ok || rec.AuthID != "MA_1" || l.pin.Finished.IsZero() {
				t.Errorf("%d rows, %d settled, row 1: %+v, %v, finished %v", l.rows(), l.settled, rec, err, l.pin.Finished)
			}
		}
		l.file.Close()
	}
}
