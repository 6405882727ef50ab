package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vobizsync/internal/words"
)

// repeatable is the type of the flags that may be given several times.
const repeatable = "stringArray"

// wanted says what the value of a setting must be, by the type of its flag.
var wanted = map[string]string{
	"bool": "true or false", "int": "a whole number", "float64": "a number", "duration": "a time such as 30s",
	"string": "a text", repeatable: "a text or a list of texts",
}

// set gives a flag the value that a config has for it.
func (c *config) set(flag *pflag.Flag, value any) error {
	values, isList := value.([]any)
	if !isList {
		values = []any{value}
	}
	if isList && flag.Value.Type() != repeatable {
		return c.mistake(flag, value)
	}
	for _, v := range values {
		switch v.(type) {
		case []any, map[string]any, nil:
			return c.mistake(flag, v)
		}
		if err := flag.Value.Set(fmt.Sprint(v)); err != nil {
			return c.mistake(flag, v)
		}
		flag.Changed = true
	}
	return nil
}

func (c *config) mistake(flag *pflag.Flag, value any) error {
	got := fmt.Sprint(value)
	switch v := value.(type) {
	case string:
		got = fmt.Sprintf("%q", v)
	case []any:
		got = "a list"
	case map[string]any:
		got = "a map"
	case nil:
		got = "empty"
	}
	return usageError(fmt.Sprintf("%s: %s must be %s, not %s", c.path, flag.Name, wanted[flag.Value.Type()], got), "")
}

// tokenNames are what somebody calls the token who writes it into a config.
var tokenNames = []string{"authtoken", "token", "vobizauthtoken", "xauthtoken", "apitoken", "secret", "password"}

// checkKey refuses a key that is not a setting.
func (c *config) checkKey(cmd *cobra.Command, key string, known []string) error {
	switch {
	case slices.Contains(notInConfig, key):
		return usageError(fmt.Sprintf("%s: %q can't be set in a file", c.path, key), "give --"+key+" on the command line")
	case slices.Contains(known, key):
		return nil
	}
	hint := "the settings are the names of the flags, see " + cmd.CommandPath() + " --help"
	if slices.Contains(tokenNames, strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(key))) {
		hint = "a config has no token in it: " + keyTokenFile + " names a file that has it"
	} else if name := nearest(key, append(credentialKeys, known...)); name != "" {
		hint = "did you mean " + name + "?"
	}
	return usageError(fmt.Sprintf("%s: there is no setting %q", c.path, key), hint)
}

// nearest finds the name that a word was meant for: one that needs a change in
// every third letter at most; "" if there is none.
func nearest(word string, names []string) string {
	word = strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(word))
	if i := words.Nearest(word, names, len(word)/3); i >= 0 {
		return names[i]
	}
	return ""
}
