// Phones puts every phone of a CSV file into E.164 with the phone library, on
// all cores, and does nothing else: the limit for a program that asks the
// library about every row. It takes the rows apart itself, in the least time; so
// the text is UTF-8 with commas, and the columns phone and country stand where the
// benchmark's file has them.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/nyaruka/phonenumbers"
)

const (
	phoneColumn   = 2
	countryColumn = 4
	blockSize     = 256 << 10
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "phones:", err)
		os.Exit(1)
	}
}

func run(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	blocks := make(chan []byte, runtime.NumCPU())
	var valid, invalid atomic.Int64
	var work sync.WaitGroup
	for range runtime.NumCPU() {
		work.Go(func() {
			for b := range blocks {
				v, i := check(b)
				valid.Add(v)
				invalid.Add(i)
			}
		})
	}
	err = cut(f, blocks)
	close(blocks)
	work.Wait()
	fmt.Println(valid.Load(), "valid,", invalid.Load(), "invalid")
	return err
}

// cut cuts the text after the header into blocks of whole rows.
func cut(r io.Reader, blocks chan<- []byte) error {
	var rest []byte
	for first := true; ; first = false {
		b := make([]byte, len(rest)+blockSize)
		copy(b, rest)
		n, err := io.ReadFull(r, b[len(rest):])
		b = b[:len(rest)+n]
		if first {
			b = b[rowEnd(b):]
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			blocks <- b
			return nil
		}
		if err != nil {
			return err
		}
		end := lastRowEnd(b)
		blocks <- b[:end:end]
		rest = b[end:]
	}
}

// rowEnd returns the end of the first row, its line end included. A line end after
// an odd number of quotes is in a cell.
func rowEnd(b []byte) int {
	quotes := 0
	for at := 0; ; {
		n := bytes.IndexByte(b[at:], '\n')
		if n < 0 {
			return len(b)
		}
		quotes += bytes.Count(b[at:at+n], []byte{'"'})
		if at += n + 1; quotes%2 == 0 {
			return at
		}
	}
}

// lastRowEnd returns the end of the last whole row of a block that starts with a
// row.
func lastRowEnd(b []byte) int {
	quotes := bytes.Count(b, []byte{'"'})
	for at := len(b); ; {
		n := bytes.LastIndexByte(b[:at], '\n')
		if n < 0 {
			return 0
		}
		quotes -= bytes.Count(b[n:at], []byte{'"'})
		if at = n; quotes%2 == 0 {
			return n + 1
		}
	}
}

func check(block []byte) (valid, invalid int64) {
	for len(block) > 0 {
		end := rowEnd(block)
		phone, country := cells(block[:end])
		block = block[end:]
		n, err := phonenumbers.Parse(string(phone), string(country))
		if err == nil && phonenumbers.IsValidNumber(n) && phonenumbers.Format(n, phonenumbers.E164) != "" {
			valid++
		} else {
			invalid++
		}
	}
	return valid, invalid
}

// cells finds the phone and the country of a row.
func cells(row []byte) (phone, country []byte) {
	start, column, quoted := 0, 0, false
	for i := 0; i <= len(row); i++ {
		if i < len(row) && row[i] == '"' {
			quoted = !quoted
		}
		if i < len(row) && (quoted || row[i] != ',') {
			continue
		}
		switch column {
		case phoneColumn:
			phone = bytes.Trim(row[start:i], `"`)
		case countryColumn:
			return phone, bytes.Trim(row[start:i], `"`)
		}
		column++
		start = i + 1
	}
	return phone, country
}
