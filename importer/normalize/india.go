package normalize

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// indianStates are the states and union territories with the codes that a GSTIN
// begins with (GST Council, "State Code List"), and what people call them. Codes that
// were replaced stay with their successors: 25 is in 26, 28 in 37.
var indianStates = []struct {
	gst   string
	names string // the first is the usual one, then older ones and abbreviations
}{
	{"01", "Jammu and Kashmir,J&K,JK"}, {"02", "Himachal Pradesh,HP"}, {"03", "Punjab,PB"}, {"04", "Chandigarh,CH"},
	{"05", "Uttarakhand,Uttaranchal,Uttrakhand,UK,UA,UT"}, {"06", "Haryana,HR"}, {"07", "Delhi,New Delhi,NCT of Delhi,Delhi NCT,National Capital Territory of Delhi,DL"}, {"08", "Rajasthan,RJ"},
	{"09", "Uttar Pradesh,UP"}, {"10", "Bihar,BR"}, {"11", "Sikkim,SK"}, {"12", "Arunachal Pradesh,AR"}, {"13", "Nagaland,NL"},
	{"14", "Manipur,MN"}, {"15", "Mizoram,MZ"}, {"16", "Tripura,TR"}, {"17", "Meghalaya,ML"}, {"18", "Assam,AS"},
	{"19", "West Bengal,WB"}, {"20", "Jharkhand,JH"}, {"21", "Odisha,Orissa,OD,OR"}, {"22", "Chhattisgarh,Chattisgarh,Chhatisgarh,CG,CT"},
	{"23", "Madhya Pradesh,MP"}, {"24", "Gujarat,GJ"}, {"26", "Dadra and Nagar Haveli and Daman and Diu,Dadra and Nagar Haveli,Daman and Diu,Daman,Diu,Silvassa,DNHDD,DNH,DH,DN,DD"},
	{"27", "Maharashtra,MH"}, {"29", "Karnataka,KA"}, {"30", "Goa,GA"}, {"31", "Lakshadweep,LD"}, {"32", "Kerala,KL"},
	{"33", "Tamil Nadu,Tamilnadu,TN"}, {"34", "Puducherry,Pondicherry,PY"}, {"35", "Andaman and Nicobar Islands,Andaman and Nicobar,A&N Islands,AN"},
	{"36", "Telangana,Telengana,TS,TG"}, {"37", "Andhra Pradesh,AP"}, {"38", "Ladakh,Leh Ladakh,LA"},
}

// pinStates are the states whose postal codes begin with two digits, as GSTIN codes
// (India Post, "Postal Index Number": the first two digits name the circle). Where a
// small territory shares its neighbour's, both are there; so they are for the mandals
// around Bhadrachalam, 507, that went to Andhra Pradesh in 2014, and for the offices of
// Arunachal Pradesh and Meghalaya that Assam's circle serves.
var pinStates = map[string]string{
	"11": "07", "12": "06", "13": "06", "14": "03", "15": "03", "16": "03 04", "17": "02", "18": "01 38", "19": "01 38",
	"20": "09 05", "21": "09", "22": "09", "23": "09", "24": "09 05", "25": "09", "26": "09 05", "27": "09", "28": "09",
	"30": "08", "31": "08", "32": "08", "33": "08", "34": "08", "36": "24 26", "37": "24", "38": "24", "39": "24 26",
	"40": "27 30", "41": "27", "42": "27", "43": "27", "44": "27", "45": "23", "46": "23", "47": "23", "48": "23", "49": "22",
	"50": "36", "507": "36 37", "51": "37", "52": "37", "53": "37 34", "56": "29", "57": "29", "58": "29", "59": "29",
	"60": "33 34", "61": "33", "62": "33", "63": "33", "64": "33", "67": "32 34", "68": "32 31", "69": "32",
	"70": "19", "71": "19", "72": "19", "73": "19 11", "74": "19 35", "75": "21", "76": "21", "77": "21", "78": "18 12 17",
	"79": "12 13 14 15 16 17 18", "80": "10 20", "81": "10 20", "82": "10 20", "83": "20 10", "84": "10", "85": "10 20",
}

// stateKey is what spellings of one state have in common.
func stateKey(s string) string { return Letters(strings.ReplaceAll(s, "&", "and")) }

// stateCodes are the codes by what [stateKey] makes of the names.
var stateCodes = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for _, state := range indianStates {
		for name := range strings.SplitSeq(state.names, ",") {
			if key := stateKey(name); codes[key] == "" {
				codes[key] = state.gst
			}
		}
	}
	return codes
})

// spelledStates are the codes of the names as they are spelled here.
var spelledStates = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for _, state := range indianStates {
		for name := range strings.SplitSeq(state.names, ",") {
			codes[name] = indianState(name)
		}
	}
	return codes
})

// indianState returns the GSTIN code of a state, "" for a text that is none.
func indianState(s string) string {
	key := stateKey(strings.Trim(s, " 0123456789-()"))
	return stateCodes()[strings.TrimPrefix(key, "in")] // IN-KA, as ISO 3166-2 has it
}

func indianStateName(gst string) string {
	return stateNamesOf()[gst]
}

// stateNamesOf are the usual names by the codes.
var stateNamesOf = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, state := range indianStates {
		names[state.gst], _, _ = strings.Cut(state.names, ",")
	}
	return names
})

// sameState reports whether a GSTIN of a state is right in another, too: those of
// Ladakh began with that of Jammu and Kashmir until 2020.
func sameState(registered, other string) bool {
	return registered == other || registered == "01" && other == "38"
}

// successors are the codes of states that have another one now.
var successors = map[string]string{"25": "26", "28": "37"}

// IndianAddress says where the state, the postal code and the GSTIN of a customer in
// India, all in their normal forms, name different states. What is empty, or can't be
// told, agrees with everything.
func IndianAddress(state, pin, gstin string) (doubts []Reason) {
	if len(gstin) <= 2 && (state == "" || len(pin) != 6) {
		return nil
	}
	stated, known := spelledStates()[state]
	if !known {
		stated = indianState(state)
	}
	registered, circle := "", ""
	if len(gstin) > 2 {
		registered = cmp.Or(successors[gstin[:2]], gstin[:2])
	}
	if len(pin) == 6 {
		circle = cmp.Or(pinStates[pin[:3]], pinStates[pin[:2]])
	}
	home := indianStateName(registered) // "" for what is no state
	if stated != "" && home != "" && !sameState(registered, stated) {
		doubts = append(doubts, Reason{OtherState, gstin, "is registered in " + home + ", and the state is " + indianStateName(stated)})
	}
	if stated != "" && circle != "" && !strings.Contains(circle, stated) {
		doubts = append(doubts, Reason{OtherState, pin, "is a postal code of " + stateNames(circle) + ", and the state is " + indianStateName(stated)})
	}
	if stated == "" && home != "" && circle != "" && !slices.ContainsFunc(strings.Fields(circle), func(code string) bool { return sameState(registered, code) }) {
		doubts = append(doubts, Reason{OtherState, gstin, "is registered in " + home + ", and the postal code is of " + stateNames(circle)})
	}
	return doubts
}

// stateNames lists the states of a circle.
func stateNames(codes string) string {
	var names []string
	for code := range strings.FieldsSeq(codes) {
		names = append(names, indianStateName(code))
	}
	if len(names) > 2 {
		return "another state"
	}
	return strings.Join(names, " or ")
}
