package importer

import "vobizsync/importer/normalize"

// garbled notes texts whose letters were lost or written for another program before
// they came into the file: the account would be called so.
func (e *Entry) garbled(q normalize.Quoter) {
	for _, f := range []Field{Name, Company, Address, City} {
		if text := e.Customer.Get(f); text != "" {
			if why := normalize.Garbled(text); why != "" {
				e.remark(q, f, normalize.Reason{Code: normalize.GarbledText, Cell: text, Text: why})
			}
		}
	}
}
