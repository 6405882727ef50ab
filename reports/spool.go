package reports

import (
	"bufio"
	"io"
	"os"

	"vobizsync/internal/disk"
)

// spool is a file without a name, for what gets its place in another file later.
type spool struct {
	*bufio.Writer
	file *os.File
}

func newSpool(dir string) (*spool, error) {
	f, err := disk.Nameless(dir)
	if err != nil {
		return nil, err
	}
	return &spool{bufio.NewWriterSize(f, 64<<10), f}, nil
}

// copyTo writes what the spool has to w.
func (s *spool) copyTo(w io.Writer) error {
	if err := s.Flush(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.file)
	return err
}

func (s *spool) close() { s.file.Close() }
