package cli

import (
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"vobizsync/internal/words"
)

// oneFile requires one FILE.
func oneFile(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usageError("FILE is missing", "for example: "+c.CommandPath()+" customers.csv; - reads standard input")
	case len(args) == 1 && args[0] == "":
		return usageError("the FILE argument is empty", "is a variable of the shell not set?")
	case len(args) == 1 && isURL(args[0]):
		return usageError("FILE must be a file on this machine, not an address", download(args[0], c.CommandPath()))
	case len(args) > 1:
		return usageError(fmt.Sprintf("expected one FILE, got %d: %s", len(args), strings.Join(args, ", ")),
			"run the command once for each; quote a name with spaces in it")
	}
	return nil
}

// download says how a file on the web is read. PowerShell writes what passes through a
// pipe in another encoding, and has a curl of its own.
func download(url, command string) string {
	if runtime.GOOS == "windows" {
		return "download it first: curl.exe -fsSLo customers.csv " + words.Shell(url)
	}
	return "curl -fsS " + words.Shell(url) + " | " + command + " -"
}

// isURL reports whether a FILE is an address on the web.
func isURL(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// noArgument allows nothing but flags. The hint is "" for the usual one.
func noArgument(hint string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		verb := "is"
		if len(args) > 1 {
			verb = "are"
		}
		if hint == "" {
			hint = "see " + c.CommandPath() + " --help"
		}
		name := strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
		return usageError(fmt.Sprintf("%s takes no argument, %d %s given: %s", name, len(args), verb, strings.Join(args, ", ")), hint)
	}
}

// noSuchCommand refuses a word that is not a command.
func noSuchCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "see vobizsync --help"
	if meant := meantCommand(c.Root(), args[0]); meant != nil {
		hint = "did you mean " + meant.Name() + "?"
	} else if args[0] == "version" {
		hint = "vobizsync --version"
	} else if _, err := os.Stat(args[0]); err == nil || strings.Contains(args[0], ".") {
		hint = "a FILE comes after its command: vobizsync validate " + words.Shell(args[0])
	}
	return usageError(fmt.Sprintf("there is no command %q", args[0]), hint)
}

// meantCommand is the command that was meant by a mistyped one, nil for none.
func meantCommand(root *cobra.Command, mistyped string) *cobra.Command {
	var names []string
	for _, known := range root.Commands() {
		names = append(names, known.Name())
	}
	if i := words.Nearest(mistyped, names, 2); i >= 0 {
		return root.Commands()[i]
	}
	return nil
}

// checkMadeCommands makes the commands that cobra adds to every program take a
// wrong word for a mistake, as the others do; left alone they print their help.
func checkMadeCommands(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Args = func(_ *cobra.Command, args []string) error {
				_, rest, err := root.Find(args)
				if err != nil {
					rest = args
				}
				return noSuchCommand(root, rest)
			}
		case "completion":
			checkCompletion(c)
		}
	}
}

func checkCompletion(completion *cobra.Command) {
	var shells []string
	for _, shell := range completion.Commands() {
		shell.Args = noArgument("")
		shells = append(shells, shell.Name())
	}
	hint := words.List(shells) + " are supported"
	completion.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usageError("SHELL is missing", hint)
		}
		return usageError(fmt.Sprintf("there is no completion for the shell %q", args[0]), hint)
	}
	completion.RunE = func(*cobra.Command, []string) error { return nil } // without it cobra does not check the arguments
}
