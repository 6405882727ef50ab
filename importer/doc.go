// Package importer says what a file of customers says: which column is which
// field, and one [Entry] per data row, normalized and checked.
//
// What holds:
//
//   - A bad row is data: its Entry carries every problem that it has. An error
//     means that the file as a whole can't be read on.
//   - Rows are numbered from 1 without gaps, in the order of the file. Rows of
//     nothing but separators and space are not data rows: they are counted. So are
//     rows that are the header once more, lines of dashes, and footers.
//   - What is read differently from how it is written is said once ([File.Notes]).
//   - Columns that are not used are said ([File.Notes]).
//   - The package knows no network and no context of a run.
package importer
