package normalize

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// SaysItsCountry reports whether a telephone number starts with + or 00.
func SaysItsCountry(phone string) bool { return saysItsCountry(plainDigits(phone)) }

// PhoneFrom returns the region that a number in E.164 is from: the one that is
// asked for, if the number is valid there, as toll-free ones of North America are in
// several; else its own. One that is of no region is from "no country".
func PhoneFrom(e164, region string) string {
	if code := callingCode(region); code != "" && strings.HasPrefix(e164, "+"+code) && calledBy(code) == region {
		return region
	}
	number, err := phonenumbers.Parse(e164, "")
	if err == nil && phonenumbers.IsValidNumberForRegion(number, region) {
		return region
	}
	if err == nil {
		if from := phonenumbers.GetRegionCodeForNumber(number); IsAlpha2(from) {
			return from
		}
	}
	return "no country"
}
