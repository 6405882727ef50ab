package cli_test

import (
	"os"
	"testing"

	"vobizsync/internal/sandbox"
)

// A file that becomes another one while a person is asked.
func TestARunActsOnWhatItReadWhenTheAnswerIsYes(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"text", "workbook"} {
		for _, s := range becomes {
			t.Run(kind+", "+s.name, func(t *testing.T) {
				p := openPty(t, 100)
				b := newBench(t, &sandbox.Server{}, 0)
				workbook := kind == "workbook"
				if err := os.WriteFile(b.file, []byte(sheetOf(t, workbook, 1)), 0o600); err != nil {
					t.Fatal(err)
				}
				c := b.on(p, "sync", "--rate", "0", "--out", b.folder(), "--max-creates", "30", b.file)
				waitFor(t, func() bool { return p.screen().ends("[y/N]") })
				if err := s.do(b.file, sheetOf(t, workbook, 101)+"x"); err != nil {
					t.Fatal(err)
				}
				p.typed(t, "y\n")
				if code := c.end(t); code != 0 {
					t.Errorf("exit code %d\n%s", code, p.screen())
				}
				wantCustomers(t, b, 1)
				if n := len(b.server.Posts()); n != readRows {
					t.Errorf("%d customers were created, %d were read", n, readRows)
				}
			})
		}
	}
}

func (s screen) ends(text string) bool {
	if len(s.lines) == 0 {
		return false
	}
	last := s.lines[len(s.lines)-1]
	return len(last) >= len(text) && last[len(last)-len(text):] == text
}
