package main

import (
	"os"
	"time"

	"github.com/xuri/excelize/v2"

	"vobizsync/internal/bench/people"
)

// writeWorkbook writes a workbook of one sheet. Its texts are shared, as spreadsheet
// programs have them, or in their cells, as programs have them that write one row
// after the other.
func (o *options) writeWorkbook(f *os.File) error {
	book := excelize.NewFile()
	defer book.Close()
	date, err := book.NewStyle(&excelize.Style{NumFmt: 14}) // a day, as the user's country writes it
	if err != nil {
		return err
	}
	name := book.GetSheetName(0)
	setRow, flush := func(at string, cells []any) error { return setCells(book, name, at, cells) }, func() error { return nil }
	if o.inline {
		sheet, err := book.NewStreamWriter(name)
		if err != nil {
			return err
		}
		setRow, flush = func(at string, cells []any) error { return sheet.SetRow(at, cells) }, sheet.Flush
	}
	row := 0
	write := func(cells []any) error {
		row++
		at, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		return setRow(at, cells)
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
	if err := flush(); err != nil {
		return err
	}
	_, err = book.WriteTo(f)
	return err
}

// setCells writes a row of cells, those with a style of their own as well.
func setCells(book *excelize.File, sheet, at string, cells []any) error {
	column, row, err := excelize.CellNameToCoordinates(at)
	if err != nil {
		return err
	}
	for i, value := range cells {
		at, err := excelize.CoordinatesToCellName(column+i, row)
		if err != nil {
			return err
		}
		if c, ok := value.(excelize.Cell); ok {
			if err := book.SetCellStyle(sheet, at, at, c.StyleID); err != nil {
				return err
			}
			value = c.Value
		}
		if value == nil {
			continue
		}
		if err := book.SetCellValue(sheet, at, value); err != nil {
			return err
		}
	}
	return nil
}
