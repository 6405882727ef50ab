package main

import (
	"os"
	"time"

	"github.com/xuri/excelize/v2"

	"vobizsync/internal/bench/people"
)

// writeWorkbook writes a workbook of one sheet, its cells of text as a spreadsheet
// program has them.
func (o *options) writeWorkbook(f *os.File) error {
	book := excelize.NewFile()
	defer book.Close()
	date, err := book.NewStyle(&excelize.Style{NumFmt: 14}) // a day, as the user's country writes it
	if err != nil {
		return err
	}
	sheet, err := book.NewStreamWriter(book.GetSheetName(0))
	if err != nil {
		return err
	}
	row := 0
	write := func(cells []any) error {
		row++
		at, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		return sheet.SetRow(at, cells)
	}
	header := make([]any, len(people.Columns))
	for i, name := range people.Columns {
		header[i] = name
	}
	if err := write(header); err != nil {
		return err
	}
	first := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := o.customers(func(c *people.Customer) error {
		values := c.Cells()
		cells := make([]any, len(values))
		for i, v := range values {
			if v != "" {
				cells[i] = v
			}
			if o.dates && people.Columns[i] == "description" {
				cells[i] = excelize.Cell{StyleID: date, Value: first.AddDate(0, 0, row%2000)}
			}
		}
		return write(cells)
	}); err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	_, err = book.WriteTo(f)
	return err
}
