// Package sandbox is a local simulator of the Vobiz Partner API: the part that
// creates, lists and reads customer accounts, the partner's own profile, and the
// lists of numbers and of KYC sessions.
//
// A [Server] is an [http.Handler] whose zero value is ready to use. Its exported
// fields are knobs, its function fields are faults, and the methods that do not
// belong to an http.Handler are back doors for setting a scene and for judging
// what came of it. Where the vendor's pages leave something open, the simulator
// takes the answer that is hardest on a client.
//
// What always holds:
//
//   - An e-mail address belongs to at most one account, whatever its case, at
//     every moment, whatever faults are played; only [Server.NoUniqueness] takes
//     that away. [Server.Creates] counts effects, not answers: with uniqueness, a
//     value above 1 there is a defect of this package, and a second account under
//     a differently spelled address is one of the client.
//   - A create takes effect as a whole or not at all, and it is unique from that
//     moment on, even while [Server.SearchLag] and [Server.ListLag] still hide it.
//   - A fault decides when the effect happens and what the client gets to see of
//     it. It never changes a rule: a create that breaks a rule has no effect
//     under any fault.
//   - A list item has exactly the documented fields, no more and no fewer, unless
//     a knob edits it; the vendor's Python SDK refuses anything else.
//   - No answer holds identity data, or what looks like it: where the API has
//     some, there is [TrapIdentity].
//   - With [Server.Seed] set, an account's auth_id and auth_token depend on the
//     seed and the e-mail address alone, not on the order of arrival.
//   - Every wait is a timer and ends with the request's context, so the package
//     works inside a testing/synctest bubble; lags can go by [Server.Clock] instead. The one
//     thing that outlives a request is the timer of a late commit, which ends by
//     itself.
//   - Nothing of the client is imported. A struct shared by both sides would make
//     the same mistake on both sides, and no test would see it.
//
// "Partner API, Customer Accounts page" in a comment names the vendor's page of
// that title, the source of the rule at that place.
package sandbox
