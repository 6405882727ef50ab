package reports

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vobizsync/reconcile"
)

// Metrics returns the summary in the Prometheus text format, for the textfile
// collector of the node exporter.
func (s *Summary) Metrics() []byte {
	var b bytes.Buffer
	m := func(name, help, kind string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	label := "command=" + labelValue(s.Command) + ",input=" + labelValue(s.Input)

	m("vobizsync_exit_code", "Exit code of the last run.", "gauge")
	fmt.Fprintf(&b, "vobizsync_exit_code{%s} %d\n", label, s.ExitCode)
	m("vobizsync_last_run_timestamp_seconds", "When the last run ended, in seconds since 1970.", "gauge")
	fmt.Fprintf(&b, "vobizsync_last_run_timestamp_seconds{%s} %d\n", label, s.Finished.Unix())
	m("vobizsync_run_duration_seconds", "How long the last run took.", "gauge")
	fmt.Fprintf(&b, "vobizsync_run_duration_seconds{%s} %g\n", label, s.Seconds)
	if s.Status != nil {
		s.statusMetrics(&b, label, m)
		return b.Bytes()
	}
	m("vobizsync_rows", "Rows of the last run, by status.", "gauge")
	for _, status := range meaning {
		fmt.Fprintf(&b, "vobizsync_rows{%s,status=%s} %d\n", label, labelValue(string(status.status)), s.Counts[string(status.status)])
	}
	m("vobizsync_empty_rows", "Rows of nothing but separators and space.", "gauge")
	fmt.Fprintf(&b, "vobizsync_empty_rows{%s} %d\n", label, s.Empty)
	m("vobizsync_problems", "Problems of rows of the last run, by code.", "gauge")
	for _, code := range slices.Sorted(maps.Keys(s.Codes)) {
		fmt.Fprintf(&b, "vobizsync_problems{%s,code=%s} %d\n", label, labelValue(code), s.Codes[code])
	}
	m("vobizsync_shape_changed", "What is not as in the last run of the file: columns, emptier fields, warnings.", "gauge")
	fmt.Fprintf(&b, "vobizsync_shape_changed{%s} %d\n", label, len(s.ShapeChanged))
	s.requestMetrics(&b, label, m)
	return b.Bytes()
}

func (s *Summary) requestMetrics(b *bytes.Buffer, label string, m func(name, help, kind string)) {
	m("vobizsync_requests", "Requests of the last run, by kind.", "gauge")
	for _, kind := range slices.Sorted(maps.Keys(s.Requests)) {
		fmt.Fprintf(b, "vobizsync_requests{%s,kind=%s} %d\n", label, labelValue(kind), s.Requests[kind])
	}
	m("vobizsync_throttled", "How often the server asked to slow down.", "gauge")
	fmt.Fprintf(b, "vobizsync_throttled{%s} %d\n", label, s.Throttled)
}

// statusMetrics are those of the command status.
func (s *Summary) statusMetrics(b *bytes.Buffer, label string, m func(name, help, kind string)) {
	m("vobizsync_customers", "Customers, by whether they can make calls.", "gauge")
	for _, by := range []struct {
		ready string
		n     int
	}{{"true", s.Status.Ready}, {"false", s.Status.NotReady}, {"unknown", s.Status.Unknown}} {
		fmt.Fprintf(b, "vobizsync_customers{%s,ready=%s} %d\n", label, labelValue(by.ready), by.n)
	}
	m("vobizsync_next_step", "Customers, by the next step until they can make calls.", "gauge")
	for _, step := range reconcile.Steps {
		fmt.Fprintf(b, "vobizsync_next_step{%s,step=%s} %d\n", label, labelValue(string(step)), s.Status.Steps[string(step)])
	}
	fmt.Fprintf(b, "vobizsync_next_step{%s,step=\"unknown\"} %d\n", label, s.Status.Steps[""])
	s.requestMetrics(b, label, m)
}

// labelEscapes are all that the text format has: any other character stands for
// itself, control characters included.
// https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information
var labelEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// labelValue is a quoted label. The format is UTF-8: other bytes become "?".
func labelValue(s string) string {
	return `"` + labelEscapes.Replace(strings.ToValidUTF8(s, "?")) + `"`
}
