package importer

import (
	"strings"

	"vobizsync/importer/normalize"
)

// lists has the words of each concept. Of two that have the same one, the first
// keeps it.
var lists = []struct {
	concept concept
	words   string
}{
	{fullName, fullNameWords}, {plainName, nameWords}, {givenName, givenNameWords}, {middleName, middleNameWords}, {familyName, familyNameWords},
	{emailAddress, emailWords}, {phoneNumber, phoneWords}, {mobileNumber, mobileWords}, {landlineNumber, landlineWords}, {callingCode, callingCodeWords},
	{passwordWord, passwordWords}, {countryName, countryWords},
	{companyName, companyWords}, {accountName, accountWords}, {descriptionText, descriptionWords},
	{addressLine, addressWords}, {cityName, cityWords}, {stateName, stateWords}, {regionName, regionWords}, {postalCode, zipWords}, {indianPIN, pinWords},
	{timeZone, timezoneWords}, {gstinNumber, gstinWords}, {gstStatus, gstStatusWords}, {accountKind, accountTypeWords},
	{billing, billingWords}, {shipping, shippingWords}, {disqualified, someoneElse}, {disqualified, somethingElse},
	{object, objectWords}, {primary, primaryWords}, {mailing, mailingWords}, {work, workWords}, {home, homeWords}, {other, otherWords},
	{code, codeWords}, {key, idWords}, {noise, noiseWords},

	{fullName, moreFullNames}, {plainName, moreNames}, {givenName, moreGivenNames}, {familyName, moreFamilyNames},
	{emailAddress, moreEmails}, {phoneNumber, morePhones}, {mobileNumber, moreMobiles}, {countryName, moreCountries},
	{addressLine, moreAddresses}, {cityName, moreCities}, {postalCode, moreZips}, {companyName, moreCompanies},
}

func makeVocabulary() map[string]word {
	words := map[string]word{}
	for _, list := range lists {
		for line := range strings.Lines(list.words) {
			for rank, phrase := range strings.Split(line, ",") {
				key := phraseKey(phrase)
				if _, known := words[key]; key == "" || known {
					continue
				}
				words[key] = word{concept: list.concept, rank: rank + 1}
			}
		}
	}
	for _, f := range Fields {
		key := phraseKey(string(f))
		words[key] = word{concept: words[key].concept}
	}
	return words
}

// phraseKey is the key of a phrase that is written in small letters.
func phraseKey(phrase string) string {
	parted := func(r rune) rune {
		if classOf(r) == separator {
			return -1
		}
		return r
	}
	return normalize.WithoutMarks(strings.Map(parted, phrase))
}
