package cli

import (
	"bufio"
	"strings"

	"vobizsync/internal/words"
)

// ask asks a person for a yes. It refuses where nobody can be asked, and ends
// when the run is stopped.
func (s *syncRun) ask(question, unasked string) error {
	if s.o.yes {
		return nil
	}
	if !isTerminal(s.Stdin) || s.in.spool != "" {
		return guardError(unasked+", and nobody can be asked", "give --yes to create without asking")
	}
	s.terminal.ask(question + " [y/N] ")
	if s.answers == nil {
		s.answers = bufio.NewReader(s.Stdin)
	}
	typed := make(chan string, 1)
	go func() {
		line, _ := s.answers.ReadString('\n')
		typed <- line
	}()
	select {
	case answer := <-typed:
		if strings.HasSuffix(answer, "\n") {
			s.terminal.answered()
		}
		switch strings.ToLower(strings.TrimSpace(answer)) {
		case "y", "yes":
			return nil
		}
	case <-s.stop.Done():
		return s.stop.Err()
	}
	return guardError("not confirmed", "")
}

// confirm asks before accounts are created.
func (s *syncRun) confirm(missing int) error {
	if missing == 0 || s.o.api.sandbox {
		return nil
	}
	n := words.Count(s.wanted(missing), "account")
	if err := s.ask("create "+n+"? each customer gets an e-mail, and accounts can't be deleted", n+" would be created"); err != nil {
		if s.stop.Err() != nil {
			return err
		}
		return guardError(err.Error()+"; nothing was created", advice(err))
	}
	return nil
}
