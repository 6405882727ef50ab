// Vobizsync brings a spreadsheet of customers into a Vobiz partner account.
package main

import (
	"context"
	"os"

	"vobizsync/internal/cli"
)

func main() {
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
