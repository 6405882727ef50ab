package reconcile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/secret"
)

// After a write that failed, and may have torn a line, the file is opened again: the
// next password is on a line of its own, whole.
func TestCredentialsAreOpenedAnewAfterAFailure(t *testing.T) {
	dir := t.TempDir()
	c, err := OpenCredentials(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	first, _, err := c.Password("ann@example.com", secret.Text{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.file.WriteString("bob@example.com,,to"); err != nil { // what a full disk leaves of a line
		t.Fatal(err)
	}
	writable := c.file
	if c.file, err = os.Open(filepath.Join(dir, CredentialsFile)); err != nil { // the same file, and no write succeeds
		t.Fatal(err)
	}
	writable.Close()
	if _, _, err := c.Password("cid@example.com", secret.Text{}); err == nil {
		t.Fatal("no error")
	}
	third, line, err := c.Password("dan@example.com", secret.Text{})
	if err != nil {
		t.Fatalf("after the failure: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, CredentialsFile))
	if err != nil {
		t.Fatal(err)
	}
	want := "email,auth_id,password\nann@example.com,," + first.Reveal() + "\nbob@example.com,,to\ndan@example.com,," + third.Reveal() + "\n"
	if string(text) != want {
		t.Errorf("credentials.csv:\n%s\nwant:\n%s", text, want)
	}
	if lines := strings.Split(string(text), "\n"); line != 4 || !strings.HasPrefix(lines[line-1], "dan@") {
		t.Errorf("the password is said to be on line %d", line)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}
