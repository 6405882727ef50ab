package table

import (
	"fmt"
	"strconv"
)

// maxFormats is how many cell formats are kept, and how many number formats;
// spreadsheet programs have 64,000.
const maxFormats = 1 << 16

// cellFormats are the number formats of a workbook's cell formats (ECMA-376 part
// 1, 18.8.10), by the number that a cell gives as its style.
type cellFormats struct {
	codes  map[int]string // of the number formats that the workbook defines
	styles []*numberFormat
}

func readFormats(p parts, name string) (*cellFormats, error) {
	f := &cellFormats{codes: map[int]string{}}
	if name == "" || p[name] == nil {
		return f, nil // every number is General
	}
	parent := ""
	var ids []int // the number format of each style
	err := p.each(name, func(x *xmlReader) error {
		switch {
		case x.kind != xmlBegin || !x.ours:
		case x.depth() == 2:
			parent = string(x.name)
		case parent == "numFmts" && string(x.name) == "numFmt":
			// Excel writes some in two versions (ECMA-376 part 3, 7.5): the one for everybody is the last.
			if id, err := strconv.Atoi(string(x.attribute("numFmtId"))); err == nil {
				f.codes[id] = string(x.attribute("formatCode"))
			}
		case x.depth() == 3 && parent == "cellXfs" && string(x.name) == "xf":
			id, _ := strconv.Atoi(string(x.attribute("numFmtId"))) // 0, General, where it is not a number
			ids = append(ids, id)
		}
		if len(ids) > maxFormats || len(f.codes) > maxFormats {
			return fmt.Errorf("it has more than %d formats", maxFormats)
		}
		return nil
	})
	known := map[int]*numberFormat{}
	for _, id := range ids {
		if known[id] == nil {
			known[id] = parseNumberFormat(f.code(id))
		}
		f.styles = append(f.styles, known[id])
	}
	return f, err
}

// code returns the code of a number format. The workbook's own definitions come
// before those that need none.
func (f *cellFormats) code(id int) string {
	if code, ok := f.codes[id]; ok {
		return code
	}
	return builtInFormats[id]
}

// of returns the number format of a style, General where there is no such style.
func (f *cellFormats) of(style []byte) *numberFormat {
	n := uint64(0) // the style of a cell that names none
	if len(style) > 0 {
		var ok bool
		if n, ok = parseDigits(style); !ok {
			return general
		}
	}
	if n >= uint64(len(f.styles)) {
		return general
	}
	return f.styles[n]
}

// builtInFormats are the codes of the number formats that a workbook need not
// define (18.8.30). Those of 27 to 36 and 50 to 58 depend on the language of
// the program; in all of them they are dates, or times where it says so here.
var builtInFormats = func() map[int]string {
	codes := map[int]string{
		1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
		14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
		32: "h:mm", 33: "h:mm:ss",
		37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
		41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 42: `_($* #,##0_);_($* \(#,##0\);_($* "-"_);_(@_)`,
		43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 44: `_($* #,##0.00_);_($* \(#,##0.00\);_($* "-"??_);_(@_)`,
		45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
	}
	for _, ids := range [][2]int{{27, 31}, {34, 36}, {50, 58}} {
		for id := ids[0]; id <= ids[1]; id++ {
			codes[id] = "yyyy-mm-dd"
		}
	}
	return codes
}()
