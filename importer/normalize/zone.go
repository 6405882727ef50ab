package normalize

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the names are known where the system has no zone files, too
)

// zones remembers the names that were found: a file has few of them, and a
// look-up reads a file. Names that are none are not kept: they have no bound.
var zones sync.Map // string -> struct{}

// Zone says whether a folded cell, if there is something in it, is a time zone.
func Zone(s string) (zone string, problem Reason) {
	if s == "" || isZone(s) {
		return s, problem
	}
	return "", Reason{InvalidTimezone, s, "is not an IANA time zone, such as Asia/Kolkata"}
}

// isZone reports whether name is in the IANA time zone database.
func isZone(name string) bool {
	if _, ok := zones.Load(name); ok {
		return true
	}
	switch dir, _, _ := strings.Cut(name, "/"); {
	case name == "" || name == "Local": // LoadLocation's own words for UTC and for here
		return false
	case dir == "posix" || dir == "right" || name == "localtime" || name == "posixrules" || name == "Factory":
		return false // files beside the zones, which some systems have
	}
	if _, err := time.LoadLocation(name); err != nil {
		return false
	}
	zones.Store(name, struct{}{})
	return true
}
