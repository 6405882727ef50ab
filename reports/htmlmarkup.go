package reports

import (
	"strconv"
	"strings"
)

// appendMarkup appends the row as a row of the page's table. The script draws the same
// from the JSON. Whatever comes from a file or a server is escaped by appendEscaped: no
// cell can become markup.
func (r *htmlRow) appendMarkup(b []byte) []byte {
	b = strconv.AppendInt(append(b, "<tr><td>"...), int64(r.Row), 10)
	b = strconv.AppendInt(append(b, "</td><td>"...), int64(r.Line), 10)
	b = appendBetween(b, `</td><td><span class="st `, string(r.Status), `">`)
	b = appendBetween(b, "", string(r.Status), "</span></td>")
	if at := strings.LastIndexByte(r.Email, '@') + 1; at > 0 { // a narrow cell may break it there
		b = appendBetween(b, "<td>", r.Email[:at], "<wbr>")
		b = appendBetween(b, "", r.Email[at:], "</td>")
	} else {
		b = appendBetween(b, "<td>", r.Email, "</td>")
	}
	for _, text := range [...]string{r.Name, r.Phone, r.Country, r.AuthID} {
		b = appendBetween(b, "<td>", text, "</td>")
	}
	b = append(b, "<td>"...)
	for _, code := range r.Codes {
		b = append(b, "<p>"...)
		for word := range strings.SplitAfterSeq(code, "_") {
			b = appendBetween(b, "", word, "<wbr>")
		}
		b = append(b[:len(b)-len("<wbr>")], "</p>"...)
	}
	b = append(b, "</td><td>"...)
	for _, message := range r.Messages {
		b = appendBetween(b, "<p>", message, "</p>")
	}
	for _, c := range r.Changed {
		b = appendBetween(b, `<p class="change"><b>`, string(c.Field), "</b>")
		b = appendBetween(b, " <del>", c.Before, "</del>")
		b = appendBetween(b, " → <ins>", c.After, "</ins></p>")
	}
	if len(r.Dropped) > 0 {
		b = appendBetween(b, `<p class="tag"><b>dropped</b> `, strings.Join(r.Dropped, ", "), "</p>")
	}
	for _, note := range r.Notes {
		b = appendBetween(b, `<p class="tag"><b>warning</b> `, note, "</p>")
	}
	for _, repair := range r.Repairs {
		b = appendBetween(b, `<p class="tag"><b>repaired</b> `, repair, "</p>")
	}
	return append(b, "</td></tr>\n"...)
}

// appendBetween appends a text, escaped, between markup.
func appendBetween(b []byte, before, text, after string) []byte {
	return append(appendEscaped(append(b, before...), text), after...)
}

// appendEscaped appends a text as html/template writes it between tags and in a quoted
// attribute.
func appendEscaped(b []byte, text string) []byte {
	done := 0
	for i := range len(text) {
		if escape := htmlEscapes[text[i]]; escape != "" {
			b = append(append(b, text[done:i]...), escape...)
			done = i + 1
		}
	}
	return append(b, text[done:]...)
}

var htmlEscapes = [256]string{
	0: "\ufffd", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}
