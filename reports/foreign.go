package reports

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"vobizsync/importer"
	"vobizsync/internal/disk"
)

// A report takes the place of the one before it. Any other file of its name is
// somebody else's, and stays.

// ownFirstRecords say by the first record of a file whether this program has written it. A
// spreadsheet program may have saved it again: the separators may be others, and
// cells may be quoted.
var ownFirstRecords = map[string]func(first string) bool{
	StatusFile:     startsWith("row,line,email,auth_id,is_active,"),
	StatusHTMLFile: isPage,
	ResultFile:     startsWith("row,line,status,email,"),
	RejectedBook:   func(first string) bool { return strings.HasPrefix(first, "pk\x03\x04") },
	DriftFile:      startsWith("row,line,auth_id,email,field,account,file,"),
	MissingFile:    startsWith("name,email,phone,password,country,company,"),
	SummaryFile:    func(first string) bool { return strings.HasPrefix(first, "{") },
	HTMLFile:       isPage,
	RejectedFile: func(first string) bool { // the separator is that of the input
		before, ok := strings.CutSuffix(first, importer.ErrorColumn)
		last, _ := utf8.DecodeLastRuneInString(before)
		return ok && !unicode.IsLetter(last)
	},
}

// inText has what must be somewhere in the beginning of those files whose first
// line is anybody's.
var inText = map[string]string{
	SummaryFile: `"command"`,
	HTMLFile:    "vobizsync",

	StatusHTMLFile: "vobizsync",
}

func isPage(first string) bool { return strings.HasPrefix(strings.ToLower(first), "<!doctype html>") }

func startsWith(header string) func(string) bool {
	return func(first string) bool { return strings.HasPrefix(first+",", header) }
}

// CheckFolder returns an error if a file of a run would replace something else in
// its folder: the input itself (nil where it is not a file), under whatever name, or a
// file that this program has not written. A folder that is not there is fine.
func CheckFolder(dir string, input fs.FileInfo) error {
	for _, name := range []string{ResultFile, RejectedFile, RejectedBook, DriftFile, MissingFile, HTMLFile, SummaryFile, StatusFile, StatusHTMLFile} {
		path := filepath.Join(dir, name)
		if err := checkReplaced(path, input, func(text []byte) bool {
			return ownFirstRecords[name](firstRecord(text)) && bytes.Contains(text, []byte(inText[name]))
		}); err != nil {
			return notReplaced(err, disk.AnotherFolder)
		}
	}
	return nil
}

// CheckMetrics returns an error if metrics written to a path would replace something
// else: the input itself, or a file that is not one of metrics of this program.
func CheckMetrics(path string, input fs.FileInfo) error {
	err := checkReplaced(path, input, func(text []byte) bool { return bytes.HasPrefix(text, []byte("# HELP vobizsync_")) })
	if err != nil {
		return notReplaced(err, "choose another file with --metrics")
	}
	return nil
}

// CheckExport returns an error if accounts written to a path would replace something
// else than accounts that this program has written.
func CheckExport(path string) error {
	err := checkReplaced(path, nil, func(text []byte) bool { return ownFirstRecords[MissingFile](firstRecord(text)) })
	if err != nil {
		return notReplaced(err, "choose another file with --out")
	}
	return nil
}

// notReplaced gives the error of a file that must not be replaced its hint. Whose one
// is that another program has open is not known yet.
func notReplaced(err error, hint string) error {
	if disk.Held(err) {
		return err
	}
	return &foreignError{err, hint}
}

// foreignError is a file that must not be replaced.
type foreignError struct {
	err  error
	hint string
}

func (e *foreignError) Error() string  { return e.err.Error() }
func (e *foreignError) Unwrap() error  { return e.err }
func (e *foreignError) Advice() string { return e.hint }
func (e *foreignError) BadInput() bool { return true }

// beginning is how much of a file is looked at, bytes.
const beginning = 64 << 10

// checkReplaced returns an error for a file that must not be replaced. What is not
// there, or is a folder, is left to those who write.
func checkReplaced(path string, input fs.FileInfo, ours func(beginning []byte) bool) error {
	info, err := os.Stat(path)
	switch {
	case err != nil, info.IsDir():
		return nil
	case input != nil && os.SameFile(info, input):
		return fmt.Errorf("%s is the input itself, and would be replaced", path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file, and would be replaced", path)
	case info.Size() == 0:
		return nil
	}
	f, err := os.Open(path)
	if disk.InUse(err) {
		return disk.WriteError(path, err)
	}
	if err != nil {
		return fmt.Errorf("%s would be replaced, and can't be read: %w", path, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, beginning))
	if err != nil {
		return fmt.Errorf("%s would be replaced, and can't be read: %w", path, err)
	}
	if !ours(text) {
		return fmt.Errorf("%s would be replaced, and was not written by this program", path)
	}
	return nil
}

// firstRecord returns the first line that is not within quotes, in lower case, its
// cells without quotes and joined by commas.
func firstRecord(text []byte) string {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	quoted, end := false, len(text)
	for i, b := range text {
		if b == '"' {
			quoted = !quoted
		} else if (b == '\n' || b == '\r') && !quoted {
			end = i
			break
		}
	}
	line := strings.NewReplacer(";", ",", "\t", ",", "|", ",", `"`, "").Replace(string(text[:end]))
	return strings.ToLower(strings.TrimRight(line, ", "))
}
