// Package ledger remembers, for each partner and on disk, which creates were sent
// and what came of each, so that no customer is created twice from this machine,
// from whatever folder, file or command. It also holds the lock that lets one run
// of a partner be at work at a time.
//
// A partner has a folder of its own, [Partner] says its name, below the state
// folder that [Locate] finds:
//
//	lock       held by flock for the whole run; says who holds it
//	sends.log  the sends and their outcomes; docs/ledger.md has its format
//	runs.log   one JSON line per run
//
// What holds:
//
//   - When the function that [Ledger.Send] returned returns nil, the record is on
//     disk and survives a crash of the machine. The same is true of outcomes.
//   - After the first write that failed nothing more is written, and every later
//     call fails.
//   - What a crash has torn was never reported as written, and is dropped. A bad
//     record before others that were synced is an error: no send is forgotten in
//     silence.
//   - sends.log holds no e-mail, name, phone or password: customers are keyed by an
//     HMAC with a random key of the ledger. It is never emptied.
//   - Only the holder of the lock writes. Readers need no lock.
//   - The package reads no environment, and knows no network and no spreadsheet.
package ledger
