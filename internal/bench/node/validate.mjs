// Checks every row of a CSV file as one would in Node: csv-parse for the rows,
// libphonenumber-js with all of its metadata for the phones. It does less than
// vobizsync validate: the required fields, the e-mail, that it is unique, the
// password, and the phone, which it puts into E.164.
//
//   node validate.mjs FILE
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

const email = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/
const required = ['name', 'email', 'phone', 'password', 'country']

function problem(row, seen) {
  for (const field of required) if (row[field] === '') return `${field} must not be empty`
  if (!email.test(row.email)) return 'email is no address'
  const key = row.email.toLowerCase()
  if (seen.has(key)) return 'email stands in the file twice'
  seen.add(key)
  if (row.password.length < 8 || !/\d/.test(row.password) || !/[^\p{L}\d\s]/u.test(row.password)) return 'password is weak'
  const phone = parsePhoneNumberFromString(row.phone, row.country)
  if (!phone || !phone.isValid()) return 'phone is not valid'
  row.phone = phone.number // E.164
  return ''
}

let valid = 0
let invalid = 0
const seen = new Set()
const rows = createReadStream(process.argv[2], { highWaterMark: 1 << 20 }).pipe(parse({ columns: true }))
for await (const row of rows) {
  if (problem(row, seen) === '') valid++
  else invalid++
}
console.log(`${valid} valid, ${invalid} invalid`)
