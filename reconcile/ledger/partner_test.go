package ledger_test

import (
	"strings"
	"testing"

	"vobizsync/reconcile/ledger"
)

func TestOnePartnerHasOneName(t *testing.T) {
	for _, tt := range []struct{ base, authID, want string }{
		{"https://api.vobiz.ai/api/v1/partner", "pa_1", "api.vobiz.ai,pa_1"},
		{"https://API.Vobiz.ai:443/api/v1/partner/", "PA_ab1", "api.vobiz.ai,~p~a_ab1"},
		{"http://api.vobiz.ai:80/api/v1/partner", "pa_1", "api.vobiz.ai,pa_1"},
		{"http://api.vobiz.ai:443/api/v1/partner", "pa_1", "api.vobiz.ai%3a443,pa_1"},
		{"https://api.vobiz.ai./api/v1/partner", "pa_1", "api.vobiz.ai,pa_1"},
		{"https://api.vobiz.ai", "pa_1", "api.vobiz.ai,,pa_1"},
		{"https://api.vobiz.ai/v2/Partner", "pa_1", "api.vobiz.ai,%2fv2%2f~partner,pa_1"},
		{"https://müller.example/api/v1/partner", "p", "xn--mller-kva.example,p"},
		{"https://MÜLLER.example/api/v1/partner", "p", "xn--mller-kva.example,p"},
		{"https://xn--mller-kva.example/api/v1/partner", "p", "xn--mller-kva.example,p"},
		{"http://my_host/api/v1/partner", "p", "my_host,p"},
		{"http://localhost:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://LOCALHOST.:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://127.0.0.1:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://127.9.9.9:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://[::1]:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://[::ffff:127.0.0.1]:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://0.0.0.0:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://api.localhost:8080/api/v1/partner", "p", "localhost%3a8080,p"},
		{"http://[2001:DB8::0:1]/api/v1/partner", "p", "%5b2001%3adb8%3a%3a1%5d,p"},
		{"http://10.0.0.1/api/v1/partner", "p/../q.", "10.0.0.1,p%2f..%2fq%2e"},
	} {
		if got, err := ledger.Partner(tt.base, tt.authID); got != tt.want || err != nil {
			t.Errorf("Partner(%q, %q) = %q, %v, want %q", tt.base, tt.authID, got, err, tt.want)
		}
	}
	for _, tt := range [][2]string{{"https://api.vobiz.ai", ""}, {"/api/v1/partner", "p"}, {"", "p"}, {"https://a\x00b/", "p"}} {
		if got, err := ledger.Partner(tt[0], tt[1]); err == nil {
			t.Errorf("Partner(%q, %q) = %q, want an error", tt[0], tt[1], got)
		}
	}
}

// Other ids have other names, in a length and with bytes that every file system
// takes, also one that minds no case.
func TestOtherPartnersHaveOtherNames(t *testing.T) {
	long := strings.Repeat("A", 300)
	seen := map[string]string{}
	for _, id := range []string{
		"a", "A", "~a", "~A", "%61", "a%", ",", "a,a", ".", "%2e", "..", "a.", "a%2e", " ", "\u00e9", "e\u0301", "\xff", "+", "con",
		long, long + "a", long + "A", strings.Repeat("a", 300), strings.ToLower(long) + "b",
	} {
		name, err := ledger.Partner("https://api.vobiz.ai/api/v1/partner", id)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[name]; ok {
			t.Errorf("%q and %q are both %q", id, other, name)
		}
		seen[name] = id
		if len(name) > 200 || name != strings.ToLower(name) || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789._-,~%+") != "" || strings.HasSuffix(name, ".") {
			t.Errorf("%q is %q, %d bytes", id, name, len(name))
		}
	}
}

func FuzzPartner(f *testing.F) {
	f.Add("pa_1", "PA_1")
	f.Add("a~", "a%7e")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, errA := ledger.Partner("https://api.vobiz.ai/x", a)
		y, errB := ledger.Partner("https://api.vobiz.ai/x", b)
		if errA == nil && errB == nil && (x == y) != (a == b) {
			t.Errorf("%q and %q: %q and %q", a, b, x, y)
		}
	})
}
