// Gocsvread reads a CSV file into structs with gocsv's Unmarshaller and does
// nothing with them: the limit for a program that decodes rows with gocsv on one
// core.
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/gocarina/gocsv"
)

type customer struct {
	Name        string `csv:"name"`
	Email       string `csv:"email"`
	Phone       string `csv:"phone"`
	Password    string `csv:"password"`
	Country     string `csv:"country"`
	Company     string `csv:"company"`
	Description string `csv:"description"`
	Address     string `csv:"address"`
	City        string `csv:"city"`
	State       string `csv:"state"`
	ZipCode     string `csv:"zip_code"`
	Timezone    string `csv:"timezone"`
	GSTIN       string `csv:"gstin"`
	GSTStatus   string `csv:"gst_status"`
	AccountType string `csv:"account_type"`
}

func main() {
	if err := read(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gocsvread:", err)
		os.Exit(1)
	}
}

func read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord = true
	u, err := gocsv.NewUnmarshaller(r, customer{})
	if err != nil {
		return err
	}
	rows := 0
	for {
		v, err := u.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if v.(customer).Email == "" {
			return errors.New("a row without an e-mail")
		}
		rows++
	}
	fmt.Println(rows, "rows")
	return nil
}
