package reports

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"vobizsync/reconcile"
)

// TestPage tests the page in one browser, each time in a tab of its own.
func TestPage(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes ten seconds")
	}
	browser := startBrowser(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, context.Context)
	}{
		{"FiltersAndSorts", pageFiltersAndSorts},
		{"WithoutJavaScript", pageWithoutJavaScript},
		{"ShowsHostileTextAsText", pageShowsHostileTextAsText},
		{"PolicyHoldsBackScripts", pagePolicyHoldsBackScripts},
		{"InLightAndDark", pageInLightAndDark},
		{"FitsItsWindow", pageFitsItsWindow},
		{"PrintsWhatMatches", pagePrintsWhatMatches},
		{"CopiesAnAuthID", pageCopiesAnAuthID},
		{"DownloadsWhatMatches", pageDownloadsWhatMatches},
		{"BreaksNoNumber", pageBreaksNoNumber},
		{"ListsWhatDiffers", pageListsWhatDiffers},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, browser) })
	}
}

// chip is a click on the button of a status.
const chip = `[...document.querySelectorAll("#chips button")].find((b) => b.textContent.startsWith(%q)).click()`

func pageFiltersAndSorts(t *testing.T, browser context.Context) {
	results := sampleResults()
	path, _ := writePage(t, sampleSummary("sync", results), results)
	b := open(t, browser, path, true)

	all := "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25"
	text := func(s string) string {
		return fmt.Sprintf(`(() => { const i = document.getElementById("text"); i.value = %q; i.dispatchEvent(new Event("input")); })()`, s)
	}
	sortBy := func(name string) string {
		return fmt.Sprintf(`[...document.querySelectorAll("thead button")].find((b) => b.textContent === %q).click()`, name)
	}
	const clear = `document.getElementById("clear").click()`
	for _, step := range []struct {
		name, do, rows string
	}{
		{"as it is opened: who needs a person", `0`, "4 6 10 14 18 22 24 25"},
		{"all", clear, all},
		{"one status", fmt.Sprintf(chip, "invalid"), "6 14 18 22"},
		{"two statuses", fmt.Sprintf(chip, "differs"), "6 11 14 17 18 22"},
		{"a status and a text", text("asha"), "14"},
		{"nothing", text("asha nobody"), "No row matches."},
		{"cleared", clear, all},
		{"who needs a person", fmt.Sprintf(chip, "needs a person"), "4 6 10 14 18 22 24 25"},
		{"and again all", fmt.Sprintf(chip, "needs a person"), all},
		{"dropped fields", fmt.Sprintf(chip, "dropped"), "3"},
		{"dropped fields that are warned of", fmt.Sprintf(chip, "warnings"), ""},
		{"cleared of those", clear, all},
		{"a text without its accents, in any case", text("MULLER"), "5"},
		{"words of different columns", text("ortega +1303"), "16"},
		{"a part of a difference", text("bremen"), "17"},
		{"no text", text(""), all},
		{"a code", `document.querySelector("tr[data-code=quota_exceeded] button").click()`, "24 25"},
		{"cleared of the code", clear, all},
		{"by name", sortBy("Name"), "19 17 12 1 14 10 13 3 5 24 7 16 11 15 20 25 21 2 23 4 18 9 8 6 22"},
		{"by name, from the end", sortBy("Name"), "22 6 8 9 18 4 23 2 21 25 20 15 11 16 7 24 5 3 13 10 1 14 12 17 19"},
		{"in the order of the file", sortBy("Name"), all},
		{"by status, in the order of the summary", sortBy("Status"), "1 3 5 7 9 12 13 16 19 20 23 2 8 15 21 11 17 6 14 18 22 10 4 24 25"},
		{"sorted and filtered", fmt.Sprintf(chip, "invalid"), "6 14 18 22"},
	} {
		eval[any](t, b, step.do)
		if step.rows == "" {
			step.rows = "No row matches."
		}
		if got := b.rows(t); got != step.rows {
			t.Errorf("%s: rows = %s, want %s", step.name, got, step.rows)
		}
	}
	if got := eval[string](t, b, `[...document.querySelectorAll("[aria-sort]")].map((th) => th.textContent + " " + th.getAttribute("aria-sort")).join()`); got != "Status ascending" {
		t.Errorf("aria-sort = %q", got)
	}
	if got := eval[string](t, b, `document.getElementById("shown").textContent`); got != "4 of 25 rows: invalid" {
		t.Errorf("the number of rows = %q", got)
	}
	b.quiet(t, path)
}

func pageWithoutJavaScript(t *testing.T, browser context.Context) {
	results := sampleResults()
	path, _ := writePage(t, sampleSummary("sync", results), results)
	off := open(t, browser, path, false)
	static := drawnRows(t, off)
	if n := strings.Count(static, "<tr>"); n != len(results) {
		t.Errorf("%d rows are drawn, want %d", n, len(results))
	}
	if box := run(t, off, chromedp.Dimensions(chromedp.CSS("#body tr:last-child"))); box.Height == 0 {
		t.Error("the last row can't be seen")
	}
	off.quiet(t, path)

	// The script draws the rows as the page has them.
	on := open(t, browser, path, true)
	eval[any](t, on, `document.getElementById("clear").click()`)
	if drawn := drawnRows(t, on); drawn != static {
		t.Errorf("the script draws\n%s\nwant\n%s", drawn, static)
	}
}

func pageShowsHostileTextAsText(t *testing.T, browser context.Context) {
	results := hostileResults()
	summary := sampleSummary("sync", results)
	summary.Input, summary.Stopped = hostile[0]+hostile[2]+".csv", hostile[1]
	path, _ := writePage(t, summary, results)
	b := open(t, browser, path, true)
	for i, want := range hostile {
		// Names are shown without the white space that HTML folds.
		if got := eval[string](t, b, fmt.Sprintf(`document.querySelectorAll("#body tr")[%d].cells[4].textContent`, i)); got != want {
			t.Errorf("name %d is shown as %q, want %q", i, got, want)
		}
	}
	if n := eval[int](t, b, `document.querySelectorAll("img, iframe, object, #body script, body svg script").length`); n != 0 {
		t.Errorf("%d elements came from the rows", n)
	}
	if n := eval[int](t, b, `document.scripts.length`); n != 2 {
		t.Errorf("the page has %d scripts, want the data and its own", n)
	}
	b.quiet(t, path)
}

func pagePolicyHoldsBackScripts(t *testing.T, browser context.Context) {
	results := sampleResults()
	path, _ := writePage(t, sampleSummary("sync", results), results)
	b := open(t, browser, path, true)
	eval[any](t, b, `(() => { const s = document.createElement("script"); s.textContent = "window.ran = true"; document.body.append(s); document.body.setAttribute("style", "color:red"); })()`)
	if eval[bool](t, b, `window.ran === true || document.body.style.color === "red"`) {
		t.Error("the policy lets a strange script or style through")
	}
	for b.told() < 2 { // a violation for each; the browser tells when it gets to it
		eval[any](t, b, `0`)
	}
}

func pageInLightAndDark(t *testing.T, browser context.Context) {
	results := sampleResults()
	path, _ := writePage(t, sampleSummary("sync", results), results)
	b := open(t, browser, path, true)
	background := func(scheme string) string {
		call(t, b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return eval[string](t, b, `getComputedStyle(document.documentElement).backgroundColor`)
	}
	if light, dark := background("light"), background("dark"); light == dark {
		t.Errorf("light and dark have the same background %s", light)
	}
	b.quiet(t, path)
}

func pageFitsItsWindow(t *testing.T, browser context.Context) {
	for name, results := range map[string][]reconcile.Result{"sample": sampleResults(), "hostile": hostileResults()} {
		summary := sampleSummary("sync", results)
		if name == "hostile" {
			summary.Input, summary.Stopped, summary.Hint = hostile[10], hostile[10], hostile[10]
		}
		path, _ := writePage(t, summary, results)
		b := open(t, browser, path, true)
		for _, width := range []int64{1600, 1200, 1000, 390, 320} {
			run(t, b, chromedp.EmulateViewport(width, 844))
			eval[any](t, b, `document.getElementById("rows").scrollIntoView()`)
			// What sticks out of a section is cut off there, so each is measured.
			over := eval[string](t, b, `[document.documentElement, ...document.querySelectorAll("section, table, dl, td, th")]
				.filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map((e) => e.tagName + " " + e.className + " " + (e.getAttribute("aria-labelledby") || "") + " " + (e.scrollWidth - e.clientWidth)).join(", ")`)
			if over != "" {
				t.Errorf("%s at a width of %d: too wide are %s", name, width, over)
			}
			// The message is what a person reads: it is not pressed into a narrow column.
			if wide := eval[int](t, b, `document.querySelector("#body td:nth-child(10)").clientWidth`); width == 1200 && wide < 200 {
				t.Errorf("%s at a width of %d: the message has %d pixels", name, width, wide)
			}
		}
	}
}

func pagePrintsWhatMatches(t *testing.T, browser context.Context) {
	results := manyResults(1500)
	path, _ := writePage(t, sampleSummary("sync", results), results)
	b := open(t, browser, path, true)
	eval[any](t, b, `document.getElementById("clear").click()`)
	if n := len(strings.Fields(b.rows(t))); n != 100 {
		t.Errorf("%d rows are drawn, want a page of 100", n)
	}
	eval[any](t, b, `addEventListener("beforeprint", () => { window.printed = document.querySelectorAll("#body tr").length })`)
	run(t, b, chromedp.PrintToPDF())
	if n := eval[int](t, b, `window.printed`); n != 1000 {
		t.Errorf("%d rows are printed, want 1000", n)
	}
	if n := len(strings.Fields(b.rows(t))); n != 100 {
		t.Errorf("%d rows are drawn after printing, want a page of 100", n)
	}
	eval[any](t, b, `document.querySelector("#pager button:last-child").click()`)
	if got := b.rows(t); !strings.HasPrefix(got, "1401 ") || !strings.HasSuffix(got, " 1500") {
		t.Errorf("the last page has the rows %s", got)
	}
	b.quiet(t, path)
}

func pageCopiesAnAuthID(t *testing.T, browser context.Context) {
	results := sampleResults()
	path, _ := writePage(t, sampleSummary("sync", results), results)
	b := open(t, browser, path, true)
	eval[any](t, b, `(() => {
		document.getElementById("clear").click();
		Object.defineProperty(navigator, "clipboard", { value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } } });
		document.querySelector("#body tr:nth-child(2) td:nth-child(8)").click();
	})()`)
	if got := eval[string](t, b, `window.copied`); got != "MA_XZGB3CWDYI" {
		t.Errorf("copied %q", got)
	}
	if got := eval[string](t, b, `document.getElementById("shown").textContent`); got != "Copied MA_XZGB3CWDYI." {
		t.Errorf("it says %q", got)
	}
	b.quiet(t, path)
}

func pageDownloadsWhatMatches(t *testing.T, browser context.Context) {
	results := sampleResults()
	results[3].Name, results[5].Name = "=1+1", "－\"x\";y"
	path, _ := writePage(t, sampleSummary("sync", results), results)
	b := open(t, browser, path, true)
	got := strings.TrimPrefix(eval[string](t, b, `(() => {
		window.Blob = class { constructor(parts) { window.text = parts.join(""); } };
		URL.createObjectURL = () => "#";
		document.querySelector("#download").click();
		return window.text;
	})()`), "\ufeff")
	lines := strings.Split(strings.TrimSuffix(got, "\r\n"), "\r\n")
	want := []string{
		"Row,Line,Status,E-mail,Name,Phone,Country,Auth ID,Code,Message",
		`4,5,unknown,siobhan@thamesrowing.example,'=1+1,+442079460321,GB,,in_doubt,"it may or may not have been created: the connection was reset; the look-up failed, too: HTTP 503 Service Unavailable; run sync again to find out"`,
		`6,7,invalid,vikram.sethi@sethilogistics.example,"'－""x"";y",,IN,,"invalid_phone; weak_password","phone: ""98765"" is too short for a number in IN; password: must have at least a special character"`,
	}
	if len(lines) != 9 {
		t.Fatalf("%d lines, want a header and the 8 rows that are shown:\n%s", len(lines), got)
	}
	for i := range want {
		if lines[i] != want[i] {
			t.Errorf("line %d is\n%s, want\n%s", i+1, lines[i], want[i])
		}
	}
}

// pageBreaksNoNumber looks at rows whose numbers have seven digits.
func pageBreaksNoNumber(t *testing.T, browser context.Context) {
	results := manyResults(1500)
	for i := range results {
		results[i].Row, results[i].Line = results[i].Row+1_000_000, results[i].Line+1_000_000
	}
	summary := sampleSummary("sync", results)
	path, _ := writePage(t, summary, results)
	b := open(t, browser, path, true)
	for _, width := range []int64{1600, 1200, 390} {
		run(t, b, chromedp.EmulateViewport(width, 844))
		broken := eval[string](t, b, `[...document.querySelectorAll("#body tr:first-child td:nth-child(-n+3)")].filter((td) => {
			const range = document.createRange();
			range.selectNodeContents(td);
			const lines = new Set([...range.getClientRects()].filter((r) => r.width > 1).map((r) => Math.round(r.top / 8)));
			return lines.size > 1 || td.scrollWidth > td.clientWidth + 1;
		}).map((td) => td.textContent).join()`)
		if broken != "" {
			t.Errorf("at a width of %d: %s", width, broken)
		}
	}
}

func pageListsWhatDiffers(t *testing.T, browser context.Context) {
	results := sampleResults()
	path, _ := writePage(t, sampleSummary("sync", results), results)
	b := open(t, browser, path, true)
	got := eval[string](t, b, `[...document.querySelectorAll(".drift tbody tr")].map((tr) => [...tr.cells].map((td) => td.textContent).join(" ")).join("|")`)
	const want = "12 meera.pillai@cochinmarine.example MA_EN30Y45YER phone +919447033000 +919447033221|" +
		"12 meera.pillai@cochinmarine.example MA_EN30Y45YER company  Cochin Marine Exports Pvt Ltd|" +
		"18 a.brandt@hafenkontor.example MA_34CG12N003 city Bremen Hamburg|18 a.brandt@hafenkontor.example MA_34CG12N003 zip_code 28195 20457"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
