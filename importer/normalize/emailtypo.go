package normalize

import (
	"strings"

	"vobizsync/internal/words"
)

// providers are the domains with so many customers that one mistake away from
// them is a mistake. Shorter names (gmx.de, aol.com, live.com) have too many
// neighbours that are real.
var providers = [...]string{
	"gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "yahoo.com", "icloud.com",
	"rediffmail.com", "protonmail.com", "comcast.net", "verizon.net",
}

// realNeighbours are domains one mistake away from a provider's that are real.
var realNeighbours = map[string]bool{"mail.com": true, "cloud.com": true}

// moreTypos are common ones of two mistakes.
var moreTypos = map[string]string{
	"gmail.co.in": "gmail.com", "gamil.co": "gmail.com", "gmial.co": "gmail.com", "gmil.co": "gmail.com",
	"hotmal.co": "hotmail.com", "yaho.co": "yahoo.com", "outlok.co": "outlook.com",
}

// How many bytes a mistyped domain has.
const (
	shortestMistyped = len("yaho.co")
	longestMistyped  = len("googlemail.com") + 1
)

// meantDomain returns the provider's domain that was meant by a mistyped one,
// "" if nothing is mistyped. It allocates nothing for a domain in lower case.
func meantDomain(domain string) string {
	if len(domain) < shortestMistyped || len(domain) > longestMistyped {
		return ""
	}
	domain = strings.ToLower(domain)
	near := ""
	for _, p := range providers {
		if d := len(domain) - len(p); d < -1 || d > 1 {
			continue
		}
		if domain == p {
			return ""
		}
		if words.OneSlip(domain, p) {
			near = p
		}
	}
	if near == "" {
		return moreTypos[domain]
	}
	// A letter before "mail.com" makes the name of many a webmail.
	if realNeighbours[domain] || len(domain) == len("gmail.com") && strings.HasSuffix(domain, "mail.com") {
		return ""
	}
	return near
}
