package importer

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// chosen is what was chosen of some columns, as text.
func chosen(t *testing.T, header []string, rows [][]string) string {
	t.Helper()
	c, err := chooseColumns(header, mapping{passwordOptional: true}, rows)
	if err != nil {
		return err.Error()
	}
	f := File{columns: c.columns, derived: c.derived}
	var lines []string
	for _, m := range f.Mapping() {
		lines = append(lines, fmt.Sprintf("%s from %s, %v", m.Field, m.From, m.Guessed))
	}
	return strings.Join(append(lines, fmt.Sprintf("%v, %d twins", c.lack.half, len(c.lack.twins))), "\n")
}

// shuffled returns a table with its columns in another order.
func shuffled(header []string, rows [][]string, order []int) ([]string, [][]string) {
	pick := func(cells []string) []string {
		picked := make([]string, len(order))
		for i, from := range order {
			picked[i] = cells[from]
		}
		return picked
	}
	all := make([][]string, len(rows))
	for i, row := range rows {
		all[i] = pick(row)
	}
	return pick(header), all
}

// headersOfSystems are the headers of testdata/headers*.txt, with a row each.
func headersOfSystems(t testing.TB) (headers, rows [][]string) {
	t.Helper()
	var text []byte
	for _, name := range []string{"headers.txt", "headersmore.txt", "headersodd.txt"} {
		more, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, more...)
	}
	samples := map[string]string{
		"g": "Anna", "f": "Beispiel", "n": "Anna Beispiel", "e": "anna@example.com", "e2": "b@example.com", "p": "030 901820", "b": "0151 23456789",
		"w": "030 901821", "h": "030 901822", "x": "Xaver Fremd", "k": "49", "q": "1512345678", "c": "DE", "c2": "FR", "o": "Acme GmbH", "z": "10115", "i": "117", "%": "18%", "_": "",
	}
	for s := bufio.NewScanner(bytes.NewReader(text)); s.Scan(); {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		_, rest, _ := strings.Cut(line, ": ")
		rest, _, _ = strings.Cut(rest, " > ")
		var header, row []string
		for column := range strings.SplitSeq(rest, " | ") {
			at := strings.LastIndexByte(column, ':')
			sample, ok := samples[column[at+1:]]
			if !ok {
				sample = "some text"
			}
			header, row = append(header, column[:at]), append(row, sample)
		}
		headers, rows = append(headers, header), append(rows, row)
	}
	return headers, rows
}

// What is chosen depends on the headers and the cells, and neither on the order of
// the columns nor on columns that are not used.
func TestTheChoiceDoesNotChangeWithOrderOrUnusedColumns(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	headers, rows := headersOfSystems(t)
	more := []string{"Favourite colour", "Comments", "xyz_9", "Score", "", "Purchase total", "备注", "Opt-in", "Account manager", "Assistant's phone", "Lead Source", "Foo"}
	orders := 8
	if testing.Short() {
		orders = 2
	}
	for i, header := range headers {
		table := [][]string{rows[i]}
		want := chosen(t, header, table)
		for range orders {
			h, r := shuffled(header, table, random.Perm(len(header)))
			if got := chosen(t, h, r); got != want {
				t.Errorf("in the order %q:\n%s\nwant\n%s", h, got, want)
			}
			h, r = append(slices.Clone(h), more[random.IntN(len(more))]), [][]string{append(slices.Clone(r[0]), "some text")}
			h, r = shuffled(h, r, random.Perm(len(h)))
			if got := chosen(t, h, r); got != want {
				t.Errorf("with one more, %q:\n%s\nwant\n%s", h, got, want)
			}
		}
	}
}

// FuzzColumns holds the same for columns of any headers, and that a column that is
// left away because it was not used was not needed.
func FuzzColumns(f *testing.F) {
	headers, rows := headersOfSystems(f)
	for i := range headers {
		f.Add(strings.Join(headers[i], "|"), strings.Join(rows[i], "|"), uint64(i))
	}
	f.Add("name|name|name 1|email|E-Mail|contact|contact", "Ann|Bo|Cy|a@b.co|c@d.co|030 901820|x", uint64(3))
	f.Fuzz(func(t *testing.T, head, line string, seed uint64) {
		header := strings.Split(head, "|")
		if len(header) > 40 {
			t.Skip("the law is that of any few columns")
		}
		row := strings.Split(line, "|")
		for len(row) < len(header) {
			row = append(row, "")
		}
		rows := [][]string{row[:len(header)]}
		want := chosen(t, header, rows)
		if strings.Contains(want, "both called") {
			return // it names the columns by their numbers
		}
		random := rand.New(rand.NewPCG(seed, 1))
		h, r := shuffled(header, rows, random.Perm(len(header)))
		if got := chosen(t, h, r); got != want {
			t.Fatalf("%q, %q:\n%s\nin the order %q:\n%s", header, rows, want, h, got)
		}
	})
}
