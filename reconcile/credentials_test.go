package reconcile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"vobizsync/internal/secret"
	"vobizsync/reconcile"
)

func TestMadePasswordsSatisfyTheRule(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		p := reconcile.NewPassword().Reveal()
		if len(p) < 16 || seen[p] {
			t.Fatalf("%q is short, or was made before", p)
		}
		seen[p] = true
		if !unicode.IsLetter(rune(p[0])) || !strings.ContainsAny(p, "23456789") || !strings.ContainsAny(p, "-_.:%") {
			t.Fatalf("%q does not start with a letter, or lacks a digit or a special character", p)
		}
		if strings.ContainsAny(p, "0O1lI\"', ;\t<>&") {
			t.Fatalf("%q has a character that is misread or needs quoting", p)
		}
	}
}

func credentialsOf(t *testing.T, dir string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, reconcile.CredentialsFile))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAnEmailHasOnePassword(t *testing.T) {
	dir := t.TempDir()
	var first secret.Text
	for run := range 3 {
		c, err := reconcile.OpenCredentials(dir, false)
		if err != nil {
			t.Fatal(err)
		}
		p, err := c.Password("Ann@example.com")
		if err != nil {
			t.Fatal(err)
		}
		if run == 0 {
			first = p
			if !strings.Contains(credentialsOf(t, dir), "Ann@example.com,,"+p.Reveal()+"\n") {
				t.Fatal("the password is not on disk when it is handed out")
			}
		} else if p != first {
			t.Fatalf("run %d got another password", run+1)
		}
		if err := c.Confirm("ann@example.com", "MA_1", secret.New("token")); err != nil {
			t.Fatal(err)
		}
		if err := c.Confirm("bob@example.com", "MA_2", secret.New("token")); err != nil {
			t.Fatal(err)
		}
		c.Close()
	}
	want := "email,auth_id,password\nAnn@example.com,," + first.Reveal() + "\nann@example.com,MA_1," + first.Reveal() + "\n"
	if got := credentialsOf(t, dir); got != want {
		t.Errorf("credentials.csv:\n%s\nwant:\n%s", got, want)
	}
	info, err := os.Stat(filepath.Join(dir, reconcile.CredentialsFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
}

// A crash can tear the last line. The password in it was never sent.
func TestATornLineIsNoPassword(t *testing.T) {
	for _, torn := range []string{"ann@example.com", "ann@example.com,", "ann@example.com,,", "ann@example.com,,Abc", "\"ann"} {
		dir := t.TempDir()
		path := filepath.Join(dir, reconcile.CredentialsFile)
		if err := os.WriteFile(path, []byte("email,auth_id,password\n"+torn), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := reconcile.OpenCredentials(dir, false)
		if err != nil {
			t.Fatalf("%q: %v", torn, err)
		}
		p, err := c.Password("ann@example.com")
		if err != nil || len(p.Reveal()) != reconcile.PasswordLength {
			t.Fatalf("%q: password of %d characters, %v", torn, len(p.Reveal()), err)
		}
		c.Close()
		again, err := reconcile.OpenCredentials(dir, false)
		if err != nil {
			t.Fatal(err)
		}
		if p2, err := again.Password("ann@example.com"); err != nil || p2 != p {
			t.Errorf("%q: the next run has another password, %v", torn, err)
		}
		if !strings.HasPrefix(credentialsOf(t, dir), "email,auth_id,password\n"+torn) {
			t.Errorf("%q: something was cut off", torn)
		}
	}
}

func TestTokensAreKeptOnlyWhenAskedFor(t *testing.T) {
	for _, tokens := range []bool{false, true} {
		dir := t.TempDir()
		c, err := reconcile.OpenCredentials(dir, tokens)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Password("ann@example.com"); err != nil {
			t.Fatal(err)
		}
		for _, e := range []string{"ann", "bob"} {
			if err := c.Confirm(e+"@example.com", "MA_"+e, secret.New("T-"+e)); err != nil {
				t.Fatal(err)
			}
		}
		c.Close()
		got := credentialsOf(t, dir)
		if strings.Contains(got, "T-ann") != tokens || strings.Contains(got, "bob@example.com,MA_bob,,T-bob") != tokens {
			t.Errorf("tokens %v:\n%s", tokens, got)
		}
	}
}
