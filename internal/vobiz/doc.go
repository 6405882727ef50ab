// Package vobiz is the client of the Vobiz Partner API: it lets [reconcile] see
// and create customer accounts over HTTP.
//
// What holds:
//
//   - One pacer is asked before every attempt of every request. A pause that the
//     server asked for holds for all of them.
//   - A GET is sent again after a failure; a POST is not, but where the server
//     said that it did nothing (429), or could not be reached at all.
//   - Redirects are not followed: Go would carry the token to another host.
//   - The token goes to one host, over https, or to this machine itself.
//   - No error text has a secret in it, nor a value that was submitted and that
//     the server echoed.
//   - A [Reader] can't send anything but GET.
package vobiz
