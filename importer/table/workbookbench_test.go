package table_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/importer/table"
)

const benchRows = 100_000

// customers writes the workbook that the benchmarks read: 15 columns, the texts
// in line or shared, the last column texts or dates.
func customers(t testing.TB, shared, dates bool) []byte {
	t.Helper()
	cells := func(i int) []string {
		return []string{
			fmt.Sprintf("Customer %d of Many", i), fmt.Sprintf("customer.%d@example.com", i), "", fmt.Sprintf("Secret#%d", i), "IN",
			fmt.Sprintf("Company %d Pvt Ltd", i%5000), "", "Plot 7, MIDC Bhosari", "Pune", "Maharashtra", "411026", "Asia/Kolkata", "", "Regular", "2025-12-01",
		}
	}
	if shared {
		return sharedCustomers(t, cells, dates)
	}
	b := excelize.NewFile()
	defer b.Close()
	w, err := b.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	format := "yyyy-mm-dd"
	style, err := b.NewStyle(&excelize.Style{CustomNumFmt: &format})
	for i := 1; i <= benchRows && err == nil; i++ {
		row := make([]any, 15)
		for j, c := range cells(i) {
			row[j] = c
		}
		row[2] = 9_800_000_000 + i
		if dates {
			row[14] = excelize.Cell{StyleID: style, Value: 45_992 + i%300}
		}
		at, _ := excelize.CoordinatesToCellName(1, i)
		err = w.SetRow(at, row)
	}
	if err == nil {
		err = w.Flush()
	}
	var out bytes.Buffer
	if err == nil {
		err = b.Write(&out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sharedCustomers writes the texts as spreadsheet programs do: each one once.
func sharedCustomers(t testing.TB, cells func(int) []string, dates bool) []byte {
	var sheet, texts strings.Builder
	number := map[string]int{}
	for i := 1; i <= benchRows; i++ {
		fmt.Fprintf(&sheet, `<row r="%d" spans="1:15" x14ac:dyDescent="0.25">`, i)
		for j, c := range cells(i) {
			at, _ := excelize.CoordinatesToCellName(j+1, i)
			switch {
			case j == 2:
				fmt.Fprintf(&sheet, `<c r="%s"><v>%d</v></c>`, at, 9_800_000_000+i)
				continue
			case j == 14 && dates:
				fmt.Fprintf(&sheet, `<c r="%s" s="1"><v>%d</v></c>`, at, 45_992+i%300)
				continue
			}
			n, ok := number[c]
			if !ok {
				n = len(number)
				number[c] = n
				texts.WriteString("<si><t>" + c + "</t></si>")
			}
			fmt.Fprintf(&sheet, `<c r="%s" t="s"><v>%d</v></c>`, at, n)
		}
		sheet.WriteString("</row>")
	}
	return newBook(sheet.String(), book{
		"xl/sharedStrings.xml": `<sst xmlns="` + mainSpace + `">` + texts.String() + `</sst>`,
		"xl/styles.xml":        stylesXML("yyyy-mm-dd"),
	}).zip(t)
}

var benchBooks = map[string]func(testing.TB) []byte{}

func benchBook(b *testing.B, shared, dates bool) []byte {
	key := fmt.Sprint(shared, dates)
	if benchBooks[key] == nil {
		data := sync.OnceValue(func() []byte { return customers(b, shared, dates) })
		benchBooks[key] = func(testing.TB) []byte { return data() }
	}
	data := benchBooks[key](b)
	b.ResetTimer()
	return data
}

// BenchmarkWorkbook reads 100,000 rows of 15 columns. What is it measured by is
// BenchmarkWorkbookUnpacked.
func BenchmarkWorkbook(b *testing.B) {
	for _, bb := range []struct {
		name          string
		shared, dates bool
	}{{"inline", false, false}, {"inline-dates", false, true}, {"shared", true, false}, {"shared-dates", true, true}} {
		b.Run(bb.name, func(b *testing.B) {
			data := benchBook(b, bb.shared, bb.dates)
			for b.Loop() {
				w, err := table.OpenWorkbook(bytes.NewReader(data), int64(len(data)))
				if err != nil {
					b.Fatal(err)
				}
				rows, err := w.Rows(w.Sheets()[0])
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for {
					_, ok, err := rows.Next()
					if err != nil {
						b.Fatal(err)
					}
					if !ok {
						break
					}
					n++
				}
				if rows.Close(); n != benchRows {
					b.Fatalf("%d rows", n)
				}
			}
		})
	}
}

// BenchmarkWorkbookUnpacked only unpacks the sheet and the shared texts.
func BenchmarkWorkbookUnpacked(b *testing.B) {
	for _, shared := range []bool{false, true} {
		b.Run(fmt.Sprintf("shared-%v", shared), func(b *testing.B) {
			data := benchBook(b, shared, false)
			for b.Loop() {
				z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
				if err != nil {
					b.Fatal(err)
				}
				for _, part := range z.File {
					r, err := part.Open()
					if err == nil {
						_, err = io.Copy(io.Discard, r)
					}
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
