package ledger

import (
	"bytes"
	"reflect"
	"testing"
	"time"
)

func FuzzOpen(f *testing.F) {
	whole := sample(f)
	f.Add(whole)
	f.Add(whole[:headerSize])
	f.Add(whole[:len(whole)-3])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		file := &memoryFile{b: bytes.Clone(b)}
		l, err := open(file, "sends.log", Run{ID: "r"}, Options{})
		if err != nil {
			return
		}
		if len(b) > 0 && !bytes.HasPrefix(b, file.b) {
			t.Fatal("something was invented")
		}
		before := len(everyRecord(file.b))
		if err := l.Send(Send{EmailKey: "ann@example.com", At: time.UnixMilli(1)})(); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		l = openOn(t, file)
		m, ok := l.Known("ann@example.com")
		if after := len(everyRecord(file.b)); after != before+2 || !ok || m.Sends == 0 {
			t.Fatalf("%d records and then %d; %+v", before, after, m)
		}
		l.Close()
	})
}

// Whatever is written over a ledger, and wherever it is cut off: it is an error,
// or the first of its records are there.
func FuzzDamage(f *testing.F) {
	whole := sample(f)
	all := everyRecord(whole)
	f.Add(60, []byte{1, 2, 3}, 0)
	f.Add(300, []byte{}, 9)
	f.Add(0, []byte("vobizled"), 0)
	f.Fuzz(func(t *testing.T, at int, over []byte, cut int) {
		file := &memoryFile{b: bytes.Clone(whole)}
		if at >= 0 && at < len(file.b) {
			copy(file.b[at:], over)
		}
		if cut > 0 && cut < len(file.b) {
			file.b = file.b[:len(file.b)-cut]
		}
		l, err := open(file, "sends.log", Run{}, Options{})
		if err != nil {
			return
		}
		got := everyRecord(file.b)
		if len(got) > len(all) || len(got) > 0 && !reflect.DeepEqual(got, all[:len(got)]) {
			t.Fatalf("records were invented: %+v", got)
		}
		l.Close()
	})
}
