package cli

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// begin opens the folder and its journal.
func (s *syncRun) begin(conn *connection) error {
	if err := s.makeFolder(s.folder, s.o.passwords || s.o.tokens, s.o.shared); err != nil {
		return err
	}
	j, err := reconcile.OpenJournal(s.folder, s.JournalOptions)
	switch {
	case errors.Is(err, reconcile.ErrLocked):
		return guardError(fmt.Sprintf("another run is using the folder %s", s.folder), "wait for it to end, or choose another folder with --out")
	case err != nil && advice(err) == "":
		return &failure{ExitFailed, err, "choose another folder with --out"}
	case err != nil:
		return err
	}
	s.journal = j
	reports.Sweep(s.folder, time.Now())
	begun, err := j.Begin(reconcile.Pin{
		Input: s.in.name, SHA256: s.summary.SHA256, Size: s.in.Size(), Options: s.deciding(conn), Program: Version(), Started: s.summary.Started,
	}, s.o.fresh)
	if err != nil {
		_ = j.Close() // what is wrong has been found already
		return err
	}
	s.sayBeginning(&begun)
	return nil
}

// deciding lists the options that decide what the rows mean, and for whom.
func (s *syncRun) deciding(conn *connection) map[string]string {
	options := s.o.input.deciding()
	options[reconcile.PartnerOption] = conn.partner
	options["--generate-passwords"] = strconv.FormatBool(s.o.passwords)
	return options
}

func (s *syncRun) sayBeginning(b *reconcile.Beginning) {
	s.summary.Resumed = b.Resumed
	switch {
	case b.Why != "" && s.o.api.sandbox: // a new sandbox has forgotten the old one's accounts
	case b.Why != "":
		s.say("the unfinished run in %s is not gone on with: %s; every customer is looked up again, so none is created twice", s.folder, b.Why)
	case b.Resumed:
		s.say("going on with the run of %s in %s: %s settled", b.Started.Local().Format("2006-01-02 15:04"), s.folder, words.CountAre(b.Settled, "row"))
	}
	if b.Doubtful > 0 {
		s.say("%s may have been sent without an answer: looking them up first", words.Count(b.Doubtful, "create"))
	}
}
