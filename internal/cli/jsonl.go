package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"

	"vobizsync/importer"
	"vobizsync/internal/lazy"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// jsonProblem is a line of validate --format jsonl: one problem or note of a row, or
// with row 0 why the file as a whole is refused.
// docs/schema/problem.json describes it.
type jsonProblem struct {
	File       string `json:"file"`
	Row        int    `json:"row"`
	Line       int    `json:"line"`
	Column     string `json:"column"` // as the file calls it, "" where the row as a whole is meant
	Field      string `json:"field"`
	Code       string `json:"code"`
	Class      string `json:"class"` // problem, doubt or repaired
	Value      string `json:"value"` // of the cell, as far as it is shown
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"` // what may be meant, "" where nothing is near
}

// jsonLines writes problems as JSON Lines.
type jsonLines struct {
	out  *bufio.Writer // keeps the first error
	file *importer.File
	name string
}

func newJSONLines(w io.Writer, f *importer.File, name string) *jsonLines {
	return &jsonLines{bufio.NewWriter(w), f, name}
}

func (w *jsonLines) add(r *reconcile.Result) {
	for _, p := range r.Problems {
		w.write(r, p, "problem")
	}
	for _, n := range r.Notes {
		class := "doubt"
		if n.Repairs() {
			class = "repaired"
		}
		w.write(r, n, class)
	}
}

func (w *jsonLines) write(r *reconcile.Result, p importer.Problem, class string) {
	column, value := w.file.CellOf(r.Entry, p.Field)
	b, err := json.Marshal(jsonProblem{
		File: w.name, Row: r.Row, Line: r.Line, Column: column, Field: string(p.Field), Code: string(p.Code),
		Class: class, Value: value, Message: p.Message, Suggestion: suggestion(p.Message),
	})
	if err != nil {
		panic("cli: a problem has a type that JSON does not know: " + err.Error())
	}
	_, _ = w.out.Write(append(b, '\n')) // the output keeps the error
}

// meant finds in a message what may be meant.
var meant = lazy.Regexp(`did you mean ([^?]+)\?|: ([^:]+) may be meant|(--map (?:'(?:[^']|'\\'')*'|"(?:[^"]|"")*"|\S+:\S+))`)

func suggestion(message string) string {
	found := meant().FindStringSubmatch(message)
	if found == nil {
		return ""
	}
	return found[1] + found[2] + found[3]
}

// unreadable is the code of a file that can't be read at all, or whose columns can't
// be chosen.
const unreadable importer.Code = "unreadable_file"

// printRefusal writes the line of a file that was refused: none of its rows is meant.
func (a *app) printRefusal(name string, err error) {
	var refused *importer.InputError
	if !errors.As(err, &refused) {
		return
	}
	p := jsonProblem{File: inputName(name), Line: refused.Line, Code: string(unreadable), Class: "problem", Message: refused.Problem, Suggestion: refused.Hint}
	var columns *importer.ColumnsError
	if errors.As(err, &columns) && len(columns.Flags) > 0 {
		p.Suggestion = words.ShellLine(columns.Flags...)
	}
	_ = json.NewEncoder(a.Stdout).Encode(p) // the output keeps the error
}

func (w *jsonLines) flush() { _ = w.out.Flush() } // the output keeps the error
