package words

import "unicode/utf8"

// Distance counts the slips between two words: letters that were left out, added,
// replaced, or swapped with the next (optimal string alignment distance).
func Distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	before, above, row := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i := range from {
		before, above, row = above, row, before
		row[0] = i + 1
		for j := range to {
			replaced := above[j]
			if from[i] != to[j] {
				replaced++
			}
			row[j+1] = min(above[j+1]+1, row[j]+1, replaced)
			if i > 0 && j > 0 && from[i] == to[j-1] && from[i-1] == to[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(to)]
}

// OneSlip reports whether the Distance of two words is 1. It allocates nothing;
// words that are not ASCII it compares by their bytes.
func OneSlip(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch {
	case len(a) > len(b):
		return a[1:] == b
	case len(a) < len(b):
		return a == b[1:]
	case len(a) == 0:
		return false
	}
	return a[1:] == b[1:] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}

// Nearest returns the index of the name that a word was meant for, the first of
// those with the fewest slips: at most so many, and fewer than half of the name's
// letters. It is -1 where no name is that near. Whoever wants case or punctuation
// passed over folds word and names alike before.
func Nearest(word string, names []string, most int) int {
	best, least := -1, most+1
	for i, name := range names {
		if d := Distance(word, name); d < least && d < utf8.RuneCountInString(name)/2 {
			best, least = i, d
		}
	}
	return best
}
