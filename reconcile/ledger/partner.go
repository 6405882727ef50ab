package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// documentedPath is the path of the API by its documentation,
// https://api.vobiz.ai/api/v1/partner.
const documentedPath = "/api/v1/partner"

// maxName bounds the name of a partner's folder; file systems take 255 bytes.
const maxName = 200

// Partner returns the name of a partner's folder: the host, with the port where it
// is not the scheme's default, the path where it is not the documented one, and
// the auth id, with commas between.
//
// The host is in lower case and punycode; every address of this machine itself is
// `localhost`. In each part a capital is `~` and its small letter, and a byte
// outside [a-z0-9._-] is `%` and two hex digits, as is a dot at the end of the
// name: different partners have different names, also where a file system minds
// no case. A name beyond 200 bytes is cut, and ends in `+` and the SHA-256 of the
// whole.
func Partner(baseURL, authID string) (string, error) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Hostname() == "" {
		return "", errors.New("the base URL has no host")
	}
	if authID == "" {
		return "", errors.New("the partner has no auth id")
	}
	host, err := canonicalHost(u.Hostname())
	if err != nil {
		return "", err
	}
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)] {
		host += ":" + port
	}
	name := escape(host)
	if path := strings.TrimRight(u.EscapedPath(), "/"); path != documentedPath {
		name += "," + escape(path)
	}
	name += "," + escape(authID)
	if strings.HasSuffix(name, ".") { // Windows drops it
		name = name[:len(name)-1] + "%2e"
	}
	if len(name) > maxName {
		sum := sha256.Sum256([]byte(name))
		tail := "+" + hex.EncodeToString(sum[:])
		name = name[:maxName-len(tail)] + tail
	}
	return name, nil
}

// canonicalHost spells a host in one way.
func canonicalHost(host string) (string, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip = ip.Unmap(); ip.IsLoopback() || ip.IsUnspecified() {
			return "localhost", nil
		}
		if ip.Is6() {
			return "[" + ip.String() + "]", nil
		}
		return ip.String(), nil
	}
	host = strings.TrimSuffix(host, ".")
	// Names that are not of the Internet may have underscores.
	profile := idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(false))
	ascii, err := profile.ToASCII(host)
	if err != nil {
		return "", fmt.Errorf("%q is not a valid host: %w", host, err)
	}
	ascii = strings.TrimSuffix(strings.ToLower(ascii), ".")
	if ascii == "localhost" || strings.HasSuffix(ascii, ".localhost") { // RFC 6761, 6.3
		return "localhost", nil
	}
	return ascii, nil
}

// PartnerParts returns the host and the auth id in a name that [Partner] has returned;
// false for a name that was cut.
func PartnerParts(name string) (host, authID string, ok bool) {
	parts := strings.Split(name, ",")
	if len(parts) < 2 || len(parts) > 3 || strings.Contains(name, "+") {
		return "", "", false
	}
	return unescape(parts[0]), unescape(parts[len(parts)-1]), true
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '~' && i+1 < len(s):
			i++
			b.WriteByte(s[i] - 'a' + 'A')
		case c == '%' && i+2 < len(s):
			code, _ := strconv.ParseUint(s[i+1:i+3], 16, 8) // escape wrote two hex digits
			b.WriteByte(byte(code))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '.', c == '_', c == '-':
			b.WriteByte(c)
		case c >= 'A' && c <= 'Z':
			b.WriteByte('~')
			b.WriteByte(c + 'a' - 'A')
		default:
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return b.String()
}
