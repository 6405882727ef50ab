package table

import "os"

// SheetNames lists the visible sheets of the workbook at a path, none where it is not
// one: for a shell that completes what is typed.
func SheetNames(path string) (names []string) {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil
	}
	book, err := OpenWorkbook(f, info.Size())
	if err != nil {
		return nil
	}
	for _, sheet := range book.Sheets() {
		if !sheet.Hidden {
			names = append(names, sheet.Name)
		}
	}
	return names
}
