package reports

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Metrics returns the summary in the Prometheus text format, for the textfile
// collector of the node exporter.
func (s *Summary) Metrics() []byte {
	var b bytes.Buffer
	m := func(name, help, kind string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	label := fmt.Sprintf(`command=%q,input=%q`, s.Command, strings.ToValidUTF8(s.Input, "?"))

	m("vobizsync_exit_code", "Exit code of the last run.", "gauge")
	fmt.Fprintf(&b, "vobizsync_exit_code{%s} %d\n", label, s.ExitCode)
	m("vobizsync_last_run_timestamp_seconds", "When the last run ended, in seconds since 1970.", "gauge")
	fmt.Fprintf(&b, "vobizsync_last_run_timestamp_seconds{%s} %d\n", label, s.Finished.Unix())
	m("vobizsync_run_duration_seconds", "How long the last run took.", "gauge")
	fmt.Fprintf(&b, "vobizsync_run_duration_seconds{%s} %g\n", label, s.Seconds)
	m("vobizsync_rows", "Rows of the last run, by status.", "gauge")
	for _, status := range meaning {
		fmt.Fprintf(&b, "vobizsync_rows{%s,status=%q} %d\n", label, status.status, s.Counts[string(status.status)])
	}
	m("vobizsync_empty_rows", "Rows of nothing but separators and space.", "gauge")
	fmt.Fprintf(&b, "vobizsync_empty_rows{%s} %d\n", label, s.Empty)
	m("vobizsync_problems", "Problems of rows of the last run, by code.", "gauge")
	for _, code := range slices.Sorted(maps.Keys(s.Codes)) {
		fmt.Fprintf(&b, "vobizsync_problems{%s,code=%q} %d\n", label, code, s.Codes[code])
	}
	m("vobizsync_requests", "Requests of the last run, by kind.", "gauge")
	for _, kind := range slices.Sorted(maps.Keys(s.Requests)) {
		fmt.Fprintf(&b, "vobizsync_requests{%s,kind=%q} %d\n", label, kind, s.Requests[kind])
	}
	m("vobizsync_throttled", "How often the server asked to slow down.", "gauge")
	fmt.Fprintf(&b, "vobizsync_throttled{%s} %d\n", label, s.Throttled)
	return b.Bytes()
}
