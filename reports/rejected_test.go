package reports

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/ownfolder"
	"vobizsync/reconcile"
)

// A rejected.csv that is fed in again comes out with one reason a row: the new one, in
// the place of the old. A row whose cells are not those of the header keeps them all.
func TestTheReasonTakesThePlaceOfTheLastTimes(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a first time", "name,email,phone,password,country\nAnn,ann@,+493023125418,Marker#00001,DE\n",
			"name,email,phone,password,country,error\nAnn,ann@,+493023125418,Marker#00001,DE,the reason\n"},
		{"a second time", "name,email,phone,password,country,error\nAnn,ann@,+493023125418,Marker#00001,DE,\"email: old, and \"\"quoted\"\"\"\n",
			"name,email,phone,password,country,error\nAnn,ann@,+493023125418,Marker#00001,DE,the reason\n"},
		{"the header as somebody wrote it", "name,email,phone,password,country, Error \nAnn,ann@,+493023125418,Marker#00001,DE,old\n",
			"name,email,phone,password,country,error\nAnn,ann@,+493023125418,Marker#00001,DE,the reason\n"},
		{"a column of that name in the middle", "error,name,email,phone,password,country\nmine,Ann,ann@,+493023125418,Marker#00001,DE\n",
			"error,name,email,phone,password,country,error\nmine,Ann,ann@,+493023125418,Marker#00001,DE,the reason\n"},
		{"a row that is short", "name,email,phone,password,country,error\nAnn,ann@,+493023125418\n",
			"name,email,phone,password,country,error\nAnn,ann@,+493023125418,,,the reason\n"},
		{"a row that is long", "name,email,phone,password,country,error\nAnn,Lee,ann@,+493023125418,Marker#00001,DE,old\n",
			"name,email,phone,password,country,error\nAnn,Lee,ann@,+493023125418,Marker#00001,DE,old,the reason\n"},
	} {
		dir := ownfolder.Make(t)
		path := filepath.Join(dir, "again.csv")
		if err := os.WriteFile(path, []byte(tt.in), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := importer.Open(path, "again.csv", importer.Options{})
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		w, err := NewWriter(dir, NewSummary("sync", "test", "again.csv", time.Now()), Options{Source: f})
		if err != nil {
			t.Fatal(err)
		}
		for e, err := range f.Read(&importer.Tally{}) {
			if err != nil {
				t.Fatal(err)
			}
			r := reconcile.Result{Status: reconcile.Invalid, Entry: e, Problems: []importer.Problem{{Code: importer.InvalidEmail, Message: "the reason"}}}
			if err := w.Add(&r); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, RejectedFile))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: %v\n%swant:\n%s", tt.name, err, got, tt.want)
		}
	}
}
