package table

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"vobizsync/internal/ownfolder"
)

const columns = "name,email,city\n"

var options = Options{Known: func(cells []string) int { return min(len(cells), 3) }, Example: "name,email"}

// text is a table that is read in many pieces.
func text(rows int) string {
	var b strings.Builder
	b.WriteString(columns)
	for i := range rows {
		fmt.Fprintf(&b, "Ann %d,ann%d@example.com,Berlin\n", i, i)
	}
	return b.String()
}

func workbook(t *testing.T, rows int) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, line := range strings.Split(strings.TrimSpace(text(rows)), "\n") {
		row := strings.Split(line, ",")
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func packed(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, s); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sabotage is what becomes of a file.
var sabotage = []struct {
	name string
	do   func(path string) error
}{
	{"overwritten", func(path string) error {
		return os.WriteFile(path, []byte(strings.ReplaceAll(text(40_000), "Ann", "Bob")), 0o600)
	}},
	{"appended to", func(path string) error {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteString("Eve,eve@example.com,Bonn\n")
		return errors.Join(err, f.Close())
	}},
	{"truncated", func(path string) error { return os.Truncate(path, 100) }},
	{"renamed over", func(path string) error {
		if err := os.WriteFile(path+".new", []byte(text(40_000)), 0o600); err != nil {
			return err
		}
		return os.Rename(path+".new", path)
	}},
	{"deleted", os.Remove},
	{"touched", func(path string) error { return os.Chtimes(path, time.Time{}, time.Unix(1, 0)) }},
}

// A text that is not the same at the end of the reading is refused.
func TestATextThatChangesWhileItIsReadIsRefused(t *testing.T) {
	for _, content := range []string{text(40_000), packed(t, text(400_000))} {
		for _, s := range sabotage {
			t.Run(s.name, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "c.csv")
				if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
				f, err := Open(path, "c.csv", options)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if err := s.do(path); err != nil {
					t.Fatal(err)
				}
				for _, err = range f.Blocks() {
				}
				var refused *InputError
				if !errors.As(err, &refused) || refused.Error() != "c.csv: the file changed while it was read" || !strings.Contains(refused.Hint, "completely") {
					t.Errorf("error = %v", err)
				}
				if f.SHA256() != "" {
					t.Error("it has a hash")
				}
			})
		}
	}
}

// A workbook and standard input are taken before anything is said of them: what
// becomes of the file then is not theirs.
func TestWhatWasTakenIsReadWhole(t *testing.T) {
	book, want := workbook(t, 500), text(500)
	for _, s := range sabotage {
		t.Run(s.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "c.xlsx")
			if err := os.WriteFile(path, []byte(book), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := Open(path, "c.xlsx", options)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if err := s.do(path); err != nil {
				t.Fatal(err)
			}
			if got := columns + rows(t, f); got != want {
				t.Errorf("read %d bytes, want %d", len(got), len(want))
			}
			wantHash(t, f, book)
		})
	}
	for _, content := range []string{want, book, packed(t, want)} {
		opts := options
		opts.Folder = ownfolder.Make(t)
		f, err := OpenReader(strings.NewReader(content), "stdin", opts)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if names, err := os.ReadDir(opts.Folder); err != nil || len(names) > 0 {
			t.Errorf("what is kept has a name: %v %v", names, err)
		}
		if got := columns + rows(t, f); got != want {
			t.Errorf("read %d bytes of standard input, want %d", len(got), len(want))
		}
		wantHash(t, f, content)
	}
}

// The hash is of the file as it is packed, and of all of it.
func TestTheHashIsOfTheFilesBytes(t *testing.T) {
	for _, content := range []string{text(40_000), "\ufeff" + text(3), packed(t, text(40_000)), packed(t, text(3)) + packed(t, "Eve,e,f\n")} {
		path := filepath.Join(t.TempDir(), "c.csv")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path, "c.csv", options)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if f.SHA256() != "" {
			t.Error("it has a hash before it was read")
		}
		rows(t, f)
		wantHash(t, f, content)
	}
}

func rows(t *testing.T, f *File) string {
	t.Helper()
	var b strings.Builder
	for block, err := range f.Blocks() {
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(block.Raw)
	}
	return b.String()
}

func wantHash(t *testing.T, f *File, content string) {
	t.Helper()
	sum := sha256.Sum256([]byte(content))
	if got := f.SHA256(); got != hex.EncodeToString(sum[:]) || f.Size() != int64(len(content)) {
		t.Errorf("hash %s of %d bytes, want %x of %d", got, f.Size(), sum, len(content))
	}
}

// The rows at the start can be looked at, and are still read.
func TestLookingAheadTakesNothingAway(t *testing.T) {
	for name, content := range map[string]string{"c.csv": "Title\n\n" + text(600), "c.xlsx": workbook(t, 600), "short.csv": columns + "a,b,c\n\nd,e,f"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path, name, options)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		ahead, err := f.Ahead(500)
		if err != nil {
			t.Fatal(err)
		}
		if name == "short.csv" {
			if len(ahead) != 2 || ahead[1][2] != "f" {
				t.Errorf("%s: %q", name, ahead)
			}
			continue
		}
		if len(ahead) != 500 || ahead[0][0] != "Ann 0" || ahead[499][1] != "ann499@example.com" {
			t.Errorf("%s: %d rows ahead", name, len(ahead))
		}
		if got := rows(t, f); columns+got != text(600) {
			t.Errorf("%s: %d bytes are left", name, len(got))
		}
	}
}
