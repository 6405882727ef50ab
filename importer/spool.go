package importer

import (
	"fmt"
	"os"

	"vobizsync/internal/disk"
)

// inMemory is how much of a spool is held in memory.
const inMemory = 4 << 20

// spool keeps blocks of bytes: the first few MiB in memory, and from there on all
// of them in a file without a name, for there are passwords in it.
type spool struct {
	dir  string // of the file; empty for that of the temporary files
	mem  []byte
	file *os.File
	ends []int64 // of the blocks
}

func (s *spool) size() int64 {
	if len(s.ends) == 0 {
		return 0
	}
	return s.ends[len(s.ends)-1]
}

// add keeps a block, which is given in parts.
func (s *spool) add(parts ...[]byte) error {
	end := s.size()
	for _, p := range parts {
		end += int64(len(p))
	}
	if s.file == nil && end > inMemory {
		if err := s.spill(); err != nil {
			return err
		}
	}
	for _, p := range parts {
		if s.file == nil {
			s.mem = append(s.mem, p...)
		} else if _, err := s.file.Write(p); err != nil {
			return spoolError(err)
		}
	}
	s.ends = append(s.ends, end)
	return nil
}

// spill moves what is in memory to the file.
func (s *spool) spill() (err error) {
	if s.file, err = disk.Spool(s.dir); err != nil {
		return err
	}
	if _, err = s.file.Write(s.mem); err != nil {
		return spoolError(err)
	}
	s.mem = nil
	return nil
}

// block returns the i-th block. The bytes are the caller's to read, not to write.
func (s *spool) block(i int) ([]byte, error) {
	start := int64(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	if s.file == nil {
		return s.mem[start:s.ends[i]:s.ends[i]], nil
	}
	b := make([]byte, s.ends[i]-start)
	if _, err := s.file.ReadAt(b, start); err != nil {
		return nil, spoolError(err)
	}
	return b, nil
}

func spoolError(err error) error {
	return fmt.Errorf("the rows can't be stored: %w", disk.Cause(err))
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
