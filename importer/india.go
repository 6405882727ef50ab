package importer

import "vobizsync/importer/normalize"

// doubtAddress notes where the state, the postal code and the GSTIN of a customer in
// India name different states.
func (e *Entry) doubtAddress(q normalize.Quoter) {
	c := &e.Customer
	for _, doubt := range normalize.IndianAddress(c.State, c.ZipCode, c.GSTIN) {
		field := ZipCode
		if doubt.Cell == c.GSTIN {
			field = GSTIN
		}
		e.remark(q, field, doubt)
	}
}
