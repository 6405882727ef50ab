package table

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/transform"
)

// What the parts of a workbook are called (ECMA-376 part 1, 12.3; part names do
// not differ by case, part 2, 9.1.1).
const (
	bookPart      = "xl/workbook.xml"
	relationsPart = "xl/_rels/workbook.xml.rels"
	textsPart     = "xl/sharedstrings.xml"
)

// inspection is what the XML of a sheet tells before a row of it is taken.
type inspection struct {
	row       int  // that was read last
	column    int  // in it
	hidden    int  // rows
	formatted bool // some cell is shown otherwise than it is stored
	text      int  // the highest number of a shared text that a cell has, -1 for none

	kind    string // of the cell that is being read, as its attribute t says
	formula bool   // it has one
	stored  bool   // it has a value
	inValue bool
}

// inspect reads the XML of the sheet, and that of the texts which its cells
// share, to its end. The library ends a sheet at the first damage, and leaves a
// cell empty whose text it can't find, without a word; so the damage must be
// found here.
func (f *File) inspect(parts map[string]*zip.File) error {
	sheet, err := f.sheetPart(parts)
	if err != nil {
		return f.damagedWorkbook(0, err)
	}
	in := inspection{text: -1}
	switch err := eachToken(sheet, in.see); {
	case errors.Is(err, errNotComputed):
		return &InputError{Name: f.name, Line: in.row, Problem: err.Error(), Hint: "open the file in the spreadsheet program, and save it again"}
	case err != nil:
		return f.damagedWorkbook(max(in.row, 1), err)
	}
	texts := 0
	if part := parts[textsPart]; part != nil {
		err := eachToken(part, func(t xml.Token) error {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
				texts++
			}
			return nil
		})
		if err != nil {
			return f.damagedWorkbook(0, fmt.Errorf("%s: %w", textsPart, err))
		}
	}
	if in.text >= texts {
		return f.damagedWorkbook(0, fmt.Errorf("a cell has the text %d, but there are %d", in.text, texts))
	}
	f.sheet.hidden = in.hidden
	f.sheet.formatted = in.formatted || f.hasFormats()
	return nil
}

// see takes the next token of a sheet. The errors are of what the library would
// read as something else, or as nothing.
func (in *inspection) see(t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "row":
			return in.beginRow(e)
		case "c":
			return in.beginCell(e)
		case "f":
			in.formula = true
		case "is":
			in.stored = true
		case "v":
			in.stored, in.inValue = true, true
		}
	case xml.CharData:
		if in.inValue {
			in.seeValue(string(e))
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "v":
			in.inValue = false
		case "c":
			if in.formula && !in.stored {
				return errNotComputed
			}
		}
	}
	return nil
}

// errNotComputed is a formula without the value that it had when the workbook
// was saved: some libraries write such workbooks.
var errNotComputed = errors.New("a formula in it has no stored value")

func (in *inspection) beginRow(e xml.StartElement) error {
	before := in.row
	in.row++
	if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
		in.row = n
	}
	if in.row <= before {
		return fmt.Errorf("the row stands after row %d", before)
	}
	if hidden, err := strconv.ParseBool(attribute(e, "hidden")); err == nil && hidden {
		in.hidden++
	}
	in.column = 0
	return nil
}

func (in *inspection) beginCell(e xml.StartElement) error {
	before := in.column
	in.column++
	if name := attribute(e, "r"); name != "" {
		column, row, err := excelize.CellNameToCoordinates(name)
		if err != nil || row != in.row {
			return fmt.Errorf("the cell %s is in it", quoted(name))
		}
		in.column = column
	}
	if in.column <= before {
		return errors.New("its cells are not in their order")
	}
	in.kind, in.formula, in.stored = attribute(e, "t"), false, false
	in.formatted = in.formatted || in.kind == "b"
	return nil
}

// seeValue takes what is stored of a cell. Some programs store every number
// with a fraction or an exponent; what is shown is the number.
func (in *inspection) seeValue(v string) {
	switch in.kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil {
			in.text = max(in.text, n)
		}
	case "", "n":
		in.formatted = in.formatted || strings.ContainsAny(v, ".eE")
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// hasFormats reports whether the workbook has number formats but "General" and
// "text", which may show something else than is stored.
func (f *File) hasFormats() bool {
	const general, asText = 0, 49 // ECMA-376 part 1, 18.8.30
	styles := f.sheet.book.Styles
	if styles == nil || styles.CellXfs == nil {
		return false
	}
	for _, x := range styles.CellXfs.Xf {
		if x.NumFmtID != nil && *x.NumFmtID != general && *x.NumFmtID != asText {
			return true
		}
	}
	return false
}

// parts returns the files of the archive by their names in lower case.
func (f *File) parts() (map[string]*zip.File, error) {
	z, err := zip.NewReader(f.source.file, f.size)
	if err != nil {
		return nil, f.damagedWorkbook(0, err)
	}
	parts := make(map[string]*zip.File, len(z.File))
	for _, part := range z.File {
		name := partName(part.Name)
		if parts[name] != nil {
			return nil, f.damagedWorkbook(0, fmt.Errorf("it has the part %s twice", quoted(name)))
		}
		parts[name] = part
	}
	return parts, nil
}

func partName(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
}

// sheetPart finds the part that the chosen sheet is in: the workbook gives each
// sheet the name of a relationship, and that has the part's name.
func (f *File) sheetPart(parts map[string]*zip.File) (*zip.File, error) {
	var book struct {
		Sheets []struct {
			Name     string `xml:"name,attr"`
			Relation string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(decodePart(parts[bookPart], &book), decodePart(parts[relationsPart], &relations)); err != nil {
		return nil, err
	}
	for _, s := range book.Sheets {
		for _, r := range relations.All {
			if s.Name != f.sheet.name || s.Relation != r.ID {
				continue
			}
			target := r.Target
			if !strings.HasPrefix(target, "/") {
				target = path.Join(path.Dir(bookPart), target)
			}
			if part := parts[partName(strings.TrimPrefix(target, "/"))]; part != nil {
				return part, nil
			}
		}
	}
	return nil, fmt.Errorf("the sheet %s is not in it", quoted(f.sheet.name))
}

func decodePart(part *zip.File, v any) error {
	if part == nil {
		return errors.New("a part is missing")
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return newXMLDecoder(r).Decode(v)
}

// eachToken reads the XML of a part to its end.
func eachToken(part *zip.File, see func(xml.Token) error) error {
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	d := newXMLDecoder(r)
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = see(t)
		}
		if err != nil {
			return err
		}
	}
}

func newXMLDecoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		c, err := namedCharset(label)
		if err != nil || c.encoding == nil {
			return r, err
		}
		return transform.NewReader(r, c.encoding.NewDecoder()), nil
	}
	return d
}
