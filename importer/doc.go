// Package importer says what a file of customers says: it opens the file,
// finds out which column is which field, normalizes and checks every cell, and
// hands out one [Entry] per data row.
//
// What holds:
//
//   - A bad row is data: its Entry carries every problem that it has. An error
//     means that the file as a whole can't be read on.
//   - Rows are numbered from 1 without gaps, in the order of the file. Rows of
//     nothing but separators and space are no data rows: they are counted.
//   - Normalizing is idempotent: what was normalized once stays as it is.
//   - A damaged row does not take the rows after it with it.
//   - Every kind of file becomes blocks of CSV in UTF-8, which one parser reads.
//   - What was found out about the file and is not plain is said ([File.Notes]):
//     its encoding and delimiter, lines before the header, columns that are not
//     used, hidden rows. A row that is the header once more is passed over and
//     counted.
//   - A number that lost digits is refused. One that was written otherwise, and
//     lost none, is read, and the row's notes say how.
//   - The package knows no network and no context of a run.
package importer
