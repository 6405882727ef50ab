// Package reports writes what people and programs read after a run: result.csv,
// rejected.csv, summary.json, report.html, and the summary in words.
//
// What holds:
//
//   - A file is written whole or not at all: into a temporary file beside it,
//     synced, and renamed.
//   - What can keep a file from being written is tried when a Writer is made. One
//     that can't be written at the end keeps no other from being written, and no
//     row from being counted.
//   - Files are readable by their owner only (0600, their folder 0700).
//   - No password and no token is in them, except for the source's own cells in
//     rejected.csv, which is made to be fed in again.
package reports
