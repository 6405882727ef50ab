package cli_test

import (
	"os"
	"testing"
)

// full tells that the matrices are to be whole, of which the tests otherwise leave out
// members that differ from their neighbours in nothing that matters: a minute or more.
func full() bool { return os.Getenv("VOBIZSYNC_TEST_FULL") != "" }

// sample is all of a matrix, or under -short its first members.
func sample[T any](all []T, first int) []T {
	if testing.Short() {
		return all[:min(first, len(all))]
	}
	return all
}

// next is the call after the n-th that is to go wrong. The first ones are each of
// another kind; those of many come in a run of equal ones.
func next(n int) int {
	switch {
	case full():
		return n + 1
	case testing.Short():
		return n + 12
	}
	return n + 1 + n/8
}
