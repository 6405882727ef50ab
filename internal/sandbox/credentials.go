package sandbox

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
)

// Credentials returns the values that X-Auth-ID and X-Auth-Token must have.
func (s *Server) Credentials() (authID, authToken string) {
	authID, authToken = s.AuthID, s.AuthToken
	if s.OwnCredentials {
		s.drawn.Do(func() { s.ownID, s.ownToken = "PA_"+rand.Text()[:8], rand.Text() })
		setDefault(&authID, s.ownID)
		setDefault(&authToken, s.ownToken)
	}
	setDefault(&authID, DefaultAuthID)
	setDefault(&authToken, DefaultAuthToken)
	return authID, authToken
}

func (s *Server) authorized(h http.Header) bool {
	id, token := s.Credentials()
	return h.Get("X-Auth-ID") == id && subtle.ConstantTimeCompare([]byte(h.Get("X-Auth-Token")), []byte(token)) == 1
}
