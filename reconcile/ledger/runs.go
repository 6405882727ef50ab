package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"vobizsync/internal/disk"
)

// RunsFile is the name of the list of runs in a partner's folder.
const RunsFile = "runs.log"

// PastRun is a line of runs.log.
type PastRun struct {
	ID      string            `json:"id,omitempty"`
	At      time.Time         `json:"at"` // when it began
	Seconds float64           `json:"seconds"`
	Command string            `json:"command"`
	File    string            `json:"file,omitempty"`
	Path    string            `json:"path,omitempty"` // of the file, absolute; "" for standard input
	Folder  string            `json:"folder,omitempty"`
	Counts  map[string]int    `json:"counts,omitempty"`  // by status
	Mapping map[string]string `json:"mapping,omitempty"` // what fills each field
	Shape   *Shape            `json:"shape,omitempty"`   // of the file; nil where nothing was to be created yet
	Exit    int               `json:"exit"`
}

// Shape is what the file of a run looked like: no cell of it, and of its columns'
// headers only those that may be shown.
type Shape struct {
	Rows    int             `json:"rows"`              // those whose cells could be read
	Doubts  int             `json:"doubts"`            // rows with a doubt
	Filled  map[string]int  `json:"filled,omitempty"`  // rows that have something in a field
	Columns map[string]bool `json:"columns,omitempty"` // header → whether it goes into a field
	Hidden  int             `json:"hidden,omitempty"`  // columns whose header is not shown
}

// AddRun appends a run to runs.log, and syncs it. What a crash has torn off there
// is cut off first.
func (l *Ledger) AddRun(r PastRun) error {
	if l == nil {
		return nil
	}
	if l.lock == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.ran = append(l.ran, r)
		return nil
	}
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	path := filepath.Join(l.lock.dir, RunsFile)
	_, err = os.Lstat(path)
	made := errors.Is(err, fs.ErrNotExist)
	f, err := openFile(path, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return err
	}
	err = appendLine(diskFile{f}, append(line, '\n'))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return disk.WriteError(path, err)
	}
	if made {
		return disk.SyncDir(l.lock.dir)
	}
	return nil
}

// appendLine appends a line behind the last whole one.
func appendLine(f file, line []byte) error {
	size, err := f.Size()
	if err != nil {
		return err
	}
	end := size
	for b := make([]byte, 4096); end > 0; {
		n := min(int64(len(b)), end)
		if _, err := f.ReadAt(b[:n], end-n); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if i := bytes.LastIndexByte(b[:n], '\n'); i >= 0 {
			end += int64(i) + 1 - n
			break
		}
		end -= n
	}
	if end < size {
		if err := f.Truncate(end); err != nil {
			return err
		}
	}
	if _, err = f.WriteAt(line, end); err == nil {
		err = f.Sync()
	}
	if err != nil {
		_ = f.Truncate(end) // else the next run does
	}
	return err
}

// Runs returns the runs that this ledger's folder has on record, oldest first.
func (l *Ledger) Runs() ([]PastRun, error) {
	switch {
	case l == nil:
		return nil, nil
	case l.path == "":
		l.mu.RLock()
		defer l.mu.RUnlock()
		return append([]PastRun(nil), l.ran...), nil
	}
	return ReadRuns(filepath.Dir(l.path))
}

// ReadRuns returns the runs on record in a folder, oldest first. It needs no lock.
// A line that a crash has torn is passed over.
func ReadRuns(dir string) ([]PastRun, error) {
	path := filepath.Join(dir, RunsFile)
	f, err := openFile(path, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("%s can't be read: %w", path, err)
	}
	var runs []PastRun
	for line := range bytes.Lines(b) {
		var r PastRun
		if bytes.HasSuffix(line, []byte{'\n'}) && json.Unmarshal(line, &r) == nil {
			runs = append(runs, r)
		}
	}
	return runs, nil
}
