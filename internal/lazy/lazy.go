// Package lazy makes what few files need when it is first needed.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp compiles an expression at its first use. A hundred of them are in the program;
// to compile all takes longer than to check a small file.
func Regexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
