package cli

import (
	"iter"

	"vobizsync/reconcile"
)

// results is a plan, or what came of it.
type results = iter.Seq2[reconcile.Result, error]

// limited skips the creates of a plan after the first n; 0 means no limit. Creates
// that an earlier run may have sent are still settled.
func limited(plan results, n int, j *reconcile.Journal) results {
	if n <= 0 {
		return plan
	}
	return func(yield func(reconcile.Result, error) bool) {
		creates := 0
		for r, err := range plan {
			if err == nil && r.Status == reconcile.Create && !j.Doubtful(r.Email) {
				if creates++; creates > n {
					r.Wait(n)
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// wanted is how many accounts a run may create.
func (o *syncOptions) wanted(missing int) int {
	if o.limit > 0 {
		return min(missing, o.limit)
	}
	return missing
}
