package importer

import (
	"slices"
	"strings"
)

// attributes are the short names that directories have for fields (RFC 4519, and co of
// Active Directory). They mean that only beside other attributes: "c" and "sn" are many
// things.
var attributes = map[string]concept{
	"cn": plainName, "sn": familyName, "c": countryName, "co": countryName, "l": cityName, "st": stateName, "o": companyName,
}

// isDirectory reports whether a file was written by a directory (LDAP, csvde): it has
// the names of entries, or their classes, or the two halves of a name as attributes.
func (c *choice) isDirectory() bool {
	has := func(name string) bool {
		return slices.ContainsFunc(c.columns, func(col Column) bool { return strings.EqualFold(col.Header, name) })
	}
	return has("dn") || has("distinguishedName") || has("objectClass") || has("sAMAccountName") || has("givenName") && (has("sn") || has("cn"))
}

// attributeMeaning is what a column's header means in the file of a directory.
func (c *choice) attributeMeaning(column int) (m meaning, ok bool) {
	concept, ok := attributes[strings.ToLower(c.columns[column].Header)]
	if concept == countryName && c.content.filled(column) > 0 && !c.content.mostly(column, isCountry) {
		return m, false
	}
	return meaning{concept: concept, rank: 60}, ok
}
