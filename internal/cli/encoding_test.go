package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// A file whose encoding is not certain is refused with a command that reads it, wherever
// its first letter beyond ASCII is.
func TestAnEncodingThatIsNotCertainEndsInACommand(t *testing.T) {
	for _, rows := range []int{1, 3000} {
		b := emptyBench(t, &sandbox.Server{}, 0)
		var text strings.Builder
		text.WriteString("name,email,phone,country\n")
		for i := 1; i <= rows; i++ {
			fmt.Fprintf(&text, "User %d,%s,%s,DE\n", i, email(i), phone(i))
		}
		text.WriteString("Pe\xf1a,pena@example.com,+493023999999,DE\n")
		path := filepath.Join(b.dir, "list.csv")
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		said := b.run("validate", "--generate-passwords", path)
		lines := strings.Split(strings.TrimSpace(said.stderr), "\n")
		want := "vobizsync validate --generate-passwords " + path + " --encoding windows-1252"
		if said.code != 2 || lines[len(lines)-1] != want || !strings.Contains(said.stderr, `--encoding windows-1252 reads "Peña"; --encoding `) {
			t.Fatalf("%d rows: exit %d, want a last line %q:\n%s", rows, said.code, want, said.stderr)
		}
		if pasted := b.run(strings.Fields(want)[1:]...); pasted.code != 0 {
			t.Errorf("pasted: exit %d\n%s", pasted.code, pasted.stderr)
		}
	}
}
