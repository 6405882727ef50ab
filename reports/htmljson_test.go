package reports

import (
	"encoding/json"
	"testing"
)

// A text is written as the encoder writes it, whatever is in it.
func TestAppendText(t *testing.T) {
	texts := []string{"", "plain", "<script>", "a & b", `"quoted" \\`, "M\u00fcller", "\u2028", "\x00", "\x7f", "\xff", "line\nend"}
	for c := range 0x100 {
		texts = append(texts, "a"+string([]byte{byte(c)})+"b", string(rune(c)))
	}
	for _, text := range texts {
		sameText(t, text)
	}
}

func FuzzAppendText(f *testing.F) {
	f.Add("say \"M\u00fcller & S\u00f6hne\"")
	f.Add("a\\\"\u2029\xffb")
	f.Fuzz(sameText)
}

func sameText(t *testing.T, text string) {
	want, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	if got := appendText([]byte{','}, text); string(got) != ","+string(want) {
		t.Errorf("%q is written as %s, want %s", text, got[1:], want)
	}
}
