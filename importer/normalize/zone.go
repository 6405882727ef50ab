package normalize

import (
	"strings"
	"sync"
	"sync/atomic"
	"time"
	_ "time/tzdata" // the names are known where the system has no zone files, too
)

// zones remembers what was looked up: a file has few names, and a look-up reads a
// file. Names that are none have no bound, so only the first are kept.
var (
	zones      sync.Map // string -> whether it is one
	otherNames atomic.Int32
)

const keptOthers = 1000

// Zone says whether a folded cell, if there is something in it, is a time zone.
func Zone(s string) (zone string, problem Reason) {
	if s == "" || isZone(s) {
		return s, problem
	}
	return "", Reason{InvalidTimezone, s, "is not an IANA time zone, such as Asia/Kolkata"}
}

// isZone reports whether name is in the IANA time zone database.
func isZone(name string) bool {
	if is, ok := zones.Load(name); ok {
		return is.(bool)
	}
	switch dir, _, _ := strings.Cut(name, "/"); {
	case name == "" || name == "Local": // LoadLocation's own words for UTC and for here
		return false
	case dir == "posix" || dir == "right" || name == "localtime" || name == "posixrules" || name == "Factory":
		return false // files beside the zones, which some systems have
	}
	_, err := time.LoadLocation(name)
	if err == nil || otherNames.Add(1) <= keptOthers {
		zones.Store(strings.Clone(name), err == nil) // without the text that the cell is a part of
	}
	return err == nil
}
