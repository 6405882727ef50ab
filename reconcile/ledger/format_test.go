package ledger

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden file again")

const golden = "testdata/sends-v1.log"

func at(second int) time.Time { return time.UnixMilli(1_700_000_000_000 + int64(second)*1000).UTC() }

// withKey is a file that holds nothing but a header, with the key 00 01 … 1f.
func withKey() *memoryFile {
	var key [32]byte
	for i := range key {
		key[i] = byte(i)
	}
	return &memoryFile{b: appendHeader(nil, key)}
}

func openOn(t testing.TB, f file) *Ledger {
	t.Helper()
	l, err := open(f, "sends.log", Run{ID: "run-1", At: at(0), Credentials: "/r/credentials.csv"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// groups are one record of every kind, with everything that it can hold.
func groups(l *Ledger) [][]record {
	return [][]record{
		{{kind: sendKind, key: l.Key("ann@example.com"), at: at(1), flags: serverTime | madeFlag, line: 2}},
		{{kind: createdKind, key: l.Key("ann@example.com"), at: at(2), flags: serverTime | spelledFlag, authID: "MA_1", spelling: l.Key("ann@xn--e.example")}},
		{
			{kind: sendKind, key: l.Key("bob@example.com"), at: at(3)},
			{kind: sendKind, key: l.Key("cy@example.com"), at: at(4), flags: madeFlag, line: 3},
		},
		{
			{kind: refusedKind, key: l.Key("bob@example.com"), at: at(5), flags: serverTime},
			{kind: overKind, key: l.Key("cy@example.com"), at: at(6)},
		},
		{{kind: createdKind, key: l.Key("dee@example.com"), at: at(7), flags: foundFlag, authID: "MA_2"}},
	}
}

func sample(t testing.TB) []byte {
	t.Helper()
	f := withKey()
	l := openOn(t, f)
	for _, g := range groups(l) {
		if err := l.commit(g); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return f.b
}

func TestTheFormatIsThatOfTheGoldenFile(t *testing.T) {
	got := sample(t)
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the format has changed:\n%s\nwant:\n%s", hex.Dump(got), hex.Dump(want))
	}
}

// docs/ledger.md has the golden file in hex, byte for byte, with the meaning of
// each: `offset  hex bytes  meaning`.
func TestTheDocumentNamesEveryByteOfTheGoldenFile(t *testing.T) {
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("../../docs/ledger.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(doc), "```hex\n")
	block, _, _ = strings.Cut(block, "```")
	var got []byte
	for line := range strings.Lines(block) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.SplitN(strings.TrimSuffix(line, "\n"), "  ", 3)
		if len(cells) != 3 || strings.TrimSpace(cells[2]) == "" {
			t.Fatalf("%q is not an offset, bytes and their meaning", line)
		}
		var offset [4]byte
		b, err := hex.DecodeString(strings.ReplaceAll(cells[1], " ", ""))
		if n, oerr := hex.Decode(offset[2:], []byte(cells[0])); n != 2 || errors.Join(err, oerr) != nil {
			t.Fatalf("%q: %v, %v", line, err, oerr)
		}
		if int(binary.BigEndian.Uint32(offset[:])) != len(got) {
			t.Fatalf("%q does not follow on byte %04x", line, len(got))
		}
		got = append(got, b...)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/ledger.md has\n%s\nwant:\n%s", hex.Dump(got), hex.Dump(want))
	}
}

func TestTheGoldenFileIsRead(t *testing.T) {
	b, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	l := openOn(t, &memoryFile{b: b})
	defer l.Close()
	run := Run{ID: "run-1", At: at(0), Credentials: "/r/credentials.csv"}
	sentAnn := Sent{At: at(1), ServerTime: true, Made: true, Run: run, Line: 2}
	for email, want := range map[string]Memory{
		"ann@example.com": {Sends: 1, Creates: []Account{{
			Key: l.Key("ann@example.com"), AuthID: "MA_1", At: at(2), ServerTime: true,
			Spelling: l.Key("ann@xn--e.example"), Sends: []Sent{sentAnn},
		}}},
		"bob@example.com": {Sends: 1, Open: []Sent{}, Refusals: 1, Refused: at(5)},
		"cy@example.com":  {Sends: 1},
		"dee@example.com": {Creates: []Account{{Key: l.Key("dee@example.com"), AuthID: "MA_2", At: at(7), Found: true, Spelling: l.Key("dee@example.com")}}},
	} {
		if got, ok := l.Known(email); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("Known(%q) = %+v, %v\nwant %+v", email, got, ok, want)
		}
	}
	if got, ok := l.Known("eve@example.com"); ok || got.Sends != 0 {
		t.Errorf("of somebody else, %+v is known", got)
	}
	if key, ok := l.Owner("MA_2"); !ok || key != l.Key("dee@example.com") {
		t.Errorf("Owner(MA_2) = %x, %v", key, ok)
	}
	if key, ok := l.Owner("MA_3"); ok {
		t.Errorf("Owner(MA_3) = %x", key)
	}
	if w := l.Witnesses(at(1)); len(w) != 1 || w[0].AuthID != "MA_1" || len(l.Witnesses(at(2))) != 0 {
		t.Errorf("Witnesses = %+v, want MA_1, and none after it", w)
	}
}

// everyRecord reads the records of a file one after the other.
func everyRecord(b []byte) (records []record) {
	for at := int64(headerSize); at < int64(len(b)); {
		payload, size, _ := frame(b[at:], at)
		if payload == nil {
			break
		}
		records = append(records, decode(payload))
		at += int64(size)
	}
	return records
}

// A file that is cut off anywhere was torn by a crash: what is whole counts.
func TestATornEndIsCutOff(t *testing.T) {
	whole := sample(t)
	all := everyRecord(whole)
	for n := headerSize; n <= len(whole); n++ {
		f := &memoryFile{b: bytes.Clone(whole[:n])}
		l := openOn(t, f)
		got := everyRecord(f.b)
		if l.end != int64(len(f.b)) || !reflect.DeepEqual(got, everyRecord(whole[:n])) || len(got) > len(all) {
			t.Errorf("cut off at byte %d, %d bytes and %d records are left", n, len(f.b), len(got))
		}
		l.Close()
	}
	for n := 1; n < headerSize; n++ {
		var d *damagedError
		if _, err := open(&memoryFile{b: bytes.Clone(whole[:n])}, "sends.log", Run{}, Options{}); !errors.As(err, &d) || d.Advice() == "" {
			t.Errorf("cut off at byte %d of the header: %v", n, err)
		}
	}
}

// Whatever byte is wrong: before the last group, the file is damaged, and no send
// is forgotten in silence; in it, the records before the byte count.
func TestAWrongByte(t *testing.T) {
	whole := sample(t)
	all := everyRecord(whole)
	last := len(whole) - (frameSize + prefixSize + customer + 1 + len("MA_2"))
	for i := range whole {
		for _, x := range []byte{0x01, 0x80, 0xff, whole[i]} {
			if x == 0 {
				continue
			}
			f := &memoryFile{b: bytes.Clone(whole)}
			f.b[i] ^= x
			l, err := open(f, "sends.log", Run{}, Options{})
			if i < last {
				var d *damagedError
				if !errors.As(err, &d) {
					t.Errorf("byte %d ^ %x: %v, want it to be damaged", i, x, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("byte %d ^ %x: %v", i, x, err)
				continue
			}
			if got := everyRecord(f.b); !reflect.DeepEqual(got, all[:len(all)-1]) {
				t.Errorf("byte %d ^ %x: records %+v", i, x, got)
			}
			l.Close()
		}
	}
}

func TestANewerVersionIsNotRead(t *testing.T) {
	b := sample(t)
	b[8]++
	_, err := open(&memoryFile{b: b}, "sends.log", Run{}, Options{})
	var advised interface{ Advice() string }
	if err == nil || err.Error() != "sends.log can't be read: it was written by a newer version of vobizsync" ||
		!errors.As(err, &advised) || advised.Advice() != "use that version" {
		t.Errorf("err = %v", err)
	}
}
