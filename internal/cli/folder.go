package cli

import (
	"fmt"

	"vobizsync/internal/disk"
)

// makeFolder makes the folder of a run, and says if its disk lets others read what
// is written there. Secrets, which are passwords and tokens that this tool would
// write there, are refused then, unless they are wanted there all the same.
func (a *app) makeFolder(dir string, secrets, shared bool) error {
	if err := disk.MakeFolder(dir); err != nil {
		return err
	}
	keeps := disk.KeepsModes
	if a.KeepsModes != nil {
		keeps = a.KeepsModes
	}
	switch {
	case keeps(dir):
		return nil
	case secrets && !shared:
		return &failure{ExitRefused, fmt.Errorf("the disk of %s does not keep who may read a file: passwords and tokens would be open to whoever reads it", dir),
			"choose a folder on another disk with --out, or accept that with --shared-folder"}
	}
	a.say("warning: the disk of %s does not keep who may read a file: what is written there is open to whoever reads the disk", dir)
	return nil
}
