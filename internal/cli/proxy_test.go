package cli_test

import (
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// A proxy that can't be read is a mistake, not a reason to go past it.
func TestAProxyThatCanNotBeRead(t *testing.T) {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		for _, value := range []string{"http://user:Marker%PW@proxy.example:3128", "http://user:Marker#w@proxy.example:3128"} {
			b := emptyBench(t, &sandbox.Server{}, 1)
			b.env["VOBIZ_BASE_URL"], b.env[name] = "https://api.invalid", value
			for _, args := range [][]string{{"plan", "--out", b.folder(), b.file}, {"sync", "--yes", "--out", b.folder(), b.file}, {"export"}, {"account", "MA_1"}} {
				o := b.run(args...)
				if got := complaint(t, o); o.code != 2 || !strings.HasPrefix(got, "vobizsync: "+name+" can't be read: ") || !strings.Contains(o.stderr, "hint: it looks like ") {
					t.Errorf("%s, %s: exit code %d, %s", name, args[0], o.code, o.stderr)
				}
				if strings.Contains(o.stderr, "Marker") || strings.Contains(o.stderr, "proxy.example:3128\n") {
					t.Errorf("%s, %s shows the value: %s", name, args[0], o.stderr)
				}
			}
			delete(b.env, "VOBIZ_BASE_URL")
			if o := b.run("export", "--sandbox"); o.code != 0 { // which no proxy is on the way to
				t.Errorf("export --sandbox: exit code %d, %s", o.code, o.stderr)
			}
		}
	}
}
