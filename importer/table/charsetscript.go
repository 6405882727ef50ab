package table

// script is what letters of one word have in common.
type script int

const (
	_ script = iota
	latin
	greek
	cyrillicScript
	hebrew
	arabic
	thai
	hangul
	han    // and kana, which are in one word
	narrow // katakana of half a width
	anyScript
)

// scripts are ranges of Unicode's blocks, as far as the encodings that are tried
// have characters of them.
var scripts = []struct {
	from, to rune
	script   script
}{
	{0, 0x24f, latin},
	{0x300, 0x36f, latin}, // marks, of Vietnamese
	{0x370, 0x3ff, greek},
	{0x400, 0x52f, cyrillicScript},
	{0x590, 0x5ff, hebrew},
	{0x600, 0x6ff, arabic},
	{0xe00, 0xe7f, thai},
	{0x1e00, 0x1eff, latin},
	{0x3000, 0x312f, han},
	{0x3400, 0x9fff, han},
	{0xac00, 0xd7af, hangul},
	{0xf900, 0xfaff, han},
	{0xff66, 0xff9f, narrow},
	{0x20000, 0x3ffff, han},
}

func scriptOf(r rune) script {
	for _, s := range scripts {
		if r <= s.to {
			if r >= s.from {
				return s.script
			}
			break
		}
	}
	return anyScript
}
