package importer

import (
	"bytes"
	"io"

	"vobizsync/importer/table"
)

// example is the row of the template: valid in every field, and plainly made
// up. The number is one that the metadata of telephone numbers has as its
// example of an Indian mobile.
var example = map[Field]string{
	Name: "Example Customer (replace this row)", Email: "customer@example.com", Phone: "+91 81234 56789",
	Password: "Example#2026", Country: "IN", Company: "Example Company", Description: "Order confirmations",
	Address: "1 Example Road", City: "Bengaluru", State: "Karnataka", ZipCode: "560001", Timezone: "Asia/Kolkata",
	GSTIN: "29AAGCB7383J1Z4", GSTStatus: "active", AccountType: "standard",
}

// refuseExample refuses the template's example: it is not a customer.
func (e *Entry) refuseExample(emailKey string) {
	if emailKey == exampleKey {
		e.problem(MalformedRow, "", "this is the template's example: put a customer in its place, or remove the row")
	}
}

var exampleKey = EmailKey(example[Email])

// Template writes an empty table with the right headers and one row of example,
// as a workbook whose cells are formatted as text, or as CSV.
func Template(w io.Writer, xlsx bool) error {
	var header, row []string
	for _, f := range Fields {
		header = append(header, string(f))
		row = append(row, example[f])
	}
	if xlsx {
		return writeWorkbook(w, header, row)
	}
	var b bytes.Buffer
	b.Write(table.EncodeRow(header, ','))
	b.Write(table.EncodeRow(row, ','))
	_, err := w.Write(b.Bytes())
	return err
}

func writeWorkbook(w io.Writer, header, row []string) error {
	book, err := NewBook("Customers", "", len(header))
	if err != nil {
		return err
	}
	defer book.Close()
	if err := book.Header(header); err != nil {
		return err
	}
	if err := book.Row(row, nil); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}
