package reconcile_test

import (
	"errors"
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
		if !unicode.IsLetter(rune(p[0])) || !strings.ContainsAny(p, "23456789") || !strings.ContainsAny(p, "!@#$%*") ||
			!strings.ContainsFunc(p, unicode.IsUpper) || !strings.ContainsFunc(p, unicode.IsLower) {
			t.Fatalf("%q does not start with a letter, or has no upper- or lower-case letter, digit or special character", p)
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
		p, _, err := c.Password("Ann@example.com", secret.Text{})
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
		if err := c.Confirm("ann@example.com", "MA_1", p, secret.New("token"), false); err != nil {
			t.Fatal(err)
		}
		if err := c.Confirm("bob@example.com", "MA_2", secret.Text{}, secret.New("token"), false); err != nil {
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
	for _, torn := range []string{"ann@example.com,MA_1,Abc", "ann@example.com", "ann@example.com,", "ann@example.com,,", "ann@example.com,,Abc", "\"ann"} {
		dir := t.TempDir()
		path := filepath.Join(dir, reconcile.CredentialsFile)
		if err := os.WriteFile(path, []byte("email,auth_id,password\n"+torn), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := reconcile.OpenCredentials(dir, false)
		if err != nil {
			t.Fatalf("%q: %v", torn, err)
		}
		p, _, err := c.Password("ann@example.com", secret.Text{})
		if err != nil || len(p.Reveal()) != reconcile.PasswordLength {
			t.Fatalf("%q: password of %d characters, %v", torn, len(p.Reveal()), err)
		}
		c.Close()
		again, err := reconcile.OpenCredentials(dir, false)
		if err != nil {
			t.Fatal(err)
		}
		if p2, _, err := again.Password("ann@example.com", secret.Text{}); err != nil || p2 != p {
			t.Errorf("%q: the next run has another password, %v", torn, err)
		}
		if !strings.HasPrefix(credentialsOf(t, dir), "email,auth_id,password\n"+torn) {
			t.Errorf("%q: something was cut off", torn)
		}
	}
}

// A crash may tear the header, too: no password was on disk then.
func TestATornHeaderIsWrittenAnew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, reconcile.CredentialsFile)
	for torn, fine := range map[string]bool{"": true, "email,auth_i": true, "name,phone\n": false} {
		if err := os.WriteFile(path, []byte(torn), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := reconcile.OpenCredentials(dir, false)
		if (err == nil) != fine {
			t.Fatalf("%q: %v", torn, err)
		}
		if !fine {
			continue
		}
		p, _, err := c.Password("ann@example.com", secret.Text{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := credentialsOf(t, dir), "email,auth_id,password\nann@example.com,,"+p.Reveal()+"\n"; got != want {
			t.Errorf("%q: %q, want %q", torn, got, want)
		}
	}
}

// Only a password that was sent is beside an auth id, and an empty one is
// none.
func TestAPasswordOfTheFileIsNotConfirmed(t *testing.T) {
	dir := t.TempDir()
	c, err := reconcile.OpenCredentials(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	made, _, err := c.Password("ann@example.com", secret.Text{})
	if err == nil {
		err = c.Confirm("ann@example.com", "MA_1", secret.Text{}, secret.New("T-1"), false)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := credentialsOf(t, dir); !strings.HasSuffix(got, "ann@example.com,MA_1,,T-1\n") {
		t.Errorf("%q confirms a password that was not sent", got)
	}
	if err := c.Confirm("bob@example.com", "MA_2", secret.Text{}, secret.New("T-2"), false); err != nil {
		t.Fatal(err)
	}
	again, err := reconcile.OpenCredentials(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if p, _, err := again.Password("bob@example.com", secret.Text{}); err != nil || len(p.Reveal()) != reconcile.PasswordLength {
		t.Errorf("a password of %d characters was made, %v", len(p.Reveal()), err)
	}
	if p, _, err := again.Password("ann@example.com", secret.Text{}); err != nil || p != made {
		t.Errorf("the password that was made for ann is forgotten: %v", err)
	}
}

// The columns of the file are those of its header, whatever a later run asks for.
func TestTheColumnsOfTheCredentialsStay(t *testing.T) {
	dir := t.TempDir()
	c, err := reconcile.OpenCredentials(dir, false)
	if err == nil {
		_, _, err = c.Password("ann@example.com", secret.Text{})
	}
	if err != nil {
		t.Fatal(err)
	}
	var hinted interface{ Advice() string }
	if _, err := reconcile.OpenCredentials(dir, true); !errors.As(err, &hinted) || !strings.Contains(err.Error(), "no column for tokens") {
		t.Errorf("error = %v, want one that says that there is no column, with a hint", err)
	}
}

func TestTokensAreKeptOnlyWhenAskedFor(t *testing.T) {
	for _, tokens := range []bool{false, true} {
		dir := t.TempDir()
		c, err := reconcile.OpenCredentials(dir, tokens)
		if err != nil {
			t.Fatal(err)
		}
		made, _, err := c.Password("ann@example.com", secret.Text{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range []string{"ann", "bob"} {
			var p secret.Text
			if e == "ann" {
				p = made
			}
			if err := c.Confirm(e+"@example.com", "MA_"+e, p, secret.New("T-"+e), false); err != nil {
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
