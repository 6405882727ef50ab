package vobiz

import "golang.org/x/sys/windows"

// The numbers that a connection fails with (10061 and 10054).
const (
	errnoRefused = windows.WSAECONNREFUSED
	errnoReset   = windows.WSAECONNRESET
)
