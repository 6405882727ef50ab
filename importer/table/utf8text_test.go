package table

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/ownfolder"
)

// The encoding is told by what comes first, and the rest must agree.
func TestALaterByteContradictsTheEncoding(t *testing.T) {
	ascii := strings.Repeat("Ann,ann@example.com,Berlin\n", 20_000) // 540 KB
	utf8, latin := "J\u00f6rg,j@example.com,K\u00f6ln\n", "J\xf6rg,j@example.com,K\xf6ln\n"
	tests := []struct {
		name, rows, encoding string
		problem, note        string
		mark                 bool
	}{
		{"ASCII", ascii, "", "", "", false},
		{"UTF-8, late", ascii + ascii + ascii + utf8, "", "", "", false},
		{"Windows-1252, late", ascii + ascii + ascii + latin, "", "", "line 60002 shows it", true},
		{"UTF-8, then one damaged character", utf8 + ascii + utf8 + latin[:20] + utf8, "", "", "", true},
		{"UTF-8, then Windows-1252", utf8 + ascii + ascii + ascii + latin + latin, "", "c.csv:60003: the text is not UTF-8", "", true},
		{"UTF-8, then Windows-1252, with \\r", strings.ReplaceAll(utf8+ascii+ascii+ascii+latin+latin, "\n", "\r"), "", "c.csv:60003: the text is not UTF-8", "", true},
		{"UTF-8, then Windows-1252, with \\r\\n", strings.ReplaceAll(utf8+ascii+ascii+ascii+latin+latin, "\n", "\r\n"), "", "c.csv:60003: the text is not UTF-8", "", true},
		{"UTF-8, then Windows-1252, said", utf8 + ascii + latin + latin, "utf-8", "", "", true},
		{"UTF-8, then Windows-1252, said", utf8 + ascii + latin + latin, "windows-1252", "", "windows-1252", true},
		{"Windows-1252, then UTF-8", latin + ascii + strings.Repeat(utf8, 4), "", "c.csv:20003: the text is UTF-8", "", true},
		{"UTF-8 and as much else within what is looked at", utf8 + latin + latin + ascii, "", "c.csv:2: this line is in UTF-8, but line 3 is not", "", true},
		{"half a character at the end", ascii + "J\u00f6rg,x,\xc3", "", "c.csv:20002: is not UTF-8, and its encoding is not certain", "", true},
		{"a NUL byte, late", ascii + "a\x00,b,c\n", "", "", "", true},
	}
	for _, tt := range tests {
		opts := options
		opts.Encoding = tt.encoding
		read := func(t *testing.T, f *File, err error) {
			read := 0
			if err == nil {
				defer f.Close()
				for b, berr := range f.Blocks() {
					read += len(b.Raw)
					err = berr
				}
			}
			var refused *InputError
			switch {
			case tt.problem == "" && err != nil:
				t.Errorf("error = %v", err)
			case tt.problem != "" && (!errors.As(err, &refused) || !strings.HasPrefix(refused.Error(), tt.problem) || !strings.Contains(refused.Hint, "--encoding")):
				t.Errorf("error = %v, want %q", err, tt.problem)
			}
			if tt.problem != "" {
				return
			}
			notes := strings.Join(f.Notes(), "\n")
			if !strings.Contains(notes, tt.note) || (notes == "") != (tt.note == "") {
				t.Errorf("notes = %q, want one with %q", notes, tt.note)
			}
			if f.NeedsMark() != tt.mark {
				t.Errorf("needs a mark: %v", f.NeedsMark())
			}
			if read == 0 {
				t.Error("nothing was read")
			}
		}
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "c.csv")
			if err := os.WriteFile(path, []byte(columns+tt.rows), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := Open(path, "c.csv", opts)
			read(t, f, err)
		})
		t.Run(tt.name+", standard input", func(t *testing.T) {
			opts.Folder = ownfolder.Make(t)
			f, err := OpenReader(strings.NewReader(columns+tt.rows), "c.csv", opts)
			read(t, f, err)
		})
	}
}

func TestTheCountOfATextIsThatOfItsPieces(t *testing.T) {
	text := []byte("a\u00f6\r\n\xff\xc3\rabcdefghijk\u20ac\n\xf6\n")
	var whole utf8Count
	whole.scan(text)
	if want := (utf8Count{lines: 4, runes: 2, runeLine: 1, broken: 3, line: 2}); whole != want {
		t.Errorf("counted %+v, want %+v", whole, want)
	}
	for at := range text {
		if cutRune(text[:at]) > 0 {
			continue
		}
		var pieces utf8Count
		pieces.scan(text[:at])
		pieces.scan(text[at:])
		if pieces != whole {
			t.Errorf("cut at %d: %+v, want %+v", at, pieces, whole)
		}
	}
}
