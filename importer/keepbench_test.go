package importer

import (
	"os"
	"path/filepath"
	"testing"

	"vobizsync/internal/ownfolder"
)

// BenchmarkReading compares, on one core, rows that are checked only, rows that
// are kept, too, and rows that are read from what was kept.
func BenchmarkReading(b *testing.B) {
	path := filepath.Join(b.TempDir(), "c.csv")
	content := manyDuplicates(100_000)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		b.Fatal(err)
	}
	open := func(b *testing.B) *File {
		f, err := Open(path, "c.csv", Options{Folder: ownfolder.Make(b)})
		if err != nil {
			b.Fatal(err)
		}
		return f
	}
	b.Run("checked", func(b *testing.B) {
		b.SetBytes(int64(len(content)))
		for b.Loop() {
			f := open(b)
			for _, err := range f.Read(&Tally{}) {
				if err != nil {
					b.Fatal(err)
				}
			}
			f.Close()
		}
	})
	b.Run("kept", func(b *testing.B) {
		b.SetBytes(int64(len(content)))
		for b.Loop() {
			f := open(b)
			r, err := f.Keep(packed(f))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(r.spool.size())/float64(len(content)), "spool/file")
			r.Close()
		}
	})
	b.Run("again", func(b *testing.B) {
		f := open(b)
		r, err := f.Keep(packed(f))
		if err != nil {
			b.Fatal(err)
		}
		defer r.Close()
		b.SetBytes(int64(len(content)))
		for b.Loop() {
			for _, err := range r.Entries() {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
