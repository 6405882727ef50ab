package table

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

func wide(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// lockFile is what Excel writes beside an open workbook: 55 bytes, then 110.
func lockFile(owner string) string {
	n := string(rune(len(owner)))
	return n + owner + strings.Repeat(" ", 54-len(owner)) + n + "\x00" + wide(owner) + strings.Repeat(" \x00", 54-len(owner))
}

func compound(stream string) string {
	return "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600<<10) + wide("Root Entry") + wide(stream)
}

const (
	object     = `{"name":"Ann","email":"ann@example.com"}`
	contact    = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n"
	xmlDeclare = `<?xml version="1.0"?>` + "\n"
	header     = "name,email\n"
)

// Every kind that is not a table is said by name, whatever the file is called.
func TestWhatIsNotATableIsSaidByName(t *testing.T) {
	tests := []struct {
		file, content string
		problem, hint string
	}{
		{"~$customers.xlsx", lockFile("Ann"), "lock file", "name the workbook itself: customers.xlsx"},
		{"copy.xlsx", lockFile("Microsoft Office User"), "lock file", "name the workbook itself"},
		{".~lock.customers.ods#", ",ann,laptop,27.11.2026 09:00,file:///home/ann;", "lock file", "customers.ods"},
		{"c.json", "[" + object + "]", "is JSON, not a table", "| @csv' c.json > c.csv"},
		{"c.csv", "\ufeff \n[\n  " + object + ",\n" + strings.Repeat(object+",\n", 5000) + object + "]", "is JSON, not a table", "jq -r '"},
		{"c.json", `{"customers": [` + object + `]}`, "is JSON, not a table", "export the list"},
		{"c.json", "\xff\xfe" + wide("["+object+"]"), "is JSON, not a table", "jq"},
		{"c.jsonl", object + "\n" + object + "\n", "is JSON Lines", "jq -rs '"},
		{"c.csv", contact, "vCard", "address book"},
		{"c.csv", strings.ToLower(contact[:12]) + contact[12:], "vCard", "CSV"},
		{"c.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n", "Git LFS", "git lfs pull"},
		{"c.url", "[InternetShortcut]\r\nURL=https://docs.example.com/\r\n", "is a link to a page", "export the list"},
		{"c.csv", "\xff\xfe\x00\x00n\x00\x00\x00a\x00\x00\x00m\x00\x00\x00", "UTF-32", "UTF-8"},
		{"c.csv", "n\x00\x00\x00a\x00\x00\x00m\x00\x00\x00e\x00\x00\x00", "UTF-32", "UTF-8"},
		{"c.sav", "$FL2@(#) SPSS DATA FILE\x00", "SPSS", "CSV"},
		{"c.dta", "<stata_dta><header><release>118\x00", "Stata", "CSV"},
		{"c.dump", "PGDMP\x01\x0e\x00", "PostgreSQL", "CSV"},
		{"c.pst", "!BDN\x42\x00", "Outlook", "CSV"},
		{"c.exe", "MZ\x90\x00\x03\x00\x00\x00", "program", "name the file"},
		{"c.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar", "name the file"},
		{"c.slk", "ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"name\"\r\nE\r\n", "SYLK", "save it as .xlsx"},
		{"c.csv", "ID;PSCALC3\nC;X1;Y1;K\"name\"\nE\n", "SYLK", "save it as .xlsx"},
		{"c.dif", "TABLE\r\n0,1\r\n\"EXCEL\"\r\n", "DIF", "save it as .xlsx"},
		{"c.xls", "<html><body><table><tr><td>name</td></tr></table>", "HTML table, which is not read, though its name ends with .xls", "save it as .xlsx"},
		{"c.xls", "\r\n<TABLE border=1><TR><TD>name", "HTML table", "save it as .xlsx"},
		{"c.csv", "<!DOCTYPE html><html><head><title>Log in</title></head><body>", "web page", "the download failed"},
		{"c.xls", xmlDeclare + `<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, "SpreadsheetML", "save it as .xlsx"},
		{"c.xls", "\xff\xfe" + wide(xmlDeclare+`<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">`), "SpreadsheetML", "save it as .xlsx"},
		{"c.fods", xmlDeclare + `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">`, ".fods", "save it as .xlsx"},
		{"c.xml", xmlDeclare + "<customers><customer/></customers>", "is XML", "export"},
		{"c.csv", "<customers><customer>Ann</customer></customers>", "is XML", "export"},
		{"c.mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "MHTML", "save it as .xlsx"},
		{"c.xls", compound("Workbook"), "old .xls format", "save it as .xlsx"},
		{"c.xls", compound("Book"), "old .xls format", "save it as .xlsx"},
		{"c.xls", "\x09\x08\x10\x00\x00\x06\x05\x00", "old .xls format", "save it as .xlsx"},
		{"c.xlsx", compound("EncryptedPackage"), "workbook with a password", "remove the password"},
		{"c.xlsx", compound("EncryptedPackage") + compound("DRMEncryptedDataSpace"), "sensitivity label", "remove the protection"},
		{"c.csv", compound("WordDocument"), "Word", "copy the table"},
		{"c.msg", compound("__properties_version1.0"), "Outlook", "attachment"},
		{"c.csv", compound("Contents"), "another old Microsoft format", "save it as .xlsx"},
		{"c.csv", "%PDF-1.7\n", "is a PDF", "export"},
		{"c.csv", `{\rtf1\ansi name`, "RTF", "copy the table"},
		{"c.csv", "7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip", "unpack"},
		{"c.csv", "Rar!\x1a\x07\x01\x00", "RAR", "unpack"},
		{"c.csv", "BZh91AY&SY\x00\x01", "bzip2", "unpack"},
		{"c.csv", "\xfd7zXZ\x00\x00\x04", "xz", "unpack"},
		{"c.csv", "\x28\xb5\x2f\xfd\x04", "zstd", "unpack"},
		{"c.csv", "c" + strings.Repeat("\x00", 256) + "ustar\x00", "tar archive", "unpack"},
		{"c.tgz", packed(t, "c"+strings.Repeat("\x00", 256)+"ustar\x00"), "tar archive", "unpack"},
		{"c.gz", packed(t, packed(t, header)), "another packed file", "unpack"},
		{"c.gz", packed(t, "["+object+"]"), "is JSON", "jq"},
		{"c.csv", "-- MySQL dump 10.13\n\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `c`;\n", "SQL", "CSV"},
		{"c.csv", "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n", "SQL", "CSV"},
		{"c.sql", "insert into customers values ('Ann');\n", "SQL", "CSV"},
		{"c.ldif", "# extended LDIF\n#\ndn: uid=ann,dc=example,dc=com\nmail: a@example.com\n", "LDIF", "CSV"},
		{"c.ldif", "version: 1\n\ndn:: dWlkPQ==\nmail: a@example.com\n", "LDIF", "CSV"},
		{"c.csv", "PAR1\x15\x04\x15\x00", "Parquet", "CSV"},
		{"c.csv", "SQLite format 3\x00\x10\x00", "SQLite", "sqlite3 -header -csv"},
		{"c.csv", "\x00\x01\x00\x00Standard ACE DB\x00", "Access", "CSV"},
		{"c.csv", "\x03\x7e\x0b\x1b\x02\x00\x00\x00\x61\x00\x40\x00" + strings.Repeat("\x00", 20) + "NAME" + strings.Repeat("\x00", 60) + "\r", "dBase", "save it as .xlsx"},
		{"c.csv", "\x89PNG\r\n\x1a\n", "image (PNG)", "export"},
		{"c.csv", "\xff\xd8\xff\xe0\x00\x10JFIF", "image (JPEG)", "export"},
		{"c.csv", "\x00\x00\x00\x18ftypheic", "image", "export"},
		{"c.mbox", "From ann@example.com Fri Nov 27 09:00:00 2026\nReturn-Path: <ann@example.com>\n", "mbox", "attachment"},
		{"c.eml", "Return-Path: <a@example.com>\r\nX-Mailer: x\r\n y\r\nSubject: customers\r\n\r\n", "e-mail message", "attachment"},
		{"c.yaml", "---\n- name: Ann\n  email: ann@example.com\n", "YAML", "export"},
		{"c.asc", "-----BEGIN PGP MESSAGE-----\n\nabc\n", "encrypted", "decrypt"},
		{"c.csv", "name\x00email", "NUL bytes", "save it as .xlsx"},
		{"c.csv", "", "is empty", "the first line must name the columns"},
		{"c.csv", "\ufeff\r\n \r\n", "has no header and no rows", "the first line must name the columns"},
	}
	for _, tt := range tests {
		path := filepath.Join(t.TempDir(), tt.file)
		if err := os.WriteFile(path, []byte(tt.content), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path, tt.file, options)
		if err == nil {
			f.Close()
		}
		var refused *InputError
		if !errors.As(err, &refused) || !strings.Contains(refused.Problem, tt.problem) || !strings.Contains(refused.Hint, tt.hint) {
			t.Errorf("%s, %.40q: error = %v, hint %q; want %q, %q", tt.file, tt.content, err, hintOf(refused), tt.problem, tt.hint)
		}
	}
}

func hintOf(e *InputError) string {
	if e == nil {
		return ""
	}
	return e.Hint
}

// A table may begin as other files do, and may have any name.
func TestTablesThatBeginLikeOtherFiles(t *testing.T) {
	for _, tt := range []struct{ file, content string }{
		{"c.csv", "ORC,name,email\n1,Ann,a@example.com\n"},
		{"c.csv", "BZh,name,email\n1,Ann,a@example.com\n"},
		{"c.csv", "PAR1,name,email\n1,Ann,a@example.com\n"},
		{"c.csv", "II*,name,email\n1,Ann,a@example.com\n"},
		{"c.csv", "ID;PName;name;email\n1;x;Ann;a@example.com\n"},
		{"c.csv", "ID;Phone;name;email\nA;B;Ann;a@example.com\n"},
		{"c.csv", "[name],[email]\nAnn,a@example.com\n"},
		{"c.csv", "{name},{email}\nAnn,a@example.com\n"},
		{"c.csv", "\"{\"\"a\"\":1}\",name,email\n1,Ann,a@example.com\n"},
		{"c.csv", "<name>,<email>\nAnn,a@example.com\n"},
		{"c.csv", "#name,email\nAnn,a@example.com\n"},
		{"c.csv", "# customers\nname,email\nAnn,a@example.com\n"},
		{"c.csv", "-- customers\nname,email\nAnn,a@example.com\n"},
		{"c.csv", "SET,name,email\n1,Ann,a@example.com\n"},
		{"c.csv", "From,name,email\n1,Ann,a@example.com\n"},
		{"c.csv", "Subject: customers\nname,email\nAnn,a@example.com\n"[18:]},
		{"c.csv", "Customers: all\nname,email\nAnn,a@example.com\n"},
		{"c.csv", "- name,email\nAnn,a@example.com\n"},
		{"c.xlsx", "name,email\nAnn,a@example.com\n"},
		{"c.json", "name,email\nAnn,a@example.com\n"},
		{"~$c.csv", "name,email\nAnn,a@example.com\n"},
		{"c.gz", packed(t, "name,email\nAnn,a@example.com\n")},
	} {
		path := filepath.Join(t.TempDir(), tt.file)
		if err := os.WriteFile(path, []byte(tt.content), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path, tt.file, options)
		if err != nil {
			t.Errorf("%s, %q: %v", tt.file, tt.content, err)
			continue
		}
		f.Close()
	}
}
