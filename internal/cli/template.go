package cli

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vobizsync/importer"
)

func (a *app) templateCommand() *cobra.Command {
	var xlsx bool
	var out string
	c := &cobra.Command{
		Use:   "template",
		Short: "write a file with the right columns, and one example row",
		Long: `template writes a file to fill in to standard output: the columns that sync reads,
and one example row to replace. With --xlsx, or an --out that ends in .xlsx, it is
a workbook whose phones and postal codes are text, so that they keep their zeros:

  vobizsync template --out customers.xlsx`,
		Args: noArgument("for example: vobizsync template --out customers.csv"),
		RunE: func(*cobra.Command, []string) error {
			xlsx = xlsx || strings.EqualFold(filepath.Ext(out), ".xlsx")
			if out != "" {
				return a.writeNew(out, func(w io.Writer) error { return importer.Template(w, xlsx) })
			}
			if xlsx && isTerminal(a.Stdout) {
				return usageError("a workbook can't be written to a terminal", "for example: vobizsync template --out customers.xlsx")
			}
			return importer.Template(a.Stdout, xlsx)
		},
	}
	c.Flags().StringVar(&out, "out", "", "write to this new `file` instead of standard output")
	c.Flags().BoolVar(&xlsx, "xlsx", false, "write a workbook instead of a CSV")
	return c
}
