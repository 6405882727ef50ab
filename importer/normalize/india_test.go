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
		{"", "560001", "27AAGCB7383J1Z4", "27AAGCB7383J1Z4 is registered in Maharashtra, and the postal code is of Karnataka"}, {"Karnataka", "", "", ""}, {"Karnataka", "9", "2", ""}, {"Karnataka", "010000", "", ""},
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

// Addresses as they are: a postal code of the state's own, its GSTIN, and the state as
// people and programs write it. None of them is a doubt.
func TestAddressesThatAreRight(t *testing.T) {
	for _, address := range []string{
		// the state as it is written, the postal code, the code of the GSTIN
		"Jammu & Kashmir 180001 01", "J&K 190001 01", "Jammu And Kashmir 184101 01", "Ladakh 194101 38", "Ladakh 194103 01", "Leh Ladakh 194101 38", "LA 194101 38",
		"Himachal Pradesh 171001 02", "HP 173220 02", "H.P. 175131 02", "Punjab 140603 03", "PB 160055 03", "Punjab 145001 03", "Chandigarh 160017 04", "IN-CH 160101 04",
		"Uttarakhand 248001 05", "Uttarakhand 249401 05", "Uttarakhand 247667 05", "Uttaranchal 263139 05", "IN-UT 262501 05", "Uttarakhand 244713 05", "Uttrakhand 246001 05",
		"Haryana 122001 06", "HR 134109 06", "Haryana 133302 06", "Delhi 110001 07", "New Delhi 110016 07", "NCT of Delhi 110085 07", "Delhi (NCT) 110001 07",
		"DELHI 110092 07", "Rajasthan 302001 08", "RJ 342001 08", "Uttar Pradesh 201301 09", "U.P. 226001 09", "UP 282001 09", "Uttar Pradesh 247001 09", "Uttar Pradesh 262001 09",
		"Bihar 800001 10", "BR 842001 10", "Bihar 811201 10", "Bihar 824101 10", "Sikkim 737101 11", "SK 737102 11", "Arunachal Pradesh 791111 12", "Arunachal Pradesh 786629 12", "AR 790001 12",
		"Nagaland 797001 13", "NL 798601 13", "Manipur 795001 14", "Mizoram 796001 15", "Tripura 799001 16", "Meghalaya 793001 17", "ML 794001 17", "Assam 781001 18", "Assam 788001 18",
		"West Bengal 700001 19", "WB 734001 19", "W.B. 743101 19", "West Bengal 736101 19", "Jharkhand 834001 20", "JH 826001 20", "Jharkhand 814112 20", "Jharkhand 816109 20",
		"Odisha 751001 21", "Orissa 769001 21", "OR 768001 21", "Chhattisgarh 492001 22", "Chattisgarh 495001 22", "CG 490001 22", "IN-CT 497001 22",
		"Madhya Pradesh 462001 23", "MP 474001 23", "M.P. 482001 23", "Gujarat 380001 24", "GJ 395003 24", "Gujarat 360001 24", "Gujarat 362001 24",
		"Daman and Diu 396210 25", "Daman & Diu 362520 26", "Dadra & Nagar Haveli 396230 26", "Dadra and Nagar Haveli and Daman and Diu 396210 26", "The Dadra And Nagar Haveli And Daman And Diu 396230 26", "IN-DH 396230 26", "DNHDD 396191 26",
		"Maharashtra 400001 27", "MH 411001 27", "27-Maharashtra 440001 27", "Maharashtra (27) 416602 27", "Andhra Pradesh 520001 37", "Andhra Pradesh 530001 28", "AP 515001 37", "A.P. 533001 37",
		"Andhra Pradesh 507111 37", "Andhra Pradesh 507126 37", "Karnataka 560001 29", "KA 590001 29", "29 - Karnataka 577101 29", "Goa 403001 30", "GA 403802 30", "Lakshadweep 682555 31", "LD 682559 31",
		"Kerala 682001 32", "KL 695001 32", "IN-KL 670001 32", "Tamil Nadu 600001 33", "Tamilnadu 641001 33", "TN 635109 33", "TAMIL NADU 605602 33", "Tamil Nadu 629001 33",
		"Puducherry 605001 34", "Pondicherry 609602 34", "PY 673310 34", "Puducherry 533464 34", "Andaman and Nicobar Islands 744101 35", "Andaman & Nicobar 744202 35", "A & N Islands 744103 35", "AN 744301 35",
		"Telangana 500001 36", "TS 500081 36", "IN-TG 506001 36", "Telengana 507001 36", "Telangana 509001 36",
		"- 500001 36", "- 520001 37", "- 194101 01", "- 396210 25", "- 700001 97", "Karnataka 560001 97", "Karnataka 560001 99", "Army 900056 99", "Karnataka - 29",
	} {
		words := strings.Fields(address)
		last := len(words) - 1
		state := strings.Join(words[:last-1], " ")
		if state == "-" {
			state = ""
		}
		if doubts := IndianAddress(state, words[last-1], words[last]+"AAGCB7383J1Z4"); len(doubts) > 0 {
			t.Errorf("%s: %v", address, doubts)
		}
	}
}

// And some that are not.
func TestAddressesThatAreWrong(t *testing.T) {
	for _, address := range []string{
		"Telangana 520001 36", "Telangana 500001 37", "Andhra Pradesh 500001 37", "Andhra Pradesh 520001 36", "Karnataka 600001 29", "Kerala 600001 32", "Delhi 201301 07", "Goa 411001 30",
		"Ladakh 110001 38", "Jammu and Kashmir 180001 38", "Gujarat 360001 27", "Assam 700001 18", "- 560001 27", "- 110001 06", "- 194101 02", "Daman and Diu 396210 24",
	} {
		words := strings.Fields(address)
		last := len(words) - 1
		state := strings.Trim(strings.Join(words[:last-1], " "), "-")
		if len(IndianAddress(state, words[last-1], words[last]+"AAGCB7383J1Z4")) == 0 {
			t.Errorf("%s: no doubt", address)
		}
	}
}
