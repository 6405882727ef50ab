package disk

import "golang.org/x/sys/windows"

// ownerOnly lets nobody at a folder that was just made, and at what is made in it,
// but this user and the system: modes say nothing here, and a folder inherits who may
// read it from the one above. Its owner may be another than the user: all
// administrators, or whoever the user is on a server. A disk that has no access lists
// is left as it is, see [KeepsModes].
func ownerOnly(dir string) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return
	}
	// SDDL: protected from inheriting; full access, inherited by files and folders.
	list := "D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;" + user.User.Sid.String() + ")"
	descriptor, err := windows.SecurityDescriptorFromString(list)
	if err != nil {
		return
	}
	access, _, err := descriptor.DACL()
	if err != nil {
		return
	}
	_ = windows.SetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT,
		windows.DACL_SECURITY_INFORMATION|windows.PROTECTED_DACL_SECURITY_INFORMATION, nil, nil, access, nil)
}
