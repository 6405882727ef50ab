package reports

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/ownfolder"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// hostile lists what a cell may hold and the page must only show.
var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`</script><script>alert(2)</script>`,
	`<!--<script>`,
	`' onmouseover='alert(3)`,
	`</td></tr></table><iframe src=//evil.example>`,
	`</title></style><style>*{display:none}</style>`,
	`{{.Version}} ${alert(4)} &lt;b&gt; &amp;`,
	"\u2028\u2029 \u202egpj.exe",
	`javascript:alert(5)`,
	strings.Repeat("long", 500),
}

func hostileResults() []reconcile.Result {
	var results []reconcile.Result
	for i, text := range hostile {
		problem := []importer.Problem{{Code: importer.Code(text), Field: importer.Field(text), Message: text}}
		results = append(results, reconcile.Result{
			Row: i + 1, Line: i + 2, Status: reconcile.Failed, Email: text, AuthID: text, Name: text, Phone: text, Country: text,
			Changed: []reconcile.Change{{Field: importer.Field(text), Before: text, After: text}},
			Dropped: []importer.Field{importer.Field(text)}, Problems: problem, Notes: problem,
		})
	}
	return results
}

// manyResults makes a run of many rows: every 50th needs a person, and every
// 80th differs.
func manyResults(n int) []reconcile.Result {
	sample := sampleResults()
	results := make([]reconcile.Result, n)
	for i := range results {
		r := sample[i%3*6] // created rows
		switch {
		case i%50 == 49:
			r = sample[5+i/50%2*4]
		case i%80 == 79:
			r = sample[10]
		}
		r.Row, r.Line, r.Entry = i+1, i+2, nil
		r.Email = fmt.Sprintf("c%06d.%s", i, r.Email)
		if r.AuthID != "" {
			r.AuthID = fmt.Sprintf("MA_%010X", uint32(i)*2654435761)
		}
		if !r.At.IsZero() {
			r.At = sampleStart.Add(time.Duration(i) * 20 * time.Millisecond)
		}
		results[i] = r
	}
	return results
}

// pageData returns the rows of a page's data.
func pageData(t testing.TB, content string) (rows [][]any) {
	t.Helper()
	_, after, _ := strings.Cut(content, `<script type="application/json" id="data">`)
	data, _, ok := strings.Cut(after, `</script>`)
	if !ok {
		t.Fatal("the page has no data")
	}
	if err := json.Unmarshal([]byte(data), &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestHTMLHasEveryRowTwice(t *testing.T) {
	results := sampleResults()
	_, content := writePage(t, sampleSummary("sync", results), results)
	_, table, _ := strings.Cut(content, `<tbody id="body">`)
	table, _, _ = strings.Cut(table, `</tbody>`)
	if n := strings.Count(table, "<tr>"); n != len(results) {
		t.Errorf("the table has %d rows, want %d", n, len(results))
	}
	rows := pageData(t, content)
	if len(rows) != len(results) {
		t.Fatalf("the data have %d rows, want %d", len(rows), len(results))
	}
	for i, row := range rows {
		r := &results[i]
		if got, want := fmt.Sprint(row[:8]), fmt.Sprint([]any{r.Row, r.Line, r.Status, r.Email, r.Name, r.Phone, r.Country, r.AuthID}); got != want {
			t.Errorf("row %d = %s, want %s", i+1, got, want)
		}
	}
	if got := fmt.Sprint(rows[16][8:]); got != "[0 0 [[city Bremen Hamburg] [zip_code 28195 20457]]]" {
		t.Errorf("the differing row ends in %s", got)
	}
	for _, want := range []string{
		"11 of 25 customers were created, 4 had accounts, 2 have an account with other fields; 8 rows need a person.",
		`data-status="created" data-count="11"`, `data-status="skipped" data-count="2" data-persons="2"`,
		`<p class="change"><b>city</b> <del>Bremen</del> → <ins>Hamburg</ins></p>`,
		`<p class="tag"><b>dropped</b> description</p>`,
		`title="f6d92ef10cff6f95e88d2f4abd28fe2f1f85e92fe9f016d2782144a868c2fe8b"><code>f6d92ef10cff</code>`,
		`<dd>customers.csv</dd>`, "accounts per second",
	} {
		if !strings.Contains(content, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
}

func TestHTMLCountsEqualTheSummary(t *testing.T) {
	results := manyResults(3000)
	s := sampleSummary("sync", results)
	_, content := writePage(t, s, results)
	seen := map[string]int{}
	for _, m := range regexp.MustCompile(`data-status="(\w+)" data-count="(\d+)"`).FindAllStringSubmatch(content, -1) {
		n := 0
		fmt.Sscan(m[2], &n)
		seen[m[1]] = n
	}
	if got, want := fmt.Sprint(seen), fmt.Sprint(s.Counts); got != want {
		t.Errorf("the page counts %s, the summary %s", got, want)
	}
	listed := map[string]int{}
	for _, row := range pageData(t, content) {
		listed[row[2].(string)]++
	}
	if got, want := fmt.Sprint(listed), fmt.Sprint(s.Counts); got != want {
		t.Errorf("the rows are %s, the summary %s", got, want)
	}
}

func TestHTMLShowsHostileTextAsText(t *testing.T) {
	results := hostileResults()
	s := sampleSummary("sync", results)
	s.Input, s.Stopped, s.Hint, s.Version = hostile[1], hostile[2], hostile[3], hostile[0]
	_, content := writePage(t, s, results)
	content = strings.Replace(content, htmlStyle, "", 1)
	content = strings.Replace(content, htmlScript, "", 1)
	for _, bad := range []string{"<script>alert", "<img", "<iframe", "<!--", "<style>*"} {
		if strings.Contains(content, bad) {
			t.Errorf("the page has %q in it", bad)
		}
	}
	markup, _, _ := strings.Cut(content, `<script type="application/json"`)
	for _, bad := range []string{` onmouseover='`, `"><` + "img", `href="javascript:`} {
		if strings.Contains(markup, bad) {
			t.Errorf("the markup has %q in it", bad)
		}
	}
	if n := strings.Count(content, "</script"); n != 2 {
		t.Errorf("the page closes %d scripts, want 2", n)
	}
	for i, row := range pageData(t, content) {
		if row[4] != hostile[i] {
			t.Errorf("the data have the name %q, want %q", row[4], hostile[i])
		}
	}
}

func TestHTMLHasNoSecret(t *testing.T) {
	results := sampleResults()
	_, content := writePage(t, sampleSummary("sync", results), results)
	for i := range results {
		for _, s := range []string{results[i].Entry.Customer.Password.Reveal(), results[i].Token.Reveal()} {
			if s != "" && strings.Contains(content, s) {
				t.Fatalf("the page has the secret %q in it", s)
			}
		}
	}
	if strings.Contains(content, "redacted") {
		t.Error("the page was given a secret, and hid it only in print")
	}
}

func TestHTMLPolicyMatchesItsContent(t *testing.T) {
	_, content := writePage(t, sampleSummary("sync", nil), nil)
	part := func(pattern string) string {
		m := regexp.MustCompile(`(?s)` + pattern).FindStringSubmatch(content)
		if m == nil {
			t.Fatalf("the page has no %s", pattern)
		}
		return m[1]
	}
	unescape := strings.NewReplacer("&#39;", "'", "&#43;", "+", "&#34;", `"`)
	policy := unescape.Replace(part(`Content-Security-Policy" content="([^"]*)"`))
	want := fmt.Sprintf("default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'",
		sourceHash(part(`<style>(.*?)</style>`)), sourceHash(part(`<script>(.*?)</script>`)))
	if policy != want {
		t.Errorf("policy\n%s\nwant\n%s", policy, want)
	}
	body := strings.Replace(strings.Replace(content, htmlStyle, "", 1), htmlScript, "", 1)
	if m := regexp.MustCompile(`(?i)<[^>]* (style|on\w+)=|https?://|<link|@import|url\(`).FindString(body); m != "" {
		t.Errorf("the page has %q, which the policy forbids or the network serves", m)
	}
}

func TestHTMLBoundsItsRows(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 60,000 rows")
	}
	results := manyResults(60_000)
	last := &results[len(results)-1]
	if classOf(last) != needsAction {
		t.Fatalf("the last row is %s", last.Status)
	}
	_, content := writePage(t, sampleSummary("sync", results), results)
	rows := pageData(t, content)
	missing := len(results) - len(rows)
	if missing <= 0 {
		t.Fatalf("the data have all %d rows", len(rows))
	}
	if want := "The other " + words.Number(missing) + " are in"; !strings.Contains(content, want) {
		t.Errorf("the page does not say: %s", want)
	}
	if got := rows[len(rows)-1][3]; got != last.Email {
		t.Errorf("the last row, which needs a person, is missing: the data end in %s", got)
	}
	before := 0.0
	for _, row := range rows {
		if row[0].(float64) <= before {
			t.Fatalf("row %v comes after row %v", row[0], before)
		}
		before = row[0].(float64)
	}
	_, table, _ := strings.Cut(content, `<tbody id="body">`)
	table, _, _ = strings.Cut(table, `</tbody>`)
	if n := strings.Count(table, "<tr>"); n > int(classes)*staticRows || n < 2*staticRows {
		t.Errorf("the table has %d rows", n)
	}
}

func TestHTMLLeavesNothingBehind(t *testing.T) {
	results := sampleResults()
	for _, commit := range []bool{false, true} {
		dir := ownfolder.Make(t)
		w, err := createHTML(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.add(&results[0]); err != nil {
			t.Fatal(err)
		}
		var want []string
		if commit {
			if err := w.commit(sampleSummary("sync", results[:1])); err != nil {
				t.Fatal(err)
			}
			want = []string{HTMLFile}
		}
		w.Discard()
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
			info, err := e.Info()
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %v, %v", e.Name(), info.Mode(), err)
			}
		}
		if fmt.Sprint(names) != fmt.Sprint(want) {
			t.Errorf("commit %t leaves %q, want %q", commit, names, want)
		}
	}
	if _, err := createHTML(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("createHTML in a missing folder gives no error")
	}
}

// The page says what fills each field, in the order of the fields, and which columns
// are not used.
func TestThePageSaysWhatTheColumnsAre(t *testing.T) {
	s := sampleSummary("validate", nil)
	if _, content := writePage(t, s, nil); strings.Contains(content, `id="mapping"`) {
		t.Error("columns of a file that was not read")
	}
	s.Mapping = map[string]string{"email": "E-Mail <b>", "name": "{Vorname} {Nachname}", "country": `"DE"`}
	_, content := writePage(t, s, nil)
	_, part, _ := strings.Cut(content, `<h2 id="mapping">Columns</h2>`)
	part, _, _ = strings.Cut(part, "</section>")
	want := `<tr><th scope="row"><code>name</code></th><td>{Vorname} {Nachname}</td></tr>
<tr><th scope="row"><code>email</code></th><td>E-Mail &lt;b&gt;</td></tr>
<tr><th scope="row"><code>country</code></th><td>&#34;DE&#34;</td></tr>
</tbody>`
	if !strings.Contains(part, want) || strings.Contains(part, "Not used") {
		t.Errorf("columns:\n%s", part)
	}
	s.UnusedColumns = []string{"Fax", "<i>"}
	if _, content := writePage(t, s, nil); !strings.Contains(content, `<p class="aside">Not used: Fax, &lt;i&gt;.</p>`) {
		t.Error("what is not used is not said")
	}
}
