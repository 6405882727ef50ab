package sandbox

import (
	"net/http"
	"sync/atomic"
)

// The script of Sample, by row of testdata/customers.csv. Rows that are not in
// the table become "created", or are "invalid" by themselves and never arrive.
//
//	row  e-mail                                status   because
//	  2  rohan@deccantextiles.example          exists
//	  3  grace.whitfield@harborclinic.example  created  description is refused by name and has to be dropped
//	  4  siobhan@thamesrowing.example          unknown  the POST takes effect and is reset, searches for it answer 503
//	  8  tom.ashworth@pennine-feeds.example    exists   under an address in another case
//	 10  derek@lawsonroofing.example           failed   the address belongs to another partner's customer
//	 11  meera.pillai@cochinmarine.example     differs  phone and company
//	 15  aisyah@strait-shipping.example        exists
//	 17  a.brandt@hafenkontor.example          differs  city and zip_code
//	 21  pnolan@lakeshorehvac.example          exists
//	 24  kavita@udaipurcrafts.example          skipped  a colleague has just used up the room
//	 25  owen@snowdonguides.example            skipped  likewise
//
// Row 4 comes early, so that the retries of its search pass while other rows are
// being created. Everything hangs on e-mail addresses and nothing on the order
// of arrival: with several workers that order is not fixed.
const (
	sampleSeed        = 2026
	sampleMaxAccounts = 40

	sampleRefused   = "grace.whitfield@harborclinic.example"
	sampleUnknown   = "siobhan@thamesrowing.example"
	sampleElsewhere = "derek@lawsonroofing.example"
	sampleNoRoom    = "kavita@udaipurcrafts.example"
	sampleNoRoom2   = "owen@snowdonguides.example"
)

// Sample returns a server that is seeded so that one sync of
// testdata/customers.csv shows every status, the same for each row in each run.
// At first /me shows room for every create of that file; it is full once the
// creates of the last two rows arrive. The knobs can still be set: Fault is asked
// about the requests for which the script has no fault of its own.
func Sample() *Server {
	s := &Server{
		Seed:           sampleSeed,
		MaxAccounts:    sampleMaxAccounts,
		ElsewhereTaken: []string{sampleElsewhere},
		RefusedFor:     map[string][]string{sampleRefused: {"description"}},
		RoomGoneFor:    []string{sampleNoRoom, sampleNoRoom2},
		script:         unsettled(sampleUnknown),
	}
	for _, a := range sampleAccounts() {
		s.Add(a)
	}
	return s
}

// unsettled loses the answers about one customer for good: to the POST, and from
// then on to every search. Before the POST a search works, as it has to for a
// plan. There is no Retry-After, which would hold up all other rows.
func unsettled(email string) func(Call) Fault {
	var posted atomic.Bool
	return func(c Call) Fault {
		switch {
		case c.Email != email:
		case c.Method == http.MethodPost:
			posted.Store(true)
			return Fault{Kind: ResetAfter}
		case posted.Load():
			return Fault{Kind: Unavailable503}
		}
		return Fault{}
	}
}

// sampleAccounts are there from the start: those of the rows that exist, and
// neighbours whose addresses contain, or continue, an address of the file.
func sampleAccounts() []Account {
	return []Account{
		{
			Name: "Rohan Deshpande", Email: "rohan@deccantextiles.example", Phone: "+919822045678", Country: "IN",
			Company: "Deccan Textiles LLP", Address: "Plot 7, MIDC Bhosari", City: "Pune", State: "Maharashtra",
			ZipCode: "411026", Timezone: "Asia/Kolkata", GSTIN: "27AAJFD3390Q1ZS", GSTStatus: "active",
			CashCredits: "1300.00000",
		},
		{
			Name: "Thomas Ashworth", Email: "Tom.Ashworth@Pennine-Feeds.example", Phone: "+441614960217", Country: "GB",
			Company: "Pennine Feeds Ltd", City: "Manchester", ZipCode: "M1 2AB", Timezone: "Europe/London",
		},
		{
			Name: "Nur Aisyah Binte Rahman", Email: "aisyah@strait-shipping.example", Phone: "+6561234567", Country: "SG",
			Company: "Strait Shipping Pte. Ltd.", City: "Singapore", ZipCode: "088934", Timezone: "Asia/Singapore",
			CashCredits: "86.40000",
		},
		{
			Name: "Patricia Nolan", Email: "pnolan@lakeshorehvac.example", Phone: "+13125550164", Country: "US",
			Company: "Lakeshore HVAC", City: "Chicago", State: "IL", ZipCode: "60601", Timezone: "America/Chicago",
		},
		{ // differs: phone and company
			Name: "Meera Pillai", Email: "meera.pillai@cochinmarine.example", Phone: "+914842366100", Country: "IN",
			Company: "Cochin Marine", City: "Kochi", State: "Kerala", ZipCode: "682001", Timezone: "Asia/Kolkata",
			CashCredits: "412.75000",
		},
		{ // differs: city and zip_code
			Name: "Anneliese Brandt", Email: "a.brandt@hafenkontor.example", Phone: "+494066969123", Country: "DE",
			Company: "Hafenkontor Brandt GmbH & Co. KG", City: "Bremen", ZipCode: "28195", Timezone: "Europe/Berlin",
		},
		{Name: "Joann Thomas", Email: "joann.thomas@malabarspice.example", Phone: "+919656077882", Country: "IN", Company: "Malabar Spice Co."},
		{Name: "Asha Menon", Email: "asha.menon@lotusfoods.example.org", Phone: "+919845012346", Country: "IN", Company: "Lotus Foods Trust"},
		{Name: "Vobiz Demo", Email: "demo@sandbox-partner.example", Phone: "+919876543210", Country: "IN"},
	}
}
