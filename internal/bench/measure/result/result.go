// Package result is what a measurement comes to, as measure writes it and table
// reads it.
package result

import "slices"

// Result is a measurement: several runs of a command.
type Result struct {
	Name    string             `json:"name"`
	Command []string           `json:"command"`
	Facts   map[string]float64 `json:"facts"` // what the caller knew beforehand
	Runs    []Run              `json:"runs"`
}

// Run is one run of a command.
type Run struct {
	Wall   float64            `json:"wall"` // seconds
	CPU    float64            `json:"cpu"`  // seconds, over all cores, user and system
	Peak   float64            `json:"peak"` // bytes of memory
	Server map[string]float64 `json:"server,omitempty"`
	Stdout string             `json:"stdout"` // the start of it
}

// each collects a value of every run.
func (r *Result) each(value func(*Run) float64) []float64 {
	values := make([]float64, len(r.Runs))
	for i := range r.Runs {
		values[i] = value(&r.Runs[i])
	}
	return values
}

// Walls are the wall times of the runs, in seconds.
func (r *Result) Walls() []float64 { return r.each(func(run *Run) float64 { return run.Wall }) }

// CPUs are the processor times of the runs, in seconds.
func (r *Result) CPUs() []float64 { return r.each(func(run *Run) float64 { return run.CPU }) }

// Peaks are the peaks of the memory, in bytes.
func (r *Result) Peaks() []float64 { return r.each(func(run *Run) float64 { return run.Peak }) }

// Counted are what the server counted under a name.
func (r *Result) Counted(name string) []float64 {
	return r.each(func(run *Run) float64 { return run.Server[name] })
}

// Median returns the middle of the values, 0 where there is none.
func Median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
