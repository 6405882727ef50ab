package importer_test

import (
	"strings"
	"testing"

	"vobizsync/importer"
)

// One fault of a row is told once, not once for each of its consequences.
func TestAFaultIsToldOnce(t *testing.T) {
	for _, tt := range []struct{ name, phone, password, country, defaultCountry, want string }{
		{"a country that is not one, and a national phone", "98450 12345", "Marker#00001", "Indai", "", "country invalid_country"},
		{"no country, and a national phone", "98450 12345", "Marker#00001", "", "", "country required"},
		{"no country, and a national phone with a label", "Tel. 98450 12345", "Marker#00001", "", "", "country required"},
		{"an error value for a country", "98450 12345", "Marker#00001", "#REF!", "IN", "country damaged_number"},
		{"a phone that is too short in any country", "12", "Marker#00001", "Indai", "", "country invalid_country; phone invalid_phone"},
		{"two faults", "98450 1x2345", "Marker#00001", "Indai", "", "country invalid_country; phone invalid_phone"},
		{"a phone that needs no country", "+49 1", "Marker#00001", "Indai", "", "country invalid_country; phone invalid_phone"},
		{"a masked password", "+493023125418", "********", "DE", "", "password required"},
		{"a hash", "+493023125418", "5f4dcc3b5aa765d61d8327deb882cf99", "DE", "", "password required"},
	} {
		entries, _ := read(t, "name,email,phone,password,country\nAnn,ann@example.com,"+tt.phone+","+tt.password+","+tt.country+"\n", importer.Options{DefaultCountry: tt.defaultCountry})
		var told []string
		for _, p := range append(entries[0].Problems, entries[0].Notes...) {
			told = append(told, string(p.Field)+" "+string(p.Code))
		}
		if got := strings.Join(told, "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	entries, _ := read(t, "name,email,phone,password,country\nAnn,ann@example.com,+493023125418,********,DE\n", importer.Options{})
	if got := messages(&entries[0]); !strings.Contains(got, "must not be empty: the cell is masked, not a password") {
		t.Errorf("%s", got)
	}
}
