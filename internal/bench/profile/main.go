// Profile runs vobizsync with the profiler on.
//
//	profile [-cpu FILE] [-mem FILE] [-block FILE] [-trace FILE] COMMAND ARG…
//
// For example, with the commands of run.sh:
//
//	profile -cpu cpu.out -mem mem.out validate customers.csv
//	go tool pprof -top -cum cpu.out
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"time"

	"vobizsync/internal/cli"
)

func main() {
	cpu := flag.String("cpu", "", "`file` for where the processor time goes")
	mem := flag.String("mem", "", "`file` for what is allocated")
	block := flag.String("block", "", "`file` for what is waited for")
	traced := flag.String("trace", "", "`file` for a trace of the execution")
	flag.Parse()
	code := 0
	err := profile(*cpu, *mem, *block, *traced, func() {
		code = cli.Main(context.Background(), cli.Env{
			Program: "vobizsync", Args: flag.Args(),
			Stdin: os.Stdin, Stdout: io.Discard, Stderr: os.Stderr, Getenv: os.Getenv,
		})
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "profile:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

// profile calls f and writes the profiles that have a file.
func profile(cpu, mem, block, traced string, f func()) error {
	if mem != "" {
		runtime.MemProfileRate = 64 << 10
	}
	if block != "" {
		runtime.SetBlockProfileRate(int(10 * time.Microsecond))
	}
	stopCPU, err := begin(cpu, pprof.StartCPUProfile, pprof.StopCPUProfile)
	if err != nil {
		return err
	}
	stopTrace, err := begin(traced, trace.Start, trace.Stop)
	if err != nil {
		return err
	}
	started := time.Now()
	f()
	fmt.Fprintln(os.Stderr, "profile: took", time.Since(started).Round(time.Millisecond))
	if err := stopTrace(); err != nil {
		return err
	}
	if err := stopCPU(); err != nil {
		return err
	}
	if err := write(mem, "allocs"); err != nil {
		return err
	}
	return write(block, "block")
}

// begin starts what runs during the call, and returns how to end it.
func begin(path string, start func(io.Writer) error, stop func()) (func() error, error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := start(f); err != nil {
		return nil, err
	}
	return func() error { stop(); return f.Close() }, nil
}

func write(path, name string) error {
	if path == "" {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := pprof.Lookup(name).WriteTo(f, 0); err != nil {
		return err
	}
	return f.Close()
}
