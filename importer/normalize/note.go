package normalize

import (
	"maps"
	"slices"
)

// Class is how much a note weighs.
type Class int

const (
	// Doubt is that another value may be meant, or that something is missing. It
	// is that of every code that is not a repair.
	Doubt Class = iota
	// Repaired is that a cell was read differently from how it is written, and nothing was
	// lost by it.
	Repaired
)

// The codes of notes on cells and rows: a closed list, which docs/files.md explains.
const (
	Unwrapped        Code = "unwrapped"         // taken out of what stood around it
	DecimalNumber    Code = "decimal_number"    // a spreadsheet wrote it as one, with every digit
	CallingCode      Code = "calling_code"      // a phone starts with its country's, without a +
	ZeroRestored     Code = "zero_restored"     // a postal code got its first digit back
	ExtensionDropped Code = "extension_dropped" // of a phone, as asked for

	TwoReadings         Code = "two_readings"         // a phone is valid in another way, too
	ForeignPhone        Code = "foreign_phone"        // it is of another country than its row
	PremiumRate         Code = "premium_rate"         // a phone that costs its callers more
	MistypedDomain      Code = "mistyped_domain"      // an e-mail's is near a large provider's
	OddPunctuation      Code = "odd_punctuation"      // an e-mail has a word processor's
	PossiblePlaceholder Code = "possible_placeholder" // a part of a name is also a word for nothing
	GarbledText         Code = "garbled_text"         // a text was decoded or escaped wrongly
	LeftOut             Code = "left_out"             // a best-effort field has other words than the API
	NotThePassword      Code = "not_the_password"     // a hash of one, or masked: counts as empty
	RowsInCell          Code = "rows_in_cell"         // a quote may be missing
	OtherState          Code = "other_state"          // a GSTIN or a postal code is of another Indian state
	SamePhone           Code = "same_phone"           // as another row's, or an account's under another e-mail
	SameGSTIN           Code = "same_gstin"           // likewise
	SameCompany         Code = "same_company"         // company and postal code are those of another row
)

// classes are the note codes.
var classes = map[Code]Class{
	Unwrapped: Repaired, DecimalNumber: Repaired, CallingCode: Repaired, ZeroRestored: Repaired, ExtensionDropped: Repaired,

	TwoReadings: Doubt, ForeignPhone: Doubt, PremiumRate: Doubt, MistypedDomain: Doubt, OddPunctuation: Doubt,
	PossiblePlaceholder: Doubt, GarbledText: Doubt, LeftOut: Doubt, NotThePassword: Doubt, RowsInCell: Doubt,
	OtherState: Doubt, SamePhone: Doubt, SameGSTIN: Doubt, SameCompany: Doubt,
}

// Class returns that of a note's code.
func (c Code) Class() Class { return classes[c] }

// NoteCodes lists the codes of notes on cells and rows, in their order.
func NoteCodes() []Code { return slices.Sorted(maps.Keys(classes)) }
