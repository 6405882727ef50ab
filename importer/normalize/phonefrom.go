package normalize

import "vobizsync/internal/numberplan"

// SaysItsCountry reports whether a telephone number starts with + or 00.
func SaysItsCountry(phone string) bool { return saysItsCountry(plainDigits(phone)) }

// PhoneFrom returns the region that a number in E.164 is from: the one that is
// asked for, if the number is valid there, as toll-free ones of North America are in
// several; else its own. One that is of no region is from "no country".
func PhoneFrom(e164, region string) string {
	switch number := numberplan.Read(e164, region); {
	case number.Here:
		return region
	case number.Valid() && IsAlpha2(number.Region):
		return number.Region
	}
	return "no country"
}
