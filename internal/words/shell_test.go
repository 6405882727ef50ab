package words

import "testing"

func TestShellOfWindows(t *testing.T) {
	for word, want := range map[string]string{
		`C:\Users\ann\customers.csv`: `C:\Users\ann\customers.csv`,
		`C:\My Files\a.csv`:          `"C:\My Files\a.csv"`,
		`C:\My Files\`:               `"C:\My Files\\"`,
		`name={First} {Last}`:        `"name={First} {Last}"`,
		`company="Acme, Inc."`:       `"company=""Acme, Inc."""`,
		``:                           `""`,
		`a,b`:                        `"a,b"`,
		`50%`:                        `"50%"`,
		`--rate`:                     `--rate`,
	} {
		if got := shell(word, true); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}
