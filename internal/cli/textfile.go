package cli

import (
	"os"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// readText reads a small text file that a person has written: a config, a token.
// Notepad begins it with a byte order mark, and PowerShell 5.1 writes it in UTF-16:
// both are read as what they mean.
func readText(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return plainText(b), nil
}

// plainText decodes a text by its byte order mark, and leaves one without as it is.
func plainText(b []byte) []byte {
	text, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), b)
	if err != nil { // cut off within a character: who reads it says what is wrong
		return b
	}
	return text
}
