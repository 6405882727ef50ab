// Package words puts numbers, lists and names into text: how a plural is made, how
// a list ends, what a shell reads as one word, which name was meant by a mistyped
// one.
package words

import (
	"runtime"
	"strconv"
	"strings"

	"vobizsync/internal/lazy"
)

// Number writes a number with commas between its thousands: "1,234".
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count writes a number with its noun, a regular one: "1 row", "1,234 rows".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(n) + " " + noun + "s"
}

// CountAre is Count with the verb: "1 row is", "2 rows are".
func CountAre(n int, noun string) string {
	if n == 1 {
		return Count(n, noun) + " is"
	}
	return Count(n, noun) + " are"
}

// Times says how often: "once", "1,234 times".
func Times(n int) string {
	if n == 1 {
		return "once"
	}
	return Count(n, "time")
}

// List joins words as a sentence does: "a", "a and b", "a, b and c".
func List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// plain are the characters that no shell reads as anything else, wherever they
// are in a word (POSIX.1-2024, XCU 2.2 and 2.6).
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./:,@%+"

// plainWindows are those of cmd and of PowerShell. A comma makes a list there, a
// percent sign a variable.
const plainWindows = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./:+\\"

// Shell quotes a word, where it needs it, so that the system's shell reads it as
// one: a POSIX shell, or on Windows cmd and PowerShell.
func Shell(word string) string { return shell(word, runtime.GOOS == "windows") }

func shell(word string, windows bool) string {
	if windows {
		if word != "" && strings.Trim(word, plainWindows) == "" {
			return word
		}
		// Backslashes before a quote would escape it.
		// https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
		text := strings.TrimRight(word, `\`)
		return `"` + strings.ReplaceAll(text, `"`, `""`) + strings.Repeat(`\\`, len(word)-len(text)) + `"`
	}
	if word != "" && strings.Trim(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// Program quotes the program of a command line, where it needs it. PowerShell takes a
// line that begins with a quote for a text and runs nothing; so on Windows only what
// needs it is quoted, which cmd reads, too: C:\Program" "Files\vobizsync.exe.
func Program(path string) string { return program(path, runtime.GOOS == "windows") }

// notPlain is what needs it, with the backslashes before it: one that stands before a
// quote would take its meaning away.
var notPlain = lazy.Regexp(`\\*[^-a-zA-Z0-9_=./:+\\]+`)

func program(path string, windows bool) string {
	if !windows {
		return shell(path, windows)
	}
	path = strings.ReplaceAll(path, "/", `\`)
	if at := notPlain().FindStringIndex(path); at != nil && at[0] == 0 && path[0] != '\\' {
		path = `.\` + path
	}
	return notPlain().ReplaceAllString(path, `"$0"`)
}

// SetVariable is the command that sets a variable of the environment to a value.
// For cmd it is set NAME=VALUE, which only [SetInCmd] writes.
func SetVariable(name, value string) string {
	if runtime.GOOS == "windows" {
		return "$env:" + name + "='" + strings.ReplaceAll(value, "'", "''") + "'"
	}
	return "export " + name + "=" + Shell(value)
}

// SetInCmd is the same for cmd of Windows.
func SetInCmd(name, value string) string { return "set " + name + "=" + value }

// ShellLine writes a command that the shell reads as just these words.
func ShellLine(words ...string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = Shell(w)
	}
	return strings.Join(quoted, " ")
}
