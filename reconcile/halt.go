package reconcile

import "context"

// A context ends what is under way. A halt only keeps what has not begun from
// beginning: a create that waits for its turn, or for a pause that the server
// asked for, is not sent any more, while one whose answer is awaited goes on.

type haltKey struct{}

func withHalt(ctx, halt context.Context) context.Context {
	return context.WithValue(ctx, haltKey{}, halt)
}

// HaltOf returns the context whose end means that a request that has not been
// sent must not be sent any more. Where there is none, it never ends.
func HaltOf(ctx context.Context) context.Context {
	if halt, ok := ctx.Value(haltKey{}).(context.Context); ok {
		return halt
	}
	return context.Background()
}
