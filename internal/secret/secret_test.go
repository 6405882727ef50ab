package secret_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"vobizsync/internal/secret"
)

const marker = "MARKER-hunter2!"

func TestNoPrintedFormShowsTheSecret(t *testing.T) {
	s := secret.New(marker)
	holder := struct {
		Name   string
		Secret secret.Text
		Ptr    *secret.Text
	}{"ann", s, &s}

	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+"\n", s)
		fmt.Fprintf(&out, verb+"\n", &s)
		fmt.Fprintf(&out, verb+"\n", holder)
	}
	b, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(b)
	slog.New(slog.NewTextHandler(&out, nil)).Info("m", "s", s, "holder", holder)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "s", s, "holder", holder)

	hex := fmt.Sprintf("%x", marker)
	if got := out.String(); strings.Contains(got, marker) || strings.Contains(got, hex) {
		t.Fatalf("a printed form shows the secret:\n%s", got)
	}
	if s.Reveal() != marker {
		t.Fatalf("Reveal() = %q, want %q", s.Reveal(), marker)
	}
}

func TestJSONIsReadAsItIs(t *testing.T) {
	var v struct{ Token secret.Text }
	if err := json.Unmarshal([]byte(`{"Token":"abc"}`), &v); err != nil {
		t.Fatal(err)
	}
	if got := v.Token.Reveal(); got != "abc" {
		t.Fatalf("token = %q, want abc", got)
	}
}
