package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryCommandHasAPage(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	for page, flag := range map[string]string{
		"vobizsync.1": "quiet", "vobizsync-validate.1": "strict", "vobizsync-plan.1": "missing", "vobizsync-sync.1": "canary",
		"vobizsync-export.1": "low-balance", "vobizsync-report.1": "json", "vobizsync-sandbox.1": "faults",
	} {
		text, err := os.ReadFile(filepath.Join(dir, page))
		if err != nil {
			t.Error(err)
		} else if !strings.Contains(string(text), flag) {
			t.Errorf("%s does not tell of --%s", page, flag)
		}
	}
}
