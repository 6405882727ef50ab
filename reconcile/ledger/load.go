package ledger

import (
	"errors"
	"fmt"
	"io"
)

// loadBuffer is how much is read at a time; a record is shorter.
const loadBuffer = 256 << 10

// load reads the records of a file into an index, and returns where the last
// whole one ends. What is behind that was torn by a crash. Size is how much
// of the file is looked at.
func load(f file, path string, size int64) (x *index, end int64, err error) {
	x, end = newIndex(size-headerSize), headerSize
	buffer, have := make([]byte, min(loadBuffer, size-headerSize)), 0
	for read := end; read < size; {
		n, err := f.ReadAt(buffer[have:have+int(min(int64(len(buffer)-have), size-read))], read)
		if err != nil && !errors.Is(err, io.EOF) || n == 0 {
			return nil, 0, readError(path, err)
		}
		read, have = read+int64(n), have+n
		used, more, err := x.load(buffer[:have], end)
		if err != nil {
			return nil, 0, &damagedError{path, end, err}
		}
		end += int64(used)
		if used < have && (!more || read == size) {
			return x, end, torn(f, path, end, size)
		}
		have = copy(buffer, buffer[used:have])
	}
	return x, end, nil
}

// batchSize is how many records are readied for the index at a time.
const batchSize = 64

// load adds the records at the start of b, which is at an offset, and returns
// how many bytes they are. More is true where a longer b may have the next one.
func (x *index) load(b []byte, offset int64) (used int, more bool, err error) {
	var batch [batchSize]placed
	for n := batchSize; n == batchSize; {
		for n = 0; n < batchSize && used < len(b); n++ {
			payload, size, short := frame(b[used:], offset+int64(used))
			if payload == nil {
				more = short
				break
			}
			batch[n] = x.place(payload, offset+int64(used))
			used += size
		}
		x.touch(batch[:n])
		for _, p := range batch[:n] {
			if kind(p.payload[0]) == sendKind && int64(sentBy(p.payload)) >= int64(len(x.runs)) {
				return 0, false, errors.New("a send belongs to a run that is not recorded")
			}
			x.add(p)
		}
	}
	return used, more, nil
}

// torn returns an error where what is at an offset is not the torn end of the
// file: where a record behind it belongs to a group that starts behind it, and so
// was written when all before was synced.
func torn(f file, path string, bad, size int64) error {
	window := make([]byte, 4*(frameSize+maxPayload))
	for at := bad + 1; at < size; {
		want := int(min(int64(len(window)), size-at))
		n, err := f.ReadAt(window[:want], at)
		if n < want {
			return readError(path, err)
		}
		last := at+int64(n) == size
		i := 0
		for ; i < n && (last || n-i >= frameSize+maxPayload); i++ {
			payload, _, _ := frame(window[i:n], at+int64(i))
			if payload != nil && at+int64(i)-groupDistance(payload) > bad {
				return &damagedError{path, bad, errors.New("complete records follow it")}
			}
		}
		at += int64(i)
	}
	return nil
}

func readError(path string, err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		err = errors.New("it became shorter while it was read")
	}
	return fmt.Errorf("%s can't be read: %w", path, err)
}
