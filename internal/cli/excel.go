package cli

import "github.com/spf13/cobra"

// registerExcel registers the flag that programs which read the tables must be spared:
// so nothing else turns it on.
func registerExcel(c *cobra.Command, excel *bool) {
	c.Flags().BoolVar(excel, "excel", false, "write tables that open in Excel with a double click: with a byte order mark, and the delimiter of FILE")
}

// delimiterOf is what is between the cells of a file, "" in a workbook.
func delimiterOf(in *input) string {
	if in.IsWorkbook() {
		return ""
	}
	return string(in.Delimiter())
}

// byteOf is the reverse of delimiterOf, 0 for a workbook.
func byteOf(delimiter string) byte {
	if len(delimiter) != 1 {
		return 0
	}
	return delimiter[0]
}
