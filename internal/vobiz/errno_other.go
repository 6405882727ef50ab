//go:build !windows

package vobiz

import "syscall"

// The numbers that a connection fails with.
const (
	errnoRefused = syscall.ECONNREFUSED
	errnoReset   = syscall.ECONNRESET
)
