package cli_test

import "testing"

// sample is all of a matrix, or under -short its first members.
func sample[T any](all []T, first int) []T {
	if testing.Short() {
		return all[:min(first, len(all))]
	}
	return all
}
