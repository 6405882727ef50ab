//go:build windows

// Hold keeps a file open, as other programs do, until its standard input ends: hold
// FILE lets others read and write it; hold -alone FILE does not. It says when it does.
package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	share := uint32(windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE)
	args := os.Args[1:]
	if args[0] == "-alone" {
		share, args = 0, args[1:]
	}
	name, err := windows.UTF16PtrFromString(args[0])
	if err == nil {
		_, err = windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
}
