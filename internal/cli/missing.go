package cli

import (
	"context"

	"vobizsync/reports"
)

// writeMissing has the accounts listed that are not in the file, if --missing is
// given.
func writeMissing(ctx context.Context, w *reports.Writer, k *known, o *planOptions) {
	if o.missing {
		w.Missing(k.existing.Missing(ctx, k.rows))
	}
}
