package importer

import "vobizsync/importer/normalize"

// shownTexts are the texts that an account would be called by, or has in its address.
var shownTexts = [...]int{0, 4, 6, 7} // Name, Company, Address, City

// garbled notes texts whose letters were lost or written for another program before
// they came into the file: the account would be called so.
func (e *Entry) garbled(q normalize.Quoter, looks *[passwordText]normalize.Look) {
	for _, i := range shownTexts {
		if looks[i].IsSound() {
			continue
		}
		text := *e.Customer.texts()[i]
		if why := normalize.Garbled(text); why != "" {
			e.remark(q, textFields[i], normalize.Reason{Code: normalize.GarbledText, Cell: text, Text: why})
		}
	}
}
