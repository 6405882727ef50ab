package cli

import (
	"context"
	"errors"
	"strconv"
	"time"

	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// begin opens the folder and the journal, before anything is looked up.
func (s *syncRun) begin(stop context.Context, conn *connection) error {
	if err := s.makeFolder(s.folder, s.o.passwords || s.o.tokens, s.o.shared); err != nil {
		return err
	}
	lock, err := s.lockPartner(stop, conn)
	if err != nil {
		return err
	}
	j, err := reconcile.OpenJournal(s.folder, lock, s.Ledger)
	if err != nil && lock != nil {
		_ = lock.Release() // nothing was written
	}
	switch {
	case errors.Is(err, reconcile.ErrLocked):
		return s.busy(s.folder)
	case err != nil:
		return inFolder(err)
	}
	s.journal, j.Now = j, s.client.Now
	if err := reports.Replaceable(s.folder, "sync", s.reports()); err != nil {
		_ = j.Close() // nothing was written
		return err
	}
	reports.Sweep(s.folder, time.Now())
	begun, err := j.Begin(reconcile.Pin{
		Input: s.in.name, Path: s.summary.Path, SHA256: s.summary.SHA256, Size: s.in.Size(), Options: s.deciding(conn), Delimiter: delimiterOf(s.in), Program: Version(), Started: s.summary.Started,
	}, s.o.fresh)
	if err != nil {
		_ = j.Close() // what is wrong has been found already
		return err
	}
	s.sayBeginning(&begun)
	return nil
}

// reports says which files the run writes.
func (s *syncRun) reports() reports.Options {
	return reports.Options{Source: s.in.File, Balances: s.o.balances, Excel: s.o.excel.of(s.in), Missing: s.o.missing}
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
		s.say("the unfinished run in %s is not resumed: %s; every customer is looked up again, so none is created twice", s.folder, b.Why)
	case b.Resumed:
		s.say("resuming the run of %s in %s: %s settled", b.Started.Local().Format("2006-01-02 15:04"), s.folder, words.CountAre(b.Settled, "row"))
	}
}
