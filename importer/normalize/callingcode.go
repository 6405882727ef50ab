package normalize

// IsCallingCode reports whether digits are the calling code of a country, or those of
// the country's part of a shared one: 91, 1876 (ITU-T Recommendation E.164, annex D).
func IsCallingCode(digits string) bool {
	if len(digits) == 4 && digits[0] == '1' {
		digits = "1"
	}
	return len(digits) > 0 && len(digits) <= 3 && calledBy(digits) != ""
}
