package sandbox

import (
	"strings"
	"sync"
)

// Forms in which a server may store an e-mail address, for [Server.StoreEmail].

// LowerCase is the address in lower case.
func LowerCase(email string) string { return strings.ToLower(email) }

// DropTag is the address without what follows a plus sign in its local part.
func DropTag(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return email
	}
	local, _, _ := strings.Cut(email[:at], "+")
	return local + email[at:]
}

// PunycodeDomain is the address with each label of its domain that is not ASCII
// in lower case and in the form of RFC 3492, after "xn--".
func PunycodeDomain(email string) string {
	at := strings.LastIndexByte(email, '@')
	labels := strings.Split(email[at+1:], ".")
	for i, label := range labels {
		if isASCII(label) {
			continue
		}
		labels[i] = "xn--" + punycode([]rune(strings.ToLower(label)))
	}
	return email[:at+1] + strings.Join(labels, ".")
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// The parameters of RFC 3492, section 5.
const (
	punyBase, punyTMin, punyTMax = 36, 1, 26
	punySkew, punyDamp           = 38, 700
	punyBias, punyFirst          = 72, 128
)

// punycode encodes a label (RFC 3492, section 6.3). A label is too short to
// overflow.
func punycode(label []rune) string {
	var out []byte
	for _, r := range label {
		if r < punyFirst {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(punyFirst), 0, punyBias
	for done := basic; done < len(label); {
		next := rune(0x7fffffff)
		for _, r := range label {
			if r >= n {
				next = min(next, r)
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range label {
			switch {
			case r < n:
				delta++
			case r == n:
				out = appendPunyNumber(out, delta, bias)
				bias = adaptPuny(delta, done+1, done == basic)
				delta = 0
				done++
			}
		}
		delta++
		n++
	}
	return string(out)
}

// appendPunyNumber appends a number of variable length.
func appendPunyNumber(out []byte, q, bias int) []byte {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyTMin), punyTMax)
		if q < t {
			return append(out, digits[q])
		}
		out = append(out, digits[t+(q-t)%(punyBase-t)])
		q = (q - t) / (punyBase - t)
	}
}

// adaptPuny is the next bias (RFC 3492, section 6.1).
func adaptPuny(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for delta > (punyBase-punyTMin)*punyTMax/2 {
		delta /= punyBase - punyTMin
		k += punyBase
	}
	return k + (punyBase-punyTMin+1)*delta/(delta+punySkew)
}

// marked are the Latin letters that have a combining mark, by mark: each base
// letter, followed by the letter that it makes. It is not the whole of Unicode: the
// letters from U+00C0 to U+017F and of Romanian, as in the languages of Europe.
var marked = map[rune]string{
	0x0300: "AÀEÈIÌOÒUÙaàeèiìoòuù",                             // grave accent
	0x0301: "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzź", // acute accent
	0x0302: "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ", // circumflex accent
	0x0303: "AÃNÑOÕaãnñoõIĨiĩUŨuũ",                             // tilde
	0x0304: "AĀaāEĒeēIĪiīOŌoōUŪuū",                             // macron
	0x0306: "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ",                         // breve
	0x0307: "CĊcċEĖeėGĠgġIİZŻzż",                               // dot above
	0x0308: "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ",                         // diaeresis
	0x030a: "AÅaåUŮuů",                                         // ring above
	0x030b: "OŐoőUŰuű",                                         // double acute accent
	0x030c: "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzž",             // caron
	0x0326: "SȘsșTȚtț",                                         // comma below
	0x0327: "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ",                 // cedilla
	0x0328: "AĄaąEĘeęIĮiįUŲuų",                                 // ogonek
}

// spellings turns marked into pairs for replacement, both ways.
var spellings = sync.OnceValues(func() (compose, decompose *strings.Replacer) {
	var to, from []string
	for mark, letters := range marked {
		pairs := []rune(letters)
		for i := 0; i+1 < len(pairs); i += 2 {
			two, one := string([]rune{pairs[i], mark}), string(pairs[i+1])
			to, from = append(to, two, one), append(from, one, two)
		}
	}
	return strings.NewReplacer(to...), strings.NewReplacer(from...)
})

// NFC is the address with letters and marks composed, as far as Latin letters with
// one mark go.
func NFC(email string) string {
	compose, _ := spellings()
	return compose.Replace(email)
}

// NFD is the address with such letters taken apart.
func NFD(email string) string {
	_, decompose := spellings()
	return decompose.Replace(email)
}
