package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
	"vobizsync/reconcile/ledger"
	"vobizsync/reports"
)

// bench is a folder with a file of customers, and an API to bring them into.
type bench struct {
	t      *testing.T
	dir    string
	file   string
	server *sandbox.Server
	env    map[string]string

	transport http.RoundTripper // nil for real sockets
	stdin     io.Reader         // empty if nil
	onCommit  func(before bool) error
	settle    []time.Duration
	modeless  bool                // the disk keeps no modes
	system    string              // whose rules for the names of files hold; "" for this one
	later     func(time.Duration) // moves the server's clock
}

// newBench makes a bench with a file of n customers. The server's knobs must be
// set before the first run.
func newBench(t *testing.T, server *sandbox.Server, n int) *bench {
	t.Helper()
	b := emptyBench(t, server, n)
	url, stop, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	b.env["VOBIZ_BASE_URL"] = url
	return b
}

// newVirtualBench is a bench without sockets, for use in a bubble of virtual
// time.
func newVirtualBench(t *testing.T, server *sandbox.Server, n int) *bench {
	t.Helper()
	b := emptyBench(t, server, n)
	b.transport = server.Transport()
	b.env["VOBIZ_BASE_URL"] = "http://127.0.0.1" + sandbox.BasePath
	return b
}

func emptyBench(t *testing.T, server *sandbox.Server, n int) *bench {
	t.Helper()
	b := &bench{t: t, dir: t.TempDir(), server: server, env: map[string]string{
		"VOBIZ_AUTH_ID": sandbox.DefaultAuthID, "VOBIZ_AUTH_TOKEN": sandbox.DefaultAuthToken,
	}}
	b.env["VOBIZSYNC_STATE"] = filepath.Join(b.dir, "state")
	b.file = filepath.Join(b.dir, "customers.csv")
	b.write(n)
	return b
}

func email(i int) string { return fmt.Sprintf("user%05d@example.com", i) }

func phone(i int) string { return fmt.Sprintf("+4930%08d", 23000000+i) }

func password(i int) string { return fmt.Sprintf("Marker#%05d", i) }

// write writes n customers to the bench's file.
func (b *bench) write(n int) {
	b.t.Helper()
	var s strings.Builder
	s.WriteString("name,email,phone,password,country\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&s, "User %d,%s,%s,%s,DE\n", i, email(i), phone(i), password(i))
	}
	if err := os.WriteFile(b.file, []byte(s.String()), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// edit changes the text of the bench's file.
func (b *bench) edit(change func(string) string) {
	b.t.Helper()
	text, err := os.ReadFile(b.file)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(b.file, []byte(change(string(text))), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// withoutPasswords empties the passwords of the bench's file.
func (b *bench) withoutPasswords() {
	b.t.Helper()
	b.edit(func(s string) string { return regexp.MustCompile(`Marker#\d+`).ReplaceAllString(s, "") })
}

// have gives customer i an account.
func (b *bench) have(i int) string {
	return b.server.Add(sandbox.Account{Name: fmt.Sprintf("User %d", i), Email: email(i), Phone: phone(i), Country: "DE"})
}

// sends is the file of the partner's ledger.
func (b *bench) sends() string {
	b.t.Helper()
	partner, err := ledger.Partner(b.env["VOBIZ_BASE_URL"], b.env["VOBIZ_AUTH_ID"])
	if err != nil {
		b.t.Fatal(err)
	}
	return filepath.Join(b.env["VOBIZSYNC_STATE"], partner, ledger.SendsFile)
}

func (b *bench) folder() string { return filepath.Join(b.dir, "run") }

// outcome is what a call of the program has left.
type outcome struct {
	code           int
	stdout, stderr string
}

// sync runs "sync" on the bench's file in this process.
func (b *bench) sync(args ...string) outcome { return b.syncUntil(b.t.Context(), args...) }

// syncUntil is a sync that the end of a context ends.
func (b *bench) syncUntil(ctx context.Context, args ...string) outcome {
	return b.runUntil(ctx, append([]string{"sync", "--yes", "--rate", "0", "--out", b.folder(), b.file}, args...)...)
}

// getenv looks variables up. A run in this process leaves the collector as it is
// here: the bound on one run's memory would have it work all the time, for the tables
// and servers of many.
func getenv(env map[string]string) func(string) string {
	return func(name string) string {
		if name == "GOGC" && env[name] == "" {
			return collection
		}
		return env[name]
	}
}

func (b *bench) run(args ...string) outcome { return b.runUntil(b.t.Context(), args...) }

func (b *bench) runUntil(ctx context.Context, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	stdin := b.stdin
	if stdin == nil {
		stdin = strings.NewReader("")
	}
	var keeps func(string) bool
	if b.modeless {
		keeps = func(string) bool { return false }
	}
	code := cli.Main(ctx, cli.Env{
		Program: "vobizsync", Args: args, KeepsModes: keeps, System: b.system, Stdin: stdin, Stdout: &stdout, Stderr: &stderr,
		Getenv: getenv(b.env), Transport: b.transport, Ledger: ledger.Options{OnCommit: b.onCommit, OneByOne: b.onCommit != nil}, Settle: b.settle,
	})
	return outcome{code, stdout.String(), stderr.String()}
}

// results reads result.csv: a map of its columns for each row.
func (b *bench) results() []map[string]string {
	b.t.Helper()
	f, err := os.Open(filepath.Join(b.folder(), "result.csv"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	records, err := reports.NewResultReader(f).ReadAll()
	if err != nil {
		b.t.Fatal(err)
	}
	var rows []map[string]string
	for _, rec := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = rec[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// judge holds what must be true after every run, whatever went wrong in it:
// each customer was created at most once, each row is answered for once, and
// each auth_id is the server's own.
func (b *bench) judge(rows int) (statuses map[string]int) {
	b.t.Helper()
	for email, n := range b.server.Creates() {
		if n > 1 {
			b.t.Errorf("%s was created %d times", email, n)
		}
	}
	ids := map[string]string{}
	for _, a := range b.server.Accounts() {
		ids[strings.ToLower(a.Email)] = a.AuthID
	}
	results := b.results()
	if len(results) != rows {
		b.t.Errorf("%d rows in result.csv, want %d", len(results), rows)
	}
	statuses = map[string]int{}
	for i, r := range results {
		statuses[r["status"]]++
		if r["row"] != itoa(i+1) {
			b.t.Fatalf("row %d of result.csv is of row %s", i+1, r["row"])
		}
		switch r["status"] {
		case "created", "exists", "differs":
			if want := ids[strings.ToLower(r["email"])]; r["auth_id"] != want || want == "" {
				b.t.Errorf("row %d (%s): auth_id %q, the server's is %q", i+1, r["status"], r["auth_id"], want)
			}
		default:
			if r["auth_id"] != "" {
				b.t.Errorf("row %d (%s) has auth_id %q", i+1, r["status"], r["auth_id"])
			}
		}
	}
	return statuses
}
