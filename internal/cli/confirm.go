package cli

import (
	"bufio"
	"context"
	"strings"

	"vobizsync/internal/words"
)

// asker asks a person for a yes.
type asker struct {
	terminal *terminal
	yes      bool          // nobody needs to be asked
	answers  *bufio.Reader // nil where nobody can be asked
}

func (s *syncRun) asker() *asker {
	q := &asker{terminal: s.terminal, yes: s.o.yes}
	if isTerminal(s.Stdin) && s.in.path != stdin {
		q.answers = bufio.NewReader(s.Stdin)
	}
	return q
}

// ask asks for a yes. It refuses where nobody can be asked, and ends when the run
// is stopped.
func (q *asker) ask(stop context.Context, question, unasked string) error {
	if q.yes {
		return nil
	}
	if q.answers == nil {
		return guardError(unasked+", and nobody can be asked", "give --yes to create without asking")
	}
	q.terminal.ask(question + " [y/N]")
	answer, err := await(stop, func() (string, error) { return q.answers.ReadString('\n') })
	if err != nil && stop.Err() != nil {
		return err
	}
	if strings.HasSuffix(answer, "\n") {
		q.terminal.answered()
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return guardError("not confirmed", "")
}

// confirm asks before accounts are created.
func (s *syncRun) confirm(stop context.Context, q *asker, plan planned) error {
	if plan.missing == 0 || s.o.api.sandbox {
		return nil
	}
	wanted := s.o.wanted(plan.missing)
	unasked := words.Count(wanted, "account")
	if again := plan.again(wanted); again != "" {
		unasked += ", " + strings.Replace(again, " again", " of them again", 1)
	}
	err := q.ask(stop, s.question(plan, wanted), unasked+" would be created")
	switch {
	case err == nil || stop.Err() != nil:
		return err
	case q.answers == nil:
		return s.refuse(advice(err), s.call().with("yes").String(), "%v", err)
	}
	return s.refuse("see what it would create", s.look("plan"), "%v", err)
}
