package cli

import (
	"bufio"
	"context"
	"fmt"
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
	q.terminal.ask(question + " [y/N] ")
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
	n := words.Count(wanted, "account")
	if again := min(plan.removed, wanted); again > 0 {
		upTo := ""
		if wanted < plan.missing {
			upTo = "up to "
		}
		n += fmt.Sprintf(", %s%s of them again after their removal", upTo, words.Number(again))
	}
	err := q.ask(stop, "create "+n+"? each customer gets an e-mail, and accounts can't be deleted", n+" would be created")
	if err != nil && stop.Err() == nil {
		err = guardError(err.Error()+"; nothing was created", advice(err))
	}
	return err
}
