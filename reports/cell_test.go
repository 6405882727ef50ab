package reports

import "testing"

func TestNoCellIsAFormula(t *testing.T) {
	tests := []struct{ in, cell, phone string }{
		{"", "", ""},
		{" ", " ", " "},
		{"Ann Smith", "Ann Smith", "Ann Smith"},
		{"12", "12", "12"},
		{"a=1", "a=1", "a=1"},
		{"O'Neil", "O'Neil", "O'Neil"},
		{"'=1", "'=1", "'=1"},
		{"=1", "'=1", "'=1"},
		{"+cmd|x", "'+cmd|x", "'+cmd|x"},
		{"-2+3", "'-2+3", "'-2+3"},
		{"@x", "'@x", "'@x"},
		{"\tx", "'\tx", "'\tx"},
		{"\rx", "'\rx", "'\rx"},
		{"\nx", "'\nx", "'\nx"},
		{"  =1", "'  =1", "'  =1"},
		{"  x", "  x", "  x"},
		{" \t=1", "' \t=1", "' \t=1"},
		{"-", "'-", "'-"},
		// A number in E.164 stays readable by programs, and only that.
		{"+4930123", "'+4930123", "+4930123"},
		{"+49 30", "'+49 30", "'+49 30"},
		{" +4930123", "' +4930123", "' +4930123"},
		{"+4930123+1", "'+4930123+1", "'+4930123+1"},
		{"+4930123|x", "'+4930123|x", "'+4930123|x"},
		{"+", "'+", "'+"},
		{"++49", "'++49", "'++49"},
		{"+٤٩", "'+٤٩", "'+٤٩"},
		{"4930123", "4930123", "4930123"},
	}
	for _, tt := range tests {
		if got := safeCell(tt.in); got != tt.cell {
			t.Errorf("safeCell(%q) = %q, want %q", tt.in, got, tt.cell)
		}
		if got := phoneCell(tt.in); got != tt.phone {
			t.Errorf("phoneCell(%q) = %q, want %q", tt.in, got, tt.phone)
		}
	}
}
