//go:build unix

package cli

import (
	"os/exec"
	"testing"
)

// A command that a ^C has ended says so, and the program waits until it has heard of
// it, too.
func TestACommandThatIsInterrupted(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{"kill -INT $$": true, "kill -TERM $$": false, "exit 130": false, "exit 3": false, "true": false} {
		if err := exec.CommandContext(t.Context(), "sh", "-c", line).Run(); interrupted(err) != want {
			t.Errorf("%s: %v, interrupted: %t", line, err, !want)
		}
	}
}
