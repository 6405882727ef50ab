//go:build unix

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// However a run ends, what it has said and what it leaves have no password of the
// file in it: killed, with nobody who reads what it says, stopped twice.
func TestPasswordsAreNotShownHoweverARunEnds(t *testing.T) {
	t.Parallel()
	for k, kind := range sample(plantedKinds, 1) {
		for i, how := range []struct {
			name string
			args []string
			end  func(t *testing.T, g *gate, p *process)
			code []int
		}{
			{"killed", nil, func(_ *testing.T, _ *gate, p *process) { _ = p.Process.Kill() }, []int{-1}},
			{"stopped", []string{"--log-format", "json"}, func(_ *testing.T, g *gate, p *process) {
				_ = p.Process.Signal(syscall.SIGTERM)
				g.open()
			}, []int{130}},
			{"stopped twice", []string{"--json"}, func(t *testing.T, _ *gate, p *process) {
				_ = p.Process.Signal(syscall.SIGINT)
				waitFor(t, func() bool { return strings.Contains(p.said(), "stopping") })
				_ = p.Process.Signal(syscall.SIGINT)
			}, []int{-1}},
			{"nobody reads", []string{"--log-format", "json", "--verbose"}, func(_ *testing.T, g *gate, _ *process) { g.open() }, []int{1, 3}},
		} {
			if k >= 1 && i != k%4 && !full() {
				continue // what ends a run knows nothing of how its file was written
			}
			t.Run(kind.name+" "+how.name, func(t *testing.T) {
				t.Parallel()
				g := newGate(4)
				defer g.open()
				b := newBench(t, &g.Server, 0)
				b.file = filepath.Join(b.dir, kind.name)
				rows := append([][]string{plantedHeader}, plantedRows()...)
				for i := range 12 { // in which nothing is wrong
					cells := plantedRow(700 + i)
					cells[passwordColumn] = plantedPasswords[0]
					rows = append(rows, cells)
				}
				temp := filepath.Join(b.dir, "temp")
				if err := os.Mkdir(temp, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(b.file, kind.write(t, rows, plantedTails()), 0o600); err != nil {
					t.Fatal(err)
				}
				args := append([]string{"--concurrency", "2", "--metrics", filepath.Join(b.dir, "m.prom"), "--on-finish", "cat > " + filepath.Join(b.dir, "notice"), "--notify", "always"}, how.args...)
				env := []string{"TMPDIR=" + temp, "PATH=" + os.Getenv("PATH")}
				p := b.prepare(env, args...)
				said := filepath.Join(b.dir, "said")
				if how.name == "nobody reads" { // but the first lines
					p = b.throughHead(p, said)
				}
				if err := p.Start(); err != nil {
					t.Fatal(err)
				}
				<-g.held
				how.end(t, g, p)
				code := p.end(t)
				g.open()
				if !slices.Contains(how.code, code) {
					t.Errorf("exit code %d, want one of %v: %s", code, how.code, p.said())
				}
				if n := b.holdPlanted(map[string]string{"what was said": p.stdout.String() + p.said()}); n < 3 {
					t.Errorf("only %d files were searched", n)
				}
				// The reports of what was done, and the run that resumes.
				report := (&ends{bench: b}).process("report", b.folder())
				_ = report.Run() // a run that was killed early has few rows
				next := b.prepare(env, args...)
				if err := next.Start(); err != nil {
					t.Fatal(err)
				}
				if code := next.end(t); code != 3 {
					t.Errorf("the run that resumes exits with %d: %s", code, next.said())
				}
				b.holdPlanted(map[string]string{
					"report": report.stdout.String() + report.said(), "the next run": next.stdout.String() + next.said(),
				})
				if len(b.server.Accounts()) < 12 {
					t.Errorf("only %d accounts were created", len(b.server.Accounts()))
				}
			})
		}
	}
}

// throughHead makes a process of the shell, in which another one reads the first
// lines of what the program says, and no more. Its exit code is the program's.
func (b *bench) throughHead(p *process, said string) *process {
	script := `{ "$@"; echo $? > ` + said + `.code; } 2>&1 | head -n 2 > ` + said + `; exit $(cat ` + said + `.code)`
	c := exec.CommandContext(b.t.Context(), "sh", append([]string{"-c", script, "sh"}, p.Args...)...)
	c.Env = p.Env
	q := &process{Cmd: c}
	q.Stdout, q.Stderr = &q.stdout, &q.stderr
	return q
}
