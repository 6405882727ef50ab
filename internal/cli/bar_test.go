package cli

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestBar(t *testing.T) {
	const wide = barCells + barFrame
	full, half, empty := strings.Repeat("█", 20), strings.Repeat("█", 10)+strings.Repeat(" ", 10), strings.Repeat(" ", 20)
	tests := []struct {
		done, total, room int
		want              string
	}{
		{0, 200, wide, "   0% |" + empty + "| "},
		{1, 200, wide, "   0% |" + empty + "| "},
		{100, 200, wide, "  50% |" + half + "| "},
		{100, 200, 1000, "  50% |" + half + "| "},
		{199, 200, wide, "  99% |" + full[:19*len("█")] + " | "}, // not all
		{200, 200, wide, " 100% |" + full + "| "},
		{201, 200, wide, " 100% |" + full + "| "},
		{1, 2, barFrame + 5, "  50% |██   | "},
		{1, 2, barFrame + fewCells, "  50% |██  | "},
		{1, 2, barFrame + fewCells - 1, ""},
		{1, 2, 0, ""},
		{1, 2, -20, ""},
		{0, 0, wide, ""},
	}
	for _, tt := range tests {
		got := bar(tt.done, tt.total, tt.room)
		if got != tt.want {
			t.Errorf("bar(%d, %d, %d) = %q, want %q", tt.done, tt.total, tt.room, got, tt.want)
		}
		if got != "" && utf8.RuneCountInString(got) > tt.room {
			t.Errorf("bar(%d, %d, %d) = %q takes %d columns", tt.done, tt.total, tt.room, got, utf8.RuneCountInString(got))
		}
	}
}
