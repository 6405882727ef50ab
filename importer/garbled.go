package importer

import (
	"slices"

	"vobizsync/importer/normalize"
)

// shownTexts are the numbers of the texts that an account would show to everybody.
var shownTexts = [...]int{
	slices.Index(textFields[:], Name), slices.Index(textFields[:], Company),
	slices.Index(textFields[:], Address), slices.Index(textFields[:], City),
}

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
