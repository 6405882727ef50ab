package table

import (
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"vobizsync/internal/disk"
)

// Block is a run of whole records of the file, ready to be checked apart from
// the others.
type Block struct {
	Raw  string
	Line int // the line of the file where Raw starts
	// Lines are the rows of the sheet from which the records of Raw were made,
	// and Empty how many without any cell lie before them; for text, none.
	Lines []int
	Empty int

	// Defect is why Raw, a single record, can't be read as a row; "" for a
	// block of well-framed records.
	Defect string
	// SuspectLines are the lines on which a record starts whose quoted field has lines
	// in it that look like rows.
	SuspectLines []int

	// Passed counts what was passed over behind the rows.
	Passed Passed

	clean   bool   // the text so far was UTF-8 without NUL
	charset string // of the text, "" for a sheet
	decoded bool   // from another encoding than UTF-8
}

// Clean reports whether nothing is wrong with the characters of the block, so
// that none of its rows has a flaw. Of a sheet only a NUL can be one, which it writes as
// _x0000_.
func (b *Block) Clean() bool {
	if b.charset == "" {
		return strings.IndexByte(b.Raw, 0) < 0
	}
	return b.clean || len(b.Flaws(b.Raw)) == 0
}

// Flaws says what is wrong with the characters of a row. Decoding makes U+FFFD of
// what is none.
func (b *Block) Flaws(raw string) (flaws []string) {
	if !utf8.ValidString(raw) || b.decoded && strings.Contains(raw, "\ufffd") {
		flaws = append(flaws, "the row is not in "+b.charset)
	}
	if strings.IndexByte(raw, 0) >= 0 {
		flaws = append(flaws, "the row has a NUL byte in it")
	}
	return flaws
}

var errReadBefore = errors.New("the rows were already read: please report this")

// Blocks reads the rows of the file, once. The last error tells, too, that the
// file changed while it was read.
func (f *File) Blocks() iter.Seq2[Block, error] {
	return func(yield func(Block, error) bool) {
		if f.read {
			yield(Block{}, errReadBefore)
			return
		}
		f.read, f.ahead = true, "" // which rest hands out
		blocks := f.textBlocks
		if f.sheet != nil {
			blocks = f.sheetBlocks
		}
		for b, err := range blocks {
			if !yield(b, err) || err != nil {
				return
			}
		}
		if f.sum != "" {
			return
		}
		sum, err := f.source.finish()
		if err != nil {
			yield(Block{}, f.readError(0, err))
			return
		}
		f.sum = sum
	}
}

func (f *File) textBlocks(yield func(Block, error) bool) {
	fr := NewFramer(f.rest, f.Cutter())
	fr.line = f.line
	for {
		block, err := fr.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			yield(Block{}, f.readError(fr.line, err))
			return
		}
		block.clean = f.utf8 != nil && f.utf8.clean()
		block.charset, block.decoded = f.dialect.charset.name, f.dialect.charset.encoding != nil
		if !yield(block, nil) {
			return
		}
	}
}

// readError says why reading stopped: where it changed meanwhile, that
// is why.
func (f *File) readError(line int, err error) error {
	if changed := f.source.unchanged(); changed != nil {
		return changed
	}
	var e *InputError
	if errors.As(err, &e) {
		return e
	}
	stopped := &InputError{Name: f.name, Line: line, Problem: "reading stopped: " + disk.Cause(err).Error()}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		stopped.Hint = "the file is cut short: copy or download it again"
	}
	return stopped
}
