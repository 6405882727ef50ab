// Package secret holds the one type for text that must never be printed: the
// partner's token, a customer's password, an account's auth token.
//
// What must hold: no way of printing, logging or encoding a [Text] shows it.
// Only [Text.Reveal] does, and each call of Reveal is a place to review.
package secret

import (
	"fmt"
	"io"
	"log/slog"
)

// redacted is what every printed form of a Text shows.
const redacted = "[redacted]"

// Text is a string that does not print. The zero value is the empty secret.
type Text struct{ s string }

// New wraps s.
func New(s string) Text { return Text{s} }

// Reveal returns the secret itself, for the request that needs it.
func (t Text) Reveal() string { return t.s }

// IsZero reports whether there is no secret.
func (t Text) IsZero() bool { return t.s == "" }

// String returns "[redacted]", or "" for the empty secret.
func (t Text) String() string {
	if t.s == "" {
		return ""
	}
	return redacted
}

// Format prints like String under every verb, %#v and %x included.
func (t Text) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, t.String()) }

// LogValue redacts in slog.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalText redacts in JSON, YAML and everything else that asks for text.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// MarshalCSV redacts in gocsv, which looks for this method before MarshalText.
func (t Text) MarshalCSV() (string, error) { return t.String(), nil }

// UnmarshalCSV takes a cell as it is.
func (t *Text) UnmarshalCSV(s string) error { t.s = s; return nil }

// UnmarshalText takes a JSON string, or any other text, as it is.
func (t *Text) UnmarshalText(b []byte) error { t.s = string(b); return nil }
