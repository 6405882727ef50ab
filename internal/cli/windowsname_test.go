package cli

import "testing"

func TestWhatWindowsCanNotHaveAsAName(t *testing.T) {
	for path, want := range map[string]string{
		"con":                  "con is a device name on Windows, not a file name",
		"nul.csv":              "nul.csv is a device name on Windows, not a file name",
		"Aux.tar.gz":           "Aux.tar.gz is a device name on Windows, not a file name",
		"lists/COM1.csv":       "COM1.csv is a device name on Windows, not a file name",
		`C:\lpt9\acme.run`:     "lpt9 is a device name on Windows, not a file name",
		`..\prn .csv`:          "prn .csv is a device name on Windows, not a file name",
		"nul.":                 "nul. is a device name on Windows, not a file name",
		"con ":                 "con  is a device name on Windows, not a file name",
		"nul:":                 "nul: is a device name on Windows, not a file name",
		"com¹.run":             "com¹.run is a device name on Windows, not a file name",
		"CONOUT$":              "CONOUT$ is a device name on Windows, not a file name",
		"C:nul":                "nul is a device name on Windows, not a file name",
		`\\?\C:\aux\a.csv`:     "aux is a device name on Windows, not a file name",
		"*.csv":                "*.csv can't be a file's name: the Windows shell does not expand * and ?",
		"a?.csv":               "a?.csv can't be a file's name: the Windows shell does not expand * and ?",
		"a.csv:b":              "a.csv:b can't be a file's name on Windows: it has a : in it",
		`C:\a|b.run`:           "a|b.run can't be a file's name on Windows: it has a | in it",
		"C:\temp":              "\temp can't be a file's name on Windows: it has a control character in it",
		`acme.run.`:            "acme.run. can't be a file's name on Windows: it ends with a dot",
		`acme.run.\x`:          "acme.run. can't be a file's name on Windows: it ends with a dot",
		`acme /x`:              `"acme " can't be a file's name on Windows: it ends with a space`,
		"":                     "",
		"-":                    "",
		".":                    "",
		`..\..\acme.run`:       "",
		"console.csv":          "",
		"null.csv":             "",
		"com10.csv":            "",
		"com0.csv":             "",
		"a.nul":                "",
		"acme.con.csv":         "",
		` nul customers.csv`:   "",
		`C:\Users\änn\c.csv`:   "",
		`C:c.csv`:              "",
		`\\server\share\c.csv`: "",
		`\\?\C:\a\c.csv`:       "",
		"/acme/run/":           "",
	} {
		if got := windowsNameProblem(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}
