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
