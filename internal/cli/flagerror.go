package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagError says in words what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	see := "see " + c.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &value):
		flag := value.GetFlag()
		return usageError(fmt.Sprintf("--%s must be %s, not %q", flag.Name, wanted[flag.Value.Type()], value.GetValue()), see)
	case errors.As(err, &unknown):
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if name := nearest(strings.TrimLeft(unknown.GetSpecifiedName(), "-"), names); name != "" {
			see = "did you mean --" + name + "?"
		}
	}
	return usageError(err.Error(), see)
}
