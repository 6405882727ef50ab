package people

// country is where customers live, how often, and how they type their phones.
type country struct {
	code   string
	weight int // customers of 100
	idd    string
	trunk  string // what is dialled before a national number, if that is 0
	places []place
	// lines are the starts of national numbers, with # for digits that may be
	// anything: each is a number that the phone library takes for valid whatever
	// they are.
	lines []string
	// typed are spellings of a line of the same place in lines: N stands for the
	// next digit of the national number.
	typed [][]string
}

type place struct{ city, state, zone, zip, gst string }

// phone makes a phone: as typed, and in E.164.
func (c *country) phone(d *dice) (typed, e164 string) {
	line := d.below(len(c.lines))
	number := fill(d, c.lines[line])
	pattern := pick(d, c.typed[line])
	b := make([]byte, 0, 24)
	next := 0
	for i := range len(pattern) {
		if pattern[i] == 'N' {
			b = append(b, number[next])
			next++
		} else {
			b = append(b, pattern[i])
		}
	}
	return string(b), "+" + c.idd + number
}

func pickCountry(d *dice) *country {
	at := d.below(100)
	for i := range countries {
		if at -= countries[i].weight; at < 0 {
			return &countries[i]
		}
	}
	return &countries[0]
}

var countries = []country{
	{
		code: "IN", weight: 40, idd: "91", trunk: "0",
		places: []place{
			{"Mumbai", "Maharashtra", "Asia/Kolkata", "4000##", "27"},
			{"Bengaluru", "Karnataka", "Asia/Kolkata", "5600##", "29"},
			{"New Delhi", "Delhi", "Asia/Kolkata", "1100##", "07"},
			{"Chennai", "Tamil Nadu", "Asia/Kolkata", "6000##", "33"},
			{"Hyderabad", "Telangana", "Asia/Kolkata", "5000##", "36"},
			{"Ahmedabad", "Gujarat", "Asia/Kolkata", "3800##", "24"},
		},
		lines: []string{"98########", "99########", "88########", "74########"},
		typed: [][]string{indian, indian, indian, indian},
	},
	{
		code: "US", weight: 15, idd: "1",
		places: []place{
			{"New York", "NY", "America/New_York", "100##", ""},
			{"Chicago", "IL", "America/Chicago", "606##", ""},
			{"Denver", "CO", "America/Denver", "802##", ""},
			{"Seattle", "WA", "America/Los_Angeles", "981##", ""},
		},
		lines: []string{"2123######", "3125######", "3036######", "2064######", "4157######"},
		typed: [][]string{american, american, american, american, american},
	},
	{
		code: "GB", weight: 8, idd: "44", trunk: "0",
		places: []place{
			{"London", "Greater London", "Europe/London", "SW#@ #@@", ""},
			{"Manchester", "Greater Manchester", "Europe/London", "M# #@@", ""},
		},
		lines: []string{"7400######", "2079######"},
		typed: [][]string{
			{"+44NNNNNNNNNN", "+44 NNNN NNNNNN", "0NNNN NNNNNN", "0NNNNNNNNNN", "0044 NNNN NNNNNN"},
			{"+44 NN NNNN NNNN", "0NN NNNN NNNN", "(0NN) NNNN NNNN"},
		},
	},
	{
		code: "DE", weight: 6, idd: "49", trunk: "0",
		places: []place{
			{"Berlin", "Berlin", "Europe/Berlin", "101##", ""},
			{"München", "Bayern", "Europe/Berlin", "803##", ""},
			{"Köln", "Nordrhein-Westfalen", "Europe/Berlin", "506##", ""},
		},
		lines: []string{"1512#######", "3012######"},
		typed: [][]string{
			{"+49NNNNNNNNNNN", "+49 NNNN NNNNNNN", "0NNNN NNNNNNN", "0NNNN/NNNNNNN", "0049 NNNN NNNNNNN"},
			{"+49 NN NNNNNNNN", "0NN NNNNNNNN", "0NN/NNNNNNNN", "(0NN) NNNNNNNN"},
		},
	},
	{
		code: "AE", weight: 8, idd: "971", trunk: "0",
		places: []place{{"Dubai", "Dubai", "Asia/Dubai", "", ""}, {"Abu Dhabi", "Abu Dhabi", "Asia/Dubai", "", ""}},
		lines:  []string{"50#######", "55#######"},
		typed:  [][]string{emirati, emirati},
	},
	{
		code: "SG", weight: 5, idd: "65",
		places: []place{{"Singapore", "", "Asia/Singapore", "0#####", ""}},
		lines:  []string{"81######", "91######"},
		typed: [][]string{
			{"+65NNNNNNNN", "+65 NNNN NNNN", "NNNN NNNN", "NNNNNNNN"},
			{"+65NNNNNNNN", "+65 NNNN NNNN", "NNNN NNNN", "NNNNNNNN"},
		},
	},
	{
		code: "FR", weight: 5, idd: "33", trunk: "0",
		places: []place{
			{"Paris", "Île-de-France", "Europe/Paris", "750##", ""},
			{"Lyon", "Auvergne-Rhône-Alpes", "Europe/Paris", "690##", ""},
		},
		lines: []string{"61#######", "14#######"},
		typed: [][]string{french, french},
	},
	{
		code: "AU", weight: 4, idd: "61", trunk: "0",
		places: []place{
			{"Sydney", "NSW", "Australia/Sydney", "20##", ""},
			{"Melbourne", "VIC", "Australia/Melbourne", "30##", ""},
			{"Perth", "WA", "Australia/Perth", "60##", ""},
		},
		lines: []string{"412######"},
		typed: [][]string{{"+61NNNNNNNNN", "+61 NNN NNN NNN", "0NNN NNN NNN", "0NNNNNNNNN"}},
	},
	{
		code: "BR", weight: 3, idd: "55",
		places: []place{
			{"São Paulo", "SP", "America/Sao_Paulo", "01###-###", ""},
			{"Manaus", "AM", "America/Manaus", "69###-###", ""},
		},
		lines: []string{"1196#######", "1131######"},
		typed: [][]string{
			{"+55NNNNNNNNNNN", "+55 NN NNNNN-NNNN", "(NN) NNNNN-NNNN", "NN NNNNN NNNN"},
			{"+55 NN NNNN-NNNN", "(NN) NNNN-NNNN"},
		},
	},
	{
		code: "CA", weight: 3, idd: "1",
		places: []place{
			{"Toronto", "ON", "America/Toronto", "M#@ #@#", ""},
			{"Vancouver", "BC", "America/Vancouver", "V#@ #@#", ""},
		},
		lines: []string{"4163######", "6045######"},
		typed: [][]string{american, american},
	},
	{
		code: "ZA", weight: 1, idd: "27", trunk: "0",
		places: []place{{"Cape Town", "Western Cape", "Africa/Johannesburg", "80##", ""}},
		lines:  []string{"82#######"},
		typed:  [][]string{{"+27NNNNNNNNN", "+27 NN NNN NNNN", "0NN NNN NNNN"}},
	},
	{
		code: "NL", weight: 1, idd: "31", trunk: "0",
		places: []place{{"Amsterdam", "Noord-Holland", "Europe/Amsterdam", "10## @@", ""}},
		lines:  []string{"612######"},
		typed:  [][]string{{"+31NNNNNNNNN", "+31 N NNNNNNNN", "0N-NNNNNNNN", "0NNNNNNNNN"}},
	},
	{
		code: "JP", weight: 1, idd: "81", trunk: "0",
		places: []place{{"Tokyo", "Tokyo", "Asia/Tokyo", "100-00##", ""}},
		lines:  []string{"9012######"},
		typed:  [][]string{{"+81NNNNNNNNNN", "+81 NN-NNNN-NNNN", "0NN-NNNN-NNNN"}},
	},
}

// The commoner spellings are in a list more than once.
var (
	indian = []string{
		"+91NNNNNNNNNN", "+91NNNNNNNNNN", "+91 NNNNN NNNNN", "+91-NNNNNNNNNN", "NNNNNNNNNN", "NNNNNNNNNN",
		"NNNNN NNNNN", "0NNNNNNNNNN", "0NNNNN NNNNN", "0091 NNNNN NNNNN",
	}
	american = []string{
		"+1NNNNNNNNNN", "+1 NNN-NNN-NNNN", "+1 (NNN) NNN-NNNN", "(NNN) NNN-NNNN", "(NNN) NNN-NNNN", "NNN-NNN-NNNN",
		"NNN-NNN-NNNN", "NNNNNNNNNN", "NNN NNN NNNN", "NNN.NNN.NNNN",
	}
	emirati = []string{"+971NNNNNNNNN", "+971 NN NNN NNNN", "0NN NNN NNNN", "0NNNNNNNNN", "00971 NN NNN NNNN"}
	french  = []string{"+33NNNNNNNNN", "+33 N NN NN NN NN", "0N NN NN NN NN", "0NNNNNNNNN", "0N.NN.NN.NN.NN"}
)

var givenNames = []string{
	"Aarav", "Priya", "Rohan", "Ananya", "Vikram", "Meera", "Arjun", "Kavya", "Sanjay", "Divya", "Rahul", "Sneha",
	"James", "Olivia", "Liam", "Emma", "Noah", "Charlotte", "Henry", "Amelia", "Omar", "Fatima", "Yusuf", "Layla",
	"José", "Lucia", "Jürgen", "Anneliese", "François", "Chloé", "Wei", "Mei Ling", "Thabo", "Sakura", "Daan", "João",
}

var familyNames = []string{
	"Sharma", "Patel", "Iyer", "Reddy", "Mukherjee", "Nair", "Gupta", "Deshmukh", "Singh", "Chatterjee", "Kulkarni",
	"Smith", "Johnson", "Williams", "Thompson", "O'Connor", "Anderson", "Müller", "Schneider", "Hoffmann", "Dubois",
	"Lefèvre", "Tan", "Lim", "Al Mansoori", "Haddad", "Silva", "Gonçalves", "Nkosi", "van Dijk", "Tanaka", "Núñez",
}

var domains = []string{
	"northwind.example", "contoso.example.com", "fabrikam.example.net", "mail.example.org", "acme-telecom.example",
	"bluebird.example.com", "riverside.example", "gmail.com", "outlook.com", "yahoo.com",
}

var trades = []string{
	"Telecom", "Trading Co", "Logistics", "Foods", "Textiles", "Consulting", "Software", "Motors", "Clinics", "Realty",
}

var descriptions = []string{
	"", "", "Reseller", "Call centre", "Sales line", "Support desk of the north region", "Migrated from the old system", "Pilot",
}

var streets = []string{
	"MG Road", "Park Street", "Station Road", "High Street", "Main Street", "Church Lane", "Lake View Avenue",
	"Ring Road", "Market Square", "Hill Road", "Marina Walk", "Industrial Estate Phase 2",
}
