// Maketables compiles the phone library's metadata to a file, for package numberplan.
//
//	maketables FILE
package main

import (
	"fmt"
	"os"

	"vobizsync/internal/numberplan"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: maketables FILE")
		os.Exit(2)
	}
	tables, err := numberplan.Compile()
	if err == nil {
		err = os.WriteFile(os.Args[1], tables, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "maketables:", err)
		os.Exit(1)
	}
}
