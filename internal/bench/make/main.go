// Make writes a spreadsheet of made-up customers, the same one for the same flags.
// It asks the phone library about every phone of a row that is to be valid.
//
//	make -rows 1000000 -spoil 7 -out ordinary.csv
//	make -mix plain -out plain.csv
//	make -encoding windows-1252 -delimiter ';' -out 1252.csv
//	make -quoted all -out quoted.csv
//	make -rows 100000 -dates -out customers.xlsx
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"

	"vobizsync/internal/bench/people"
)

// options are the flags.
type options struct {
	out         string
	rows, first int
	seed        uint64
	mix         string
	spoil       int
	dates       bool
	inline      bool
	dialect     people.Dialect
}

func main() {
	o := options{dialect: people.Dialect{Delimiter: ','}}
	flag.StringVar(&o.out, "out", "", "`file` to write: a workbook if its name ends in .xlsx, else text")
	flag.IntVar(&o.rows, "rows", 1_000_000, "rows to write")
	flag.IntVar(&o.first, "first", 0, "number of the first customer")
	flag.Uint64Var(&o.seed, "seed", 1, "makes other customers")
	flag.StringVar(&o.mix, "mix", "ordinary", "`kind` of customers: ordinary, with what people's files have; or plain")
	flag.IntVar(&o.spoil, "spoil", 0, "make every `n`-th row invalid; 0 for none")
	flag.StringVar(&o.dialect.Encoding, "encoding", "", "`name` of the text's encoding (WHATWG); UTF-8 by default")
	flag.Func("delimiter", "`character` between the cells of a text (default ,)", func(s string) error {
		if len(s) != 1 {
			return errors.New("must be one character of ASCII")
		}
		o.dialect.Delimiter = s[0]
		return nil
	})
	flag.Func("quoted", "`cells` to quote: all, or needed (default needed)", func(s string) error {
		o.dialect.QuoteAll = s == "all"
		if s != "all" && s != "needed" {
			return errors.New("must be all or needed")
		}
		return nil
	})
	flag.BoolVar(&o.dates, "dates", false, "put dates into the description of a workbook")
	flag.BoolVar(&o.inline, "inline", false, "put the texts of a workbook into its cells, not into a part of their own")
	flag.Parse()
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func (o *options) run() error {
	if o.mix != "ordinary" && o.mix != "plain" {
		return fmt.Errorf("-mix %s: must be ordinary or plain", o.mix)
	}
	if strings.HasSuffix(o.out, ".xlsx") {
		return replace(o.out, o.writeWorkbook)
	}
	if o.dates || o.inline {
		return errors.New("-dates and -inline are for workbooks")
	}
	return replace(o.out, o.writeText)
}

// replace writes a file under another name first, so that one that is there is
// whole.
func replace(path string, write func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".make.*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func (o *options) writeText(f *os.File) error {
	w, err := people.NewWriter(f, o.dialect)
	if err != nil {
		return err
	}
	if err := o.customers(func(c *people.Customer) error {
		cells := c.Cells()
		return w.Row(cells[:])
	}); err != nil {
		return err
	}
	return w.Close()
}

// customers makes the customers, in their order.
func (o *options) customers(write func(*people.Customer) error) error {
	const block = 10_000
	for n := 0; n < o.rows; n += block {
		customers := make([]people.Customer, min(block, o.rows-n))
		if err := o.fill(customers, n); err != nil {
			return err
		}
		for i := range customers {
			if err := write(&customers[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// fill makes and checks customers on all cores, from the row n on.
func (o *options) fill(customers []people.Customer, n int) error {
	cores := runtime.NumCPU()
	errs := make([]error, cores)
	var work sync.WaitGroup
	for core := range cores {
		work.Go(func() {
			for i := core; i < len(customers); i += cores {
				number := o.first + n + i
				c := people.At(o.seed, number)
				if o.mix == "ordinary" {
					c.Ordinary(o.seed, number)
				}
				if err := check(&c); err != nil {
					errs[core] = fmt.Errorf("customer %d: %w", number, err)
				}
				if o.spoil > 0 && (n+i)%o.spoil == o.spoil-1 {
					c.Spoil(o.seed, number)
				}
				customers[i] = c
			}
		})
	}
	work.Wait()
	return errors.Join(errs...)
}

// check fails the test unless the phone library reads the phone as it is meant.
func check(c *people.Customer) error {
	typed := c.Typed
	if strings.HasPrefix(typed, "00") {
		typed = "+" + typed[2:] // as the program reads it in every country
	}
	n, err := phonenumbers.Parse(typed, c.Country)
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
