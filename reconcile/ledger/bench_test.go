package ledger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vobizsync/reconcile/ledger"
)

// BenchmarkCreate is a create's two records, the second after the first is on
// disk, by so many at the same time.
func BenchmarkCreate(b *testing.B) {
	for _, concurrency := range []int{1, 8, 128} {
		b.Run(fmt.Sprint("concurrency=", concurrency), func(b *testing.B) {
			l := start(b, b.TempDir(), run1, ledger.Options{})
			var next atomic.Int64
			var wg sync.WaitGroup
			b.ResetTimer()
			for range concurrency {
				wg.Go(func() {
					for i := int(next.Add(1)); i <= b.N; i = int(next.Add(1)) {
						key := fmt.Sprintf("user%d@example.com", i)
						if err := l.Send(ledger.Send{EmailKey: key, At: time.Now(), Made: true, Line: i})(); err != nil {
							b.Error(err)
						}
						if err := l.Created(ledger.Outcome{EmailKey: key, AuthID: fmt.Sprintf("MA_%08d", i), At: time.Now()})(); err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
		})
	}
}

// fill makes a ledger of n creates, each with its outcome, 128 at a time.
func fill(b *testing.B, dir string, n int) {
	l := start(b, dir, run1, ledger.Options{})
	var durable func() error
	for i := range n {
		key := fmt.Sprintf("user%d@example.com", i)
		l.Send(ledger.Send{EmailKey: key, At: at(i), Made: true, Line: i + 2})
		durable = l.Created(ledger.Outcome{EmailKey: key, AuthID: fmt.Sprintf("MA_%08d", i), At: at(i)})
		if i%128 == 127 {
			if err := durable(); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkLoad opens a ledger; with -benchtime 1x in a process of its own, peak-MiB
// is that of one start. LEDGER_BENCH_DIR keeps what was filled, so that the peak
// of a second process is the loading's alone.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{0, 1_000, 1_000_000} {
		b.Run(fmt.Sprint("sends=", n), func(b *testing.B) {
			dir := b.TempDir()
			if keep := os.Getenv("LEDGER_BENCH_DIR"); keep != "" {
				dir = filepath.Join(keep, strconv.Itoa(n))
			}
			if _, err := os.Stat(dir + "/sends.log"); err != nil && n > 0 {
				if err := os.MkdirAll(dir, 0o700); err != nil {
					b.Fatal(err)
				}
				fill(b, dir, n)
				if os.Getenv("LEDGER_BENCH_DIR") != "" {
					b.Skip("filled; run it again")
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				l, err := ledger.Read(dir)
				if err != nil || l.Len() != n {
					b.Fatal(l.Len(), err)
				}
				l.Close()
			}
			b.ReportMetric(float64(peak(b))/1024, "peak-MiB")
		})
	}
}

// BenchmarkKnown asks a ledger of a million sends for a customer it knows.
func BenchmarkKnown(b *testing.B) {
	dir := b.TempDir()
	if keep := os.Getenv("LEDGER_BENCH_DIR"); keep != "" {
		dir = filepath.Join(keep, "1000000")
	} else {
		fill(b, dir, 1_000_000)
	}
	l, err := ledger.Read(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	b.ResetTimer()
	for i := range b.N {
		if _, ok := l.Known(fmt.Sprintf("user%d@example.com", i*7919%1_000_000)); !ok {
			b.Fatal(i)
		}
	}
}

// peak is the most memory that the process had, in KiB, where the system tells.
func peak(b *testing.B) (kib int) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		b.Fatal(err)
	}
	return kib
}
