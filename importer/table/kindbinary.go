package table

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding/unicode"

	"vobizsync/internal/words"
)

const (
	unpackFirst = "unpack it first, and name the unpacked file"
	exportTable = "export the table itself, as .xlsx or CSV (UTF-8)"
	copyTable   = "copy the table into a spreadsheet, and save it as .xlsx or CSV (UTF-8)"
	queryTable  = "export its table of customers as CSV (UTF-8)"
)

// binaryKinds are told by how they begin.
var binaryKinds = []struct {
	magic string
	otherKind
}{
	{"%PDF-", otherKind{"is a PDF, not a table", exportTable}},
	{"{\\rtf", otherKind{"is a text document (RTF), not a table", copyTable}},
	{"BZh", otherKind{"is compressed with bzip2, which is not supported", unpackFirst}},
	{"7z\xbc\xaf\x27\x1c", otherKind{"is a 7-Zip archive, not a table", unpackFirst}},
	{"Rar!\x1a\x07", otherKind{"is a RAR archive, not a table", unpackFirst}},
	{"\xfd7zXZ\x00", otherKind{"is compressed with xz, which is not supported", unpackFirst}},
	{"\x28\xb5\x2f\xfd", otherKind{"is compressed with zstd, which is not supported", unpackFirst}},
	{"\x1f\x9d", otherKind{"is compressed with compress (.Z), which is not supported", unpackFirst}},
	{"PAR1", otherKind{"is a Parquet file, which is not supported", queryTable}},
	{"ORC", otherKind{"is an ORC file, which is not supported", queryTable}},
	{"Obj\x01", otherKind{"is an Avro file, which is not supported", queryTable}},
	{"ARROW1", otherKind{"is an Arrow file, which is not supported", queryTable}},
	{"SQLite format 3\x00", otherKind{"is an SQLite database, not a table", `export its table of customers, for example with: sqlite3 -header -csv FILE "select * from customers" > customers.csv`}},
	{"\x00\x01\x00\x00Standard Jet DB", otherKind{"is an Access database, not a table", queryTable}},
	{"\x00\x01\x00\x00Standard ACE DB", otherKind{"is an Access database, not a table", queryTable}},
	{"\x89PNG\r\n", otherKind{"is an image (PNG), not a table", exportTable}},
	{"\xff\xd8\xff", otherKind{"is an image (JPEG), not a table", exportTable}},
	{"GIF8", otherKind{"is an image (GIF), not a table", exportTable}},
	{"II*\x00", otherKind{"is an image (TIFF), not a table", exportTable}},
	{"MM\x00*", otherKind{"is an image (TIFF), not a table", exportTable}},
	{"%!PS", otherKind{"is a printed page (PostScript), not a table", exportTable}},
	{"bplist00", otherKind{"is an Apple property list, not a table", exportTable}},
	{"\xff\xfe\x00\x00", utf32},
	{"\x00\x00\xfe\xff", utf32},
	{"$FL2@(#) ", otherKind{"is an SPSS data file, which is not read", queryTable}},
	{"<stata_dta>", otherKind{"is a Stata data file, which is not read", queryTable}},
	{"PGDMP", otherKind{"is a PostgreSQL database dump, not a table", queryTable}},
	{"!BDN", otherKind{"is an Outlook data file (.pst), not a table", "export the contacts as CSV in Outlook"}},
	{"MZ\x90\x00", otherKind{"is a program, not a table", "name the file with the customers"}},
	{"\x7fELF", otherKind{"is a program, not a table", "name the file with the customers"}},
	{"-----BEGIN PGP MESSAGE", otherKind{"is encrypted (OpenPGP)", "decrypt it first, for example with: gpg --decrypt"}},
	// BIFF 2 to 5, without a container ([MS-XLS] 2.4.21)
	{"\x09\x00\x04\x00", oldExcel},
	{"\x09\x02\x06\x00", oldExcel},
	{"\x09\x04\x06\x00", oldExcel},
	{"\x09\x08\x08\x00", oldExcel},
	{"\x09\x08\x10\x00", oldExcel},
	{"\x00\x00\x02\x00", otherKind{"is a Lotus 1-2-3 workbook, which is not read", exportCSV}},
	{"\x00\x00\x1a\x00", otherKind{"is a Lotus 1-2-3 workbook, which is not read", exportCSV}},
}

var utf32 = otherKind{"is in UTF-32, which is not read", "save it as CSV (UTF-8)"}

var oldExcel = otherKind{"is a workbook in the old .xls format, which is not read", exportCSV}

func binaryKind(sample []byte) (otherKind, bool) {
	for _, k := range binaryKinds {
		// What begins with letters only may be a header: ORC,name
		if bytes.HasPrefix(sample, []byte(k.magic)) && (isBinary(k.magic) || bytes.IndexByte(sample, 0) >= 0) {
			return k.otherKind, true
		}
	}
	if len(sample) > 262 && string(sample[257:262]) == "ustar" {
		return otherKind{"is a tar archive, not a table", unpackFirst}, true
	}
	if len(sample) >= 12 && string(sample[:4]) == "RIFF" && string(sample[8:12]) == "WEBP" || len(sample) >= 12 && string(sample[4:8]) == "ftyp" {
		return otherKind{"is an image or a film, not a table", exportTable}, true
	}
	if len(sample) >= 12 && sample[0] != 0 && string(sample[1:4]) == "\x00\x00\x00" && string(sample[5:8]) == "\x00\x00\x00" {
		return utf32, true
	}
	if isDBase(sample) {
		return otherKind{"is a dBase table (.dbf), which is not read", exportCSV}, true
	}
	return otherKind{}, false
}

// isBinary reports whether no text begins so.
func isBinary(magic string) bool {
	return strings.ContainsAny(magic, "%\\-") || strings.ContainsFunc(magic, func(r rune) bool { return r < ' ' || r > '~' })
}

// isDBase recognizes the header of a .dbf file: its version, a date, and the length
// of what follows, which ends with \r.
func isDBase(sample []byte) bool {
	if len(sample) < 65 || !strings.ContainsRune("\x03\x30\x31\x83\x8b\xf5", rune(sample[0])) {
		return false
	}
	month, day, size := sample[2], sample[3], int(sample[8])|int(sample[9])<<8
	return month >= 1 && month <= 12 && day >= 1 && day <= 31 && size > 64 && size <= len(sample) && bytes.IndexByte(sample[size-2:size], '\r') >= 0
}

// compoundKinds are told by the name of a stream in a compound file ([MS-CFB] 2.6.1).
// The first that is there counts.
var compoundKinds = []struct {
	stream string
	otherKind
}{
	{"DRMEncryptedDataSpace", otherKind{"is a workbook protected by a sensitivity label or by rights management", "remove the protection, or save it as CSV (UTF-8)"}}, // [MS-OFFCRYPTO] 2.2.6
	{"EncryptedPackage", otherKind{"is a workbook with a password", "remove the password, or " + exportCSV}},                                                           // [MS-OFFCRYPTO] 2.3.4.4
	{"WordDocument", otherKind{"is a Word document, not a table", copyTable}},
	{"PowerPoint Document", otherKind{"is a presentation, not a table", copyTable}},
	{"__properties_version1.0", otherKind{"is an Outlook message, not a table", "save its attachment, and name that file"}},
	{"Workbook", oldExcel},
	{"Book", oldExcel},
}

// compoundKind returns what lies in a compound file.
func compoundKind(r io.Reader) otherKind {
	needles := make([][]byte, len(compoundKinds))
	for i, k := range compoundKinds {
		name, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(k.stream) // ASCII
		needles[i] = []byte(name)
	}
	for i, found := range contained(r, needles) {
		if found {
			return compoundKinds[i].otherKind
		}
	}
	return otherKind{"is in the old .xls format, or another old Microsoft format, which is not read", exportCSV}
}

// contained tells which of the needles, all of them short, lie in what r reads.
func contained(r io.Reader, needles [][]byte) []bool {
	const longest = 64
	found := make([]bool, len(needles))
	buf := make([]byte, 256<<10)
	kept := 0
	for {
		n, err := r.Read(buf[kept:])
		text := buf[:kept+n]
		for i, needle := range needles {
			found[i] = found[i] || bytes.Contains(text, needle)
		}
		if err != nil {
			return found
		}
		kept = copy(buf, text[max(0, len(text)-longest):])
	}
}

// lockKind recognizes the small file that an office program keeps beside a document
// that is open: the user's name, and in that of Microsoft's a second time in UTF-16.
func (f *File) lockKind(sample []byte) (otherKind, bool) {
	const most = 1024
	base := filepath.Base(f.name)
	of, isLock := strings.CutPrefix(base, "~$")
	if libre, cut := strings.CutPrefix(base, ".~lock."); cut {
		of, isLock = strings.TrimSuffix(libre, "#"), true
	}
	if len(sample) > most || !hasOwner(sample) && !(isLock && bytes.IndexByte(sample, '\n') < 0) {
		return otherKind{}, false
	}
	k := otherKind{"is the lock file that the office program keeps while a workbook is open, not the workbook", "name the workbook itself"}
	if isLock {
		k.hint += ": " + words.Shell(filepath.Join(filepath.Dir(f.name), of))
	}
	return k, true
}

// hasOwner reports whether a file begins with a length, a name of it padded to 54 or
// 55 bytes, and the same length once more.
func hasOwner(sample []byte) bool {
	if len(sample) < 58 {
		return false
	}
	n := sample[0]
	for _, at := range []int{54, 55} {
		if n > 0 && int(n) < at && sample[at] == n && sample[at+1] == 0 && sample[1] == sample[at+2] && sample[at+3] == 0 {
			return true
		}
	}
	return false
}
