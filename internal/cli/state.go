package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"vobizsync/reconcile/ledger"
)

// envState is the variable that names the state folder.
const envState = "VOBIZSYNC_STATE"

// stateFlags say where the memory of the partners is, see docs/ledger.md.
type stateFlags struct{ dir string }

func (f *stateFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.dir, "state", "", "`folder` with what was sent to the partners (default $"+envState+", else the user's state folder)")
}

// registerWait is for the commands that take the partner's lock.
func registerWait(c *cobra.Command, wait *time.Duration) {
	c.Flags().DurationVar(wait, "wait", 0, "how long to wait for another run for this partner to end, such as 8h")
}

// locate returns the state folder, and the name of the partner's folder in it.
func (a *app) locate(f *stateFlags, conn *connection) (state, partner string, err error) {
	named := f.dir
	if named == "" {
		named = a.Getenv(envState)
	}
	if state, err = ledger.Locate(a.Getenv, runtime.GOOS, named); err != nil {
		return "", "", err
	}
	if partner, err = ledger.Partner(conn.BaseURL, conn.AuthID); err != nil {
		return "", "", usageError(err.Error(), "")
	}
	return state, partner, nil
}

// lockPartner takes the lock of the partner's ledger, nil for the sandbox of this
// process: its memory ends with it.
func (s *syncRun) lockPartner(stop context.Context, conn *connection) (*ledger.Lock, error) {
	if s.o.api.sandbox {
		return nil, nil
	}
	state, partner, err := s.locate(&s.o.api.state, conn)
	if err != nil {
		return nil, err
	}
	dir, err := ledger.Make(state, partner)
	if err != nil {
		return nil, err
	}
	folder, err := filepath.Abs(s.folder)
	if err != nil {
		return nil, err
	}
	who := ledger.Who{PID: os.Getpid(), Command: "vobizsync sync", Folder: folder, Start: s.summary.Started}
	lock, err := ledger.Acquire(stop, dir, who, 0)
	var taken *ledger.LockedError
	if errors.As(err, &taken) && s.o.wait > 0 {
		s.say("%v; waiting for it, up to %s", taken, s.o.wait)
		lock, err = ledger.Acquire(stop, dir, who, s.o.wait)
	}
	if errors.As(err, &taken) {
		err = &pasteable{err, s.call().set("wait", "8h").String()}
	}
	return lock, err
}
