package reports

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/secret"
	"vobizsync/reconcile"
)

var sampleStart = time.Date(2026, 3, 9, 6, 30, 0, 0, time.UTC)

// sampleResults is a sync of 25 customers with every status of it.
func sampleResults() []reconcile.Result {
	type row = reconcile.Result
	one := func(code importer.Code, f importer.Field, text string) []importer.Problem {
		return []importer.Problem{{Code: code, Field: f, Message: text}}
	}
	full := one(reconcile.QuotaExceeded, "", "no room: 40 of 40 accounts are in use")
	results := []row{
		{Status: reconcile.Created, Email: "asha.menon@lotusfoods.example", AuthID: "MA_YRK7CI785E", Name: "Asha Menon", Phone: "+919845012345", Country: "IN"},
		{Status: reconcile.Exists, Email: "rohan@deccantextiles.example", AuthID: "MA_XZGB3CWDYI", Name: "Rohan Deshpande", Phone: "+919822045678", Country: "IN"},
		{Status: reconcile.Created, Email: "grace.whitfield@harborclinic.example", AuthID: "MA_NNQGP0IUHU", Name: "Grace Whitfield", Phone: "+16175550142", Country: "US", Dropped: []importer.Field{importer.Description}},
		{Status: reconcile.Unknown, Email: "siobhan@thamesrowing.example", Name: "Siobhan O'Leary", Phone: "+442079460321", Country: "GB", Problems: one(reconcile.InDoubtCode, "", "it may or may not have been created: the connection was reset; the look-up failed, too: HTTP 503 Service Unavailable; run sync again to find out")},
		{Status: reconcile.Created, Email: "j.mueller@mueller-werkzeuge.example", AuthID: "MA_DRES4A7XXS", Name: "Jürgen Müller", Phone: "+493023125418", Country: "DE"},
		{Status: reconcile.Invalid, Email: "vikram.sethi@sethilogistics.example", Name: "Vikram Sethi", Country: "IN", Problems: []importer.Problem{
			{Code: importer.InvalidPhone, Field: importer.Phone, Message: `"98765" is too short for a number in IN`},
			{Code: importer.WeakPassword, Field: importer.Password, Message: "must have at least a special character"}}},
		{Status: reconcile.Created, Email: "layla@marinadates.example", AuthID: "MA_Y7H0XFEVED", Name: "Layla Haddad", Phone: "+971501234567", Country: "AE"},
		{Status: reconcile.Exists, Email: "tom.ashworth@pennine-feeds.example", AuthID: "MA_I4B6TS70PP", Name: "Thomas Ashworth", Phone: "+441614960217", Country: "GB"},
		{Status: reconcile.Created, Email: "weiling.tan@kopihouse.example", AuthID: "MA_9YPEO4T74G", Name: "Tan Wei Ling", Phone: "+6581234567", Country: "SG"},
		{Status: reconcile.Failed, Email: "derek@lawsonroofing.example", Name: "Derek Lawson", Phone: "+15125550178", Country: "US", Problems: one(reconcile.EmailTaken, "", "the e-mail is in use by an account that is not yours")},
		{Status: reconcile.Differs, Email: "meera.pillai@cochinmarine.example", AuthID: "MA_EN30Y45YER", Name: "Meera Pillai", Phone: "+919447033221", Country: "IN", Changed: []reconcile.Change{
			{Field: importer.Phone, Before: "+919447033000", After: "+919447033221"}, {Field: importer.Company, Before: "", After: "Cochin Marine Exports Pvt Ltd"}}},
		{Status: reconcile.Created, Email: "arjun@charminarjewels.example", AuthID: "MA_2T68JBZGNN", Name: "Arjun Reddy", Phone: "+919000456789", Country: "IN", Notes: one(importer.InvalidPhone, importer.Phone, "the leading 0 was dropped")},
		{Status: reconcile.Created, Email: "eleanor.pike@severnbooks.example", AuthID: "MA_O114G82Z4J", Name: "Eleanor Pike", Phone: "+441174960461", Country: "GB"},
		{Status: reconcile.Invalid, Email: "Asha.Menon@LotusFoods.example", Name: "Asha Menon", Phone: "+919845012345", Country: "IN", Problems: one(importer.DuplicateEmail, importer.Email, "already on line 2")},
		{Status: reconcile.Exists, Email: "aisyah@strait-shipping.example", AuthID: "MA_ZNBKJUFKQE", Name: "Nur Aisyah Binte Rahman", Phone: "+6561234567", Country: "SG"},
		{Status: reconcile.Created, Email: "mj.ortega@mesaverde-dental.example", AuthID: "MA_YETM46S6UJ", Name: "María José Ortega", Phone: "+13035550199", Country: "US"},
		{Status: reconcile.Differs, Email: "a.brandt@hafenkontor.example", AuthID: "MA_34CG12N003", Name: "Anneliese Brandt", Phone: "+494066969123", Country: "DE", Changed: []reconcile.Change{
			{Field: importer.City, Before: "Bremen", After: "Hamburg"}, {Field: importer.ZipCode, Before: "28195", After: "20457"}}},
		{Status: reconcile.Invalid, Email: "suresh@sahyadritools.example", Name: "Suresh Kulkarni", Phone: "+919902011223", Country: "IN", Problems: one(importer.InvalidGSTIN, importer.GSTIN, `"29AAKCS7712M1ZA" has a wrong check digit: it is probably mistyped`)},
		{Status: reconcile.Created, Email: "ann.thomas@malabarspice.example", AuthID: "MA_EPYG439RDH", Name: "Ann Thomas", Phone: "+919656077881", Country: "IN"},
		{Status: reconcile.Created, Email: "omar@falconrentals.example", AuthID: "MA_UJZFC0L3MI", Name: "Omar Al Suwaidi", Phone: "+97142345678", Country: "AE"},
		{Status: reconcile.Exists, Email: "pnolan@lakeshorehvac.example", AuthID: "MA_IQ8TG3ZNGJ", Name: "Patricia Nolan", Phone: "+13125550164", Country: "US"},
		{Status: reconcile.Invalid, Email: "viktor@northfjord.example", Name: "Viktor Lund", Phone: "+442079460788", Problems: one(importer.InvalidCountry, importer.Country, `"XZ" is not a country`)},
		{Status: reconcile.Created, Email: "sabine.koehler@waldcafe.example", AuthID: "MA_1330WKTD4I", Name: "Sabine Köhler", Phone: "+498999998310", Country: "DE"},
		{Status: reconcile.Skipped, Email: "kavita@udaipurcrafts.example", Name: "Kavita Joshi", Phone: "+919414055667", Country: "IN", Problems: full},
		{Status: reconcile.Skipped, Email: "owen@snowdonguides.example", Name: "Owen Prys-Jones", Phone: "+442920180345", Country: "GB", Problems: full},
	}
	pauses := []int{900, 1010, 1500, 1640, 2050, 2900, 3020, 4480, 4610, 6230, 7700} // ms of the creates
	for i := range results {
		r := &results[i]
		r.Row, r.Line = i+1, i+2
		if r.Status == reconcile.Created {
			r.At = sampleStart.Add(time.Duration(pauses[0]) * time.Millisecond)
			r.Token = secret.New("token-of-" + r.AuthID)
			pauses = pauses[1:]
		}
		r.Entry = &importer.Entry{Row: r.Row, Line: r.Line, Customer: importer.Customer{Name: r.Name, Email: r.Email, Password: secret.New("Lotus#2025x")}}
	}
	return results
}

// sampleSummary is the summary that goes with results.
func sampleSummary(command string, results []reconcile.Result) *Summary {
	s := NewSummary(command, "1.0.0", "data/customers.csv", sampleStart)
	s.SHA256 = "f6d92ef10cff6f95e88d2f4abd28fe2f1f85e92fe9f016d2782144a868c2fe8b"
	for i := range results {
		s.add(&results[i])
	}
	s.End(importer.Tally{Rows: len(results)}, sampleStart.Add(8539*time.Millisecond))
	if command == "sync" || command == "plan" {
		s.Requests = map[string]int{"profile": 3, "list": 1, "search": 8, "create": 16}
	}
	if s.Persons() > 0 {
		s.ExitCode = 3
	}
	if s.Codes[string(reconcile.QuotaExceeded)] > 0 {
		s.Stopped = "no room: 40 of 40 accounts are in use"
	}
	return s
}

// writePage writes a page and returns its path and content.
func writePage(t testing.TB, s *Summary, results []reconcile.Result) (path, content string) {
	t.Helper()
	dir := t.TempDir()
	w, err := createHTML(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range results {
		if err := w.add(&results[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.commit(s); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, HTMLFile)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, string(b)
}
