package ledger_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/reconcile/ledger"
)

func TestWhereTheStateIs(t *testing.T) {
	home := t.TempDir()
	join := filepath.Join
	file := join(home, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	type env map[string]string
	for _, tt := range []struct {
		name     string
		goos     string
		explicit string
		env      env
		want     string
		problem  string
	}{
		{"named", "linux", "/srv/state/", env{"HOME": home, "XDG_STATE_HOME": "/x"}, "/srv/state", ""},
		{"named, no home", "linux", "state", env{}, "state", ""},
		{"XDG_STATE_HOME", "linux", "", env{"HOME": home, "XDG_STATE_HOME": "/x"}, "/x/vobizsync", ""},
		{"XDG_STATE_HOME, no home", "linux", "", env{"XDG_STATE_HOME": "/x"}, "/x/vobizsync", ""},
		{"XDG_STATE_HOME is relative", "linux", "", env{"HOME": home, "XDG_STATE_HOME": "x"}, join(home, ".local/state/vobizsync"), ""},
		{"home", "linux", "", env{"HOME": home}, join(home, ".local/state/vobizsync"), ""},
		{"home", "freebsd", "", env{"HOME": home}, join(home, ".local/state/vobizsync"), ""},
		{"home", "darwin", "", env{"HOME": home}, join(home, "Library/Application Support/vobizsync"), ""},
		{"LocalAppData", "windows", "", env{"LocalAppData": home}, join(home, "vobizsync"), ""},
		{"no home", "linux", "", env{}, "", "HOME is not set"},
		{"home is /", "linux", "", env{"HOME": "/"}, "", "HOME is /"},
		{"home is //", "linux", "", env{"HOME": "//"}, "", "HOME is /"},
		{"home is relative", "linux", "", env{"HOME": "x"}, "", "HOME is x"},
		{"home is missing", "linux", "", env{"HOME": join(home, "none")}, "", "none, which is not there"},
		{"home is a file", "linux", "", env{"HOME": file}, "", "which is not there"},
		{"no LocalAppData", "windows", "", env{"HOME": home}, "", "LocalAppData is not set"},
	} {
		got, err := ledger.Locate(func(k string) string { return tt.env[k] }, tt.goos, tt.explicit)
		if tt.problem == "" {
			if got != tt.want || err != nil {
				t.Errorf("%s on %s: %q, %v, want %q", tt.name, tt.goos, got, err, tt.want)
			}
			continue
		}
		advised, ok := err.(interface{ Advice() string })
		if !ok || !strings.Contains(err.Error(), tt.problem) || !strings.Contains(advised.Advice(), "--state") {
			t.Errorf("%s on %s: %q, %v, want %q and a hint", tt.name, tt.goos, got, err, tt.problem)
		}
	}
	if left, err := filepath.Glob(join(home, ".*")); err != nil || len(left) > 0 {
		t.Errorf("Locate made %q, %v", left, err)
	}
}
