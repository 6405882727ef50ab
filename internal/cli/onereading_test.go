package cli_test

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

const readRows = 30

// sheetOf returns customers from one on, as text or as a workbook.
func sheetOf(t *testing.T, workbook bool, first int) string {
	t.Helper()
	lines := []string{"name,email,phone,password,country"}
	for i := first; i < first+readRows; i++ {
		lines = append(lines, fmt.Sprintf("User %d,%s,%s,%s,DE", i, email(i), phone(i), password(i)))
	}
	if !workbook {
		return strings.Join(lines, "\n") + "\n"
	}
	book := excelize.NewFile()
	defer book.Close()
	for i, line := range lines {
		row := strings.Split(line, ",")
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// becomes is what somebody does to a file, who has another one in mind; it says
// whether that one is there then.
var becomes = []struct {
	name string
	do   func(path, other string) error
	next bool
}{
	{"overwritten", func(path, other string) error { return os.WriteFile(path, []byte(other), 0o600) }, true},
	{"renamed over", func(path, other string) error {
		if err := os.WriteFile(path+".new", []byte(other), 0o600); err != nil {
			return err
		}
		return os.Rename(path+".new", path)
	}, true},
	{"truncated", func(path, _ string) error { return os.Truncate(path, 60) }, false},
	{"deleted", func(path, _ string) error { return os.Remove(path) }, false},
}

// kindsOfInput are the ways in which FILE is given.
var kindsOfInput = []string{"text", "workbook", "standard input"}

// A file that becomes another one after it was read: just the rows that were read
// are answered for, and the next run takes the new file for what it is.
func TestARunActsOnWhatItRead(t *testing.T) {
	t.Parallel()
	for _, moment := range []string{"while the token is asked for", "in the look-up", "while creating"} {
		for _, kind := range kindsOfInput {
			for _, s := range becomes {
				t.Run(moment+", "+kind+", "+s.name, func(t *testing.T) {
					server := &sandbox.Server{}
					b := newBench(t, server, 0)
					workbook := kind == "workbook"
					old, other := sheetOf(t, workbook, 1), sheetOf(t, workbook, 101)
					if err := os.WriteFile(b.file, []byte(old), 0o600); err != nil {
						t.Fatal(err)
					}
					var once sync.Once
					strike := func() {
						once.Do(func() {
							if err := s.do(b.file, other); err != nil {
								t.Error(err)
							}
						})
					}
					server.Fault = func(c sandbox.Call) sandbox.Fault {
						if moment == "in the look-up" && c.Path == "/accounts" || c.Method == "POST" {
							strike()
						}
						return sandbox.Fault{}
					}
					args := []string{"sync", "--yes", "--rate", "0", "--out", b.folder()}
					if moment == "while the token is asked for" {
						delete(b.env, "VOBIZ_AUTH_TOKEN")
						b.env["PATH"] = os.Getenv("PATH")
						ready, gone := b.dir+"/ready", b.dir+"/gone"
						go func() {
							waitFor(t, func() bool { _, err := os.Stat(ready); return err == nil })
							strike()
							if err := os.WriteFile(gone, nil, 0o600); err != nil {
								t.Error(err)
							}
						}()
						args = append(args, "--token-command", "touch "+ready+"; while ! test -e "+gone+"; do sleep 0.01; done; echo "+sandbox.DefaultAuthToken)
					}
					run := func() outcome {
						if kind != "standard input" {
							return b.run(append(args, b.file)...)
						}
						f, err := os.Open(b.file)
						if err != nil {
							t.Fatal(err)
						}
						defer f.Close()
						b.stdin = f
						return b.run(append(args, "-")...)
					}
					if o := run(); o.code != 0 {
						t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
					}
					wantCustomers(t, b, 1)
					if len(server.Posts()) != readRows {
						t.Errorf("%d customers were created, %d were read", len(server.Posts()), readRows)
					}
					if !s.next {
						return
					}
					if o := run(); o.code != 0 || strings.Contains(o.stderr, "going on") {
						t.Errorf("the next run: exit code %d\n%s%s", o.code, o.stdout, o.stderr)
					}
					wantCustomers(t, b, 101)
					if len(server.Posts()) != 2*readRows {
						t.Errorf("%d customers were created in two runs, want %d", len(server.Posts()), 2*readRows)
					}
				})
			}
		}
	}
}

// wantCustomers checks that result.csv answers for the customers from one on, each
// of them created.
func wantCustomers(t *testing.T, b *bench, first int) {
	t.Helper()
	if got := b.judge(readRows)["created"]; got != readRows {
		t.Errorf("%d rows are created, want %d", got, readRows)
	}
	for i, r := range b.results() {
		if r["email"] != email(first+i) {
			t.Errorf("row %d is %s, want %s", i+1, r["email"], email(first+i))
		}
	}
}

// A journal counts for the file that it is of, though a run of it is unfinished.
func TestAnUnfinishedRunIsNotThatOfTheFileThatTookItsPlace(t *testing.T) {
	t.Parallel()
	for _, kind := range kindsOfInput {
		t.Run(kind, func(t *testing.T) {
			server := &sandbox.Server{}
			b := newBench(t, server, 0)
			workbook := kind == "workbook"
			other := sheetOf(t, workbook, 101)
			if err := os.WriteFile(b.file, []byte(sheetOf(t, workbook, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			var once sync.Once
			server.Fault = func(c sandbox.Call) sandbox.Fault {
				if c.Method == "POST" {
					once.Do(func() {
						if err := os.WriteFile(b.file+".new", []byte(other), 0o600); err != nil {
							t.Error(err)
						}
						if err := os.Rename(b.file+".new", b.file); err != nil {
							t.Error(err)
						}
					})
				}
				return sandbox.Fault{}
			}
			name := b.file
			input := func() io.Reader {
				f, err := os.Open(b.file)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { f.Close() })
				return f
			}
			if kind == "standard input" {
				name = "-"
			}
			args := []string{"sync", "--yes", "--rate", "0", "--out", b.folder(), name}
			b.stdin = input()
			if o := b.run(append(args, "--limit", "10")...); o.code != 3 {
				t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
			}
			b.stdin = input()
			if o := b.run(args...); o.code != 0 {
				t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
			}
			wantCustomers(t, b, 101)
			posts := server.Posts()
			if len(posts) != 10+readRows || slices.Max(append([]int{0}, values(posts)...)) != 1 {
				t.Errorf("posts = %v", posts)
			}
		})
	}
}

// striker strikes when something is written.
type striker struct{ strike func() }

func (s *striker) Write(p []byte) (int, error) {
	if s.strike != nil {
		s.strike()
		s.strike = nil
	}
	return len(p), nil
}

// A file that becomes another one while it is read is refused, by every command
// that reads one.
func TestAFileThatChangesWhileItIsReadIsRefused(t *testing.T) {
	t.Parallel()
	for _, s := range sample(becomes, 2) {
		t.Run(s.name, func(t *testing.T) {
			b := newBench(t, &sandbox.Server{}, 0)
			row := "Ann,ann,x,x," + strings.Repeat("Nowhere ", 60) + "\n" // with something to say
			content := "name,email,phone,password,country\n" + strings.Repeat(row, 20_000)
			if err := os.WriteFile(b.file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			out := &striker{func() {
				if err := s.do(b.file, sheetOf(t, false, 101)); err != nil {
					t.Error(err)
				}
			}}
			var stderr strings.Builder
			code := cli.Main(t.Context(), cli.Env{
				Program: "vobizsync", Args: []string{"validate", "--out", b.folder(), b.file}, Stdin: strings.NewReader(""), Stdout: out, Stderr: &stderr,
				Getenv: getenv(b.env),
			})
			if code != 2 || !strings.Contains(stderr.String(), "the file changed while it was read") || !strings.Contains(stderr.String(), "copied completely") {
				t.Errorf("exit code %d, %s", code, stderr.String())
			}
			if _, err := os.Stat(b.folder() + "/result.csv"); err == nil {
				t.Error("there is a result.csv")
			}
		})
	}
}

// A mark is put before the rejected rows of a file that turns out not to be UTF-8
// after its first rows were rejected.
func TestRejectedRowsGetAMarkThatIsNeededLate(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 0)
	row := "Ann,ann,x,x," + strings.Repeat("Nowhere ", 60) + "\n"
	b.edit(func(s string) string { return s + strings.Repeat(row, 5000) + "J\xf6rg,ann,x,x,Nowhere\n" })
	o := b.run("validate", "--out", b.folder(), b.file)
	text, err := os.ReadFile(b.folder() + "/rejected.csv")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "\ufeffname,") || !strings.Contains(string(text), "J\u00f6rg") {
		t.Errorf("rejected.csv starts with %q", text[:20])
	}
	if !strings.Contains(o.stderr, "line 5002 shows it") {
		t.Errorf("the encoding is not said: %s", o.stderr)
	}
}

func values(m map[string]int) (all []int) {
	for _, n := range m {
		all = append(all, n)
	}
	return all
}

// Nothing of standard input is left in the folder.
func TestNothingOfStandardInputIsLeft(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 0)
	b.stdin = strings.NewReader(sheetOf(t, false, 1))
	if o := b.run("sync", "--yes", "--rate", "0", "--out", b.folder(), "-"); o.code != 0 {
		t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	wantCustomers(t, b, 1)
	names, err := os.ReadDir(b.folder())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), ".") {
			t.Errorf("%s is left", n.Name())
		}
	}
}
