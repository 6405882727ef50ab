package table

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"vobizsync/internal/disk"
)

// What a workbook may unpack to. The largest sheet there can be, with fifteen
// columns of customers, takes some 700 MB; all the rest of it is small. For
// its ratio holds what holds for gzip.
const (
	maxBook  = 2 << 30
	maxParts = 256 << 20 // of what is neither a sheet nor a table of strings
)

// parts are the files of a workbook's archive by their names in lower case:
// names do not differ by case (ECMA-376 part 2, 6.2.2.3).
type parts map[string]*zip.File

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// openParts looks at what the archive says of its parts before any of them is
// unpacked.
func openParts(r io.ReaderAt, size int64) (parts, error) {
	archive, err := zip.NewReader(r, size)
	switch {
	case errors.Is(err, zip.ErrFormat):
		return nil, &WorkbookError{Problem: "is a damaged workbook, or only the beginning of one: the list of its parts, at the end, can't be read", Hint: "copy or download it again, or " + exportCSV, cause: err}
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // nothing is unpacked to a path
		return nil, damaged("", 0, err)
	}
	found := make(parts, len(archive.File))
	var all, others uint64
	for _, part := range archive.File {
		name := partName(part.Name)
		const encrypted = 1 // APPNOTE.TXT 4.4.4
		switch {
		case strings.HasSuffix(name, "/"): // a folder
			continue
		case part.Flags&encrypted != 0:
			return nil, &WorkbookError{Problem: "is a zip archive with a password", Hint: unpackFirst}
		case found[name] != nil:
			return nil, damaged("", 0, fmt.Errorf("it has the part %q twice", name))
		}
		found[name] = part
		all += part.UncompressedSize64
		if folder := path.Dir(name); path.Base(folder) != "worksheets" && path.Base(name) != "sharedstrings.xml" {
			others += part.UncompressedSize64
		}
		if part.UncompressedSize64 > maxBook || all > maxBook || others > maxParts || all > freeOfTheRule && all > maxRatio*uint64(size) {
			return nil, &WorkbookError{Problem: "unpacks to more than a workbook may have: 2 GB in all, 256 MB besides the sheets, 200 times its size", Hint: exportCSV}
		}
	}
	return found, nil
}

// The kinds of archives that are not workbooks, by a part that each has.
var otherArchives = []struct{ part, problem, hint string }{
	{"xl/workbook.bin", "is a workbook in the .xlsb format, which is not supported", exportCSV},
	{"word/document.xml", "is a text document, not a table", "copy the table into a spreadsheet, and save it as .xlsx or CSV"},
	{"ppt/presentation.xml", "is a presentation, not a table", "copy the table into a spreadsheet, and save it as .xlsx or CSV"},
	{"content.xml", "is an OpenDocument file (.ods), which is not supported", exportCSV},
	{"index/document.iwa", "is an Apple Numbers or Pages document, which is not supported", numbersCSV},
	{"index.zip", "is an Apple Numbers or Pages document, which is not supported", numbersCSV},
}

const numbersCSV = "in Numbers: File, Export To, CSV (Unicode UTF-8), or Excel"

// notAWorkbook says what the archive is instead.
func (p parts) notAWorkbook() error {
	for _, o := range otherArchives {
		if p[o.part] != nil && (o.part != "content.xml" || p["mimetype"] != nil) {
			return &WorkbookError{Problem: o.problem, Hint: o.hint}
		}
	}
	return &WorkbookError{Problem: "is a zip archive, not a workbook", Hint: unpackFirst}
}

// relation is what a part says of another one that it needs.
type relation struct {
	kind   string // the last word of its type, the same in both namespaces: worksheet
	target string // a part's name
	at     int    // its place among the others
}

// related returns the part that a relation of that kind leads to, the first where
// there are several; "" for none.
func related(all map[string]relation, kind string) (target string) {
	at := len(all)
	for _, rel := range all {
		if rel.kind == kind && rel.at < at {
			target, at = rel.target, rel.at
		}
	}
	return target
}

// relations reads the relations of a part, "" for those of the whole archive
// (ECMA-376 part 2, 6.5). A part without any has none.
func (p parts) relations(of string) (map[string]relation, error) {
	name := path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
	if of == "" {
		name = "_rels/.rels"
	}
	found := map[string]relation{}
	if p[name] == nil {
		return found, nil
	}
	err := p.each(name, func(x *xmlReader) error {
		if !x.begins("Relationship") || strings.EqualFold(string(x.attribute("TargetMode")), "External") {
			return nil
		}
		if len(found) == maxRelations {
			return fmt.Errorf("it has more than %d relations", maxRelations)
		}
		id := string(x.attribute("Id"))
		if _, twice := found[id]; twice {
			return fmt.Errorf("it has the relation %q twice", id)
		}
		found[id] = relation{kind: path.Base(string(x.attribute("Type"))), target: p.resolve(of, string(x.attribute("Target"))), at: len(found)}
		return nil
	})
	return found, err
}

// maxRelations bounds what is kept of the relations of a part.
const maxRelations = 10_000

// resolve returns the name of the part that a relation's target means: relative
// to the part that has the relation, or from the top. Nothing lies above that (RFC 3986,
// 5.2.4).
func (p parts) resolve(of, target string) string {
	target = strings.TrimSpace(strings.ReplaceAll(target, `\`, "/"))
	if !strings.HasPrefix(target, "/") {
		target = "/" + path.Dir(of) + "/" + target
	}
	name := partName(path.Clean(target))
	if plain, err := url.PathUnescape(name); err == nil && p[name] == nil {
		name = partName(plain)
	}
	return name
}

// largePart is how large a part is that is unpacked beside its reading.
const largePart = 1 << 20

// open returns the XML of a part.
func (p parts) open(name string) (*xmlReader, io.Closer, error) {
	part := p[name]
	if part == nil {
		return nil, nil, damaged(name, 0, errors.New("the part is missing"))
	}
	packed, err := part.Open()
	if err != nil {
		return nil, nil, damaged(name, 0, disk.Cause(err))
	}
	r := packed
	if part.UncompressedSize64 > largePart {
		r = newReadAhead(packed)
	}
	x, err := newXMLReader(r)
	if err != nil {
		_ = r.Close()
		return nil, nil, damaged(name, 0, err)
	}
	return x, r, nil
}

// likelySize returns how large a part is, up to 64 MB, as far as its packed size
// makes that likely.
func (p parts) likelySize(name string) int {
	const mostRatio = 16 // of texts; that of a bomb is a thousand
	part := p[name]
	return int(min(part.UncompressedSize64, mostRatio*part.CompressedSize64, freeOfTheRule))
}

// each calls see for each token of a part, to its end.
func (p parts) each(name string, see func(*xmlReader) error) error {
	x, r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		if err := x.next(); err != nil {
			return damaged(name, 0, err)
		}
		if x.kind == xmlEOF {
			return nil
		}
		if err := see(x); err != nil {
			return damaged(name, 0, err)
		}
	}
}
