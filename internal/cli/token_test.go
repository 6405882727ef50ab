package cli_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

func TestATokenThatOthersMayReadIsSaid(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing")
	}
	for mode, warned := range map[os.FileMode]bool{0o600: false, 0o400: false, 0o640: false, 0o644: true, 0o666: true} {
		for _, from := range []string{"environment", "config"} {
			b := newBench(t, &sandbox.Server{}, 1)
			file := filepath.Join(b.dir, "the token")
			if err := os.WriteFile(file, []byte(sandbox.DefaultAuthToken+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(file, mode); err != nil {
				t.Fatal(err)
			}
			delete(b.env, "VOBIZ_AUTH_TOKEN")
			args := []string{"export"}
			if from == "config" {
				args = append(args, "--config", b.config("auth-token-file: "+file+"\n"))
			} else {
				b.env["VOBIZ_AUTH_TOKEN_FILE"] = file
			}
			o := b.run(args...)
			want := "warning: every user of this machine can read the token in " + file + ": chmod 600 '" + file + "'\n"
			if o.code != 0 || strings.Contains(o.stderr, want) != warned {
				t.Errorf("mode %o, %s: exit code %d, warning wanted: %t: %s", mode, from, o.code, warned, o.stderr)
			}
		}
	}
}

// config writes a config.
func (b *bench) config(text string) (path string) {
	b.t.Helper()
	path = filepath.Join(b.dir, "nightly.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
	return path
}

func TestATokenInAConfigIsPointedToAFile(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"auth-token", "auth_token", "AuthToken", "token", "VOBIZ_AUTH_TOKEN"} {
		for _, text := range []string{key + ": Marker\n", "profiles:\n  acme:\n    " + key + ": Marker\n"} {
			b := emptyBench(t, &sandbox.Server{}, 1)
			args := []string{"export", "--config", b.config(text)}
			if strings.HasPrefix(text, "profiles") {
				args = append(args, "--profile", "acme")
			}
			o := b.run(args...)
			if o.code != 2 || !strings.Contains(o.stderr, "there is no setting \""+key+"\"") || !strings.Contains(o.stderr, "hint: a config has no token in it: auth-token-file names") {
				t.Errorf("%s: exit code %d, %s", key, o.code, o.stderr)
			}
			if strings.Contains(o.stderr, "Marker") {
				t.Errorf("%s: the token is shown: %s", key, o.stderr)
			}
		}
	}
}

// GODEBUG=http2debug makes net/http print every header.
func TestAPrintedTokenIsRefused(t *testing.T) {
	t.Parallel()
	for value, refused := range map[string]bool{
		"http2debug=1": true, "http2debug=2": true, "netdns=go, http2debug=2": true, "http2debug=0": false, "netdns=go": false, "": false,
	} {
		b := newBench(t, &sandbox.Server{}, 1)
		b.env["GODEBUG"] = value
		for _, args := range [][]string{{"export"}, {"plan", "--out", b.folder(), b.file}, {"sync", "--yes", "--out", b.folder(), b.file}} {
			o := b.run(args...)
			if (o.code == 2) != refused || refused && !strings.Contains(complaint(t, o), "http2debug") {
				t.Errorf("GODEBUG=%s, %s: exit code %d, %s", value, args[0], o.code, o.stderr)
			}
		}
		if refused && len(b.server.Posts()) > 0 {
			t.Errorf("GODEBUG=%s: POSTs were sent", value)
		}
	}
}
