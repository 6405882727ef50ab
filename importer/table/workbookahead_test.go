package table

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"testing/synctest"
)

// What is read ahead is what is read, with the error at its end, and a reading
// that is given up leaves nothing behind: synctest waits for every goroutine.
func TestReadingAheadChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		text := bytes.Repeat([]byte("0123456789"), 100_000)
		torn := errors.New("torn")
		for _, tt := range []struct {
			name string
			from io.Reader
			want error
		}{
			{"whole", bytes.NewReader(text), nil},
			{"by halves", iotest.HalfReader(bytes.NewReader(text)), nil},
			{"the end with the last bytes", iotest.DataErrReader(bytes.NewReader(text)), nil},
			{"torn", io.MultiReader(bytes.NewReader(text), iotest.ErrReader(torn)), torn},
		} {
			a := newReadAhead(io.NopCloser(tt.from))
			got, err := io.ReadAll(a)
			if !bytes.Equal(got, text) || !errors.Is(err, tt.want) {
				t.Errorf("%s: %d bytes, %v; want %d, %v", tt.name, len(got), err, len(text), tt.want)
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
			a = newReadAhead(io.NopCloser(bytes.NewReader(text)))
			if _, err := a.Read(make([]byte, 10)); err != nil {
				t.Error(err)
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}
