package normalize

import (
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	_ "time/tzdata" // the names are known where the system has no zone files, too
)

// zones remembers what was looked up: a file has few names, and a look-up reads a
// file. Names that are none have no bound, so only the first are kept.
var zones struct {
	known atomic.Pointer[map[string]bool] // whether a name is one; replaced whole
	mu    sync.Mutex                      // held while it is
	none  int                             // of those that are none
}

const keptOthers = 1000

// zoneAbbreviations are names of the database that people use for other times, too: EST
// is Eastern Time to them, in summer as well.
var zoneAbbreviations = map[string]bool{"CET": true, "EET": true, "EST": true, "HST": true, "MET": true, "MST": true, "WET": true}

// Zone returns the time zone that a folded cell names, in any case and with spaces
// for underscores. One in other words is left out, with a doubt.
func Zone(s string) (zone string, doubt Reason) {
	if s == "" || !(len(s) == len("EST") && zoneAbbreviations[s]) && isZone(s) {
		return s, doubt
	}
	if zone = zoneCase(s); zone != s && !zoneAbbreviations[zone] && isZone(zone) {
		return zone, doubt
	}
	why := "is not an IANA time zone, such as Asia/Kolkata: left out"
	if len(s) <= 5 && isLettersAnd(s, "") {
		why = "is an abbreviation, which may mean several time zones, and not an IANA name, such as Asia/Kolkata: left out"
	}
	return "", Reason{LeftOut, s, why}
}

// zoneCase writes the parts of a name as the database does. Names with words such as
// "of" in them, and those of one part, have other rules.
func zoneCase(s string) string {
	area, _, found := strings.Cut(s, "/")
	if !found || !isASCII(s) {
		return strings.ToUpper(s) // UTC, GMT
	}
	b := []byte(strings.ReplaceAll(strings.ToLower(s), " ", "_"))
	start := true
	for i, c := range b {
		if start && c >= 'a' && c <= 'z' {
			b[i] -= 0x20
		}
		start = c == '/' || c == '_' || c == '-'
	}
	zone := string(b)
	if strings.EqualFold(area, "us") || strings.EqualFold(zone, "Etc/UTC") || strings.HasPrefix(zone, "Etc/Gmt") {
		head, tail, _ := strings.Cut(zone, "/")
		if len(head) == 2 {
			return "US/" + tail
		}
		return head + "/" + strings.ToUpper(tail)
	}
	return strings.NewReplacer("_Of_", "_of_", "_Es_", "_es_", "-Au-", "-au-").Replace(zone)
}

// isZone reports whether name is in the IANA time zone database.
func isZone(name string) bool {
	if known := zones.known.Load(); known != nil {
		if is, ok := (*known)[name]; ok {
			return is
		}
	}
	switch dir, _, _ := strings.Cut(name, "/"); {
	case name == "" || name == "Local": // LoadLocation's own words for UTC and for here
		return false
	case dir == "posix" || dir == "right" || name == "localtime" || name == "posixrules" || name == "Factory":
		return false // files beside the zones, which some systems have
	}
	_, err := time.LoadLocation(name)
	rememberZone(strings.Clone(name), err == nil) // without the text that the cell is a part of
	return err == nil
}

func rememberZone(name string, is bool) {
	zones.mu.Lock()
	defer zones.mu.Unlock()
	known := map[string]bool{}
	if before := zones.known.Load(); before != nil {
		if _, seen := (*before)[name]; seen || !is && zones.none == keptOthers {
			return
		}
		known = maps.Clone(*before)
	}
	if known[name] = is; !is {
		zones.none++
	}
	zones.known.Store(&known)
}
