package cli

import (
	"slices"
	"testing"
)

// The question counts the look-alikes once, and no more of them than it creates.
func TestTheQuestionCountsLookAlikesOnce(t *testing.T) {
	for _, tt := range []struct {
		alike, wanted int
		want          []string
	}{
		{0, 20, nil},
		{1, 20, []string{"1 looks like an existing customer under another e-mail"}},
		{12, 20, []string{"12 look like existing customers under another e-mail"}},
		{12, 5, []string{"up to 5 look like existing customers under another e-mail"}},
	} {
		p := planned{missing: 20, alike: tt.alike}
		if got := p.others(tt.wanted); !slices.Equal(got, tt.want) {
			t.Errorf("%d alike, %d to create: %q, want %q", tt.alike, tt.wanted, got, tt.want)
		}
	}
}
