// Package normalize brings one cell into its normal form, or says why it has
// none.
//
// What holds:
//
//   - Normalizing is idempotent: what was normalized once stays as it is.
//   - A number that lost digits is refused. One that was written otherwise, and
//     lost none, is read, and a note says how.
//   - The package knows no file and no row: what a cell depends on besides, such
//     as the country, is a parameter.
package normalize
