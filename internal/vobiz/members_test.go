package vobiz

import (
	"bytes"
	"encoding/json"
	"testing"
)

// What members finds is what encoding/json finds.
func FuzzMembers(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"a":1}`, ` { "a" : "b" , "c" : [1,{"d":"}"},"]"] , "e":{"f":null} } `, `{"a":-1.5e3,"b":true}`, `{"\u0061\"":"\\"}`,
		`{"a":"x\\","b":"\"}"}`, `{"":""}`, `{"a":{},"b":[]}`, `{"a":1,"a":2}`, "{\n\t\"a\"\r\n:\n[ ]\n}", `[1]`, `null`, `"{"`, `7`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if !json.Valid(b) || !bytes.Contains(b, []byte{'{'}) {
			return
		}
		var want map[string]json.RawMessage
		_ = json.Unmarshal(b, &want) // no object has no members
		got := map[string]json.RawMessage{}
		for name, value := range members(b) {
			var s string // as encoding/json repairs what is not UTF-8
			quoted := append(append([]byte{'"'}, name...), '"')
			if json.Unmarshal(quoted, &s) != nil {
				s = string(name)
			}
			got[s] = value
		}
		if len(got) != len(want) && !bytes.ContainsAny(b, `\`) && bytes.Equal(bytes.ToValidUTF8(b, nil), b) {
			t.Fatalf("%s: %d members, want %d", b, len(got), len(want))
		}
		for name, value := range want {
			if found, ok := got[name]; ok && !bytes.Equal(bytes.TrimSpace(found), bytes.TrimSpace(value)) {
				t.Errorf("%s: %q is %s, want %s", b, name, found, value)
			} else if !ok && !bytes.ContainsAny(b, `\`) && bytes.Equal(bytes.ToValidUTF8(b, nil), b) {
				t.Errorf("%s: %q is not found", b, name)
			}
		}
	})
}
