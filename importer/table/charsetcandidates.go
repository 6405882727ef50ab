package table

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// candidate is an encoding that a text may be in which is not UTF-8.
type candidate struct {
	name      string // as --encoding takes it
	encoding  encoding.Encoding
	languages []string // that are written in it (BCP 47)
	// offered means that the encoding is too rare, or too much like another one, to
	// be taken unless the user says so.
	offered bool
	// likelier is how much likelier it is to be met than others, in nats.
	likelier float64
}

var (
	western  = []string{"en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "is", "ca", "et"}
	central  = []string{"pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq"}
	cyrillic = []string{"ru", "uk", "bg", "sr", "mk", "be"}
	baltic   = []string{"lt", "lv", "et"}
	turkic   = []string{"tr", "az"}
)

// candidates are in the order in which one of several names is given to what reads
// the same.
var candidates = []candidate{
	{"windows-1252", charmap.Windows1252, western, false, 2},
	{"windows-1250", charmap.Windows1250, central, false, 0},
	{"windows-1251", charmap.Windows1251, cyrillic, false, 0},
	{"windows-1253", charmap.Windows1253, []string{"el"}, false, 0},
	{"windows-1254", charmap.Windows1254, turkic, false, 0},
	{"windows-1255", charmap.Windows1255, []string{"he"}, false, 0},
	{"windows-1256", charmap.Windows1256, []string{"ar", "fa", "ur"}, false, 0},
	{"windows-874", charmap.Windows874, []string{"th"}, false, 0},
	{"shift_jis", japanese.ShiftJIS, []string{"ja"}, false, 0},
	{"gb18030", simplifiedchinese.GB18030, []string{"zh"}, false, 0},
	{"big5", traditionalchinese.Big5, []string{"zh-Hant"}, false, 0},
	{"euc-kr", korean.EUCKR, []string{"ko"}, false, 0},
	{"iso-8859-15", charmap.ISO8859_15, western, false, -2},
	{"iso-8859-2", charmap.ISO8859_2, central, false, -2.5},
	{"iso-8859-5", charmap.ISO8859_5, cyrillic, false, -2},
	{"iso-8859-7", charmap.ISO8859_7, []string{"el"}, false, -2},
	{"iso-8859-9", charmap.ISO8859_9, turkic, false, -2},
	{"koi8-r", charmap.KOI8R, []string{"ru"}, false, -1},
	{"koi8-u", charmap.KOI8U, []string{"uk", "ru"}, true, -1},
	{"cp866", charmap.CodePage866, []string{"ru", "uk"}, true, -2},
	{"cp850", charmap.CodePage850, western, true, -2.5},
	{"cp437", charmap.CodePage437, western, true, -2.5},
	{"cp852", charmap.CodePage852, central, true, -2.5},
	{"cp855", charmap.CodePage855, []string{"sr", "bg", "mk"}, true, -2},
	{"macintosh", charmap.Macintosh, western, true, -2.5},
	{"x-mac-cyrillic", charmap.MacintoshCyrillic, []string{"ru", "uk"}, true, -1},
	{"euc-jp", japanese.EUCJP, []string{"ja"}, true, -1},
	{"windows-1257", charmap.Windows1257, baltic, true, 0},
	{"iso-8859-13", charmap.ISO8859_13, baltic, true, -4},
	{"iso-8859-4", charmap.ISO8859_4, baltic, true, -10},
	{"windows-1258", charmap.Windows1258, []string{"vi"}, true, -1},
	{"iso-8859-6", charmap.ISO8859_6, []string{"ar"}, true, -1},
	{"iso-8859-8", charmap.ISO8859_8, []string{"he"}, true, -1},
}

// charset returns the encoding by the name under which it is known.
func (c candidate) charset() charset {
	title := strings.ToUpper(c.name)
	switch {
	case strings.HasPrefix(c.name, "windows"):
		title = "W" + c.name[1:]
	case c.name == "shift_jis":
		title = "Shift_JIS"
	case c.name == "big5":
		title = "Big5"
	}
	return charset{title, c.encoding}
}

// wide reports whether characters of the encoding have several bytes.
func (c candidate) wide() bool {
	_, single := c.encoding.(*charmap.Charmap)
	return !single
}
