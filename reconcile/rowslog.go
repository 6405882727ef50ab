package reconcile

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"vobizsync/internal/disk"
)

// RowsFile is the name of the results so far in the folder of a run. It is also
// the folder's lock.
const RowsFile = "rows.log"

// rowsLog is the results so far of a run. What holds:
//
//   - It only grows, until another run begins in the folder.
//   - It is a cache, and not synced: what is lost is decided again, from the server
//     and the ledger. So a record that a crash has torn ends what is read.
//   - It has no passwords and no tokens in it.
//
// The file begins with rowsMagic. Then each record is, in little endian, the
// length of its payload (4 bytes), the CRC-32C of that (4 bytes), and the payload:
// its kind (1 byte), the row (4 bytes, 0 for none), and a JSON document.
type rowsLog struct {
	path  string
	file  *os.File
	probe func(before bool) error // of each row; nil for none

	mu       sync.Mutex
	failed   error // the first failure to write ends the writing
	pin      Pin   // of the run; its Version is 0 where there is none
	places   []int64
	settled  int
	resolved []bool // by row: the record at its place is of a settled row
	end      int64
	begun    *Pin // the run that takes the place of the one in the file, see [rowsLog.begin]
}

const rowsMagic = "vobizsync rows 1\n"

// The kinds of records.
const (
	pinRecord      = 'p' // the run
	openRecord     = 'o' // a row that is not settled
	settledRecord  = 's' // a row that is
	finishedRecord = 'f' // the run has come to its end
)

const (
	frameHead  = 8 // before the payload
	payloadRow = 1 // where the row is in it
	payloadDoc = 5 // where the document does
	// mostPayload bounds a record: a length beyond it is not one of ours.
	mostPayload = 64 << 20
)

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) } // made once

// openRows opens the results so far of a folder and locks it. A file that is not
// there is made.
func openRows(dir string) (*rowsLog, error) {
	path := filepath.Join(dir, RowsFile)
	f, err := disk.OpenPrivate(path, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, disk.WriteError(path, err)
	}
	l := &rowsLog{path: path, file: f}
	locked, err := disk.TryLock(f, false)
	switch {
	case err != nil:
		err = disk.WriteError(path, err)
	case !locked:
		err = ErrLocked
	default:
		if err = disk.Same(path, f); err == nil {
			err = l.load()
		}
	}
	if err == nil {
		err = disk.SyncDir(dir)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return l, nil
}

// readRows opens the results of a folder for reading only.
func readRows(dir string) (*rowsLog, error) {
	path := filepath.Join(dir, RowsFile)
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrNoRun
	}
	if err != nil {
		return nil, readError(path, err)
	}
	l := &rowsLog{path: path, file: f}
	if locked, err := disk.TryLock(f, true); err == nil && !locked { // a disk without locks has no run at work
		f.Close()
		return nil, ErrLocked
	}
	if err := l.load(); err != nil {
		f.Close()
		return nil, err
	}
	if l.pin.Version == 0 {
		f.Close()
		return nil, ErrNoRun
	}
	return l, nil
}

// load reads the file as far as it is whole. A file of anything else reads as an
// empty one.
func (l *rowsLog) load() error {
	l.pin, l.places, l.resolved, l.settled, l.end = Pin{}, nil, nil, 0, 0
	r := bufio.NewReaderSize(io.NewSectionReader(l.file, 0, 1<<62), 1<<18)
	magic := make([]byte, len(rowsMagic))
	if n, err := io.ReadFull(r, magic); err != nil || string(magic) != rowsMagic {
		if err != nil && n == 0 && !errors.Is(err, io.EOF) {
			return readError(l.path, err) // a folder, say
		}
		return nil
	}
	l.end = int64(len(rowsMagic))
	for {
		payload, err := readFrame(r)
		if err != nil {
			return readError(l.path, err)
		}
		if payload == nil || !l.note(payload, l.end) {
			return nil
		}
		l.end += frameHead + int64(len(payload))
	}
}

// readFrame reads a payload; nil where none is whole.
func readFrame(r io.Reader) ([]byte, error) {
	var head [frameHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, notTheEnd(err)
	}
	size := binary.LittleEndian.Uint32(head[:])
	if size < payloadDoc || size > mostPayload {
		return nil, nil
	}
	payload := make([]byte, size)
	if _, err := io.ReadFull(r, payload); err != nil {
		return nil, notTheEnd(err)
	}
	if crc32.Checksum(payload, castagnoli()) != binary.LittleEndian.Uint32(head[4:]) {
		return nil, nil
	}
	return payload, nil
}

// notTheEnd passes over the end of a file.
func notTheEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// note takes a payload that is at a place. It reports whether it is one.
func (l *rowsLog) note(payload []byte, place int64) bool {
	row, document := int(binary.LittleEndian.Uint32(payload[payloadRow:])), payload[payloadDoc:]
	switch kind := payload[0]; kind {
	case pinRecord:
		var pin Pin
		if json.Unmarshal(document, &pin) != nil || pin.Version != recordVersion {
			return false
		}
		l.pin = pin
	case finishedRecord:
		var at time.Time
		if json.Unmarshal(document, &at) != nil {
			return false
		}
		l.pin.Finished = at
	case openRecord, settledRecord:
		l.place(row, place, kind == settledRecord)
	default:
		return false
	}
	return l.pin.Version != 0
}

func (l *rowsLog) place(row int, place int64, settled bool) {
	for len(l.places) <= row {
		l.places, l.resolved = append(l.places, 0), append(l.resolved, false)
	}
	if settled != l.resolved[row] {
		l.settled++
		if !settled {
			l.settled -= 2
		}
	}
	l.places[row], l.resolved[row] = place, settled
}

// begin starts a run. Of another one that has results in the file nothing is known
// any more, but they stay there until the first of this run is written: one that is
// refused before has replaced nothing.
func (l *rowsLog) begin(pin *Pin) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	hadRows := len(l.places) > 0
	l.pin, l.places, l.resolved, l.settled, l.end = *pin, nil, nil, 0, 0
	if l.begun = pin; hadRows {
		return nil
	}
	l.failed = l.replace()
	return l.failed
}

// replace empties the file for the run that has begun.
func (l *rowsLog) replace() error {
	pin := l.begun
	if pin == nil {
		return nil
	}
	l.begun = nil
	err := l.file.Truncate(0)
	if err == nil {
		_, err = l.file.WriteAt([]byte(rowsMagic), 0)
	}
	if err != nil {
		return disk.WriteError(l.path, err)
	}
	l.end = int64(len(rowsMagic))
	frame, err := newFrame(pinRecord, 0, pin)
	if err != nil {
		return err
	}
	return l.append(frame)
}

// resume cuts off what was torn.
func (l *rowsLog) resume() error {
	if err := l.file.Truncate(l.end); err != nil {
		return disk.WriteError(l.path, err)
	}
	return nil
}

// put writes what is known of a row.
func (l *rowsLog) put(row int, rec *record) error {
	kind := byte(openRecord)
	if rec.settled() {
		kind = settledRecord
	}
	return l.write(kind, row, rec)
}

// write appends a record, by one write.
func (l *rowsLog) write(kind byte, row int, document any) error {
	frame, err := newFrame(kind, row, document)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failed == nil {
		l.failed = l.replace()
	}
	if l.failed == nil {
		l.failed = l.append(frame)
	}
	return l.failed
}

// newFrame is a record as it is in the file.
func newFrame(kind byte, row int, document any) ([]byte, error) {
	text, err := json.Marshal(document)
	if err != nil {
		return nil, err
	}
	b := make([]byte, frameHead, frameHead+payloadDoc+len(text))
	b = binary.LittleEndian.AppendUint32(append(b, kind), uint32(row))
	b = append(b, text...)
	payload := b[frameHead:]
	binary.LittleEndian.PutUint32(b, uint32(len(payload)))
	binary.LittleEndian.PutUint32(b[4:], crc32.Checksum(payload, castagnoli()))
	return b, nil
}

func (l *rowsLog) append(b []byte) error {
	payload := b[frameHead:]
	row := payload[0] == openRecord || payload[0] == settledRecord
	err := l.probed(row, true)
	if err == nil {
		_, err = l.file.WriteAt(b, l.end)
	}
	if err == nil {
		l.note(payload, l.end)
		l.end += int64(len(b))
		err = l.probed(row, false)
	}
	if err != nil {
		return disk.WriteError(l.path, err)
	}
	return nil
}

func (l *rowsLog) probed(row, before bool) error {
	if l.probe == nil || !row {
		return nil
	}
	return l.probe(before)
}

// get returns what is known of a row.
func (l *rowsLog) get(row int) (rec record, ok bool, err error) {
	l.mu.Lock()
	var place int64
	if row < len(l.places) {
		place = l.places[row]
	}
	l.mu.Unlock()
	if place == 0 {
		return rec, false, nil
	}
	payload, err := readFrame(bufio.NewReaderSize(io.NewSectionReader(l.file, place, 1<<62), 512))
	if err != nil {
		return rec, false, readError(l.path, err)
	}
	if payload == nil {
		return rec, false, readError(l.path, errors.New("it was changed by another program"))
	}
	rec, err = decodeRecord(payload[payloadDoc:])
	return rec, err == nil, err
}

// isSettled reports whether the last record of a row is that of a settled one.
func (l *rowsLog) isSettled(row int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return row < len(l.resolved) && l.resolved[row]
}

// rows is one more than the highest row on record.
func (l *rowsLog) rows() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.places)
}

// failure returns the error that ended the writing.
func (l *rowsLog) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failed
}
