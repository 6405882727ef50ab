//go:build linux

// Measure runs a command several times after a warm-up, and notes for each run
// the wall time, the processor time of all its cores, and the peak of its memory,
// as the kernel counts them. It appends one line of JSON to a file, for table.
//
//	measure -name NAME -results FILE [-server COMMAND] [-clean DIR] COMMAND…
//
// With -server, that server is started before each run and stopped after it; it
// must print its address when it listens and its counts, as JSON, at its end.
// {addr} in the command is its address.
//
// The peak of the memory is at least that of this program, a few MiB: the kernel
// counts what a process was before it became the command.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"vobizsync/internal/bench/measure/result"
)

// options are the flags.
type options struct {
	name, results, server, clean, exits string
	runs, warmup                        int
	facts                               map[string]float64
	command                             []string
}

func main() {
	o := options{facts: map[string]float64{}}
	flag.StringVar(&o.name, "name", "", "`name` of the measurement")
	flag.StringVar(&o.results, "results", "", "`file` that the result is appended to")
	flag.StringVar(&o.server, "server", "", "`command` of a server to run against, its words without spaces")
	flag.StringVar(&o.clean, "clean", "", "`folder` to remove before each run")
	flag.StringVar(&o.exits, "exits", "0", "exit `codes` that are not failures, separated by commas")
	flag.IntVar(&o.runs, "runs", 5, "runs that count")
	flag.IntVar(&o.warmup, "warmup", 1, "runs before them that do not")
	flag.Func("fact", "`NAME=NUMBER` to keep with the result", func(s string) error {
		name, value, _ := strings.Cut(s, "=")
		n, err := strconv.ParseFloat(value, 64)
		o.facts[name] = n
		return err
	})
	flag.Parse()
	o.command = flag.Args()
	if err := measure(&o); err != nil {
		fmt.Fprintf(os.Stderr, "measure: %s: %v\n", o.name, err)
		os.Exit(1)
	}
}

func measure(o *options) error {
	r := result.Result{Name: o.name, Command: o.command, Facts: o.facts}
	for i := range o.warmup + o.runs {
		one, err := once(o)
		if err != nil {
			return err
		}
		if i >= o.warmup {
			r.Runs = append(r.Runs, one)
		}
	}
	fmt.Fprintf(os.Stderr, "%-22s wall %s s, cpu %s s, peak %s MiB\n", o.name, spread(r.Walls(), 1), spread(r.CPUs(), 1), spread(r.Peaks(), 1<<20))
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(o.results, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// spread is the least, the median and the greatest of some values.
func spread(values []float64, unit float64) string {
	return fmt.Sprintf("%.3f/%.3f/%.3f", slices.Min(values)/unit, result.Median(values)/unit, slices.Max(values)/unit)
}

// once runs the command once, with its server.
func once(o *options) (run result.Run, err error) {
	if o.clean != "" {
		if err := os.RemoveAll(o.clean); err != nil {
			return run, err
		}
	}
	addr := ""
	if o.server != "" {
		s, err := start(o.server)
		if err != nil {
			return run, fmt.Errorf("the server can't be started: %w", err)
		}
		addr = s.addr
		defer func() {
			counts, serr := s.stop()
			run.Server, err = counts, errors.Join(err, serr)
		}()
	}
	out, err := os.CreateTemp("", "measure.*")
	if err != nil {
		return run, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	words := make([]string, len(o.command))
	for i, w := range o.command {
		words[i] = strings.ReplaceAll(w, "{addr}", addr)
	}
	c := exec.Command(words[0], words[1:]...)
	var stderr strings.Builder
	c.Stdout, c.Stderr = out, &stderr
	started := time.Now()
	err = c.Run()
	run.Wall = time.Since(started).Seconds()
	if c.ProcessState == nil {
		return run, err
	}
	if code := strconv.Itoa(c.ProcessState.ExitCode()); !slices.Contains(strings.Split(o.exits, ","), code) {
		return run, fmt.Errorf("%s: exit code %s: %s", strings.Join(words, " "), code, stderr.String())
	}
	run.CPU = (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		run.Peak = float64(usage.Maxrss) * 1024 // which Linux counts in KiB
	}
	run.Stdout, err = head(out)
	return run, err
}

// head is the start of what the command printed.
func head(f *os.File) (string, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	b, err := io.ReadAll(io.LimitReader(f, 16<<10))
	return string(b), err
}

// server is a server that runs.
type server struct {
	cmd  *exec.Cmd
	out  *bufio.Reader
	addr string
}

func start(command string) (*server, error) {
	words := strings.Fields(command)
	s := &server{cmd: exec.Command(words[0], words[1:]...)}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	s.out = bufio.NewReader(out)
	line, err := s.out.ReadString('\n')
	s.addr = strings.TrimSpace(line)
	if err != nil {
		_ = s.cmd.Process.Kill()
		return nil, errors.Join(err, s.cmd.Wait())
	}
	return s, nil
}

// stop stops the server and returns its counts.
func (s *server) stop() (map[string]float64, error) {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return nil, err
	}
	var counts map[string]float64
	err := json.NewDecoder(s.out).Decode(&counts)
	return counts, errors.Join(err, s.cmd.Wait())
}
