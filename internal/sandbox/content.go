package sandbox

import (
	"net/http"
	"strings"
)

// FirstOf returns a function for [Server.Fault] that asks each of faults in turn
// and takes the first fault that is one.
func FirstOf(faults ...func(Call) Fault) func(Call) Fault {
	return func(c Call) Fault {
		for _, fault := range faults {
			if f := fault(c); f.Kind != None {
				return f
			}
		}
		return Fault{}
	}
}

// RefuseEmail refuses every create of one e-mail address with a status and a body;
// an empty body is that of [Fault.Body].
func RefuseEmail(email string, status int, body string) func(Call) Fault {
	return func(c Call) Fault {
		if c.Method == http.MethodPost && c.Email == fold(email) {
			return Fault{Kind: Refuse, Status: status, Body: body}
		}
		return Fault{}
	}
}

// RefuseSearch refuses every search for one e-mail address likewise.
func RefuseSearch(email string, status int, body string) func(Call) Fault {
	return func(c Call) Fault {
		if c.Method == http.MethodGet && c.Path == "/accounts" && c.Email == fold(email) {
			return Fault{Kind: Refuse, Status: status, Body: body}
		}
		return Fault{}
	}
}

// Firewall answers every create whose body holds word, and every search whose
// term does, with an HTML page and 403, without regard to case.
func Firewall(word string) func(Call) Fault {
	word = strings.ToLower(word)
	return func(c Call) Fault {
		if strings.Contains(strings.ToLower(c.Body), word) || strings.Contains(c.Email, word) {
			return Fault{Kind: Refuse, Status: http.StatusForbidden}
		}
		return Fault{}
	}
}

// refuse is the answer of the kind Refuse.
func refuse(email string, status int, body string) reply {
	switch {
	case strings.HasPrefix(body, "<"):
		return reply{status: status, mime: "text/html", body: []byte(body)}
	case body != "":
		return reply{status: status, body: []byte(body)}
	case status == http.StatusForbidden:
		return gatewayPage(status)
	case status == http.StatusUnprocessableEntity:
		return invalid(complaint("value_error", "Value error, email is not acceptable", email, "body", "email"))
	}
	return refusal(status, http.StatusText(status))
}

// foreignID is an auth_id that is not that of the account of email.
func (s *Server) foreignID(wanted, email string) string {
	if wanted != "" {
		return wanted
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	own := s.store.byEmail[email]
	for _, r := range s.store.all {
		if r != own && fold(r.Email) != email {
			return r.AuthID
		}
	}
	return "MA_FOREIGN0"
}
