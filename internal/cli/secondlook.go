package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// endFlags say how a command ends, and where it says so.
var endFlags = []string{"json", "metrics", "on-finish", "notify", "quiet", "log-format", "config", "profile"}

// lookAgain looks once more at a call that was not understood, and passes over
// what is wrong: for what must be done however it ends, on the command line or in
// the config, and for the FILE.
func (a *app) lookAgain(called *cobra.Command) {
	words := a.lookAtArguments(called)
	if !called.HasParent() && len(words) > 0 { // who watches a command learns that it was mistyped
		if meant := meantCommand(called, words[0]); meant != nil {
			called, words = meant, words[1:]
		}
	}
	if a.config == nil {
		_ = a.readConfig() // what is wrong there has been said, or something else is
	}
	for _, name := range endFlags {
		if flag := flagOf(called, name); flag != nil && !flag.Changed && a.config != nil && a.config.values[name] != nil {
			_ = a.config.set(flag, a.config.values[name])
		}
	}
	_ = a.setLog()
	if a.ending.summary != nil {
		return
	}
	if len(words) > 0 && words[0] == called.Name() {
		words = words[1:]
	}
	name := ""
	if len(words) > 0 && called.HasParent() {
		name = words[0]
	}
	a.begin(called.Name(), name)
}

// lookAtArguments sets the flags of the end that are on the command line, and
// returns what are not flags.
func (a *app) lookAtArguments(called *cobra.Command) (words []string) {
	for args := a.Args; len(args) > 0; {
		arg := args[0]
		args = args[1:]
		name, isLong := strings.CutPrefix(arg, "--")
		switch {
		case arg == "--":
			return append(words, args...)
		case !isLong && (arg == stdin || !strings.HasPrefix(arg, "-")):
			words = append(words, arg)
			continue
		case !isLong: // no short flag has a value
			continue
		}
		name, value, given := strings.Cut(name, "=")
		flag := flagOf(called, name)
		switch {
		case flag == nil:
			continue
		case !given && flag.NoOptDefVal != "":
			value = flag.NoOptDefVal
		case !given && len(args) > 0:
			value, args = args[0], args[1:]
		}
		if slices.Contains(endFlags, name) && flag.Value.Set(value) == nil {
			flag.Changed = true
		}
	}
	return words
}

// flagOf finds a flag by its name: that of the command, else that of another one,
// since the command itself may be mistyped.
func flagOf(called *cobra.Command, name string) *pflag.Flag {
	for _, c := range append([]*cobra.Command{called}, called.Root().Commands()...) {
		if flag := c.Flag(name); flag != nil {
			return flag
		}
	}
	return nil
}
