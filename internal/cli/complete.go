package cli

import (
	"maps"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"vobizsync/importer"
)

// complete has a shell complete the values of flags that take one of a few words.
func (a *app) complete(root *cobra.Command) {
	words := map[string][]string{
		"lookup": {"auto", "list", "search"}, "notify": {"always", "change", "problem"}, "log-format": {"json", "text"},
	}
	for _, c := range append(root.Commands(), root) {
		for flag, values := range words {
			completeFlag(c, flag, func([]string) []string { return values })
		}
		completeFlag(c, "profile", func([]string) []string { return a.profileNames() })
		completeFlag(c, "sheet", sheetNames)
		if c.Name() == "report" {
			c.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
				return nil, cobra.ShellCompDirectiveFilterDirs
			}
		}
	}
}

// completeFlag completes a flag of a command, if it has it, by the words that FILE
// leaves to choose from.
func completeFlag(c *cobra.Command, flag string, values func(args []string) []string) {
	if c.Flags().Lookup(flag) == nil && c.PersistentFlags().Lookup(flag) == nil {
		return
	}
	// It fails for a flag that has a completion already, which none has.
	_ = c.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		return values(args), cobra.ShellCompDirectiveNoFileComp
	})
}

// profileNames lists the profiles of --config. A shell shows no error.
func (a *app) profileNames() []string {
	text, err := readText(a.configPath)
	values := struct{ Profiles map[string]any }{}
	if err != nil || yaml.Unmarshal(text, &values) != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(values.Profiles))
}

// sheetNames lists the sheets of FILE.
func sheetNames(args []string) []string {
	if len(args) != 1 {
		return nil
	}
	return importer.SheetNames(args[0])
}
