package table

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// spool keeps the blocks of a sheet in a temporary file: a workbook takes long to
// parse, and is read several times. There are passwords in it, so it is readable
// by its owner only, and has no name where the system allows that: nothing is
// left of it however the program ends.
type spool struct {
	file  *os.File
	named bool
	out   *bufio.Writer
	err   error // of the first write that failed
}

// newSpool makes an empty spool. One that can't be written is a nil spool, which
// keeps nothing: the workbook is parsed again then.
func newSpool() *spool {
	file, err := os.CreateTemp("", ".vobizsync-*") // with mode 0600
	if err != nil {
		return nil
	}
	named := os.Remove(file.Name()) != nil
	return &spool{file: file, named: named, out: bufio.NewWriterSize(file, 64<<10)}
}

// add keeps a block: how many empty rows are before it, the rows of the sheet,
// each as the difference to the one before, and the text.
func (s *spool) add(b *Block) {
	if s == nil || s.err != nil {
		return
	}
	head := binary.AppendUvarint(nil, uint64(b.Empty))
	head = binary.AppendUvarint(head, uint64(len(b.Lines)))
	before := 0
	for _, line := range b.Lines {
		head = binary.AppendUvarint(head, uint64(line-before))
		before = line
	}
	head = binary.AppendUvarint(head, uint64(len(b.Raw)))
	_, err := s.out.Write(head)
	if err == nil {
		_, err = s.out.Write(b.Raw)
	}
	s.err = err
}

// complete reports whether all that was added can be read.
func (s *spool) complete() bool {
	if s == nil {
		return false
	}
	if s.err == nil {
		s.err = s.out.Flush()
	}
	return s.err == nil
}

// blocks yields the blocks in their order.
func (s *spool) blocks(yield func(Block, error) bool) {
	size, err := s.file.Seek(0, io.SeekEnd)
	if err != nil {
		yield(Block{}, err)
		return
	}
	r := bufio.NewReaderSize(io.NewSectionReader(s.file, 0, size), 64<<10)
	for {
		b, err := readBlock(r)
		if errors.Is(err, io.EOF) {
			return
		}
		if !yield(b, err) || err != nil {
			return
		}
	}
}

// readBlock reads what add has written. The error is io.EOF at the end.
func readBlock(r *bufio.Reader) (b Block, err error) {
	next := func() (n int) {
		if err == nil {
			var u uint64
			u, err = binary.ReadUvarint(r)
			n = int(u)
		}
		return n
	}
	b.Empty = next()
	if err != nil {
		return b, err
	}
	b.Lines = make([]int, next())
	line := 0
	for i := range b.Lines {
		line += next()
		b.Lines[i] = line
	}
	b.Raw = make([]byte, next())
	if err == nil {
		_, err = io.ReadFull(r, b.Raw)
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}

// close removes the file.
func (s *spool) close() error {
	if s == nil {
		return nil
	}
	err := s.file.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}
