package reports

import (
	"fmt"
	"math"
	"strings"
	"time"

	"vobizsync/internal/words"
)

// timeline counts moments in slots of equal length. When there are too many, the
// slots are merged into longer ones, so it stays small whatever a run lasts.
type timeline struct {
	width       time.Duration
	slots       map[int64]int // by the slot's number since 1970
	first, last time.Time
	n           int
}

const (
	maxSlots = 240 // that are counted
	maxBars  = 60  // that are drawn
)

// slotWidths lists the lengths of a slot. Each divides the next one, and is at
// least a fifth of it.
var slotWidths = []time.Duration{
	100 * time.Millisecond, 500 * time.Millisecond, time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second,
	time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 24 * time.Hour,
}

func (t *timeline) add(at time.Time) {
	if t.n == 0 {
		t.width, t.slots, t.first, t.last = slotWidths[0], map[int64]int{}, at, at
	}
	t.n++
	if at.Before(t.first) {
		t.first = at
	}
	if at.After(t.last) {
		t.last = at
	}
	t.slots[t.slot(at)]++
	t.fit(maxSlots)
}

func (t *timeline) slot(at time.Time) int64 { return floorDiv(at.UnixMilli(), t.width.Milliseconds()) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// span is how many slots lie between the first moment and the last.
func (t *timeline) span() int64 { return t.slot(t.last) - t.slot(t.first) + 1 }

// fit merges slots until there are at most so many.
func (t *timeline) fit(most int64) {
	for t.span() > most {
		wider := t.width * 2
		for _, w := range slotWidths {
			if w > t.width {
				wider = w
				break
			}
		}
		ratio := int64(wider / t.width)
		merged := make(map[int64]int, len(t.slots))
		for slot, n := range t.slots {
			merged[floorDiv(slot, ratio)] += n
		}
		t.width, t.slots = wider, merged
	}
}

// htmlChart is the throughput as bars, in the units of the SVG's viewBox.
type htmlChart struct {
	Title  string // what the bars say, in words
	Unit   string // of the vertical axis
	Clock  string // what the horizontal axis counts
	Bars   []htmlBar
	XTicks []htmlTick
	YTicks []htmlTick
}

type htmlBar struct {
	X, Y, W, H string
	Title      string
}

type htmlTick struct {
	At    string // the coordinate along the axis
	Label string
}

// The drawing area in the viewBox 0 0 560 280; the template has the same frame.
const (
	chartLeft, chartRight, chartTop, chartBottom = 60.0, 548.0, 30.0, 240.0
)

// chart draws the timeline; nil where it has fewer than two distinct moments.
func (t *timeline) chart() *htmlChart {
	if t.n < 2 || t.first.Equal(t.last) {
		return nil
	}
	t.fit(maxBars)
	unit, per := "second", t.width.Seconds()
	most := 0
	for _, n := range t.slots {
		most = max(most, n)
	}
	switch peak := float64(most) / per; {
	case peak < 1.0/60:
		unit, per = "hour", per/3600
	case peak < 1:
		unit, per = "minute", per/60
	}
	peak := float64(most) / per
	step := niceStep(peak / 4)
	top := math.Ceil(peak/step) * step
	c := &htmlChart{
		Unit: "accounts per " + unit,
		Title: fmt.Sprintf("%s created in %s; at most %s per %s. Each bar is %s.",
			words.Count(t.n, "account"), pace(t.last.Sub(t.first).Seconds()), number(peak), unit, slotText(t.width)),
	}
	for y := 0.0; y <= top+step/2; y += step {
		c.YTicks = append(c.YTicks, htmlTick{coordinate(chartBottom - y/top*(chartBottom-chartTop)), number(y)})
	}
	c.bars(t, per, top, unit)
	c.clock(t)
	return c
}

func (c *htmlChart) bars(t *timeline, per, top float64, unit string) {
	span, begin := t.span(), t.slot(t.first)
	wide := (chartRight - chartLeft) / float64(span)
	for i := range span {
		n := t.slots[begin+i]
		if n == 0 {
			continue
		}
		high := float64(n) / per / top * (chartBottom - chartTop)
		c.Bars = append(c.Bars, htmlBar{
			X: coordinate(chartLeft + float64(i)*wide + wide*0.06), Y: coordinate(chartBottom - high),
			W: coordinate(wide * 0.88), H: coordinate(high),
			Title: fmt.Sprintf("after %s: %s, %s per %s", pace(float64(i)*t.width.Seconds()), words.Count(n, "account"), number(float64(n)/per), unit),
		})
	}
}

// clock labels the time since the first slot began.
func (c *htmlChart) clock(t *timeline) {
	all := float64(t.span()) * t.width.Seconds()
	name, unit := "seconds", 1.0
	switch {
	case all > 2*3600:
		name, unit = "hours", 3600
	case all > 120:
		name, unit = "minutes", 60
	}
	c.Clock = name + " since the first account"
	step := niceStep(all / unit / 6)
	for x := 0.0; x <= all/unit+step/1000; x += step {
		c.XTicks = append(c.XTicks, htmlTick{coordinate(chartLeft + x*unit/all*(chartRight-chartLeft)), number(x)})
	}
}

// niceStep rounds up to 1, 2 or 5 times a power of ten.
func niceStep(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= least*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

func coordinate(v float64) string { return fmt.Sprintf("%.1f", v) }

// number writes a value without needless decimals.
func number(v float64) string {
	if v >= 100 || v == math.Trunc(v) {
		return words.Number(int(math.Round(v)))
	}
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}

func slotText(d time.Duration) string {
	switch {
	case d < time.Minute:
		return number(d.Seconds()) + " s"
	case d < time.Hour:
		return number(d.Minutes()) + " min"
	}
	return number(d.Hours()) + " h"
}
