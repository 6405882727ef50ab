package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"vobizsync/reconcile"
)

// How often long work says how far it is: on a terminal, and where nobody watches
// one.
const (
	drawEvery     = 200 * time.Millisecond
	progressEvery = 30 * time.Second
)

// progress says how far a phase of a command is: on a terminal by a line that is
// drawn over again, else by a line every 30 seconds.
type progress struct {
	a      *app
	name   string
	total  int
	start  time.Time
	paused func() time.Duration // how long no request is sent, may be nil

	mu     sync.Mutex
	done   int
	counts map[string]int
	stop   chan struct{}
	ended  sync.WaitGroup
}

// phase starts the progress of a phase. The total is -1 where it is not known.
func (a *app) phase(name string, total int, paused func() time.Duration) *progress {
	p := &progress{a: a, name: name, total: total, start: time.Now(), paused: paused, counts: map[string]int{}, stop: make(chan struct{})}
	switch {
	case a.quiet || total == 0:
	case a.log == nil && isTerminal(a.Stderr):
		p.ended.Go(func() { p.each(drawEvery, p.draw) })
	default:
		p.ended.Go(func() { p.each(progressEvery, func() { a.say("%s", p.line()) }) })
	}
	return p
}

// each calls f from time to time until the phase ends.
func (p *progress) each(d time.Duration, f func()) {
	t := time.NewTicker(d)
	defer t.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-t.C:
			f()
		}
	}
}

// add counts a row that is done, under its status.
func (p *progress) add(s reconcile.Status) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s != "" {
		p.counts[string(s)]++
	}
	p.done++
}

// addMany counts rows without a status.
func (p *progress) addMany(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
}

// draw shows the line on the terminal, behind a bar if there is room for one.
func (p *progress) draw() {
	line := p.line()
	if p.total > 0 {
		p.mu.Lock()
		done := p.done
		p.mu.Unlock()
		line = bar(done, p.total, p.a.terminal.columns()-utf8.RuneCountInString(line)) + line
	}
	p.a.terminal.draw(line)
}

// A bar has barCells cells, or as many as there is room for; fewer than fewCells
// show nothing. barFrame is what is around them.
const (
	barCells = 20
	fewCells = 4
	barFrame = len(" 100% || ")
)

// bar draws how much of a total is done, "" if there is not enough room. Both the
// number and the cells are rounded down, so that only what is complete looks so.
func bar(done, total, room int) string {
	cells := min(barCells, room-barFrame)
	if cells < fewCells || total <= 0 {
		return ""
	}
	part := float64(min(done, total)) / float64(total)
	full := int(part * float64(cells))
	return fmt.Sprintf(" %3d%% |%s%s| ", int(part*100), strings.Repeat("█", full), strings.Repeat(" ", cells-full))
}

// line is the progress in a line of text.
func (p *progress) line() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	elapsed := time.Since(p.start)
	perSecond := float64(p.done) / elapsed.Seconds()
	s := fmt.Sprintf("%s: %d rows", p.name, p.done)
	if p.total > 0 {
		s = fmt.Sprintf("%s: %d of %d rows", p.name, p.done, p.total)
	}
	s += fmt.Sprintf(", %.1f a second", perSecond)
	if d := p.pause(); d > time.Second {
		s += fmt.Sprintf(", pausing %s", d.Round(time.Second))
	} else if left := p.total - p.done; p.total > 0 && p.done > 0 && left > 0 {
		if d := time.Duration(float64(left) / perSecond * float64(time.Second)).Round(time.Second); d > 0 {
			s += fmt.Sprintf(", about %s left", d)
		} else {
			s += ", nearly done"
		}
	}
	return s + p.detail()
}

// pause is how long no request is sent, because the server asked for it or
// because nothing works.
func (p *progress) pause() time.Duration {
	if p.paused == nil {
		return 0
	}
	return p.paused()
}

// detail lists the counts by status.
func (p *progress) detail() string {
	var parts []string
	for _, s := range slices.Sorted(maps.Keys(p.counts)) {
		parts = append(parts, fmt.Sprintf("%s %d", s, p.counts[s]))
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// end ends the phase. On a terminal its line goes away.
func (p *progress) end() {
	close(p.stop)
	p.ended.Wait()
	p.a.terminal.undraw()
}
