package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

// hostile commands a terminal, in each way that there is: to clear the screen, set
// a title, go back, turn letters round, begin a line.
const hostile = "\x1b[2J\x1b]0;owned\x07\rover\b\b\u009b31m\u202egnp\u2066\x7f\u2028"

// commanding finds what a terminal takes for a command, ends of lines aside.
func commanding(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return r
		}
		return -1
	}, s)
}

// What comes from a server, a file, its name or a flag commands no terminal and
// gets no control character into a log.
func TestNothingForeignCommandsATerminal(t *testing.T) {
	t.Parallel()
	server := &sandbox.Server{}
	b := newBench(t, server, 2)
	id := server.Add(sandbox.Account{Name: "Ann " + hostile, Email: "ann@example.com", City: hostile, Description: "a\nauth_id MA_FORGED"})
	b.have(1) // differs: its name is of the file
	b.edit(func(s string) string {
		s = strings.Replace(s, "User 1", "User "+hostile, 1)
		return s + "X," + hostile + "@example.com," + hostile + ",Marker#00009," + hostile + "\n"
	})
	named := filepath.Join(b.dir, "a"+hostile+"\nb.csv")
	text, err := os.ReadFile(b.file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(named, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		code int
		args []string
		has  string
	}{
		{0, []string{"account", id}, `Ann \x1b[2J`},
		{0, []string{"export"}, `Ann \x1b[2J`},
		{3, []string{"validate", named}, `\x1b[2J`},
		{3, []string{"plan", "--rate", "0", "--verbose", "--out", filepath.Join(b.dir, "r"+hostile), named}, `\x1b[2J`},
		{3, []string{"sync", "--yes", "--rate", "0", "--verbose", "--out", filepath.Join(b.dir, "r"+hostile), named}, `\x1b[2J`},
		{2, []string{"validate", filepath.Join(b.dir, "none"+hostile)}, `none\x1b[2J`},
		{2, []string{"validate", "--map", hostile + "=name", b.file}, ``},
		{2, []string{"validate", "--no" + hostile, b.file}, ``},
		{2, []string{"no" + hostile}, ``},
		{1, []string{"account", "MA_" + hostile}, ``},
	} {
		for _, format := range []string{"text", "json"} {
			args := append([]string{"--log-format", format}, tt.args...)
			p := openPty(t, 80)
			code := cli.Main(t.Context(), cli.Env{
				Program: "vobizsync", Args: args, Stdin: strings.NewReader(""), Stdout: p.program, Stderr: p.program,
				Getenv: getenv(b.env),
			})
			p.end(t)
			shown := strings.NewReplacer("\r\n", "\n", "\a", "").Replace(p.shown.String()) // the terminal's own line end, and the mark of the end
			if format == "text" {
				shown = withoutProgress(shown)
			}
			if left := commanding(shown); left != "" {
				t.Errorf("%q: the terminal gets %q in\n%q", args, left, shown)
			}
			if code != tt.code || format == "text" && !strings.Contains(shown, tt.has) {
				t.Errorf("%q: exit code %d, want %d and %q in\n%s", args, code, tt.code, tt.has, shown)
			}
			if tt.args[0] == "account" && strings.Contains(shown, "\nauth_id MA_FORGED") {
				t.Errorf("%q: a value makes a line of its own:\n%s", args, shown)
			}
			// The same where nobody watches: talk is free of commands there, too.
			if o := b.run(args...); commanding(o.stderr) != "" {
				t.Errorf("%q: the log gets %q", args, o.stderr)
			}
		}
	}
	// A pipe gets the data as they are.
	if o := b.run("export"); !strings.Contains(o.stdout, "\x1b[2J") {
		t.Errorf("the export is changed: %q", o.stdout)
	}
}

// withoutProgress takes away the line that the program itself draws over and over:
// it begins with a carriage return.
func withoutProgress(shown string) string {
	var lines []string
	for line := range strings.SplitSeq(shown, "\n") {
		lines = append(lines, line[strings.LastIndexByte(line, '\r')+1:])
	}
	return strings.Join(lines, "\n")
}
