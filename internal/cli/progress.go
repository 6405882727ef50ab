package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"vobizsync/reconcile"
)

// progressEvery is how often long work says how far it is where nobody watches
// a terminal.
const progressEvery = 30 * time.Second

// progress says how far a phase of a command is: on a terminal by a bar, else
// by a line every 30 seconds. The zero value says nothing.
type progress struct {
	a      *app
	name   string
	total  int
	start  time.Time
	paused func() time.Duration // how long the server wants no request, may be nil

	mu     sync.Mutex
	done   int
	counts map[string]int
	bar    *progressbar.ProgressBar
	stop   chan struct{}
	ended  sync.WaitGroup
}

// phase starts the progress of a phase. The total is -1 where it is not known.
func (a *app) phase(name string, total int, paused func() time.Duration) *progress {
	p := &progress{a: a, name: name, total: total, start: time.Now(), paused: paused, counts: map[string]int{}, stop: make(chan struct{})}
	if a.quiet || total == 0 {
		return p
	}
	if isTerminal(a.Stderr) {
		p.bar = newBar(a.Stderr, name, total, !a.noColor && a.Getenv("NO_COLOR") == "")
	}
	p.ended.Go(p.tick)
	return p
}

func newBar(w io.Writer, name string, total int, color bool) *progressbar.ProgressBar {
	options := []progressbar.Option{
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(name),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("rows"),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20), progressbar.OptionEnableColorCodes(color),
	}
	return progressbar.NewOptions(total, options...)
}

// add counts a row that is done, under its status.
func (p *progress) add(s reconcile.Status) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s != "" {
		p.counts[string(s)]++
	}
	p.advance(1)
}

// addMany counts rows without a status.
func (p *progress) addMany(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.advance(n)
}

func (p *progress) advance(n int) {
	p.done += n
	if p.bar != nil {
		_ = p.bar.Add(n)
	}
}

// detail lists the counts by status, and a pause.
func (p *progress) detail() string {
	var parts []string
	for _, s := range slices.Sorted(maps.Keys(p.counts)) {
		parts = append(parts, fmt.Sprintf("%s %d", s, p.counts[s]))
	}
	if p.paused != nil {
		if d := p.paused(); d > time.Second {
			parts = append(parts, fmt.Sprintf("the server asked for a pause of %s", d.Round(time.Second)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// tick keeps the counts on a terminal up to date, and writes lines elsewhere.
func (p *progress) tick() {
	every := progressEvery
	if p.bar != nil {
		every = 200 * time.Millisecond
	}
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-t.C:
			p.mu.Lock()
			if p.bar != nil {
				p.bar.Describe(p.name + p.detail())
			} else {
				p.a.say("%s", p.line())
			}
			p.mu.Unlock()
		}
	}
}

// line is the progress in a line of text.
func (p *progress) line() string {
	elapsed := time.Since(p.start)
	perSecond := float64(p.done) / elapsed.Seconds()
	s := fmt.Sprintf("%s: %d rows", p.name, p.done)
	if p.total > 0 {
		s = fmt.Sprintf("%s: %d of %d rows", p.name, p.done, p.total)
	}
	s += fmt.Sprintf(", %.1f a second", perSecond)
	if left := p.total - p.done; p.total > 0 && p.done > 0 && left > 0 {
		s += fmt.Sprintf(", about %s left", time.Duration(float64(left)/perSecond*float64(time.Second)).Round(time.Second))
	}
	return s + p.detail()
}

// end ends the phase. On a terminal its bar goes away.
func (p *progress) end() {
	close(p.stop)
	p.ended.Wait()
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
