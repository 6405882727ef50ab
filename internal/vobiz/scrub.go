package vobiz

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"vobizsync/importer"
)

// scrubToken removes the partner's token from a text.
func (c *Reader) scrubToken(s string) string {
	return replaceValue(s, c.config.AuthToken.Reveal(), "[token]")
}

// scrubber returns a function that replaces every submitted value of a customer
// in a text of the server's by the name of its field.
func (c *Reader) scrubber(customer *importer.Customer) func(string) string {
	type value struct{ text, mark string }
	values := []value{{customer.Password.Reveal(), "[password]"}}
	for _, f := range importer.Fields {
		if v := customer.Get(f); v != "" {
			values = append(values, value{v, "[" + string(f) + "]"})
		}
	}
	// The longest first: a value may be a part of another. The password comes
	// before all.
	slices.SortStableFunc(values[1:], func(a, b value) int { return len(b.text) - len(a.text) })
	return func(s string) string {
		s = c.scrubToken(s)
		for _, v := range values {
			s = replaceValue(s, v.text, v.mark)
		}
		return s
	}
}

// replaceValue replaces a value in a text, in any case and however a server may
// have encoded it. A short one is replaced only as a word of its own.
func replaceValue(s, value, mark string) string {
	if value == "" || s == "" {
		return s
	}
	quoted := strconv.Quote(value)
	for _, form := range []string{value, html.EscapeString(value), url.QueryEscape(value), url.PathEscape(value), quoted[1 : len(quoted)-1]} {
		pattern := regexp.QuoteMeta(form)
		if utf8.RuneCountInString(form) < 4 {
			pattern = `\b` + pattern + `\b`
		}
		if re, err := regexp.Compile(`(?i)` + pattern); err == nil {
			s = re.ReplaceAllLiteralString(s, mark)
		}
	}
	return s
}
