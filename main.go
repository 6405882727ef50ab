// Vobizsync brings a spreadsheet of customers into a Vobiz partner account.
package main

import (
	"context"
	"os"
	"runtime"

	"vobizsync/internal/cli"
)

func main() {
	runtime.MemProfileRate = 0 // or a MiB and a half goes to samples that nobody reads
	os.Exit(cli.Main(context.Background(), cli.Env{
		Program: os.Args[0],
		Args:    os.Args[1:],
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
		Getenv:  os.Getenv,
		Environ: os.Environ(),
		Exit:    os.Exit,
	}))
}
