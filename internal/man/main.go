// Man writes the man pages of vobizsync into a folder, for those who package it:
//
//	go run ./internal/man dist/man
//
// It is a program of its own, since what turns Markdown into man pages takes its
// time at every start of a program that has it in it.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra/doc"

	"vobizsync/internal/cli"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/man FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write writes a page for each command.
func write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	header := &doc.GenManHeader{Title: "VOBIZSYNC", Section: "1", Source: "vobizsync " + cli.Version()}
	return doc.GenManTree(cli.Command(cli.Env{}), header, dir)
}
