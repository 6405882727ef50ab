package cli_test

import (
	"bytes"
	"os"
	"strings"
	"syscall"
	"testing"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

// fullDevice is a standard output that takes nothing.
type fullDevice struct{}

func (fullDevice) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

func TestStandardOutputThatTakesNothingIsAFailure(t *testing.T) {
	t.Parallel()
	server := &sandbox.Server{}
	b := newBench(t, server, 3)
	id := b.have(1)
	if o := b.sync(); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	for _, args := range [][]string{
		{"validate", b.file}, {"validate", "--json", b.file},
		{"plan", "--out", b.folder(), b.file}, {"plan", "--json", "--out", b.folder(), b.file},
		{"sync", "--yes", "--out", b.folder(), b.file}, {"sync", "--yes", "--json", "--out", b.folder(), b.file},
		{"report", b.folder()}, {"report", "--json", b.folder()},
		{"export"}, {"account", id}, {"account", "--json", id},
		{"template"}, {"template", "--xlsx"}, {"sandbox", "--addr", "127.0.0.1:0"}, {"completion", "bash"}, {"--help"}, {"--version"},
	} {
		hook := b.dir + "/notice.json"
		if args[0] == "sync" {
			args = append(args, "--on-finish", "cat > "+hook)
		}
		var stderr bytes.Buffer
		code := cli.Main(t.Context(), cli.Env{
			Program: "vobizsync", Args: args, Stdin: strings.NewReader(""), Stdout: fullDevice{}, Stderr: &stderr,
			Getenv: getenv(b.env),
		})
		want := "vobizsync: standard output can't be written: no space left on device\n"
		if code != 1 || !strings.HasSuffix(stderr.String(), want) || strings.Count(stderr.String(), "vobizsync: ") != 1 {
			t.Errorf("vobizsync %s: exit code %d, %s", strings.Join(args, " "), code, stderr.String())
		}
		if args[0] != "sync" {
			continue
		}
		if notice, err := os.ReadFile(hook); err != nil || !strings.Contains(string(notice), `"exit_code": 1`) {
			t.Errorf("vobizsync %s: the notice is %s, %v", strings.Join(args, " "), notice, err)
		}
	}
}

// A command that has failed for a reason of its own tells that one.
func TestStandardOutputDoesNotHideWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := emptyBench(t, &sandbox.Server{}, 1)
	for _, args := range [][]string{{"validate", "--json", "nowhere.csv"}, {"validate", "--json", "--colour", b.file}} {
		var stderr bytes.Buffer
		code := cli.Main(t.Context(), cli.Env{Program: "vobizsync", Args: args, Stdout: fullDevice{}, Stderr: &stderr, Getenv: func(string) string { return "" }})
		if code != 2 || strings.Contains(stderr.String(), "standard output") {
			t.Errorf("vobizsync %s: exit code %d, %s", strings.Join(args, " "), code, stderr.String())
		}
	}
}
