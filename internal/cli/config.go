package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vobizsync/internal/disk"
	"vobizsync/internal/words"
)

// config is a file of flags, for nightly runs: each key is the name of a flag,
// without its hyphens. Flags on the command line win. The key "profiles" holds
// the same for several partner accounts, one of which --profile chooses; what a
// profile says wins over the rest of the file.
//
//	default-country: IN
//	rate: 20
//	map: [ 'Kundenname=name' ]
//	profiles:
//	  acme:
//	    auth-id: PA_1A2B
//	    auth-token-file: /run/secrets/acme-token
type config struct {
	path      string
	values    map[string]any
	tokenVars []string // the variables that tokens are taken from, in all profiles
}

// The keys of a config that are not flags: the partner's credentials.
const (
	keyAuthID    = "auth-id"
	keyTokenFile = "auth-token-file"
	keyTokenEnv  = "auth-token-env"
	keyProfiles  = "profiles"
)

var credentialKeys = []string{keyAuthID, keyTokenFile, keyTokenEnv}

// notInConfig are flags that make no sense in a file.
var notInConfig = []string{"config", "profile", "help", "version", "yes"}

// loadConfig reads --config, and gives every flag of the command that is not on
// the command line its value.
func (a *app) loadConfig(c *cobra.Command) error {
	if a.configPath == "" {
		if a.profile != "" {
			return usageError("--profile needs a --config with profiles in it", "for example: --config nightly.yaml --profile "+words.Shell(a.profile))
		}
		return nil
	}
	if err := a.readConfig(); err != nil {
		return err
	}
	known := a.flagNames(c.Root())
	for _, key := range slices.Sorted(maps.Keys(a.config.values)) {
		if err := a.config.apply(c, key, known); err != nil {
			return err
		}
	}
	return nil
}

// readConfig reads --config, and chooses the profile.
func (a *app) readConfig() error {
	if a.configPath == "" {
		return nil
	}
	text, err := readText(a.configPath)
	if err != nil {
		held := disk.ReadError(a.configPath, err)
		return usageError(fmt.Sprintf("--config %s: %v", a.configPath, disk.Cause(err)), closeOr(held, "it must name a YAML file of flags and their values"))
	}
	values := map[string]any{}
	if err := yaml.Unmarshal(text, &values); err != nil {
		a.config = &config{path: a.configPath, values: endOnLines(string(text)), tokenVars: namedOnLines(string(text))}
		return usageError(fmt.Sprintf("%s is not YAML: %s", a.configPath, firstLine(yaml.FormatError(err, false, false))), backslashHint(string(text)))
	}
	a.config = &config{path: a.configPath, values: values, tokenVars: tokenVariables(values)}
	if err := a.config.choose(a.profile); err != nil {
		return err
	}
	return a.config.checkEscapes(backslashHint(string(text)))
}

// checkEscapes refuses a path in which escapes were read that it does not mean:
// "C:\temp" has a tab in it, "C:\Users" no character at all. The name of a column may
// have a tab or the end of a line in it, but no other sign that is not printed:
// "Kunden\Nr".
func (c *config) checkEscapes(hint string) error {
	if hint == "" {
		return nil
	}
	for _, key := range []string{"out", "state", "metrics", "fix", keyTokenFile} {
		if path := c.text(key); strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) {
			return usageError(fmt.Sprintf("%s: %s is not a path: %q", c.path, key, path), hint)
		}
	}
	if entries := c.text("map"); strings.ContainsFunc(entries, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) }) {
		return usageError(fmt.Sprintf("%s: map has a sign in it that no column's name has: %q", c.path, entries), hint)
	}
	return nil
}

// backslashHint tells of a path with backslashes in double quotes, which YAML reads as
// escapes (YAML 1.2.2, 5.7); "" where there is none.
func backslashHint(text string) string {
	for line := range strings.Lines(text) {
		if _, quoted, ok := strings.Cut(line, `"`); ok && strings.Contains(quoted, `\`) {
			return `in double quotes a backslash begins an escape: put the text in single quotes, or a path with /`
		}
	}
	return ""
}

// tokenVariables lists the variables that a config and its profiles take tokens
// from.
func tokenVariables(values map[string]any) (names []string) {
	profiles, _ := values[keyProfiles].(map[string]any)
	for _, v := range append(slices.Collect(maps.Values(profiles)), any(values)) {
		if settings, ok := v.(map[string]any); ok && settings[keyTokenEnv] != nil {
			names = append(names, fmt.Sprint(settings[keyTokenEnv]))
		}
	}
	return names
}

// namedOnLines finds the variables of tokens in a file that is not YAML: what it
// names is still kept from the command of --on-finish.
func namedOnLines(text string) (names []string) {
	for line := range strings.Lines(text) {
		if _, value, ok := strings.Cut(line, keyTokenEnv+":"); ok {
			names = append(names, strings.Trim(value, " \t\r\n\"'}"))
		}
	}
	return names
}

// endOnLines finds the settings of how a command ends in a file that is not YAML: on
// the lines that are YAML by themselves.
func endOnLines(text string) map[string]any {
	values := map[string]any{}
	for line := range strings.Lines(text) {
		key, _, _ := strings.Cut(line, ":")
		one := map[string]any{}
		if slices.Contains(endFlags, key) && yaml.Unmarshal([]byte(line), &one) == nil {
			maps.Copy(values, one)
		}
	}
	return values
}

// choose lays the values of a profile over the others.
func (c *config) choose(profile string) error {
	profiles, _ := c.values[keyProfiles].(map[string]any)
	if c.values[keyProfiles] != nil && profiles == nil {
		return usageError(c.path+": profiles must be a map of names", "")
	}
	delete(c.values, keyProfiles)
	if profile == "" {
		return nil
	}
	chosen, ok := profiles[profile]
	switch settings, isMap := chosen.(map[string]any); {
	case len(profiles) == 0:
		return usageError(c.path+" has no profiles", "profiles are a map of names in it, see docs/examples/nightly.yaml")
	case !ok:
		names := slices.Sorted(maps.Keys(profiles))
		return usageError(fmt.Sprintf("%s has no profile %q", c.path, profile), "it has: "+strings.Join(names, ", "))
	case chosen == nil:
		return usageError(fmt.Sprintf("%s: the profile %q has no settings", c.path, profile), "for example: auth-id: PA_1A2B")
	case !isMap:
		return usageError(fmt.Sprintf("%s: the profile %q must be a map of settings", c.path, profile), "for example: auth-id: PA_1A2B")
	default:
		maps.Copy(c.values, settings)
		return nil
	}
}

// apply gives one flag its value. A key of another command's flag is passed
// over; one that is nobody's is a mistake.
func (c *config) apply(cmd *cobra.Command, key string, known []string) error {
	if slices.Contains(credentialKeys, key) {
		return nil
	}
	if err := c.checkKey(cmd, key, known); err != nil {
		return err
	}
	flag := cmd.Flags().Lookup(key)
	if flag == nil || flag.Changed || c.values[key] == nil {
		return nil
	}
	return c.set(flag, c.values[key])
}

// text returns a setting that is not a flag.
func (c *config) text(key string) string {
	if c == nil || c.values[key] == nil {
		return ""
	}
	return fmt.Sprint(c.values[key])
}

// flagNames lists the flags of all commands.
func (a *app) flagNames(root *cobra.Command) (names []string) {
	add := func(f *pflag.Flag) { names = append(names, f.Name) }
	root.PersistentFlags().VisitAll(add)
	for _, c := range root.Commands() {
		c.Flags().VisitAll(add)
	}
	return names
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
