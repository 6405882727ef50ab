package normalize

import (
	"strings"
	"testing"
)

func TestIndianAddress(t *testing.T) {
	for _, test := range []struct{ state, pin, gstin, want string }{
		{"Karnataka", "560001", "29AAGCB7383J1Z4", ""},
		{"KA", "560001", "", ""}, {"IN-KA", "560001", "", ""}, {"29-Karnataka", "560001", "", ""}, {"karnataka (29)", "560001", "", ""},
		{"Jammu & Kashmir", "180001", "01AAGCB7383J1Z4", ""}, {"Orissa", "751001", "", ""}, {"Goa", "403001", "", ""},
		{"Andhra Pradesh", "520001", "28AAGCB7383J1Z4", ""}, {"Pondicherry", "605001", "", ""}, {"Uttaranchal", "248001", "", ""},
		{"Indiana", "560001", "29AAGCB7383J1Z4", ""}, // no state of India: nothing to hold it against
		{"", "560001", "27AAGCB7383J1Z4", ""}, {"Karnataka", "", "", ""}, {"Karnataka", "9", "2", ""}, {"Karnataka", "010000", "", ""},
		{"Karnataka", "560001", "27AAGCB7383J1Z4", "27AAGCB7383J1Z4 is registered in Maharashtra, and the state is Karnataka"},
		{"Telangana", "520001", "", "520001 is a postal code of Andhra Pradesh, and the state is Telangana"},
		{"TN", "560001", "29AAGCB7383J1Z4", "29AAGCB7383J1Z4 is registered in Karnataka, and the state is Tamil Nadu|560001 is a postal code of Karnataka, and the state is Tamil Nadu"},
	} {
		var got []string
		for _, doubt := range IndianAddress(test.state, test.pin, test.gstin) {
			got = append(got, doubt.Cell+" "+doubt.Text)
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%s, %s, %s: %q, want %q", test.state, test.pin, test.gstin, strings.Join(got, "|"), test.want)
		}
	}
}

// Each state is read under each of its names, and no two share one; each circle is of
// states that are known.
func TestIndianStatesAreToldApart(t *testing.T) {
	for _, state := range indianStates {
		for name := range strings.SplitSeq(state.names, ",") {
			if got := indianState(name); got != state.gst {
				t.Errorf("%s: %q, want %q", name, got, state.gst)
			}
		}
	}
	for circle, codes := range pinStates {
		for code := range strings.FieldsSeq(codes) {
			if indianStateName(code) == "" {
				t.Errorf("the circle %s has the unknown state %s", circle, code)
			}
		}
	}
}
