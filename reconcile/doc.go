// Package reconcile brings what is and what should be together: it finds out
// which customers of a file have accounts (look-up), decides what to do about
// each row (plan), does it (apply), and remembers what was done (journal).
//
// What holds:
//
//   - [Plan] decides and does nothing; [Applier.Run] acts and decides nothing
//     that Plan could have.
//   - A POST is sent only for a row whose e-mail was looked up before, in this
//     run, and was not found among the partner's accounts.
//   - A POST whose answer was lost is not repeated before several look-ups over
//     a few seconds have not found the account.
//   - Every row of the file has one result, in the order of the file. A row that
//     fails does not stop the others.
//   - The package knows no HTTP. Errors tell what they mean by their methods.
package reconcile
