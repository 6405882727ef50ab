// Package table turns the bytes of a file into rows of cells with their places:
// it detects the kind of file, the encoding, the delimiter and the header.
//
// What holds:
//
//   - Every kind of file becomes blocks of CSV in UTF-8.
//   - There is one reader of CSV, the [Cutter]: what encoding/csv reads, it reads as
//     encoding/csv does.
//   - A damaged row does not take the rows after it with it.
//   - What was detected and is not plain is said ([File.Notes]).
//   - The package knows no customer: what a column may be called is asked
//     ([Options.Known]).
package table
