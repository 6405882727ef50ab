package normalize

// Look tells which kinds of characters a text has. One scan of an ordinary cell answers
// most of what it is asked: whether there is anything to fold, or garbled, or in capitals.
type Look uint8

const (
	lookSpace  Look = 1 << iota // a space
	lookUpper                   // A to Z
	lookLower                   // a to z
	lookDigit                   // 0 to 9
	lookSign                    // any other printable character of ASCII
	lookDamage                  // one of those that damage has, see isSound
	lookBeyond                  // a character beyond ASCII
	lookOdd                     // one that shows nothing, or a space to fold: at an end, or beside another
)

const lookLetters = lookUpper | lookLower

// looks are those of the bytes.
var looks = func() (of [256]Look) {
	for i := range of {
		switch c := byte(i); {
		case c >= 0x80:
			of[i] = lookBeyond
		case c < ' ' || c == 0x7f:
			of[i] = lookOdd
		case c == ' ':
			of[i] = lookSpace
		case isUpper(c):
			of[i] = lookUpper
		case isDigit(c):
			of[i] = lookDigit
		case isAlnum(c):
			of[i] = lookLower
		default:
			of[i] = lookSign
		}
		if i < len(damages) && damages[i] {
			of[i] |= lookDamage
		}
	}
	return of
}()

// LookOf looks at a text.
func LookOf(s string) (all Look) {
	if s == "" {
		return 0
	}
	before, pairs := lookSpace, Look(0) // as if there were a space around
	for i := range len(s) {
		is := looks[s[i]]
		all |= is
		pairs |= is & before
		before = is
	}
	if (pairs|before)&lookSpace != 0 {
		all |= lookOdd
	}
	return all
}

// IsPlain reports whether a text is printable ASCII with nothing to fold.
func (l Look) IsPlain() bool { return l&(lookBeyond|lookOdd) == 0 }

// IsSound reports whether [Garbled] surely finds nothing in a text.
func (l Look) IsSound() bool { return l&(lookBeyond|lookOdd|lookDamage) == 0 }

// IsLower reports whether a text is printable ASCII without space and capitals.
func (l Look) IsLower() bool { return l&(lookBeyond|lookOdd|lookSpace|lookUpper) == 0 }
