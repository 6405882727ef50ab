// Package importer says what a file of customers says: which column is which
// field, and one [Entry] per data row, normalized and checked.
//
// What holds:
//
//   - A bad row is data: its Entry carries every problem that it has. An error
//     means that the file as a whole can't be read on.
//   - Rows are numbered from 1 without gaps, in the order of the file. Rows of
//     nothing but separators and space are no data rows: they are counted. A row
//     that is the header once more is passed over and counted.
//   - Columns that are not used are said ([File.Notes]).
//   - The package knows no network and no context of a run.
package importer
