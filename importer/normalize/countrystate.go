package normalize

import (
	"slices"
	"strings"
	"sync"
)

// stateTable has the codes of states and provinces (ISO 3166-2, without the
// country's code), of countries whose addresses are written with them.
const stateTable = `
US AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC
IN AN AP AR AS BR CG CH CT DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN TR TS UK UP UT WB
CA AB BC MB NB NL NS NT NU ON PE QC SK YT
BR AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO
AU NSW VIC QLD SA WA NT TAS ACT
DE BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH
CH AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH
IT AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE FG FI FM FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PT PU PV PZ RA RC RE RG RI RM RN RO RV SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VT VV
`

// stateCountries maps the codes of states to the countries that have one of that
// code.
var stateCountries = sync.OnceValue(func() countryNames {
	states := countryNames{}
	for line := range strings.Lines(strings.TrimSpace(stateTable)) {
		country, codes, _ := strings.Cut(strings.TrimSpace(line), " ")
		for code := range strings.FieldsSeq(codes) {
			states.add(code, country)
		}
	}
	return states
})

// StateColumn looks at the cells of a column of countries and the phones beside
// them. Where the cells are the codes of one country's states, and the phones are
// of that country rather than of those whose codes the cells would be, it returns
// the country and the distinct codes. CA, DE, IN and AL may be four states, or four
// countries.
func StateColumn(countries, phones []string) (country string, states []string) {
	filled, in := 0, map[string][]int{} // rows by the country whose state they may name
	for i, cell := range countries {
		cell = strings.ToUpper(Fold(cell))
		if cell == "" {
			continue
		}
		filled++
		codes := stateCountries()[cell]
		for k := 0; k+2 <= len(codes); k += 2 {
			in[codes[k:k+2]] = append(in[codes[k:k+2]], i)
		}
	}
	best := 0
	for of, rows := range in {
		if len(rows)*5 < filled*4 { // a few cells may be anything
			continue
		}
		if score, found := weighStates(of, rows, countries, phones); score > best || score == best && score > 0 && of < country {
			best, country, states = score, of, found
		}
	}
	return country, states
}

// weighStates returns how many more phones speak for states than for countries; 0
// where too little does to doubt a column, and 1 where the codes alone do.
func weighStates(of string, rows []int, countries, phones []string) (score int, states []string) {
	nowhere := 0 // states whose code no country has
	for _, i := range rows {
		cell := strings.ToUpper(Fold(countries[i]))
		if !slices.Contains(states, cell) {
			states = append(states, cell)
			if countryCode(cell) == "" {
				nowhere++
			}
		}
	}
	if len(states) < 2 || len(states) == 2 && nowhere == 0 { // as a list of two countries
		return 0, nil
	}
	for _, i := range rows[:min(len(rows), mostWeighed)] {
		country := countryCode(strings.ToUpper(Fold(countries[i])))
		switch home, there := isPhoneOf(phones[i], of), country != "" && isPhoneOf(phones[i], country); {
		case home && !there:
			score++
		case there && !home:
			score--
		}
	}
	if score == 0 && nowhere >= 2 {
		score = 1
	}
	slices.Sort(states)
	return max(score, 0), states
}

// mostWeighed is for how many rows phones are read, which takes its time.
const mostWeighed = 60

// isPhoneOf reports whether a number, read in a country, is one of it.
func isPhoneOf(typed, country string) bool {
	p := closelyReadPhone(Fold(typed), country)
	return p.E164 != "" && PhoneFrom(p.E164, country) == country
}
