package importer

import "vobizsync/importer/normalize"

// garbled notes texts whose letters were lost or written for another program before
// they came into the file: the account would be called so.
func (e *Entry) garbled(q normalize.Quoter) {
	c := &e.Customer
	for _, of := range [...]struct {
		field Field
		text  string
	}{{Name, c.Name}, {Company, c.Company}, {Address, c.Address}, {City, c.City}} {
		if why := normalize.Garbled(of.text); why != "" {
			e.remark(q, of.field, normalize.Reason{Code: normalize.GarbledText, Cell: of.text, Text: why})
		}
	}
}
