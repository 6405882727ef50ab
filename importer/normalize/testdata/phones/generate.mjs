// Writes numbers.csv: telephone numbers as people type them, in all regions,
// and what libphonenumber-js with its full metadata says of each: the number in
// E.164, or nothing where it is not valid.
//
//   npm install libphonenumber-js && node generate.mjs > numbers.csv
//
// Run it by hand when either library's metadata is newer; the test explains
// what differs.
import { readFileSync } from 'node:fs'
import { getCountries, getCountryCallingCode, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'

const installed = new URL('node_modules/libphonenumber-js/', import.meta.url)
const read = name => JSON.parse(readFileSync(new URL(name, installed)))
const examples = read('examples.mobile.json')

let seed = 20251201
function random(n) { // mulberry32: the same numbers each time
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % n
}

function mutate(typed) {
  const at = [...typed].flatMap((c, i) => (c >= '0' && c <= '9' ? [i] : []))
  const i = at[random(at.length)]
  const digit = String(random(10))
  switch (random(3)) {
    case 0: return typed.slice(0, i) + digit + typed.slice(i + 1)
    case 1: return typed.slice(0, i) + typed.slice(i + 1)
    default: return typed.slice(0, i) + digit + typed.slice(i)
  }
}

function verdict(typed, region) {
  const number = parsePhoneNumberFromString(typed, { defaultCountry: region, extract: false })
  return number && number.isValid() && !number.ext ? number.number : ''
}

console.log(`# libphonenumber-js/max ${read('package.json').version}`)
const regions = getCountries().sort()
for (const region of regions) {
  const example = getExampleNumber(region, examples)
  if (!example) continue
  const code = getCountryCallingCode(region)
  const national = example.nationalNumber
  const typed = new Set([
    example.number, example.formatNational(), example.formatInternational(), national, code + national,
    '00' + code + national, '+' + code + ' ' + national.slice(0, 3) + '-' + national.slice(3), example.formatNational().replaceAll(' ', '.'),
  ])
  for (let k = 0; k < 2; k++) {
    for (const s of [example.formatNational(), example.formatInternational(), national]) typed.add(mutate(s))
  }
  for (const s of typed) console.log([s, region, verdict(s, region)].join(','))
}
