// Unzip unpacks the two largest parts of a workbook, its rows and its texts, and
// does nothing with them: the limit for a program that reads workbooks.
package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"slices"
)

func main() {
	if err := unpack(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "unzip:", err)
		os.Exit(1)
	}
}

func unpack(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	slices.SortFunc(z.File, func(a, b *zip.File) int { return int(b.UncompressedSize64) - int(a.UncompressedSize64) })
	for _, f := range z.File[:min(2, len(z.File))] {
		r, err := f.Open()
		if err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, r)
		if err != nil {
			return err
		}
		fmt.Println(f.Name, n, "bytes")
	}
	return nil
}
