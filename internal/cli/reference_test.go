package cli_test

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
	"vobizsync/reconcile"
)

// table returns the first cells of the table of docs/reference.md with the given header,
// each word in backquotes or the bare cell.
func table(t *testing.T, header string) (cells []string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/reference.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "\n| "+header+" |")
	if !ok {
		t.Fatalf("docs/reference.md has no table of %ss", header)
	}
	for i, line := range strings.Split(rest, "\n") {
		if i < 2 {
			continue
		}
		if !strings.HasPrefix(line, "|") {
			return cells
		}
		first := strings.TrimSpace(strings.Split(line, "|")[1])
		if quoted := regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(first, -1); quoted != nil {
			for _, q := range quoted {
				cells = append(cells, q[1])
			}
			continue
		}
		cells = append(cells, first)
	}
	return cells
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("docs/reference.md has the %s\n%q\nthe program has\n%q", what, got, want)
	}
}

func TestTheReferenceHasTheProgramsTables(t *testing.T) {
	t.Parallel()
	var fields []string
	for _, f := range importer.Fields {
		fields = append(fields, string(f))
	}
	tables := strings.Split(strings.Join(table(t, "column | | what it must be"), ","), ",")
	same(t, "fields", tables, fields)
	same(t, "columns of result.csv", table(t, "column | what it is"), resultColumns(t))
	same(t, "columns of status.csv", table(t, "column of status.csv"), strings.Split(statusColumns, ","))
	same(t, "statuses", table(t, "status"), []string{
		string(reconcile.Valid), string(reconcile.Invalid), string(reconcile.Create), string(reconcile.Exists), string(reconcile.Differs),
		string(reconcile.Created), string(reconcile.Failed), string(reconcile.Unknown), string(reconcile.Skipped),
	})
	var codes []string
	for _, c := range []importer.Code{
		importer.Required, importer.MalformedRow, importer.DuplicateEmail, importer.InvalidEmail, importer.InvalidPhone, importer.DamagedNumber,
		importer.WeakPassword, importer.InvalidCountry, importer.InvalidTimezone, importer.InvalidGSTIN, importer.InvalidGSTStatus,
		reconcile.EmailTaken, reconcile.Rejected, reconcile.QuotaExceeded, reconcile.Forbidden, reconcile.Unavailable, reconcile.InDoubtCode, reconcile.Interrupted,
	} {
		codes = append(codes, string(c))
	}
	same(t, "codes", table(t, "code"), codes)
	var exits []string
	for _, code := range []int{cli.ExitOK, cli.ExitFailed, cli.ExitUsage, cli.ExitProblems, cli.ExitRefused, cli.ExitInterrupted} {
		exits = append(exits, itoa(code))
	}
	same(t, "exit codes", table(t, "exit code"), exits)
}

// resultColumns returns the header of a result.csv.
func resultColumns(t *testing.T) []string {
	t.Helper()
	b := emptyBench(t, &sandbox.Server{}, 1)
	if o := b.run("validate", "--out", b.folder(), b.file); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	header, _, _ := strings.Cut(b.resultFile(), "\n")
	return strings.Split(header, ",")
}

// help returns what --help prints.
func help(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	code := cli.Main(context.Background(), cli.Env{
		Program: "vobizsync", Args: append(args, "--help"), Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
		Getenv: func(string) string { return "" },
	})
	if code != 0 {
		t.Fatalf("%v --help exits with %d: %s", args, code, out.String())
	}
	return out.String()
}

// commandsOfFlags returns the second column of the table of flags, by flag.
func commandsOfFlags(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/reference.md")
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	for _, line := range regexp.MustCompile(`(?m)^\| ([^|]*`+"`--"+`[^|]*)\| ([^|]*) \|`).FindAllStringSubmatch(string(text), -1) {
		for _, flag := range regexp.MustCompile(`--[\w-]+`).FindAllString(line[1], -1) {
			of[flag] = line[2]
		}
	}
	return of
}

func TestTheReferenceHasTheProgramsCommandsAndFlags(t *testing.T) {
	t.Parallel()
	var commands []string
	flags := map[string][]string{} // and the commands that have them
	_, list, _ := strings.Cut(help(t), "Available Commands:\n")
	list, _, _ = strings.Cut(list, "\n\n")
	for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
		name := strings.Fields(line)[0]
		if name == "help" {
			continue
		}
		commands = append(commands, name)
		for _, m := range regexp.MustCompile(`(?m)^ +(?:-\w, )?--([\w-]+)`).FindAllStringSubmatch(help(t, name), -1) {
			if m[1] != "help" && m[1] != "version" {
				flags["--"+m[1]] = append(flags["--"+m[1]], name)
			}
		}
	}
	var documented []string
	for _, c := range table(t, "command") {
		documented = append(documented, strings.Fields(c)[1])
	}
	same(t, "commands", documented, commands)
	ofFlag := commandsOfFlags(t)
	for flag, of := range flags {
		if documented, ok := ofFlag[flag]; ok && documented != "all" {
			same(t, "commands that have "+flag, strings.Split(documented, ", "), of)
		}
	}

	var long []string
	for _, f := range table(t, "flag") {
		if strings.HasPrefix(f, "--") {
			long = append(long, f)
		}
	}
	var have []string
	for f := range flags {
		have = append(have, f)
	}
	same(t, "flags", long, have)
}
