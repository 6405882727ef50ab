package normalize

// Code is the stable name of a kind of problem; programs may rely on it.
type Code string

// The codes that a cell by itself can earn; those of notes are beside [Class].
const (
	InvalidEmail     Code = "invalid_email"
	InvalidPhone     Code = "invalid_phone"
	DamagedNumber    Code = "damaged_number"
	WeakPassword     Code = "weak_password"
	InvalidCountry   Code = "invalid_country"
	InvalidTimezone  Code = "invalid_timezone"
	InvalidGSTIN     Code = "invalid_gstin"
	InvalidGSTStatus Code = "invalid_gst_status"
)

// Reason says why a cell has no normal form, or what was repaired or looks odd in
// it. The zero value is not a reason.
type Reason struct {
	Code Code
	// Cell is what the text is about, as it was typed; "" where the text is by
	// itself. It may be a password that is in the wrong column: only
	// [Quoter.Message] puts it into words.
	Cell string
	// Text may have a piece of the cell in it, by fromCell.
	Text string
}

// fromCell marks a piece of the cell in a text: it may be a password, too. A folded
// cell has no control characters.
func fromCell(piece string) string { return "\x00" + piece + "\x00" }
