//go:build linux

// Table prints what was measured as Markdown: the machine, the medians, and how
// they stand to the targets.
//
//	table -results FILE [-strip FOLDER] [-node VERSION]
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"vobizsync/internal/bench/measure/result"
)

const mib = 1 << 20

func main() {
	results := flag.String("results", "", "`file` that measure wrote")
	strip := flag.String("strip", "", "`folder` to leave out of the commands")
	node := flag.String("node", "", "`version` of Node")
	disk := flag.String("disk", "", "`folder` in which to time a sync of the disk")
	flag.Parse()
	t := table{w: bufio.NewWriter(os.Stdout), strip: *strip, all: map[string]*result.Result{}}
	err := t.read(*results)
	if err == nil {
		err = t.machine(*node, *disk)
	}
	if err == nil {
		t.validate()
		t.sync()
		t.targets()
		t.commands()
		err = t.w.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
}

// table is the document in the making.
type table struct {
	w     *bufio.Writer
	strip string
	all   map[string]*result.Result
	order []string
}

func (t *table) read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for d := json.NewDecoder(f); ; {
		var r result.Result
		if err := d.Decode(&r); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if before := t.all[r.Name]; before != nil { // a round of several
			before.Runs = append(before.Runs, r.Runs...)
			continue
		}
		t.order = append(t.order, r.Name)
		t.all[r.Name] = &r
	}
}

func (t *table) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

func (t *table) machine(node, disk string) error {
	t.line("## Machine\n")
	t.line("- %d cores of %s, %s of memory, %s/%s", runtime.NumCPU(), find("/proc/cpuinfo", "model name"), memory(), runtime.GOOS, runtime.GOARCH)
	t.line("- %s", strings.Replace(runtime.Version(), "go", "Go ", 1))
	if node != "" {
		t.line("- Node %s", strings.TrimPrefix(node, "v"))
	}
	if disk != "" {
		d, err := syncTime(disk)
		if err != nil {
			return err
		}
		t.line("- one sync of 4 KiB to the disk takes %s", d.Round(10*time.Microsecond))
	}
	t.line("")
	return nil
}

// find returns a value of a file in the manner of /proc.
func find(path, name string) string {
	b, _ := os.ReadFile(path)
	for line := range strings.Lines(string(b)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return "an unknown kind"
}

func memory() string {
	kib, err := strconv.Atoi(strings.TrimSuffix(find("/proc/meminfo", "MemTotal"), " kB"))
	if err != nil {
		return "an unknown amount"
	}
	return fmt.Sprintf("%.0f GiB", float64(kib)/mib)
}

// syncTime is the median time that the disk takes to make 4 KiB durable.
func syncTime(dir string) (time.Duration, error) {
	f, err := os.CreateTemp(dir, "sync.*")
	if err != nil {
		return 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	times := make([]float64, 200)
	for i := range times {
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			return 0, err
		}
		started := time.Now()
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			return 0, err
		}
		times[i] = float64(time.Since(started))
	}
	return time.Duration(result.Median(times)), nil
}

// validate is the table of the programs that read the file.
func (t *table) validate() {
	if t.all["validate"] == nil {
		return
	}
	t.line("## Reading and checking\n")
	t.line("| program | rows | wall | processor | peak of memory | rows a second |")
	t.line("|---|--:|--:|--:|--:|--:|")
	for _, p := range []struct{ name, title string }{
		{"validate", "**vobizsync validate**, ordinary people, one row of seven invalid"},
		{"validate-out", "the same with `--out`"},
		{"validate-quoted", "all cells quoted"},
		{"validate-1252", "Windows-1252 with semicolons"},
		{"validate-plain", "plain people, none invalid"},
		{"validate-double", "twice the rows"},
		{"validate-100", "100 rows"},
		{"validate-workbook", "a workbook"},
		{"validate-dates", "a workbook with a column of dates"},
		{"unzip", "its two largest parts unzipped, and nothing else"},
		{"csvread", "encoding/csv alone, on one core"},
		{"csvread-plain", "encoding/csv alone, plain people"},
		{"gocsvread", "gocsv into structs alone, on one core"},
		{"phones", "the phone library alone, on all cores"},
		{"node", "Node: csv-parse and libphonenumber-js"},
	} {
		if r := t.all[p.name]; r != nil {
			wall := result.Median(r.Walls())
			t.line("| %s | %s | %s | %s | %.0f MiB | %s |", p.title, whole(r.Facts["rows"]), seconds(wall),
				seconds(result.Median(r.CPUs())), result.Median(r.Peaks())/mib, whole(r.Facts["rows"]/wall))
		}
	}
	t.line("")
}

// sync is the table of the runs against a server.
func (t *table) sync() {
	if t.all["sync-requests"] == nil {
		return
	}
	t.line("## Talking to a server on this machine\n")
	t.line("| run | rows | accounts | requests | creates a second | wall | processor | peak of memory |")
	t.line("|---|--:|--:|--:|--:|--:|--:|--:|")
	for _, name := range t.order {
		r := t.all[name]
		if r.Runs[0].Server == nil {
			continue
		}
		t.line("| %s | %s | %s | %s | %s | %s | %s | %.0f MiB |", name, orDash(r.Facts["rows"]), orDash(r.Facts["accounts"]),
			whole(result.Median(r.Counted("requests"))), orDash(result.Median(r.Counted("creates_per_second"))), seconds(result.Median(r.Walls())), seconds(result.Median(r.CPUs())), result.Median(r.Peaks())/mib)
	}
	t.line("")
}

// commands lists what was run.
func (t *table) commands() {
	t.line("## Commands\n")
	t.line("Medians of several runs, after one that does not count.\n")
	t.line("| run | runs | command |")
	t.line("|---|--:|---|")
	for _, name := range t.order {
		r := t.all[name]
		words := slices.Clone(r.Command)
		for i := range words {
			words[i] = strings.ReplaceAll(words[i], t.strip, "")
		}
		t.line("| %s | %d | `%s` |", name, len(r.Runs), strings.ReplaceAll(strings.Join(words, " "), "|", `\|`))
	}
}

func seconds(s float64) string {
	if s < 0.1 {
		return fmt.Sprintf("%.1f ms", s*1000)
	}
	return fmt.Sprintf("%.2f s", s)
}

// orDash writes a number as whole does, and a dash where there is none.
func orDash(n float64) string {
	if n == 0 {
		return "–"
	}
	return whole(n)
}

// whole writes a number without a fraction, in groups of three digits.
func whole(n float64) string {
	s := strconv.FormatFloat(math.Round(n), 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
