package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// guardOptions are what must hold before anything is created: a file that was
// cut off, or a list of accounts that is suspiciously empty, is not a reason to
// create everything.
type guardOptions struct {
	maxCreates  string
	maxInvalid  string
	minRows     int
	minExisting int
	expect      string

	// given reports whether a flag was given, if only in a config. An empty value is
	// a shell's variable that is not set, not a wish to go without the guard.
	given func(flag string) bool
}

func (o *guardOptions) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&o.maxCreates, "max-creates", "", "refuse to create more than `N|P%` of the rows")
	flags.StringVar(&o.maxInvalid, "max-invalid", "", "refuse to create anything when more than `N|P%` of the rows are invalid")
	flags.IntVar(&o.minRows, "min-rows", 0, "refuse a file with fewer rows: it may be cut off")
	flags.IntVar(&o.minExisting, "min-existing", 0, "refuse when fewer accounts exist: the list may be wrong")
	flags.StringVar(&o.expect, "expect", "", "continue only if the plan has this `checksum`, which plan prints")
	o.given = flags.Changed
}

func (o *guardOptions) validate() error {
	for _, most := range []struct{ flag, value string }{{"max-creates", o.maxCreates}, {"max-invalid", o.maxInvalid}} {
		if !o.given(most.flag) {
			continue
		}
		if _, err := allowed(most.value, 100); err != nil {
			return usageError(fmt.Sprintf("--%s %q is neither a number nor a percentage", most.flag, most.value),
				fmt.Sprintf("for example: --%s 20, or --%s 5%%", most.flag, most.flag))
		}
	}
	if o.given("expect") && o.expect == "" {
		return usageError("--expect is empty", "it takes the checksum that plan prints")
	}
	var wrong []string
	if o.minRows < 0 {
		wrong = append(wrong, "--min-rows must not be negative")
	}
	if o.minExisting < 0 {
		wrong = append(wrong, "--min-existing must not be negative")
	}
	if len(wrong) > 0 {
		return usageError(strings.Join(wrong, "; "), "")
	}
	return nil
}

// allowed reads "20" or "5%" of all.
func allowed(s string, all int) (float64, error) {
	if p, ok := strings.CutSuffix(s, "%"); ok {
		percent, err := strconv.ParseFloat(p, 64)
		if err == nil && !(percent >= 0 && percent <= 100) {
			err = errors.New("not between 0 and 100")
		}
		return percent / 100 * float64(all), err
	}
	n, err := strconv.Atoi(s)
	if err == nil && n < 0 {
		err = errors.New("negative")
	}
	return float64(n), err
}

// planned is what a plan comes to.
type planned struct {
	missing  int                      // accounts to create
	removed  int                      // of them, those that we have created before
	alike    int                      // of them, those with the phone or the GSTIN of an account under another e-mail
	counts   map[reconcile.Status]int // rows
	examples examples
	checksum string
}

// decide reads the plan through once, for the guards.
func decide(ctx context.Context, k *known, j *reconcile.Journal) (sum planned, err error) {
	checksum := reconcile.NewChecksum()
	checksum.Columns(k.MapEntries())
	sum.counts = map[reconcile.Status]int{}
	for r, err := range k.existing.Plan(ctx, k.rows, j) {
		if err != nil {
			return sum, err
		}
		sum.counts[r.Status]++
		if r.Status == reconcile.Create {
			sum.missing++
			sum.examples.take(&r)
			if r.Removed {
				sum.removed++
			}
			if r.LookAlike {
				sum.alike++
			}
		}
		decided := r.Decided(j)
		checksum.Add(&decided)
	}
	sum.checksum = checksum.Sum()
	return sum, nil
}

// mostRemoved is how many accounts of ours may have been removed, of so many that
// are on record: more look like another server under the same name, or like an
// API that has lost them for a while.
func mostRemoved(known int) int { return max(10, known/20) }

// guard refuses a run that looks like a mistake, or that can't end well.
func (s *syncRun) guard(ctx context.Context, k *known, sum planned) error {
	rows, o := k.Tally().Rows, &s.o.guard
	if rows < o.minRows {
		return s.refuse("check that the file is whole", s.look("validate"), "the file has %s, --min-rows requires %d", words.Count(rows, "row"), o.minRows)
	}
	if o.maxInvalid != "" {
		invalid, with := k.invalid, "validate"
		if n := sum.counts[reconcile.Invalid]; n > invalid { // of look-alikes, with --strict
			invalid, with = n, "plan"
		}
		if most, _ := allowed(o.maxInvalid, rows); float64(invalid) > most {
			return s.refuse("see them with "+with, s.look(with), "%d of %d rows are invalid, --max-invalid allows %s", invalid, rows, o.maxInvalid)
		}
	}
	if err := s.checkExisting(k); err != nil {
		return err
	}
	if o.expect != "" && o.expect != sum.checksum {
		return s.refuse("review the plan again", s.look("plan"), "the plan has changed: its checksum is %s, --expect says %s%s", sum.checksum, o.expect, s.changedRows(ctx, k))
	}
	if sum.missing == 0 {
		return nil
	}
	if o.maxCreates != "" {
		if most, _ := allowed(o.maxCreates, rows); float64(sum.missing) > most {
			return s.refuse("see which with plan", s.look("plan"), "%s would be created, --max-creates allows %s", words.Count(sum.missing, "account"), o.maxCreates)
		}
	}
	if most := mostRemoved(s.journal.Customers()); sum.removed > most && !s.o.recreate {
		return s.refuse("see which with plan; --recreate creates them again", s.look("plan"), "%s", tooManyRemoved(sum.removed, most))
	}
	if !k.profile.CanCreate {
		return s.refuse("ask Vobiz to allow it; then run the same command", s.call().String(), "this partner may not create accounts (can_create_accounts is false)")
	}
	if wanted := s.o.wanted(sum.missing); wanted > k.profile.Room() {
		hint, again := "ask Vobiz to raise max_accounts; then run the same command", s.call()
		if room := k.profile.Room(); room > 0 {
			hint, again = "ask Vobiz to raise max_accounts, or create fewer", again.set("limit", strconv.Itoa(room))
		}
		if s.o.api.sandbox {
			hint = "create fewer; vobizsync sandbox --empty, in another terminal, has room for all"
		}
		return s.refuse(hint, again.String(), "%s", noRoom(wanted, k.profile))
	}
	return nil
}

func tooManyRemoved(removed, most int) string {
	return fmt.Sprintf("%s that this tool created were removed, which is more than %d", words.Count(removed, "account"), most)
}

func noRoom(creates int, p reconcile.Profile) string {
	return fmt.Sprintf("no room for %s: %d of %d are in use, which leaves room for %d",
		words.Count(creates, "account"), p.Accounts, p.Max, p.Room())
}

// refuse is the error of a guard before anything was created, with the command that
// comes next.
func (s *syncRun) refuse(hint, next, format string, args ...any) error {
	return &pasteable{guardError(fmt.Sprintf(format, args...)+"; nothing was created", hint), next}
}

// checkExisting compares the accounts that were found with what is known of
// them: a list that came back empty would make everything look new, unless all that
// there is was made by this tool, just now.
func (s *syncRun) checkExisting(k *known) error {
	existing := k.profile.Accounts
	if total := k.existing.Total; total >= 0 {
		if total == 0 && existing > 0 && !s.journal.Explains(existing) {
			return s.refuse("try again later; if it stays so, ask Vobiz", s.call().String(), "the list of accounts is empty, but the partner's profile counts %d", existing)
		}
		existing = min(existing, total)
	}
	if least := s.o.guard.minExisting; existing < least {
		return s.refuse("check that these are the right credentials, and see which accounts there are", s.look("export"), "the partner has %s, --min-existing requires %d", words.Count(existing, "account"), least)
	}
	return nil
}

// mostNamed is how many rows a message names.
const mostNamed = 10

// changedRows names the rows whose decision is another one than in the plan
// that lies in the run's folder; "" where there is none with the checksum that
// is expected.
func (s *syncRun) changedRows(ctx context.Context, k *known) string {
	text, err := os.ReadFile(filepath.Join(s.folder, reports.SummaryFile))
	var summary reports.Summary
	if err != nil || json.Unmarshal(text, &summary) != nil || summary.Command != "plan" || summary.Checksum != s.o.guard.expect {
		return ""
	}
	f, err := os.Open(filepath.Join(s.folder, reports.ResultFile))
	if err != nil {
		return ""
	}
	defer f.Close()
	lines := reports.NewResultReader(f)
	if _, err := lines.Read(); err != nil {
		return ""
	}
	var rows []string
	for r, err := range k.existing.Plan(ctx, k.rows, s.journal) {
		if err != nil {
			return ""
		}
		was, err := lines.Read()
		if err != nil || len(was) < 9 {
			was = make([]string, 9)
		}
		r = r.Decided(s.journal)
		now := reports.NewLine(&r)
		if r.Decision() == reconcile.Create {
			now.AuthID, now.Changed = "", "" // an earlier start has created it
		}
		if was[2] != string(r.Decision()) || was[3] != now.Email || was[4] != now.AuthID || was[8] != now.Changed {
			if len(rows) == mostNamed {
				return fmt.Sprintf("; rows %s and more differ", strings.Join(rows, ", "))
			}
			rows = append(rows, fmt.Sprintf("%d (%s, was %s)", r.Row, r.Decision(), orNone(was[2])))
		}
	}
	if len(rows) == 0 {
		return "; the fields of the accounts to create differ"
	}
	return fmt.Sprintf("; the decision differs in row %s", strings.Join(rows, ", "))
}

func orNone(s string) string {
	if s == "" {
		return "not there"
	}
	return s
}
