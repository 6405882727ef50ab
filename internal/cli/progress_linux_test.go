package cli_test

import (
	"bufio"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// stumbling is a server that is slow, asks for a pause now and then, has some
// accounts already and refuses some: the details of the progress get long.
func stumbling() *sandbox.Server {
	return &sandbox.Server{Latency: 400 * time.Millisecond, ElsewhereTaken: []string{email(3), email(4)}, Fault: func(c sandbox.Call) sandbox.Fault {
		if c.Method == "POST" && c.N%20 == 7 {
			return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "12"}
		}
		return sandbox.Fault{}
	}}
}

// watch runs sync on 60 rows, two of which exist, on a terminal of a width, in
// virtual time.
func watch(t *testing.T, server *sandbox.Server, columns int, args ...string) (screen, outcome) {
	t.Helper()
	p := openPty(t, columns)
	var o outcome
	synctest.Test(t, func(t *testing.T) {
		b := newVirtualBench(t, server, 60)
		b.have(1)
		b.have(2)
		o = b.runOn(p, append([]string{"sync", "--yes", "--rate", "5", "--out", b.folder(), b.file}, args...)...)
	})
	return p.end(t), o
}

// The progress is one line of the terminal, however narrow it is, and goes away
// at the end.
func TestTheProgressFitsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, columns := range []int{20, 60, 80, 120, 200} {
		s, o := watch(t, stumbling(), columns)
		if o.code != 3 {
			t.Errorf("%d columns: exit code %d\n%s", columns, o.code, s)
		}
		s.clean(t)
		bars, paused, longest := 0, 0, 0
		for _, frame := range s.frames {
			if strings.Contains(frame, "█") {
				bars++
			}
			if strings.Contains(frame, "pausing ") {
				paused++
			}
			if strings.Contains(frame, "creating: ") {
				longest = max(longest, len([]rune(strings.TrimRight(frame, " "))))
			}
		}
		if longest > columns-3 || longest == 0 {
			t.Errorf("%d columns: the longest line has %d, which leaves no room for ^C", columns, longest)
		}
		if wide := columns >= 120; (bars > 0) != wide && columns != 80 {
			t.Errorf("%d columns: %d lines with a bar", columns, bars)
		}
		if columns >= 60 && paused == 0 {
			t.Errorf("%d columns: no line tells of the pause", columns)
		}
	}
}

// The rate is that of the phase, and what is left is so much work at this rate.
func TestTheProgressTellsHowMuchIsLeft(t *testing.T) {
	t.Parallel()
	s, _ := watch(t, &sandbox.Server{Latency: 400 * time.Millisecond}, 120)
	told := regexp.MustCompile(`creating: (\d+) of 60 rows, (\d+\.\d) a second, about (\S+) left: created`)
	lines := 0
	for _, frame := range s.frames {
		m := told.FindStringSubmatch(frame)
		if m == nil {
			continue
		}
		lines++
		done, _ := strconv.Atoi(m[1])
		rate, _ := strconv.ParseFloat(m[2], 64)
		left, err := time.ParseDuration(m[3])
		if want := float64(60-done) / 5; err != nil || done > 10 && (rate < 4 || rate > 6 || left.Seconds() < want-3 || left.Seconds() > want+3) {
			t.Errorf("at a rate of 5, with %.0f s left: %q", want, frame)
		}
	}
	if lines < 20 {
		t.Errorf("%d lines tell how much is left:\n%q", lines, s.frames)
	}
	for _, frame := range s.frames {
		if strings.Contains(frame, "/s") || strings.Contains(frame, "/-") {
			t.Errorf("numbers that are not the progress: %q", frame)
			break
		}
	}
}

// A pause is not said to be the server's wish where connections are lost.
func TestThePauseIsSaidInWordsThatAreTrue(t *testing.T) {
	t.Parallel()
	var posts atomic.Int64
	server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
		if c.Method == "POST" && posts.Add(1) > 20 || posts.Load() > 20 {
			return sandbox.Fault{Kind: sandbox.ResetBefore}
		}
		return sandbox.Fault{}
	}}
	s, _ := watch(t, server, 120)
	paused := 0
	for _, frame := range s.frames {
		if strings.Contains(frame, "pausing ") {
			paused++
		}
		if strings.Contains(frame, "asked for") {
			t.Fatalf("the server asked for nothing: %q", frame)
		}
	}
	if paused == 0 {
		t.Error("no line tells of the pause")
	}
}

// A log for programs has nothing but its documents, also on a terminal.
func TestALogInJSONHasNoProgressLine(t *testing.T) {
	t.Parallel()
	p := openPty(t, 80)
	synctest.Test(t, func(t *testing.T) {
		b := newVirtualBench(t, stumbling(), 400)
		b.runOn(p, "sync", "--yes", "--log-format", "json", "--rate", "5", "--out", b.folder(), b.file)
	})
	p.end(t)
	progress := 0
	for lines := bufio.NewScanner(strings.NewReader(p.shown.String())); lines.Scan(); {
		if lines.Text() != "\a" && !json.Valid(lines.Bytes()) {
			t.Fatalf("no JSON: %q", lines.Text())
		}
		if strings.Contains(lines.Text(), "creating: ") {
			progress++
		}
	}
	if progress == 0 {
		t.Error("no document tells how far it is")
	}
}
