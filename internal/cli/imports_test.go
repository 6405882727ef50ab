package cli_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport lists what each package may import of this module. Data flows one
// way: file, entries, plan, results, reports.
var mayImport = map[string][]string{
	".":                   {"internal/cli"},
	"importer":            {"importer/table", "importer/normalize", "internal/secret", "internal/words", "internal/disk", "internal/lazy", "internal/textmap"},
	"importer/table":      {"internal/words", "internal/disk", "internal/lazy", "internal/textmap"}, // it knows no customer
	"importer/normalize":  {"internal/numberplan", "internal/words", "internal/secret", "internal/lazy", "internal/textmap"},
	"reconcile":           {"reconcile/ledger", "importer", "importer/normalize", "internal/secret", "internal/inorder", "internal/disk", "internal/words"},
	"reports":             {"reconcile", "importer", "internal/disk", "internal/words"},
	"reconcile/ledger":    {"internal/disk"},
	"internal/vobiz":      {"reconcile", "importer", "internal/secret", "internal/inorder", "internal/lazy"},
	"internal/sandbox":    {},
	"internal/secret":     {},
	"internal/inorder":    {},
	"internal/disk":       {},
	"internal/lazy":       {},
	"internal/textmap":    {},
	"internal/words":      {"internal/lazy"},
	"internal/numberplan": {},
	"internal/cli":        {"importer", "importer/normalize", "reconcile", "reconcile/ledger", "reports", "internal/vobiz", "internal/sandbox", "internal/secret", "internal/inorder", "internal/disk", "internal/words", "internal/lazy"},
	"internal/man":        {"internal/cli"},
	"internal/madeahead":  {},
	"internal/ownfolder":  {},

	"internal/numberplan/maketables": {"internal/numberplan"},
}

// home lists where each third-party package may be used, a folder or a file.
var home = map[string][]string{
	"github.com/gocarina/gocsv":       {"reports"},
	"golang.org/x/net/idna":           {"reconcile/ledger/partner.go", "reconcile/mailbox.go", "reconcile/spelling.go"},
	"golang.org/x/net/http/httpproxy": {"internal/vobiz/network.go"},
	"github.com/nyaruka/phonenumbers": {"importer/normalize", "internal/numberplan"},
	"golang.org/x/sync/errgroup":      {"reconcile", "internal/inorder"},
	"golang.org/x/time/rate":          {"internal/vobiz"},
	"github.com/spf13/cobra":          {"internal/cli"},
	"github.com/spf13/cobra/doc":      {"internal/man"},
	"github.com/spf13/pflag":          {"internal/cli"},
	"github.com/xuri/excelize/v2":     {"importer/book.go"},
	"github.com/orisano/gosax":        {"importer/table/workbookxml.go"},
	"github.com/goccy/go-yaml":        {"internal/cli"},
	"golang.org/x/sys/unix":           {"internal/disk/nameless_linux.go", "internal/disk/unnamed_linux.go", "internal/disk/lock_unix.go", "reconcile/ledger/sync_linux.go"},
	"golang.org/x/sys/windows":        {"internal/disk/modes_windows.go", "internal/disk/owner_windows.go", "internal/disk/nameless_windows.go", "internal/disk/unnamed_windows.go", "internal/disk/lock_windows.go", "internal/disk/rename_windows.go", "internal/vobiz/errno_windows.go"},
	"golang.org/x/term":               {"internal/cli"},
	"golang.org/x/text":               {"importer/table", "importer/normalize", "internal/cli/textfile.go", "internal/words/wrap.go"},
}

// noNetwork are packages that know no network.
var noNetwork = []string{"importer", "importer/table", "importer/normalize", "reconcile", "reconcile/ledger", "reports", "internal/secret", "internal/numberplan"}

func TestImportRules(t *testing.T) {
	t.Parallel()
	const root = "../.."
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "bench" || strings.HasSuffix(name, ".run")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			checkImport(t, rel, imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 30 {
		t.Errorf("only %d files were looked at", files)
	}
}

func checkImport(t *testing.T, file, imported string) {
	t.Helper()
	pkg := filepath.ToSlash(filepath.Dir(file))
	rules, known := mayImport[pkg]
	if !known {
		t.Errorf("%s: the package %s has no rules", file, pkg)
	}
	if own, ok := strings.CutPrefix(imported, "vobizsync/"); ok {
		if !slices.Contains(rules, own) {
			t.Errorf("%s must not import %s", file, own)
		}
		return
	}
	if (imported == "net/http" || imported == "net") && slices.Contains(noNetwork, pkg) {
		t.Errorf("%s must know no network, it imports %s", file, imported)
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return // the standard library
	}
	homes, ok := home[imported]
	if !ok && strings.HasPrefix(imported, "golang.org/x/text/") {
		homes, ok = home["golang.org/x/text"], true
	}
	if !ok || !slices.Contains(homes, pkg) && !slices.Contains(homes, file) {
		t.Errorf("%s imports %s, whose home is %v", file, imported, homes)
	}
}
