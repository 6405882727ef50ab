package vobiz

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/internal/sandbox"
	"vobizsync/internal/secret"
)

// The values that no error may show.
var marked = importer.Customer{
	Name: "Zebulon Quux", Email: "zebulon.quux@marker.example", Phone: "+918877665544", Country: "IN",
	Password: secret.New(`Kx7"<&ü Qwertz-pass9!`), Company: "Frobnicators Ltd", City: "Xanadu", ZipCode: "90417",
}

// hidden lists what of them counts as shown, without regard to case.
var hidden = []string{
	"qwertz", "kx7", "pass9", "ertz-p", "918877", "665544", "zebulon quux", "zebulon.quux", "marker.example", "frobnicators ltd", "xanadu", "90417",
}

func refuse(t testing.TB, status int, body string) *refusal {
	t.Helper()
	c := newClient(t, config(&sandbox.Server{}))
	return newRefusal(&answer{status: status, header: http.Header{}, body: []byte(body)}, c.newCensor(&marked))
}

func TestRefusalInAllShapes(t *testing.T) {
	deep := strings.Repeat(`{"error":`, 5000) + `"x"` + strings.Repeat(`}`, 5000)
	tests := []struct {
		name, body string
		status     int
		want       string
		fields     []importer.Field
	}{
		{"short", `{"error":"HTTPError","message":"Account limit reached","status_code":403}`, 403, "HTTP 403 Forbidden: Account limit reached", nil},
		{"details", `{"error":"ValidationError","message":"Request validation failed","details":[` +
			`{"type":"value_error","loc":["body","phone"],"msg":"Value is not E.164","input":"x","ctx":{}},{"loc":["body",3,"city"],"msg":"too long"}],"status_code":422}`,
			422, "HTTP 422 Unprocessable Entity: phone: Value is not E.164; city: too long", []importer.Field{importer.Phone, importer.City}},
		{"slug", `{"error":"insufficient_balance"}`, 402, "HTTP 402 Payment Required: insufficient_balance", nil},
		{"slug and message", `{"error":"insufficient_balance","message":"Top up first."}`, 402, "HTTP 402 Payment Required: Top up first.", nil},
		{"nested", `{"status":"error","error":{"code":"VALIDATION_ERROR","message":"No","details":{"errors":[{"field":"phone","message":"bad","code":"INVALID_FORMAT","value":"+1"}]}},"requestId":"r"}`,
			422, "HTTP 422 Unprocessable Entity: phone: bad", []importer.Field{importer.Phone}},
		{"nested without details", `{"status":"error","error":{"code":"VALIDATION_ERROR","message":"Wrong country"}}`, 422, "HTTP 422 Unprocessable Entity: Wrong country", nil},
		{"detail text", `{"detail":"Not authenticated"}`, 403, "HTTP 403 Forbidden: Not authenticated", nil},
		{"detail list", `{"detail":[{"loc":["body","gstin"],"msg":"not accepted","type":"t","input":"i"}]}`, 422,
			"HTTP 422 Unprocessable Entity: gstin: not accepted", []importer.Field{importer.GSTIN}},
		{"text", "upstream  is\n busy", 400, "HTTP 400 Bad Request: upstream is busy", nil},
		{"JSON text", `"no such thing"`, 404, "HTTP 404 Not Found: no such thing", nil},
		{"HTML", "<html><b>Kx7", 403, "HTTP 403 Forbidden (an HTML page)", nil},
		{"empty", "", 409, "HTTP 409 Conflict", nil},
		{"BOM", "\xef\xbb\xbf" + `{"message":"hello"}`, 400, "HTTP 400 Bad Request: hello", nil},
		{"broken", `{"message":"hello"`, 400, "HTTP 400 Bad Request", nil},
		{"numbers for strings", `{"error":7,"message":8,"details":[{"loc":["phone"],"msg":9}]}`, 422,
			"HTTP 422 Unprocessable Entity: phone: not accepted", []importer.Field{importer.Phone}},
		{"nulls", `{"error":null,"message":null,"details":null,"detail":null}`, 422, "HTTP 422 Unprocessable Entity", nil},
		{"objects for strings", `{"error":{},"message":{"a":1},"detail":{"message":"inner"}}`, 422, "HTTP 422 Unprocessable Entity: inner", nil},
		{"list items of other types", `{"details":[1,null,"two words",[],{"field":"city","message":null}]}`, 422,
			"HTTP 422 Unprocessable Entity: two words; city: not accepted", []importer.Field{importer.City}},
		{"loc is a text", `{"detail":[{"loc":"body.phone","msg":"wrong"}]}`, 422, "HTTP 422 Unprocessable Entity: wrong", nil},
		{"deep", deep, 400, "HTTP 400 Bad Request", nil},
		{"large", `{"message":"` + strings.Repeat("a ", 64<<10) + `"}`, 400, "HTTP 400 Bad Request", nil},
		{"invalid UTF-8", "{\"message\":\"caf\xe9 is closed\"}", 400, "HTTP 400 Bad Request: … is closed", nil},
		{"control characters", `{"message":"a\u0000b \u001b[31mred \u202eevil end"}`, 400, "HTTP 400 Bad Request: … end", nil},
		{"no words at all", `{"message":"%%% {} 😀"}`, 400, "HTTP 400 Bad Request", nil},
		{"status without a name", `{"message":"odd"}`, 499, "HTTP 499: odd", nil},
	}
	for _, tt := range tests {
		r := refuse(t, tt.status, tt.body)
		if r.Error() != tt.want || !slices.Equal(r.Fields(), tt.fields) {
			t.Errorf("%s: %q %v\nwant %q %v", tt.name, r, r.Fields(), tt.want, tt.fields)
		}
	}
}

func TestEmailTaken(t *testing.T) {
	tests := []struct {
		status int
		body   string
		taken  bool
	}{
		{409, ``, true},
		{409, `{"message":"conflict"}`, true},
		{409, `{"details":[{"loc":["body","phone"],"msg":"already in use"}]}`, false},
		{422, `{"details":[{"loc":["body","email"],"msg":"Value error, already registered"}]}`, true},
		{422, `{"details":[{"loc":["body","email"],"msg":"not a valid address"}]}`, false},
		{422, `{"detail":"Email already exists"}`, true},
		{400, `e-mail is taken`, true},
		{422, `{"detail":"Name already exists"}`, false},
		{403, `{"detail":"Email already exists"}`, false},
		{500, `{"detail":"Email already exists"}`, false},
	}
	for _, tt := range tests {
		if r := refuse(t, tt.status, tt.body); r.EmailTaken() != tt.taken {
			t.Errorf("%d %s: taken %t, want %t", tt.status, tt.body, r.EmailTaken(), tt.taken)
		}
	}
}

// echoes returns a value as a server may repeat it.
func echoes(v string) []string {
	j, _ := json.Marshal(v)
	ascii := strings.Trim(fmt.Sprintf("%+q", v), `"`)
	half := v[:len(v)/2]
	return []string{
		v, strings.ToUpper(v), strings.ToLower(v), string(j), ascii, html.EscapeString(v), url.QueryEscape(v), url.PathEscape(v),
		strings.ReplaceAll(v, " ", "\n\t "), strings.ReplaceAll(v, "", " "), strings.ReplaceAll(v, "", "\u200b"), strings.ReplaceAll(v, "", "-"),
		base64.StdEncoding.EncodeToString([]byte(v)), base64.RawURLEncoding.EncodeToString([]byte(v)), hex.EncodeToString([]byte(v)),
		half, v[len(half):], half + "…", "'" + v + "'", "(" + v + ")", v + v, "x" + v + "x", half + " and " + v[len(half):],
		v[:len(v)-1] + "*", strings.Map(func(r rune) rune {
			if strings.ContainsRune(`"<&ü!`, r) {
				return -1
			}
			return r
		}, v),
	}
}

func TestNothingSubmittedIsEchoed(t *testing.T) {
	shapes := []string{
		`{"message":%s}`, `{"error":%s}`, `{"detail":%s}`, `{"error":{"code":%s}}`, `{"error":{"message":%s}}`, `%s`, `[%s]`,
		`{"details":[{"loc":["body","phone"],"msg":%s}]}`, `{"details":[{"loc":["body","password"],"msg":%s}]}`,
		`{"details":[{"loc":["body",%s],"msg":"no"}]}`, `{"details":[{"field":%s,"message":"no"}]}`,
		`{"details":[{"loc":["body","name"],"msg":"no","input":%s,"ctx":{"v":%[1]s},"value":%[1]s}]}`, `{"requestId":%s,"message":"no"}`,
		`{"errors":[{"field":"city","message":%s},{"field":"name","message":%[1]s}]}`,
	}
	values := []string{marked.Password.Reveal()}
	for _, f := range importer.Fields {
		if v := marked.Get(f); v != "" && f != importer.Country {
			values = append(values, v)
		}
	}
	for _, v := range values {
		for _, e := range echoes(v) {
			for _, shape := range shapes {
				for _, words := range []string{"%s", "Value error, %s is not accepted", "is not accepted: %s"} {
					j, _ := json.Marshal(fmt.Sprintf(words, e))
					checkHidden(t, refuse(t, 422, fmt.Sprintf(shape, j)), fmt.Sprintf(shape, j))
					checkHidden(t, refuse(t, 400, fmt.Sprintf(words, e)), fmt.Sprintf(words, e))
				}
			}
		}
	}
}

func checkHidden(t *testing.T, r *refusal, body string) {
	t.Helper()
	shown := strings.ToLower(r.Error() + r.Advice() + fmt.Sprintf("%+v", r))
	bare := squeeze(shown)
	for _, h := range hidden {
		if strings.Contains(shown, h) || len(squeeze(h)) >= piece && strings.Contains(bare, squeeze(h)) {
			t.Errorf("%q shows %q of %s", r, h, body)
		}
	}
}

// What is taken out takes no more with it than it must.
func TestUsefulWordsStay(t *testing.T) {
	for body, want := range map[string]string{
		`{"details":[{"loc":["phone"],"msg":"Value error, phone must be in E.164 format, e.g. +919876543210"}]}`: "phone: Value error, phone must be in E.164 format, e.g. …",
		`{"detail":"the e-mail is already in use"}`:                                                              "the e-mail is already in use",
		`{"detail":"country must be a valid ISO 3166-1 alpha-2 code"}`:                                           "country must be a valid ISO 3166-1 alpha-2 code",
		`{"detail":"'Zebulon Quux' has 12 characters (at least 20)"}`:                                            "… has 12 characters (at least 20)",
		`{"details":[{"loc":["zip_code"],"msg":"90417 is outside of Xanadu"}]}`:                                  "zip_code: … is outside of …",
		`{"details":[{"loc":["password"],"msg":"qwertz is too common"}]}`:                                        "password: does not satisfy the API's rule",
	} {
		if got := refuse(t, 422, body).Error(); got != "HTTP 422 Unprocessable Entity: "+want {
			t.Errorf("%s:\n%s\nwant …: %s", body, got, want)
		}
	}
}

func FuzzRefusal(f *testing.F) {
	f.Add(422, `{"details":[{"loc":["body","phone"],"msg":"bad","input":"Kx7"}]}`, uint8(0), 12)
	f.Add(400, `plain words`, uint8(8), 5)
	f.Add(403, `{"error":{"message":"","details":{"errors":[{"field":"name","message":""}]}}}`, uint8(3), 21)
	f.Add(500, `[[["`, uint8(200), 0)
	all := echoes(marked.Password.Reveal())
	for _, v := range []string{marked.Name, marked.Email, marked.Phone} {
		all = append(all, echoes(v)...)
	}
	client := newClient(f, config(&sandbox.Server{}))
	f.Fuzz(func(t *testing.T, status int, body string, which uint8, at int) {
		echo := all[int(which)%len(all)]
		if at = max(min(at, len(body)), 0); strings.HasPrefix(body, "{") {
			j, _ := json.Marshal(echo)
			echo = strings.Trim(string(j), `"`)
		}
		body = body[:at] + echo + body[at:]
		r := newRefusal(&answer{status: status, header: http.Header{}, body: []byte(body)}, client.newCensor(&marked))
		checkHidden(t, r, body)
		if n := len([]rune(r.Error())); n > 400 || strings.ContainsAny(r.Error(), "\n\r\x1b\x00") {
			t.Errorf("%d characters: %q", n, r)
		}
		if r.Refused() && (status < 400 || status > 499) {
			t.Errorf("%d counts as a refusal", status)
		}
	})
}
