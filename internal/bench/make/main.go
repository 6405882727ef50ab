// Make writes a spreadsheet of made-up customers as CSV, the same one for the
// same seed. It asks the phone library about every phone: the benchmarks are
// about numbers that it accepts.
package main

import (
	"bufio"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/nyaruka/phonenumbers"

	"vobizsync/internal/bench/people"
)

func main() {
	rows := flag.Int("rows", 1_000_000, "rows to write")
	first := flag.Int("first", 0, "number of the first customer")
	seed := flag.Uint64("seed", 1, "makes other customers")
	spoil := flag.Int("spoil", 0, "make every `n`-th row invalid; 0 for none")
	out := flag.String("out", "", "`file` to write")
	flag.Parse()
	if err := write(*out, *rows, *first, *seed, *spoil); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

// write writes the file under another name first, so that one that is there is
// whole.
func write(path string, rows, first int, seed uint64, spoil int) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".make.*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	b := bufio.NewWriterSize(f, 1<<20)
	w := csv.NewWriter(b)
	if err := w.Write(people.Columns); err != nil {
		return err
	}
	const block = 10_000
	for n := 0; n < rows; n += block {
		customers := make([]people.Customer, min(block, rows-n))
		if err := fill(customers, first+n, seed); err != nil {
			return err
		}
		for i := range customers {
			if spoil > 0 && (n+i)%spoil == spoil-1 {
				customers[i].Spoil(seed, first+n+i)
			}
			cells := customers[i].Cells()
			if err := w.Write(cells[:]); err != nil {
				return err
			}
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// fill makes and checks customers on all cores.
func fill(customers []people.Customer, first int, seed uint64) error {
	cores := runtime.NumCPU()
	errs := make([]error, cores)
	var work sync.WaitGroup
	for core := range cores {
		work.Go(func() {
			for i := core; i < len(customers); i += cores {
				customers[i] = people.At(seed, first+i)
				if err := check(&customers[i]); err != nil {
					errs[core] = fmt.Errorf("customer %d: %w", first+i, err)
				}
			}
		})
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// check holds that the phone library reads the phone as it is meant.
func check(c *people.Customer) error {
	n, err := phonenumbers.Parse(c.Typed, c.Country)
	if err != nil {
		return fmt.Errorf("the phone %q: %w", c.Typed, err)
	}
	if !phonenumbers.IsValidNumber(n) {
		return fmt.Errorf("the phone %q is not valid in %s", c.Typed, c.Country)
	}
	if got := phonenumbers.Format(n, phonenumbers.E164); got != c.Phone {
		return fmt.Errorf("the phone %q is %s to the library, not %s", c.Typed, got, c.Phone)
	}
	return nil
}
