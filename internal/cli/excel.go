package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"vobizsync/reports"
)

// excelFlag says whether tables are written so that Excel opens them as they are. Where
// it is not given, the source decides: who works with Excel has a file of Excel's.
type excelFlag struct{ given, on bool }

func (e *excelFlag) String() string { return strconv.FormatBool(e.on) }
func (e *excelFlag) Type() string   { return "bool" }

func (e *excelFlag) Set(text string) (err error) {
	e.on, err = strconv.ParseBool(text)
	e.given = err == nil
	return err
}

// registerExcel registers the flag, which is true without a value.
func registerExcel(c *cobra.Command, excel *excelFlag) {
	c.Flags().Var(excel, "excel", "write tables that open in Excel with a double click: with a byte order mark, and the delimiter of FILE (default: if FILE has a mark or semicolons, or is a workbook)")
	c.Flags().Lookup("excel").NoOptDefVal = "true"
}

// of decides for a source.
func (e excelFlag) of(in *input) bool {
	if e.given {
		return e.on
	}
	return in.HasMark() || fromExcel(delimiterOf(in))
}

// again decides for reports that are written again: as those before, which are in a
// folder, else by what is known of the source.
func (e excelFlag) again(dir, delimiter string) bool {
	if e.given {
		return e.on
	}
	if before, ok := reports.ReadSummary(dir); ok && before.CSV != nil {
		return before.CSV.Mark
	}
	return fromExcel(delimiter)
}

// fromExcel reports whether a source with that delimiter, "" in a workbook, is likely to
// be from Excel.
func fromExcel(delimiter string) bool { return delimiter == "" || delimiter == ";" }

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
