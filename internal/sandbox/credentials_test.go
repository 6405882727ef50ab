package sandbox

import (
	"net/http"
	"testing"
)

func TestOwnCredentials(t *testing.T) {
	one, two := &Server{OwnCredentials: true, Seed: 1}, &Server{OwnCredentials: true, Seed: 1}
	id, token := one.Credentials()
	otherID, otherToken := two.Credentials()
	if id == otherID || token == otherToken || len(token) < 20 {
		t.Errorf("%s and %s, tokens of %d characters", id, otherID, len(token))
	}
	if again, same := one.Credentials(); again != id || same != token {
		t.Error("drawn anew")
	}
	base := serve(t, one)
	for _, tt := range []struct {
		id, token string
		want      int
	}{{id, token, 200}, {DefaultAuthID, DefaultAuthToken, 401}, {otherID, otherToken, 401}, {id, DefaultAuthToken, 401}} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/me", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Auth-ID", tt.id)
		req.Header.Set("X-Auth-Token", tt.token)
		a := roundTrip(client(t), req)
		if a.status != tt.want {
			t.Errorf("%s: %d, want %d", tt.id, a.status, tt.want)
		}
		if a.status == 200 && a.object(t)["auth_id"] != id {
			t.Errorf("the profile is of %v", a.object(t)["auth_id"])
		}
	}
	given := &Server{OwnCredentials: true, AuthID: "PA_X"}
	if id, token := given.Credentials(); id != "PA_X" || token == DefaultAuthToken {
		t.Errorf("%s, drawn token: %v", id, token != DefaultAuthToken)
	}
}

func TestHostMustBeThisMachine(t *testing.T) {
	for host, want := range map[string]int{
		"127.0.0.1:80": 200, "127.0.0.1": 200, "127.9.9.9": 200, "localhost:8080": 200, "LocalHost": 200, "localhost.": 200,
		"[::1]:80": 200, "[::1]": 200,
		"evil.example": 421, "evil.example:80": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example": 421,
		"evillocalhost": 421, "10.0.0.1": 421, "0.0.0.0": 421, "[::]:80": 421, "169.254.169.254": 421,
	} {
		s := &Server{KeepLog: true}
		a := roundTrip(client(t), asHost(t, serve(t, s), host))
		if a.status != want {
			t.Errorf("Host %s: %d, want %d", host, a.status, want)
		}
		if want == 421 {
			checkShortBody(t, a, want)
			if len(s.Log())+len(s.Requests()) != 0 {
				t.Errorf("Host %s: the request was let in: %v", host, s.Requests())
			}
		}
		if a := roundTrip(client(t), asHost(t, serve(t, &Server{AnyHost: true}), host)); a.status != 200 {
			t.Errorf("Host %s with AnyHost: %d", host, a.status)
		}
	}
	base, rt := serveTLS(t, &Server{}, true)
	if a := roundTrip(rt, asHost(t, base, "evil.example")); a.status != 421 {
		t.Errorf("over TLS: %d", a.status)
	}
}

func asHost(t *testing.T, base, host string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	req.Header.Set("X-Auth-ID", DefaultAuthID)
	req.Header.Set("X-Auth-Token", DefaultAuthToken)
	return req
}
