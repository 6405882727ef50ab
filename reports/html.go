package reports

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"strings"
	"sync"

	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// HTMLFile is the name of the page in the folder of a run.
const HTMLFile = "report.html"

// The page is one file without a network: its style and its script are in it,
// and its policy names both by their hashes, so nothing else can run or load.
var (
	//go:embed report.html.tmpl
	htmlSource string
	//go:embed html.css
	htmlStyle string
	//go:embed html.js
	htmlScript string

	htmlTemplate = sync.OnceValue(func() *template.Template {
		return template.Must(template.New(HTMLFile).Funcs(htmlWords).Parse(htmlSource))
	})

	htmlWords = template.FuncMap{
		"split":  func(command string) []string { return strings.Split(command, " ") }, // lines of it break there only
		"style":  func() template.CSS { return template.CSS(htmlStyle) },
		"script": func() template.JS { return template.JS(htmlScript) },
		"policy": htmlPolicy,
		"group":  words.Number, "count": words.Count, "sentence": sentence,
		"words": func(code string) []string { return strings.SplitAfter(code, "_") },
	}
)

func htmlPolicy() string {
	return "default-src 'none'; style-src " + sourceHash(htmlStyle) + "; script-src " + sourceHash(htmlScript) + "; base-uri 'none'; form-action 'none'"
}

// sourceHash writes the hash of an inline style or script as a Content Security
// Policy names it (W3C, "Content Security Policy Level 3", 2.3.1).
func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// A page with all rows as table markup takes a browser ten elements a row:
// 50,000 rows are half a million elements, seconds to open, and every filter
// lays them out again. So the page has two copies of its rows:
//
//   - markup, which needs no script, of the first staticRows of each class;
//   - compact JSON of the first scriptRows of each class, from which the script
//     draws one page of the table at a time.
//
// The style keeps the browser from laying the table out before it is scrolled
// to. So 10,000 rows (1.5 MB) open in about 0.2 s and 50,000 (6.7 MB) in 0.4 s,
// and a filter shows its rows in about 0.1 s (BenchmarkPage, two slow cores).
//
// Both copies keep the order of the input. The bounds hold for each class by itself, so
// that a million created rows can't crowd out the one that needs a person. What
// is beyond them is in result.csv, and the page says so.
const (
	staticRows = 1_000
	scriptRows = 50_000
)

// class is what a row asks of its reader.
type class int

const (
	needsAction class = iota // a person has to do something
	needsLook                // something differs, was dropped, or is noted
	needsNothing
	classes
)

func classOf(r *reconcile.Result) class {
	switch {
	case needsPerson(r):
		return needsAction
	case r.Status == reconcile.Differs || len(r.Dropped) > 0 || doubted(r):
		return needsLook
	}
	return needsNothing
}

// htmlFile writes report.html. The head of the page tells what only the end of
// the run knows; so rows are spooled as they come, into files without a name, and
// put into their places by commit. Memory: three buffers of 64 KiB, the kinds of problems, and
// at most maxSlots numbers of the timeline, however many rows there are.
type htmlFile struct {
	*disk.File
	markup *spool // the rows as table rows
	data   *spool // the rows as JSON

	row    htmlRow // the last one
	seen   [classes]int
	listed htmlListed
	groups problemGroups
	times  timeline
	drifts drifts
}

// pageDrifts bounds the differences that the page lists.
const pageDrifts = 500

// drifts collects what differs, as far as the page lists it.
type drifts struct {
	first []Drift
	count int
}

func (d *drifts) add(r *reconcile.Result) {
	d.count += len(r.Changed)
	if room := pageDrifts - len(d.first); room > 0 && len(r.Changed) > 0 {
		all := Drifts(r)
		d.first = append(d.first, all[:min(room, len(all))]...)
	}
}

// htmlListed counts the rows that the page has.
type htmlListed struct {
	Static  int // in the table
	Script  int // in the data
	Missing int // in result.csv only
}

func createHTML(dir string) (w *htmlFile, err error) {
	w = &htmlFile{}
	defer func() {
		if err != nil {
			w.Discard()
		}
	}()
	if w.File, err = disk.Create(dir, HTMLFile); err != nil {
		return w, err
	}
	if w.markup, err = newSpool(dir); err != nil {
		return w, err
	}
	w.data, err = newSpool(dir)
	return w, err
}

func (w *htmlFile) add(r *reconcile.Result) error {
	w.groups.add(r)
	w.drifts.add(r)
	if !r.At.IsZero() && !r.Settled { // an earlier start's pace is not that of this one
		w.times.add(r.At)
	}
	c := classOf(r)
	w.seen[c]++
	if w.seen[c] > scriptRows {
		w.listed.Missing++
		return nil
	}
	row := &w.row
	row.set(r)
	if w.seen[c] <= staticRows {
		w.listed.Static++
		if err := htmlTemplate().ExecuteTemplate(w.markup, "row", row); err != nil {
			return disk.WriteError(w.Path(), err)
		}
	}
	w.listed.Script++
	b := w.data.AvailableBuffer()
	if w.listed.Script > 1 {
		b = append(b, ',')
	}
	if _, err := w.data.Write(row.appendJSON(append(b, '\n'))); err != nil {
		return disk.WriteError(w.Path(), err)
	}
	return nil
}

// commit puts the page together and gives it its name.
func (w *htmlFile) commit(s *Summary) error {
	defer w.Discard()
	page := newHTMLPage(s, w)
	for _, step := range []func() error{
		func() error { return htmlTemplate().ExecuteTemplate(w, "top", page) },
		func() error { return w.markup.copyTo(w) },
		func() error { return htmlTemplate().ExecuteTemplate(w, "middle", page) },
		func() error { return w.literal(`<script type="application/json" id="data">[`) },
		func() error { return w.data.copyTo(w) },
		func() error { return w.literal("\n]</script>\n") },
		func() error { return htmlTemplate().ExecuteTemplate(w, "bottom", page) },
	} {
		if err := step(); err != nil {
			return disk.WriteError(w.Path(), err)
		}
	}
	return w.Commit()
}

func (w *htmlFile) literal(text string) error {
	_, err := w.WriteString(text)
	return err
}

// Discard leaves nothing behind but a committed page.
func (w *htmlFile) Discard() {
	if w.File != nil {
		w.File.Discard()
	}
	for _, f := range []*spool{w.markup, w.data} {
		if f != nil {
			f.close()
		}
	}
}
