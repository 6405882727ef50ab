package importer

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vobizsync/internal/inorder"
)

func openWith(t *testing.T, content string, opts Options) *File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path, "c.csv", opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestRowsThatMayBeOneCustomer(t *testing.T) {
	const header = "name,email,phone,password,country,company,zip_code,gstin\n"
	for _, tt := range []struct{ what, first, second, want string }{
		{"another spelling of the phone", "A,a@example.com,98765 43210,Secret#1,IN,,,", "B,b@example.com,+91-9876543210,Secret#1,IN,,,", "same_phone phone: the same phone as on line 2"},
		{"the phone of an invalid row", "A,,98765 43210,Secret#1,IN,,,", "B,b@example.com,+919876543210,Secret#1,IN,,,", "same_phone phone: the same phone as on line 2"},
		{"a phone that can't be used", "A,a@example.com,12,Secret#1,IN,,,", "B,b@example.com,12,Secret#1,IN,,,", ""},
		{"no phone", "A,a@example.com,,Secret#1,IN,,,", "B,b@example.com,,Secret#1,IN,,,", ""},
		{"a GSTIN in lower case", "A,a@example.com,9876543210,Secret#1,IN,,,27AAPFU0939F1ZV", "B,b@example.com,9876543211,Secret#1,IN,,,27aapfu0939f1zv", "same_gstin gstin: the same GSTIN as on line 2"},
		{"a GSTIN that is wrong", "A,a@example.com,9876543210,Secret#1,IN,,,27AAPFU0939F1ZX", "B,b@example.com,9876543211,Secret#1,IN,,,27AAPFU0939F1ZX", ""},
		{"a company in other spelling", "A,a@example.com,9876543210,Secret#1,IN,\"Acme Tel., Pvt. Ltd.\",400019,", "B,b@example.com,9876543211,Secret#1,IN,ACME TEL PVT LTD,400 019,", "same_company company: the same company and postal code as on line 2"},
		{"a company in letters of its own", "A,a@example.com,9876543210,Secret#1,IN,Jose\u0301 Übersee,400019,", "B,b@example.com,9876543211,Secret#1,IN,JOSÉ ÜBERSEE,400019,", "same_company company: the same company and postal code as on line 2"},
		{"vowels of another script", "A,a@example.com,9876543210,Secret#1,IN,कि,400019,", "B,b@example.com,9876543211,Secret#1,IN,की,400019,", ""},
		{"a company elsewhere", "A,a@example.com,9876543210,Secret#1,IN,Acme,400019,", "B,b@example.com,9876543211,Secret#1,IN,Acme,400020,", ""},
		{"a company without postal codes", "A,a@example.com,9876543210,Secret#1,IN,Acme,,", "B,b@example.com,9876543211,Secret#1,IN,Acme,,", ""},
		{"a company of nothing but punctuation", "A,a@example.com,9876543210,Secret#1,IN,***,400019,", "B,b@example.com,9876543211,Secret#1,IN,!!!,400019,", ""},
		{"the same e-mail, too", "A,a@example.com,9876543210,Secret#1,IN,Acme,400019,27AAPFU0939F1ZV", "B,A@example.com,9876543210,Secret#1,IN,Acme,400019,27AAPFU0939F1ZV", ""},
		{"all of it", "A,a@example.com,9876543210,Secret#1,IN,Acme,400019,27AAPFU0939F1ZV", "B,b@example.com,9876543210,Secret#1,IN,Acme,400019,27AAPFU0939F1ZV",
			"same_phone phone: the same phone as on line 2; same_gstin gstin: the same GSTIN as on line 2; same_company company: the same company and postal code as on line 2"},
	} {
		for _, strict := range []bool{false, true} {
			f := openWith(t, header+tt.first+"\n"+tt.second+"\n", Options{Strict: strict})
			entries := collect(t, f.Read(&Tally{}))
			kept := keep(t, openWith(t, header+tt.first+"\n"+tt.second+"\n", Options{Strict: strict}))
			for how, e := range map[string]Entry{"read": entries[1], "kept": collect(t, kept.Entries())[1]} {
				said := e.Notes
				if strict {
					said = e.Problems
				}
				var got []string
				for _, n := range said {
					if strings.HasPrefix(string(n.Code), "same_") {
						got = append(got, fmt.Sprintf("%s %s: %s", n.Code, n.Field, n.Message))
					}
				}
				if strings.Join(got, "; ") != tt.want {
					t.Errorf("%s, %s, strict %v: %q, want %q", tt.what, how, strict, got, tt.want)
				}
			}
		}
	}
}

// Rows that have much in common, and are customers of their own.
func TestRowsThatAreNotOneCustomer(t *testing.T) {
	const header = "name,email,phone,country,company,zip_code,gstin\n"
	for i, pair := range [][2]string{
		{"IN,Individual,400019,", "IN,individual,400019,"}, {"IN,Self-Employed,400019,", "IN,Self Employed,400019,"}, {"IN,Proprietor,400019,", "IN,PROPRIETOR,400019,"},
		{"IN,Pvt. Ltd.,400019,", "IN,Pvt Ltd,400019,"}, {"IN,N/A,400019,", "IN,N/A,400019,"}, {"IN,NA,400019,", "IN,NA,400019,"}, {"IN,-,400019,", "IN,-,400019,"}, {"IN,none,400019,", "IN,None,400019,"},
		{"IN,nil,400019,", "IN,NIL,400019,"}, {"IN,Freelancer,400019,", "IN,freelancer,400019,"}, {"IN,Retail Customer,400019,", "IN,Retail customer,400019,"}, {"DE,Privat,10115,", "DE,privat,10115,"},
		{"DE,Selbstständig,10115,", "DE,selbstständig,10115,"}, {"FR,Particulier,75001,", "FR,particulier,75001,"}, {"IN,HUF,400019,", "IN,huf,400019,"},
		{"IN,Acme Stores 1,400019,", "IN,Acme Stores 2,400019,"}, {"IN,Acme A,400019,", "IN,Acme B,400019,"}, {"IN,Acme Nord,400019,", "IN,Acme Süd,400019,"}, {"IN,SBI Andheri,400058,", "IN,SBI Bandra,400050,"},
		{"IN,Acme,400019,", "IN,Acme Traders,400019,"}, {"IN,Reliance,400019,", "IN,Reliance,400020,"}, {"IN,Reliance,400019,", "IN,Reliance,,"}, {"IN,,400019,", "IN,,400019,"}, {"IN,Acme,,", "IN,Acme,,"},
		{"IN,राम,400019,", "IN,रम,400019,"}, {"JP,東京商事,1000001,", "JP,東京商会,1000001,"}, {"IN,C+ Labs,400019,", "IN,C Labs,400019,"}, {"DE,1&1,56410,", "DE,1 und 1,56410,"},
		{"US,Acme,10115,", "DE,Acme,10115,"}, {"IN,Acme,400019,27AAPFU0939F1ZV", "IN,Beta,400019,29AAGCB7383J1Z4"}, {"IN,Acme,400019,URP", "IN,Beta,400019,URP"}, {"IN,Acme,400019,Unregistered", "IN,Beta,400019,Unregistered"},
		{"IN,Acme,400019,N/A", "IN,Beta,400019,N/A"}, {"IN,Acme,400019,0", "IN,Beta,400019,0"}, {"IN,Acme,400019,applied for", "IN,Beta,400019,applied for"}, {"IN,Acme,400019,27AAPFU0939F1ZX", "IN,Beta,400019,27AAPFU0939F1ZX"},
		{"IN,No company,400019,", "IN,no company,400019,"}, {"IN,Shop,400019,", "IN,SHOP,400019,"}, {"IN,*,400019,", "IN,*,400019,"}, {"IN,B2C,400019,", "IN,b2c,400019,"}, {"IN,Sole Proprietorship,400019,", "IN,sole proprietorship,400019,"},
	} {
		rows := fmt.Sprintf("A,a@example.com,+4930231254%02d,%s\nB,b@example.com,+4930231255%02d,%s\n", i, pair[0], i, pair[1])
		for _, e := range collect(t, openWith(t, header+rows, Options{PasswordOptional: true}).Read(&Tally{})) {
			for _, n := range e.Notes {
				if strings.HasPrefix(string(n.Code), "same_") {
					t.Errorf("%q: %s", pair, n.Message)
				}
			}
		}
	}
}

// What is said does not depend on how many blocks are checked at a time, nor on
// where the blocks end.
func TestTheSameIsSaidWhateverTheBlocks(t *testing.T) {
	const rows = 20_000
	content := func(pad int) string {
		r := rand.New(rand.NewPCG(3, 4))
		var b strings.Builder
		b.WriteString("name,email,phone,password,country,company,zip_code,description\n")
		for range rows {
			fmt.Fprintf(&b, "N,u%d@example.com,+9198%08d,Secret#1,IN,Acme %d,400%03d,%s\n",
				r.IntN(rows), 10000000+r.IntN(rows), r.IntN(200), r.IntN(100), strings.Repeat("x", pad))
		}
		return b.String()
	}
	said := func(entries []Entry) (all []string) {
		for _, e := range entries {
			all = append(all, fmt.Sprint(e.Line, e.Problems, e.Notes))
		}
		return all
	}
	want := said(collect(t, openWith(t, content(0), Options{}).Read(&Tally{})))
	pads, works := []int{0, 7, 100, 1000}, []int{1, 2, 7}
	if testing.Short() {
		pads, works = []int{7, 1000}, []int{2, 7}
	}
	for _, pad := range pads {
		for _, workers := range works {
			f := openWith(t, content(pad), Options{})
			batches := inorder.Map(t.Context(), workers, 2*workers, f.Blocks(), func(_ context.Context, b Block) (Batch, error) { return f.Check(b), nil })
			if got := said(collect(t, f.Entries(batches, &Tally{}))); !slices.Equal(got, want) {
				t.Fatalf("%d bytes more a row, %d workers: other notes", pad, workers)
			}
		}
	}
	if n := strings.Count(strings.Join(want, "\n"), "same_company"); n < rows/10 {
		t.Errorf("%d notes on companies: the test looks at too little", n)
	}
}
