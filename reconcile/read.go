package reconcile

import (
	"context"
	"iter"

	"vobizsync/importer"
	"vobizsync/internal/inorder"
)

// Read reads the rows of a file in their order, checking up to n blocks of them
// at a time, and counts into t.
func Read(ctx context.Context, f *importer.File, n int, t *importer.Tally) iter.Seq2[*importer.Entry, error] {
	return f.Entries(inorder.Map(ctx, n, 2*n, f.Blocks(), func(_ context.Context, b importer.Block) (importer.Batch, error) {
		return f.Check(b), nil
	}), t)
}

// Keep reads the rows of a file as Read does, and keeps them. The file is closed
// then.
func Keep(ctx context.Context, f *importer.File, n int) (*importer.Reading, error) {
	return f.Keep(inorder.Map(ctx, n, 2*n, f.Blocks(), func(_ context.Context, b importer.Block) (importer.Batch, error) {
		return f.Pack(b), nil
	}))
}

// RowsOf returns the rows of a reading.
func RowsOf(r *importer.Reading) Rows {
	return func(ctx context.Context) iter.Seq2[*importer.Entry, error] {
		return func(yield func(*importer.Entry, error) bool) {
			for e, err := range r.Entries() {
				if err == nil {
					err = ctx.Err()
				}
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}
