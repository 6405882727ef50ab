package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"vobizsync/internal/lazy"
	"vobizsync/internal/words"
)

// textKinds are told by how their text begins, without comments and empty lines.
var textKinds = []struct {
	first  string // characters that it can begin with
	begins func() *regexp.Regexp
	otherKind
}{
	{"Bb", lazy.Regexp(`(?i)^BEGIN:VCARD\s`), otherKind{"is a list of contacts (vCard), not a table", "import it into an address book or mail program, and export it from there as CSV"}},
	{"v", lazy.Regexp(`^version https://git-lfs\.github\.com/`), otherKind{"is a pointer to a file (Git LFS), not the file", "fetch the file itself: git lfs pull"}},
	{"[", lazy.Regexp(`^\[InternetShortcut\]\r?\n`), otherKind{"is a link to a page, not a table", "open it, and export the list from there as CSV"}},
	{"Bb", lazy.Regexp(`(?i)^BEGIN:VCALENDAR\s`), otherKind{"is a calendar, not a table", "name the file with the customers"}},
	{"I", lazy.Regexp(`^ID;P[^\n;]*(?:;[NE])*\r?\n[A-Z]{1,2}(?:;|\r?\n)`), otherKind{"is a workbook in the SYLK format (.slk), which is not read", exportCSV}},
	{"T", lazy.Regexp(`^TABLE\r?\n0,1\r?\n"`), otherKind{"is a table in the DIF format, which is not read", exportCSV}},
	{"vd", lazy.Regexp(`^(?:version: ?\d+\s+)?dn::? ?\S+=`), otherKind{"is an export of a directory (LDIF), not a table", "export the entries as CSV, one row each: name, e-mail, phone and country"}},
	{"CcIiDdLlBbPpUuSs", lazy.Regexp(`^(?i:CREATE (?:TABLE|DATABASE)|INSERT INTO|DROP TABLE|LOCK TABLES|BEGIN TRANSACTION;|PRAGMA \w+ ?=|COPY [^\n]* FROM stdin;|USE [^\n]*;|SET [^\n]*;|DELIMITER \S+\r?\n)`), otherKind{"is a dump of a database (SQL), not a table", queryTable}},
	{"F", lazy.Regexp(`^From \S+@\S+ [^\n]*\d\d:\d\d[^\n]*\n[A-Za-z-]+: `), otherKind{"is a mailbox (mbox), not a table", "save the attachment, and name that file"}},
	{capitals, lazy.Regexp(`^(?:[A-Z][A-Za-z-]+: ?[^\n]*\n(?:[ \t]+[^\n]*\n)*)*(?:Subject|Received|Message-ID|MIME-Version): `), otherKind{"is an e-mail message, not a table", "save the attachment, and name that file"}},
	{"-", lazy.Regexp(`^(?:---[^\n]*\n)?- ?["'\w]+: ?[^\n]*\n  ["'\w]+:`), otherKind{"is YAML, not a table", exportTable}},
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// textKind recognizes texts that are not tables.
func (f *File) textKind(sample []byte) (otherKind, bool) {
	text := plainText(sample)
	if k, found := f.jsonKind(text); found {
		return k, true
	}
	if k, found := f.markupKind(text); found {
		return k, true
	}
	text = withoutComments(text)
	for _, k := range textKinds {
		if beginsWithOneOf(text, k.first) && k.begins().Match(text) {
			return k.otherKind, true
		}
	}
	return otherKind{}, false
}

func beginsWithOneOf(text []byte, first string) bool {
	return len(text) > 0 && strings.IndexByte(first, text[0]) >= 0
}

// plainText returns how a text begins, in ASCII where it is ASCII, without space
// before it.
func plainText(sample []byte) []byte {
	for _, b := range boms {
		if text, cut := bytes.CutPrefix(sample, []byte(b.mark)); cut {
			sample = text
			if b.charset.encoding != nil {
				sample = bytes.ReplaceAll(text, []byte{0}, nil)
			}
			break
		}
	}
	return bytes.TrimLeft(sample, " \t\r\n")
}

// comments are those of SQL and LDIF.
var comments = lazy.Regexp(`^(?:\s|--[^\n]*\n|#[^\n]*\n|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/;?)+`)

// withoutComments returns a text from its first line on that is not a comment. A
// header that begins with # stays one.
func withoutComments(text []byte) []byte {
	if !beginsWithOneOf(text, "-#/\f") {
		return text
	}
	if rest := text[len(comments().Find(text)):]; len(rest) > 0 {
		return rest
	}
	return text
}

var jsonBegins = lazy.Regexp(`^(?:\{\s*(?:"|\})|\[\s*(?:\{|\[|\]|"[^"]*"\s*[,\]]))`)

// objectsToCSV is a program of jq. Each object is laid over one with the keys of the
// first, without values, so a key that is left out shifts nothing. It has no $ and no
// quote in it, which not every shell leaves alone in a quoted word.
const objectsToCSV = `(.[0]|keys_unsorted), ([[.[0]|map_values(null)],.]|combinations|add|[.[]]) | @csv`

// jsonKind recognizes JSON, and JSON Lines.
func (f *File) jsonKind(text []byte) (otherKind, bool) {
	if !beginsWithOneOf(text, "{[") || !jsonBegins().Match(text) {
		return otherKind{}, false
	}
	var first json.RawMessage
	values := json.NewDecoder(bytes.NewReader(text))
	err := values.Decode(&first)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return otherKind{}, false // it only begins like JSON
	}
	k := otherKind{problem: "is JSON, not a table"}
	slurp := ""
	if err == nil && first[0] == '{' && values.More() {
		k.problem, slurp = "is JSON Lines, not a table", "s"
	} else if first != nil && first[0] == '{' {
		k.hint = "export the list of customers as CSV (UTF-8)"
		return k, true
	}
	k.hint = "export the list as CSV; of objects with the same keys, jq makes one: jq -r" + slurp + " " + words.Shell(objectsToCSV)
	if ext := filepath.Ext(f.name); f.source.path != "" && ext != ".gz" {
		k.hint += " " + words.Shell(f.name) + " > " + words.Shell(strings.TrimSuffix(filepath.Base(f.name), ext)+".csv")
	}
	return k, true
}

var markupBegins = lazy.Regexp(`(?i)^<(?:\?xml|!doctype|!--|html|head|body|table|meta|style|div|[a-z][\w:.-]*[ >/])`)

// markupKind recognizes HTML and XML, which some systems call .xls, and web pages
// that came instead of a download.
func (f *File) markupKind(text []byte) (otherKind, bool) {
	if !beginsWithOneOf(text, "<Mm") {
		return otherKind{}, false
	}
	lower := bytes.ToLower(text)
	has := func(s string) bool { return bytes.Contains(lower, []byte(s)) }
	named := ""
	if ext := strings.ToLower(filepath.Ext(f.name)); ext == ".xls" || ext == ".xlsx" {
		named = ", though its name ends with " + ext
	}
	switch {
	case bytes.HasPrefix(lower, []byte("mime-version:")) && has("multipart/related"):
		return otherKind{"is a web page in one file (MHTML)" + named, exportCSV}, true
	case text[0] != '<' || !markupBegins().Match(text):
		return otherKind{}, false
	case has("urn:schemas-microsoft-com:office:spreadsheet") && !has("<html"):
		return otherKind{"is an XML Spreadsheet 2003 (SpreadsheetML), which is not read" + named, exportCSV}, true
	case has("urn:oasis:names:tc:opendocument"):
		return otherKind{"is an OpenDocument file in one XML (.fods), which is not read" + named, exportCSV}, true
	case has("<table"):
		return otherKind{"is an HTML table, which is not read" + named, exportCSV}, true
	case has("<html") || has("<!doctype html") || has("<body"):
		return otherKind{"is a web page (HTML), not a table" + named, "if it was downloaded: the download failed, and this page says why: open it in a browser"}, true
	}
	if !bytes.HasPrefix(lower, []byte("<?xml")) && !has("</") && !has("<!") {
		return otherKind{}, false
	}
	return otherKind{"is XML, not a table" + named, exportTable}, true
}
