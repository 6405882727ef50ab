package disk_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"

	"vobizsync/internal/disk"
)

// A folder of a run has an access list of its own, and a file in it, too.
func TestAFolderIsItsOwnersAlone(t *testing.T) {
	if windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() == nil {
		t.Skip("wine makes access lists of modes, and keeps none")
	}
	dir := filepath.Join(t.TempDir(), "run")
	if err := disk.MakeFolder(dir); err != nil {
		t.Fatal(err)
	}
	if err := disk.WriteFile(dir, "result.csv", []byte("row\n")); err != nil {
		t.Fatal(err)
	}
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "result.csv")} {
		d, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
		if err != nil {
			t.Fatal(err)
		}
		list := d.String()
		if strings.Count(list, "(A;") < 2 || !strings.Contains(list, user.User.Sid.String()) && !strings.Contains(list, ";;;OW)") {
			t.Errorf("%s: the user is not on the access list %s", path, list)
		}
		for _, others := range []string{";;;WD)", ";;;BU)", ";;;AU)"} { // everybody, users, all who have logged in
			if strings.Contains(list, others) {
				t.Errorf("%s: others are on the access list %s", path, list)
			}
		}
	}
}
