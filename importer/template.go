package importer

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"vobizsync/importer/table"

	"github.com/xuri/excelize/v2"
)

// example is the row of the template: valid in every field, and plainly made
// up. The number is one that the metadata of telephone numbers has as its
// example of an Indian mobile.
var example = map[Field]string{
	Name: "Example Customer (replace this row)", Email: "customer@example.com", Phone: "+91 81234 56789",
	Password: "Example#2026", Country: "IN", Company: "Example Company", Description: "Order confirmations",
	Address: "1 Example Road", City: "Bengaluru", State: "Karnataka", ZipCode: "560001", Timezone: "Asia/Kolkata",
	GSTIN: "29AAGCB7383J1Z4", GSTStatus: "active", AccountType: "standard",
}

// Template writes an empty table with the right headers and one row of example,
// as a workbook whose cells are formatted as text, or as CSV.
func Template(w io.Writer, xlsx bool) error {
	var header, row []string
	for _, f := range Fields {
		header = append(header, string(f))
		row = append(row, example[f])
	}
	if xlsx {
		return writeWorkbook(w, "Customers", [][]string{header, row}, true)
	}
	var b bytes.Buffer
	b.Write(table.EncodeRow(header, ','))
	b.Write(table.EncodeRow(row, ','))
	_, err := w.Write(b.Bytes())
	return err
}

// writeWorkbook writes rows as a workbook of one sheet. All its cells have the
// format "text", so that a spreadsheet program changes nothing that is typed.
func writeWorkbook(w io.Writer, name string, rows [][]string, bold bool) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it is in memory

	const asText = 49 // the number format @ (ECMA-376 part 1, 18.8.30)
	text, err := book.NewStyle(&excelize.Style{NumFmt: asText})
	if err != nil {
		return err
	}
	heading, err := book.NewStyle(&excelize.Style{NumFmt: asText, Font: &excelize.Font{Bold: bold}})
	if err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(rows[0]))
	if err != nil {
		return err
	}
	if err := errors.Join(
		book.SetSheetName("Sheet1", name),
		book.SetColStyle(name, "A:"+last, text),
		book.SetColWidth(name, "A", last, 20),
	); err != nil {
		return err
	}
	for i, row := range rows {
		cell := "A" + strconv.Itoa(i+1)
		if err := book.SetSheetRow(name, cell, &row); err != nil {
			return err
		}
	}
	if err := book.SetRowStyle(name, 1, 1, heading); err != nil {
		return err
	}
	var b bytes.Buffer // a workbook is an archive: it is written whole or not at all
	if err := book.Write(&b); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}
