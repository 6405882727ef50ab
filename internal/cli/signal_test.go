//go:build unix

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile"
)

// holdBench is a run of 60 rows whose 20th POST is held by the server.
func holdBench(t *testing.T) (b *bench, held, release chan struct{}) {
	held, release = make(chan struct{}), make(chan struct{})
	server := &sandbox.Server{}
	var posts atomic.Int64
	server.Fault = func(c sandbox.Call) sandbox.Fault {
		if c.Method != "POST" {
			return sandbox.Fault{}
		}
		if posts.Add(1) == 20 {
			close(held)
			<-release
		}
		return sandbox.Fault{}
	}
	return newBench(t, server, 60), held, release
}

func TestASignalLetsWhatIsUnderWayFinish(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		b, held, release := holdBench(t)
		p := b.start(nil, "--concurrency", "1")
		<-held
		if err := p.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		waitFor(t, func() bool { return strings.Contains(p.said(), "stopping") })
		close(release)
		if code := p.end(t); code != 130 {
			t.Errorf("%v: exit code %d, want 130\n%s", sig, code, p.said())
		}
		if got := b.judge(60); got["created"] != 20 || got["skipped"] != 40 {
			t.Errorf("%v: statuses = %v, want 20 created, the one under way among them, and 40 skipped", sig, got)
		}
		for _, r := range b.results() { // which of them were sent is a matter of chance
			if r["status"] == "skipped" && r["code"] != "interrupted" {
				t.Errorf("%v: row %s has code %q", sig, r["row"], r["code"])
			}
		}
		goOn := "to go on: vobizsync sync --yes --rate 0 --out " + b.folder() + " " + b.file + " --concurrency 1"
		if !strings.Contains(p.said(), goOn) {
			t.Errorf("%v: the command to go on with is not said: %s", sig, p.said())
		}

		p = b.start(nil, "--concurrency", "1")
		if code := p.end(t); code != 0 {
			t.Errorf("%v: the resumed run exits with %d\n%s", sig, code, p.said())
		}
		if !strings.Contains(p.said(), "20 rows are settled") {
			t.Errorf("%v: the resumed run says %s", sig, p.said())
		}
		if got := b.judge(60); got["created"] != 60 {
			t.Errorf("%v: statuses after going on = %v, want 60 created", sig, got)
		}
	}
}

func TestASecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	b, held, release := holdBench(t)
	p := b.start(nil, "--concurrency", "1")
	<-held
	_ = p.Process.Signal(syscall.SIGINT)
	waitFor(t, func() bool { return strings.Contains(p.said(), "stopping") })
	_ = p.Process.Signal(syscall.SIGINT)
	if code := p.end(t); code != -1 {
		t.Errorf("exit code %d, want the end by the signal", code)
	}
	close(release)
	if code := b.start(nil).end(t); code != 0 {
		t.Errorf("the resumed run exits with %d", code)
	}
	if got := b.judge(60); got["created"] != 60 {
		t.Errorf("statuses after going on = %v, want 60 created", got)
	}
}

// A signal that comes while the customers are looked up ends the run before it
// has created anything, and leaves no copy of standard input behind.
func TestASignalBeforeAnythingIsCreated(t *testing.T) {
	t.Parallel()
	held, release := make(chan struct{}), make(chan struct{})
	server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
		if c.Path == "/accounts" {
			close(held)
			<-release
		}
		return sandbox.Fault{}
	}}
	b := newBench(t, server, 5)
	defer close(release)
	input, err := os.Open(b.file)
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	b.file = "-"
	metrics := filepath.Join(b.dir, "metrics.prom")
	p := b.prepare(nil, "--json", "--metrics", metrics)
	p.Stdin = input
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	<-held
	_ = p.Process.Signal(syscall.SIGTERM)
	if code := p.end(t); code != 130 || !strings.Contains(p.said(), "vobizsync: interrupted; nothing was created") {
		t.Errorf("exit code %d, want 130\n%s", code, p.said())
	}
	var told struct {
		ExitCode int            `json:"exit_code"`
		Seconds  float64        `json:"seconds"`
		Requests map[string]int `json:"requests"`
	}
	if err := json.Unmarshal([]byte(p.stdout.String()), &told); err != nil || told.ExitCode != 130 || told.Requests["profile"] != 1 || told.Seconds <= 0 {
		t.Errorf("--json tells %+v (%v), want the exit code, the requests and the time", told, err)
	}
	if text, err := os.ReadFile(metrics); err != nil || !strings.Contains(string(text), "vobizsync_exit_code{command=\"sync\",input=\"stdin\"} 130") {
		t.Errorf("--metrics tells %q (%v), want the exit code", text, err)
	}
	left, err := os.ReadDir(b.folder())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		if f.Name() != "rows.log" {
			t.Errorf("%s was left behind", f.Name())
		}
	}
}

// A run that is killed leaves nothing of what it read: neither in its folder nor
// among the temporary files.
func TestAKilledRunLeavesNothingOfItsInput(t *testing.T) {
	t.Parallel()
	for _, kind := range kindsOfInput {
		t.Run(kind, func(t *testing.T) {
			held, release := make(chan struct{}), make(chan struct{})
			server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
				if c.Path == "/accounts" {
					close(held)
					<-release
				}
				return sandbox.Fault{}
			}}
			b := newBench(t, server, 0)
			defer close(release)
			content := sheetOf(t, kind == "workbook", 1)
			if kind != "workbook" { // more than is held in memory
				content += strings.Repeat("Ann,ann,x,x,"+strings.Repeat("Nowhere ", 60)+"\n", 10_000)
			}
			if err := os.WriteFile(b.file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			input, err := os.Open(b.file)
			if err != nil {
				t.Fatal(err)
			}
			defer input.Close()
			if kind == "standard input" {
				b.file = "-"
			}
			temporary := t.TempDir()
			p := b.prepare([]string{"TMPDIR=" + temporary})
			p.Stdin = input
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
			<-held
			_ = p.Process.Kill()
			p.end(t)
			for _, dir := range []string{b.folder(), temporary} {
				left, err := os.ReadDir(dir)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range left {
					if f.Name() != reconcile.RowsFile {
						t.Errorf("%s is left in %s", f.Name(), dir)
					}
				}
			}
		})
	}
}
