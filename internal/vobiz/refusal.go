package vobiz

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"vobizsync/importer"
)

// refusal is an answer that is no success. The API documents several shapes of
// its body; all are understood, and classified by their status first.
type refusal struct {
	failure
	status int
	fields []importer.Field // those that the answer names
	taken  bool             // it may mean that the e-mail is in use
}

func (r *refusal) Unwrap() error            { return &r.failure }
func (r *refusal) EmailTaken() bool         { return r.taken }
func (r *refusal) Fields() []importer.Field { return r.fields }
func (r *refusal) Forbidden() bool {
	return r.status == http.StatusUnauthorized || r.status == http.StatusForbidden
}

// complaint is one thing that the server found wrong.
type complaint struct {
	field importer.Field // "" if none is named
	text  string
}

// newRefusal reads an answer. The scrub function removes what was submitted.
func newRefusal(a *answer, scrub func(string) string) error {
	r := &refusal{status: a.status}
	complaints := readComplaints(a.body)
	for _, c := range complaints {
		if c.field != "" && !slices.Contains(r.fields, c.field) {
			r.fields = append(r.fields, c.field)
		}
	}
	switch a.status {
	case http.StatusUnauthorized:
		r.fatal = true
		r.hint = "check VOBIZ_AUTH_ID and VOBIZ_AUTH_TOKEN"
	case http.StatusNotFound:
		r.hint = "check the address of the API (--base-url)"
	case http.StatusConflict, http.StatusUnprocessableEntity, http.StatusBadRequest:
		r.taken = meansTaken(a.status, complaints)
	}
	// 408 and 425 are about the connection; what became of the request is open.
	r.refused = a.status >= 400 && a.status < 500 && a.status != http.StatusRequestTimeout && a.status != http.StatusTooEarly
	r.again = !r.refused
	r.text = describe(a, complaints, scrub)
	return r
}

// meansTaken reports whether the complaints say that the e-mail is in use. A
// conflict (409) that names no other field means it in any words.
func meansTaken(status int, complaints []complaint) bool {
	for _, c := range complaints {
		if c.field != "" && c.field != importer.Email {
			continue
		}
		text := strings.ToLower(c.text)
		about := c.field == importer.Email || strings.Contains(text, "email") || strings.Contains(text, "e-mail")
		for _, word := range []string{"already", "in use", "exist", "taken", "registered", "duplicate", "unique"} {
			if about && strings.Contains(text, word) {
				return true
			}
		}
	}
	return status == http.StatusConflict && !slices.ContainsFunc(complaints, func(c complaint) bool {
		return c.field != "" && c.field != importer.Email
	})
}

// describe makes one line of the answer, in which nothing is left of what was
// submitted.
func describe(a *answer, complaints []complaint, scrub func(string) string) string {
	status := fmt.Sprintf("HTTP %d", a.status)
	if name := http.StatusText(a.status); name != "" {
		status += " " + name
	}
	var words []string
	for _, c := range complaints {
		text := c.text
		switch c.field {
		case importer.Password:
			text = "password: does not satisfy the API's rule" // its own words may quote it
		case "":
			text = oneLine(scrub(text))
		default:
			text = string(c.field) + ": " + oneLine(scrub(text))
		}
		if text != "" && !slices.Contains(words, text) {
			words = append(words, text)
		}
	}
	if len(words) == 0 {
		if looksLikeHTML(a.body) {
			return status + " (an HTML page)"
		}
		return status
	}
	// Scrubbed again: folding the space can have joined what was apart.
	return status + ": " + cut(scrub(strings.Join(words, "; ")), 300)
}

// oneLine folds white space and drops what does not print.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// body is the union of the documented shapes of an error. Members that can echo
// what was submitted (input, ctx, value) are not in it on purpose.
type errorBody struct {
	Error   json.RawMessage `json:"error"` // a slug, or an object
	Message string          `json:"message"`
	Detail  json.RawMessage `json:"detail"`  // a text, or a list
	Details json.RawMessage `json:"details"` // a list
	Code    string          `json:"code"`
	Errors  json.RawMessage `json:"errors"`
}

// item is one entry of a list of complaints.
type item struct {
	Loc     []any  `json:"loc"` // strings and integers
	Field   string `json:"field"`
	Msg     string `json:"msg"`
	Message string `json:"message"`
}

// maxErrorBody is how much of an error's body is looked at.
const maxErrorBody = 64 << 10

// readComplaints reads the body of a refusal, whatever its shape is.
func readComplaints(body []byte) []complaint {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 || len(body) > maxErrorBody || looksLikeHTML(body) {
		return nil
	}
	var b errorBody
	if json.Unmarshal(body, &b) != nil {
		if body[0] == '{' || body[0] == '[' {
			return nil // broken JSON: anything may be in it
		}
		return []complaint{{text: string(body)}}
	}
	return b.complaints(0)
}

func (b *errorBody) complaints(depth int) []complaint {
	if depth > 3 {
		return nil
	}
	for _, raw := range []json.RawMessage{b.Details, b.Errors, b.Detail} {
		if list := readList(raw, depth); len(list) > 0 {
			return list
		}
	}
	var inner errorBody
	if json.Unmarshal(b.Error, &inner) == nil {
		if list := inner.complaints(depth + 1); len(list) > 0 {
			return list
		}
	}
	var slug string
	for _, text := range []string{b.Message, b.Code} {
		if text != "" {
			return []complaint{{text: text}}
		}
	}
	if json.Unmarshal(b.Error, &slug) == nil && slug != "" {
		return []complaint{{text: slug}}
	}
	return nil
}

// readList reads a list of items, a text, or an object with such a list in it.
func readList(raw json.RawMessage, depth int) (list []complaint) {
	var items []item
	if json.Unmarshal(raw, &items) == nil {
		for _, it := range items {
			if c := it.complaint(); c.text != "" || c.field != "" {
				list = append(list, c)
			}
		}
		return list
	}
	var text string
	if json.Unmarshal(raw, &text) == nil && text != "" {
		return []complaint{{text: text}}
	}
	var inner errorBody
	if json.Unmarshal(raw, &inner) == nil {
		return inner.complaints(depth + 1)
	}
	return nil
}

// complaint takes the field from the last part of the location that names one.
func (it *item) complaint() complaint {
	c := complaint{text: it.Msg}
	if c.text == "" {
		c.text = it.Message
	}
	names := []any{it.Field}
	for _, part := range append(it.Loc, names...) {
		name, _ := part.(string)
		if f := importer.Field(strings.ToLower(name)); slices.Contains(importer.Fields, f) {
			c.field = f
		}
	}
	return c
}
