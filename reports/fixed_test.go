package reports_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/importer"
)

// fixText fixes a text, and returns the cells of its rows, joined by |, and what was
// said.
func fixText(t *testing.T, text, ext string, opts importer.Options) (rows []string, said string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "source.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return fixRows(t, path, ext, opts)
}

func fixRows(t *testing.T, path, ext string, opts importer.Options) (rows []string, said string) {
	t.Helper()
	source, err := fixFile(t, path, filepath.Join(t.TempDir(), "fixed"+ext), opts)
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := fixFile(t, source.path, filepath.Join(t.TempDir(), "again"+ext), fixedOptions(opts, ext))
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range fixed.cells {
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows, source.said
}

func TestTheCellThatGaveAValueIsRepaired(t *testing.T) {
	free := importer.Options{PasswordOptional: true}
	with := func(maps ...string) importer.Options { return importer.Options{PasswordOptional: true, Map: maps} }
	for _, test := range []struct {
		name, header, row, want string
		opts                    importer.Options
	}{
		{"the first alternative", "name,email,Mobile,Phone,country", "Ann,a@example.com,030 23125418,030 23125419,DE", "Ann|a@example.com|+493023125418|030 23125419|DE|", with("phone={Mobile}|{Phone}")},
		{"the second where the first is empty", "name,email,Mobile,Phone,country", "Ann,a@example.com,,030 23125419,DE", "Ann|a@example.com||+493023125419|DE|", with("phone={Mobile}|{Phone}")},
		{"the second where the first says nothing", "name,email,Mobile,Phone,country", "Ann,a@example.com,N/A,030 23125419,DE", "Ann|a@example.com|N/A|+493023125419|DE|", with("phone={Mobile}|{Phone}")},
		{"of phones that were found", "name,email,Mobile,Phone,country", "Ann,a@example.com,030 23125418,,DE", "Ann|a@example.com|+493023125418||DE|", free},
		{"a doubtful one stays", "name,email,Mobile,Phone,country", "Ann,a@example.com,12,030 23125419,DE", "Ann|a@example.com|12|030 23125419|DE|phone: \"12\" is not a valid number in DE", with("phone={Mobile}|{Phone}")},
		{"the parts of a name are tidied", "First Name,Last Name,email,phone,country", " Ann  Marie ,Smith ,a@example.com,+493023125418,DE", "Ann Marie|Smith|a@example.com|+493023125418|DE|", free},
		{"a part that means nothing stays", "First Name,Last Name,email,phone,country", "-, Smith,a@example.com,+493023125418,DE", "-|Smith|a@example.com|+493023125418|DE|", free},
		{"a calling code's column", "name,email,Dial Code,Phone,country", "Ann,a@example.com,+91,98450 12345,IN", "Ann|a@example.com|+91|+919845012345|IN|", free},
		{"a calling code by a template", "name,email,Code,Phone,country", "Ann,a@example.com,91,098450 12345,IN", "Ann|a@example.com|91|+919845012345|IN|", with("phone=+{Code} {Phone}")},
		{"an area code's column: nothing is moved", "name,email,Area,Phone,country", "Ann,a@example.com,030 ,2312 5418,DE", "Ann|a@example.com|030|2312 5418|DE|", with("phone={Area} {Phone}")},
		{"a value by --map", "name,email,phone,Land", "Ann,a@example.com,+493023125418, d ", "Ann|a@example.com|+493023125418|DE|", with("Land=country", "country:D=DE")},
		{"a value by --map for a placeholder", "name,email,phone,country", "Ann,a@example.com,+493023125418,-", "Ann|a@example.com|+493023125418|DE|", with("country:-=DE")},
		{"values that would be mapped once more", "name,email,phone,country", "Ann,a@example.com,+493023125418,D", "Ann|a@example.com|+493023125418|D|", with("country:D=DE", "country:DE=AT")},
		{"the default country", "name,email,phone,country", "Ann,a@example.com,98450 12345,", "Ann|a@example.com|+919845012345|IN|", importer.Options{PasswordOptional: true, DefaultCountry: "IN"}},
		{"no default country where the phone is of another", "name,email,phone,country", "Ann,a@example.com,+49 30 23125418,", "Ann|a@example.com|+493023125418||country: no country given, the phone is from DE", importer.Options{PasswordOptional: true, DefaultCountry: "IN"}},
		{"a column that fills two fields", "Company,email,phone,country", " Acme  Ltd ,a@example.com,+493023125418,DE", "Acme Ltd|a@example.com|+493023125418|DE|", with("name={Company}")},
		{"a doubtful e-mail", "name,email,phone,country", "Ann, a@gmial.com ,+493023125418,DE", "Ann| a@gmial.com |+493023125418|DE|", free},
		{"surplus delimiters", "name,email,phone,country", "Ann,a@,+493023125418,DE,,", "Ann|a@|+493023125418|DE|email: \"a@\" is not an e-mail address", free},
		{"cells too many", "name,email,phone,country", "Ann,a@example.com,030 2,DE,x,y", "Ann|a@example.com|030 2|DE|x|y|the row has 6 cells, the header has 4", free},
		{"cells too many, the second time", "name,email,phone,country,error", "Ann,a@example.com,030 2,DE,x,y,\"the row has 6 cells, the header has 4\"", "Ann|a@example.com|030 2|DE|x|y|the row has 6 cells, the header has 4", free},
		{"cells too few", "name,email,phone,country", "Ann,a@example.com", "Ann,a@example.com||||the row has 2 cells, the header has 4", free},
	} {
		for _, ext := range []string{".csv", ".xlsx"} {
			rows, said := fixText(t, test.header+"\n"+test.row+"\n", ext, test.opts)
			if got := rows[0]; got != test.want {
				t.Errorf("%s, as %s:\ngot  %s\nwant %s\n%s", test.name, ext, got, test.want, said)
			}
		}
	}
}

func TestWhatWasDoneIsCountedByKind(t *testing.T) {
	_, said := fixText(t, "First,Last,email,phone,country,zip_code\n Ann ,B ,a@example.com,030 23125418,,1067\nBo,C,<b@example.com>,+493023125419,Germany,01067\n",
		".csv", importer.Options{PasswordOptional: true, DefaultCountry: "DE", Map: []string{"name={First} {Last}"}})
	for _, part := range []string{"7 cells repaired", "text tidied (2)", "empty country filled", "country to its code", "phone to E.164", "postal code", "e-mail"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not in %s", part, said)
		}
	}
}

// A reason that names another row's line names it as it is in the fixed file.
func TestLinesInAFixedFileAreItsOwn(t *testing.T) {
	text := "name,email,phone,country\n\n,,,\n\"two\nlines\",a@example.com,+493023125418,DE\nname,email,phone,country\nBo,b@example.com,+493023125419,DE\nAnn,A@example.com,+493023125418,DE\nBob,b@example.com,+493023125419,DE\n"
	for _, ext := range []string{".csv", ".xlsx"} {
		rows, _ := fixText(t, text, ext, importer.Options{PasswordOptional: true})
		if got := []string{rows[2], rows[3]}; !strings.HasSuffix(got[0], "|email: already on line 2") || !strings.HasSuffix(got[1], "|email: already on line 3") {
			t.Errorf("as %s: %q", ext, got)
		}
	}
}

// A password is never another one, however it is written: as the formula ="text" in a
// CSV it is the text, in a workbook it is all of it.
func TestAPasswordIsNeverAnotherOne(t *testing.T) {
	for _, ext := range []string{".csv", ".xlsx"} {
		for _, password := range []string{`"=""Marker#01"""`, " Marker#01 ", "'Marker#01", "\"a\r\nMarker#01\"", "_x0041_Marker#01", `"=1+Marker#01"`} {
			path := filepath.Join(t.TempDir(), "source.csv")
			if err := os.WriteFile(path, []byte("name,email,phone,password,country\nAnn,a@example.com,030 23125418,"+password+",DE\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if !checkFixed(t, path, ext, importer.Options{}) {
				t.Errorf("%s as %s", password, ext)
			}
		}
		f := excelize.NewFile()
		rows := [][]string{{"name", "email", "phone", "password", "country"}, {"Ann", "a@example.com", "030 23125418", `="Marker#01"`, "DE"}}
		for i := range rows {
			if err := f.SetSheetRow("Sheet1", []string{"A1", "A2"}[i], &rows[i]); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(t.TempDir(), "source.xlsx")
		if err := f.SaveAs(path); err != nil {
			t.Fatal(err)
		}
		if !checkFixed(t, path, ext, importer.Options{}) {
			t.Errorf("a text in a workbook as %s", ext)
		}
	}
}

func TestAFixedWorkbookHasTheSourcesSheetName(t *testing.T) {
	f := excelize.NewFile()
	if _, err := f.NewSheet("Kunden & Co"); err != nil {
		t.Fatal(err)
	}
	for at, row := range map[string][]string{"A1": {"name", "email", "phone", "country"}, "A2": {"Ann", "a@example.com", "030 23125418", "DE"}} {
		if err := f.SetSheetRow("Kunden & Co", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "source.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	rows, _ := fixRows(t, path, ".xlsx", importer.Options{PasswordOptional: true, Sheet: "Kunden & Co"})
	if want := []string{"Ann|a@example.com|+493023125418|DE|"}; !slices.Equal(rows, want) {
		t.Errorf("%q", rows)
	}
}

// What no workbook can hold is refused, not cut off.
func TestACellTooLongForAWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "source.csv")
	text := "name,email,phone,country,remark\nAnn,a@example.com,+493023125418,DE," + strings.Repeat("ü", importer.LongestCell) + "\nBo,b@example.com,+493023125419,DE," + strings.Repeat("x", importer.LongestCell+1) + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := fixFile(t, path, filepath.Join(t.TempDir(), "fixed.xlsx"), importer.Options{PasswordOptional: true})
	if err == nil || !strings.Contains(err.Error(), "line 3 has a cell of more than 32,767 characters") {
		t.Errorf("%v", err)
	}
	if _, err = fixFile(t, path, filepath.Join(t.TempDir(), "fixed.csv"), importer.Options{PasswordOptional: true}); err != nil {
		t.Error(err)
	}
}
