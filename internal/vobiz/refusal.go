package vobiz

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"vobizsync/importer"
)

// refusal is an answer that is not a success. The API documents several shapes of
// its body; all are understood, and classified by their status first.
type refusal struct {
	failure
	status int
	sent   time.Time        // when the request was, by the server's clock
	fields []importer.Field // those that the answer names
	taken  bool             // it may mean that the e-mail is in use
	says   bool             // it says so in so many words
}

func (r *refusal) Unwrap() error            { return &r.failure }
func (r *refusal) EmailTaken() bool         { return r.taken }
func (r *refusal) SaysEmailTaken() bool     { return r.says }
func (r *refusal) Fields() []importer.Field { return r.fields }
func (r *refusal) SentAt() time.Time        { return r.sent }
func (r *refusal) NotFound() bool           { return r.status == http.StatusNotFound }
func (r *refusal) Forbidden() bool {
	return r.status == http.StatusUnauthorized || r.status == http.StatusForbidden
}

// complaint is one thing that the server found wrong.
type complaint struct {
	field importer.Field // "" if none is named
	text  string
}

// newRefusal reads an answer. The censor decides what is shown of its words.
func newRefusal(a *answer, x *censor) *refusal {
	r := &refusal{status: a.status, sent: a.sent}
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
	case http.StatusProxyAuthRequired:
		r.fatal = true
		r.hint = hintProxy
	case http.StatusConflict, http.StatusUnprocessableEntity, http.StatusBadRequest:
		r.says = saysTaken(complaints) || a.status == http.StatusConflict && len(complaints) == 0
		r.taken = r.says || a.status == http.StatusConflict && !namesAnother(complaints)
	}
	// 408 and 425 are about the connection; what became of the request is open.
	r.refused = a.status >= 400 && a.status < 500 && a.status != http.StatusRequestTimeout && a.status != http.StatusTooEarly
	r.again = !r.refused
	r.text = describe(a, complaints, x)
	return r
}

// saysTaken reports whether a complaint about the e-mail says that it is in use.
func saysTaken(complaints []complaint) bool {
	for _, c := range complaints {
		text := strings.ToLower(c.text)
		about := c.field == importer.Email || c.field == "" && (strings.Contains(text, "email") || strings.Contains(text, "e-mail"))
		for _, word := range []string{"already", "in use", "exists", "taken", "registered", "duplicate", "unique"} {
			if about && strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

// namesAnother reports whether a complaint is about another field than the
// e-mail. A conflict (409) that names none may be about the e-mail in any words.
func namesAnother(complaints []complaint) bool {
	return slices.ContainsFunc(complaints, func(c complaint) bool { return c.field != "" && c.field != importer.Email })
}

// describe makes one line of the answer. What the server says about the password
// is never shown, and the rest only as far as nothing of what was submitted is
// in it; fields are named in any case.
func describe(a *answer, complaints []complaint, x *censor) string {
	status := fmt.Sprintf("HTTP %d", a.status)
	if name := http.StatusText(a.status); name != "" {
		status += " " + name
	}
	if len(complaints) == 0 && looksLikeHTML(a.body) {
		return status + " (an HTML page)"
	}
	const most = 10 // complaints that are told
	complaints = complaints[:min(len(complaints), most)]
	var theirs []string
	for _, c := range complaints {
		if c.field != importer.Password {
			theirs = append(theirs, x.words(c.text))
		} else {
			theirs = append(theirs, "")
		}
	}
	if x.leaks(strings.Join(theirs, " ")) {
		clear(theirs)
	}
	var parts []string
	for i, c := range complaints {
		text := theirs[i]
		switch {
		case c.field == importer.Password:
			text = "password: does not satisfy the API's rule"
		case c.field != "":
			text = string(c.field) + ": " + cmp.Or(text, "not accepted")
		}
		if text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return status
	}
	return status + ": " + cut(strings.Join(parts, "; "), 300)
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// maxErrorBody is how much of an error's body is looked at.
const maxErrorBody = 64 << 10

// readComplaints reads the body of a refusal, whatever its shape is.
func readComplaints(body []byte) []complaint {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 || len(body) > maxErrorBody || looksLikeHTML(body) {
		return nil
	}
	var v any
	if json.Unmarshal(body, &v) != nil {
		if body[0] == '{' || body[0] == '[' {
			return nil // broken JSON: anything may be in it
		}
		return []complaint{{text: string(body)}}
	}
	return complaintsIn(v, 0)
}

// complaintsIn reads the union of the documented shapes. A member of another type
// than documented counts as missing. Those that can echo what was submitted
// (input, ctx, value) are not read on purpose.
func complaintsIn(v any, depth int) (found []complaint) {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case string:
		if v != "" {
			return []complaint{{text: v}}
		}
	case []any:
		for _, item := range v {
			found = append(found, complaintsIn(item, depth+1)...)
		}
	case map[string]any:
		if c, ok := readItem(v); ok {
			return []complaint{c}
		}
		for _, member := range []string{"details", "errors", "detail"} {
			if found = complaintsIn(v[member], depth+1); len(found) > 0 {
				return found
			}
		}
		if inner, ok := v["error"].(map[string]any); ok {
			if found = complaintsIn(inner, depth+1); len(found) > 0 {
				return found
			}
		}
		for _, member := range []string{"message", "msg", "code", "error"} { // the best comes first
			if text, ok := v[member].(string); ok && text != "" {
				return []complaint{{text: text}}
			}
		}
	}
	return found
}

// readItem reads one entry of a list of complaints: it has a location or a field.
// The last part of the location that is a field's name counts.
func readItem(m map[string]any) (c complaint, ok bool) {
	loc, isList := m["loc"].([]any)
	name, isName := m["field"].(string)
	if !isList && !isName {
		return c, false
	}
	for _, part := range append(loc, name) {
		name, _ := part.(string)
		if f := importer.Field(strings.ToLower(name)); slices.Contains(importer.Fields, f) {
			c.field = f
		}
	}
	for _, member := range []string{"message", "msg"} {
		if text, isText := m[member].(string); isText && text != "" {
			c.text = text
		}
	}
	return c, true
}
