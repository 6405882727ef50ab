package normalize

import "sync"

// carTable has the signs of countries on cars (United Nations, "Distinguishing
// Signs Used on Vehicles in International Traffic") that are codes of no country.
const carTable = `
AR RA
AT A
BB BDS
BE B
BN BRU
BW RB
CA CDN
CD CGO
CF RCA
CG RCB
CL RCH
CR CRC
CU C
DE D
DM WD
DO DOM
EE EW|EST
ES E
FI SF|FIN
FR F
GA G
GD WG
GI GBZ
GM WAG
GN RG
GT GCA
HT RH
HU H
ID RI
IM GBM
IT I
JE GBJ
JP J
KE EAK
KG KS
KH K
LB RL
LC WL
LU L
LY LAR
MG RM
ML RMM
MN MGL
MR RIM
MT M
MY MAL
MZ MOC
NE RN
NG WAN
NO N
PH RP
PT P
QA Q
SE S
SL WAL
SR SME
TH T
TW RC
TZ EAT
UG EAU
VA V
VC WV
VE YV
YE YAR
ZM Z
`

// abbreviationTable has what else people write for a country and what is not a code:
// codes of the Olympic Committee, of football, of the European Union and former
// ones of ISO 3166-1; abbreviations in other languages; languages.
const abbreviationTable = `
AE VAE|BAE|EAU
UG EAU
BA BOS
BG BUL
CD RDC|ZR
CH SUI
CL CHI
CN ZH
CZ TCH|CS
DE GER|BRD|DDR|DD
DK DEN|DAN
ES SP|SPA
FR FX
GB EN|ENG|SCO|NIR|VK
GR EL|GRE
HR CRO
ID INA|INO
IE EIR|ROI
IR IRI
JP JA|JAP
KR KO
LV LAT
MM BU
MY MAS
NL NED|HOL|NTH
NG NGR
PH PHI
PT POR
RO ROM
RS YU
RU SU
SE SW
SI SLO
SK SLO
TL TP
TW TPE
US EUA|ABD|VS
VN VIE
ZA SAF
`

func signTable(table string) func() countryNames {
	return sync.OnceValue(func() countryNames {
		signs := countryNames{}
		eachName(table, func(code, sign string) {
			if IsAlpha2(code) && countryCode(sign) == "" {
				signs.add(sign, code)
			}
		})
		return signs
	})
}

var carSigns, abbreviations = signTable(carTable), signTable(abbreviationTable)
