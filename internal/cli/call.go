package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// A command that is printed can be pasted: it is the call of the program, changed as
// little as the next step needs. So it has the same partner, the same columns and the
// same folder.

// call is a call of the program, taken apart.
type call struct {
	app    *app
	target *cobra.Command // whose flags it has
	words  []word
}

// word is an argument of a call, with its value.
type word struct {
	kind kind
	flag string // its long name
	args []string
}

type kind int

const (
	isCommand kind = iota + 1
	isFlag
	isOperand // FILE
	isEnd     // of the flags: --
)

// call takes the present call apart.
func (a *app) call() *call {
	c := &call{app: a, target: a.called}
	if a.called == nil { // it was not understood
		return c
	}
	named, ended := false, false
	for args := a.Args; len(args) > 0; {
		arg := args[0]
		args = args[1:]
		long, isLong := strings.CutPrefix(arg, "--")
		switch {
		case ended || arg == stdin || !strings.HasPrefix(arg, "-"):
			k := isOperand
			if !named && !ended {
				named, k = true, isCommand
			}
			c.words = append(c.words, word{kind: k, args: []string{arg}})
		case arg == "--":
			ended = true
			c.words = append(c.words, word{kind: isEnd, args: []string{arg}})
		case isLong:
			name, _, given := strings.Cut(long, "=")
			w := word{isFlag, name, []string{arg}}
			if flag := a.called.Flag(name); flag != nil && !given && flag.NoOptDefVal == "" && len(args) > 0 {
				w.args, args = append(w.args, args[0]), args[1:]
			}
			c.words = append(c.words, w)
		default: // no short flag has a value
			for _, letter := range arg[1:] {
				name := string(letter)
				if flag := a.called.Flags().ShorthandLookup(name); flag != nil {
					name = flag.Name
				}
				c.words = append(c.words, word{isFlag, name, []string{"-" + string(letter)}})
			}
		}
	}
	return c
}

// to makes it a call of another command, of another FILE, or of none. Flags that the
// command does not have are left out.
func (c *call) to(command, file string) *call {
	if c.target == nil {
		return c
	}
	for _, other := range c.target.Root().Commands() {
		if other.Name() == command {
			c.target = other
		}
	}
	c.words = slices.DeleteFunc(c.words, func(w word) bool {
		return w.kind == isFlag && !c.knows(w.flag) || file == "" && (w.kind == isOperand || w.kind == isEnd)
	})
	for i, w := range c.words {
		switch w.kind {
		case isCommand:
			c.words[i].args = []string{command}
		case isOperand:
			c.words[i].args = []string{file}
		}
	}
	return c
}

// of is the same command for another FILE.
func (c *call) of(file string) *call {
	if c.target == nil {
		return c
	}
	return c.to(c.target.Name(), file)
}

func (c *call) knows(flag string) bool {
	return c.target.Flag(flag) != nil || c.target.InheritedFlags().Lookup(flag) != nil
}

// without leaves flags out.
func (c *call) without(flags ...string) *call {
	c.words = slices.DeleteFunc(c.words, func(w word) bool { return w.kind == isFlag && slices.Contains(flags, w.flag) })
	return c
}

// with adds a flag, behind the others.
func (c *call) with(flag string, value ...string) *call {
	at := slices.IndexFunc(c.words, func(w word) bool { return w.kind == isEnd })
	if at < 0 {
		at = len(c.words)
	}
	name, _, _ := strings.Cut(flag, "=")
	c.words = slices.Insert(c.words, at, word{isFlag, name, append([]string{"--" + flag}, value...)})
	return c
}

// set gives a flag another value.
func (c *call) set(flag, value string) *call { return c.without(flag).with(flag, value) }

// neutral are the values that take back what a config says, for the flags that may be
// wrong in the next step.
var neutral = map[string]string{
	"fresh": "false", "recreate": "false", "missing": "false", "json": "false", "quiet": "false", "sheet": "", "encoding": "",
	"min-rows": "0", "max-creates": "100%", "max-invalid": "100%", "limit": "0", "metrics": "", "on-finish": "",
}

// undo leaves flags out, also where the config has them.
func (c *call) undo(flags ...string) *call {
	c.without(flags...)
	if c.app.config == nil || c.target == nil {
		return c
	}
	for _, flag := range flags {
		if value, ok := neutral[flag]; ok && c.app.config.values[flag] != nil && c.knows(flag) {
			c.with(flag + "=" + value)
		}
	}
	return c
}

// String is the call as it can be typed.
func (c *call) String() string {
	if c.target == nil {
		return c.app.commandLine()
	}
	var args []string
	for _, w := range c.words {
		args = append(args, w.args...)
	}
	return c.app.typed(args)
}

// again is the call that resumes a run: without --fresh, which would start it
// over.
func (a *app) again() *call { return a.call().undo("fresh") }
