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

func TestTheProgramOfALine(t *testing.T) {
	for _, tt := range []struct {
		path    string
		windows bool
		want    string
	}{
		{`C:\Tools\vobizsync.exe`, true, `C:\Tools\vobizsync.exe`},
		{`C:\Program Files\vobizsync.exe`, true, `C:\Program" "Files\vobizsync.exe`},
		{`C:/Program Files (x86)/a b.exe`, true, `C:\Program" "Files" ("x86")"\a" "b.exe`},
		{`\\server\my share\vobizsync.exe`, true, `\\server\my" "share\vobizsync.exe`},
		{`C:\(x86)\vobizsync.exe`, true, `C:"\("x86")"\vobizsync.exe`},
		{`Übung\vobizsync.exe`, true, `."\Ü"bung\vobizsync.exe`},
		{`My Tools\vobizsync.exe`, true, `My" "Tools\vobizsync.exe`},
		{`vobizsync`, true, `vobizsync`},
		{`/opt/my tools/vobizsync`, false, `'/opt/my tools/vobizsync'`},
		{`./vobizsync`, false, `./vobizsync`},
	} {
		if got := program(tt.path, tt.windows); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.path, got, tt.want)
		}
	}
}
