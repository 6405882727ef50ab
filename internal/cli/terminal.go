package cli

import (
	"io"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"

	"vobizsync/internal/words"
)

// terminal is stderr. It keeps apart what is written there at the same time: lines
// of talk, a progress line that is drawn over again, and a question that waits
// for its answer. Where stderr is a file, there is no progress line.
type terminal struct {
	stream io.Writer

	mu    sync.Mutex
	drawn bool // the progress line is on the screen
	asked bool // the question's line has not ended
	lost  bool // nobody reads it any more
}

// isTerminal reports whether a stream is a person's terminal.
func isTerminal(stream any) bool {
	if o, ok := stream.(*output); ok {
		stream = o.Writer
	}
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// usualColumns is the width of a terminal that does not tell its own.
const usualColumns = 80

// columns is how long the progress line may be. It leaves room for the ^C that
// the terminal shows where the cursor is: a longer line would wrap, and its first
// part could not be cleared any more.
func (t *terminal) columns() int { return max(t.width()-len("^C")-1, 0) }

// width is how many columns the terminal has.
func (t *terminal) width() int {
	n := 0
	if f, ok := t.stream.(*os.File); ok {
		n, _, _ = term.GetSize(int(f.Fd()))
	}
	if n <= 0 {
		return usualColumns
	}
	return n
}

// Write writes whole lines of talk, on lines of their own. Nothing in them commands
// a terminal, wherever it is from.
func (t *terminal) Write(lines []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clear()
	if t.asked {
		t.asked = false
		_, _ = io.WriteString(t.stream, "\n")
	}
	_, err := io.WriteString(t.stream, words.PrintableLines(string(lines)))
	t.lost = t.lost || err != nil
	if err != nil {
		return 0, err
	}
	return len(lines), nil
}

// broken reports whether talk was lost: the reader of a pipe has ended, or the
// terminal is closed. That ends nothing: what the rows came to is told elsewhere.
func (t *terminal) broken() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lost
}

// draw draws the progress line over the one before, unless a question stands
// there.
func (t *terminal) draw(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.asked {
		return
	}
	n := t.columns()
	text := []rune(words.Printable(line))
	if len(text) > n {
		text = append(text[:max(n-1, 0)], '…')[:n]
	}
	t.drawn = true
	_, _ = io.WriteString(t.stream, "\r"+string(text)+strings.Repeat(" ", n-len(text)))
}

// undraw takes the progress line away.
func (t *terminal) undraw() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clear()
}

func (t *terminal) clear() {
	if t.drawn {
		t.drawn = false
		_, _ = io.WriteString(t.stream, "\r"+strings.Repeat(" ", t.columns()+len("^C"))+"\r")
	}
}

// ask writes a question, and leaves the cursor behind it.
func (t *terminal) ask(question string) {
	_, _ = io.WriteString(t, words.Wrap(question, t.width()-1)+" ")
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked = true
}

// answered notes that somebody has ended the question's line: on a terminal, a
// person sees there what is typed.
func (t *terminal) answered() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked = t.asked && !isTerminal(t.stream)
}
