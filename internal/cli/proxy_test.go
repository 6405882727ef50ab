package cli_test

import (
	"bufio"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"vobizsync/internal/sandbox"
)

// A proxy that can't be read is a mistake, not a reason to go past it.
func TestAProxyThatCanNotBeRead(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"} {
		for _, value := range []string{"http://user:Marker%PW@proxy.example:3128", "http://user:Marker#w@proxy.example:3128", "user:Marker/w@proxy.example:3128", "http://user:Marker?w@proxy.example:3128",
			"http://proxy.example:Marker", "http://:Marker@:3128", "ftp://Marker@proxy.example:3128", "http://user:Marker@proxy.example:3128\n", " http://user:Marker@proxy.example:3128"} {
			b := emptyBench(t, &sandbox.Server{}, 1)
			b.env["VOBIZ_BASE_URL"], b.env[name] = "https://api.invalid", value
			for _, args := range [][]string{{"plan", "--out", b.folder(), b.file}, {"sync", "--yes", "--out", b.folder(), b.file}, {"export"}, {"account", "MA_1"}} {
				o := b.run(args...)
				if got := complaint(t, o); o.code != 2 || !strings.HasPrefix(got, "vobizsync: "+name+" can't be read: ") || !strings.Contains(o.stderr, "hint: it looks like ") {
					t.Errorf("%s=%q, %s: exit code %d, %s", name, value, args[0], o.code, o.stderr)
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

// Nor one that is not needed: for a host that has none, or for this machine.
func TestAProxyThatIsNotUsed(t *testing.T) {
	t.Parallel()
	const broken = "http://user:Marker%PW@proxy.example:3128"
	for _, tt := range []struct {
		base string // "" for a server on this machine
		env  map[string]string
	}{
		{"", map[string]string{"HTTPS_PROXY": broken}},
		{"", map[string]string{"HTTPS_PROXY": broken, "HTTP_PROXY": broken, "ALL_PROXY": broken}},
		{"https://127.0.0.1:9", map[string]string{"HTTPS_PROXY": broken}},
		{"https://api.invalid", map[string]string{"HTTPS_PROXY": broken, "NO_PROXY": "other.example, api.invalid"}},
		{"https://api.invalid", map[string]string{"https_proxy": broken, "no_proxy": ".invalid"}},
		{"https://api.invalid:444", map[string]string{"ALL_PROXY": broken, "no_proxy": "api.invalid:444"}},
		{"https://api.invalid", map[string]string{"HTTPS_PROXY": broken, "NO_PROXY": "*"}},
		{"https://api.invalid", map[string]string{"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": broken, "ALL_PROXY": broken}}, // the first one counts
	} {
		b := newBench(t, &sandbox.Server{}, 1)
		if tt.base != "" {
			b.env["VOBIZ_BASE_URL"] = tt.base
		}
		for name, value := range tt.env {
			b.env[name] = value
		}
		want := 0
		if tt.base != "" { // nothing is there
			want = 1
		}
		if o := b.run("export", "--retries", "0", "--timeout", "5s"); o.code != want || strings.Contains(o.stderr, "can't be read") || strings.Contains(o.stderr, "Marker") {
			t.Errorf("%v, %s: exit code %d, want %d: %s", tt.env, tt.base, o.code, want, o.stderr)
		}
	}
}

// The proxy of each variable is gone through, as by curl.
func TestTheProxyOfTheEnvironment(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var asked atomic.Int64
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if r, err := http.ReadRequest(bufio.NewReader(c)); err == nil && r.Method == http.MethodConnect && r.Host == "api.invalid:443" && r.Header.Get("Authorization") == "" {
				asked.Add(1)
			}
			_, _ = c.Write([]byte("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"))
			c.Close()
		}
	}()
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"} {
		for _, value := range []string{"http://" + l.Addr().String(), "http://user:p%25w@" + l.Addr().String() + "/", l.Addr().String()} {
			b := emptyBench(t, &sandbox.Server{}, 1)
			b.env["VOBIZ_BASE_URL"], b.env[name] = "https://api.invalid", value
			before := asked.Load()
			o := b.run("export", "--retries", "0")
			if o.code != 1 || asked.Load() == before || !strings.Contains(o.stderr, "the proxy does not connect: HTTP 403 Forbidden") {
				t.Errorf("%s=%s: exit code %d, %d requests to the proxy: %s", name, value, o.code, asked.Load()-before, o.stderr)
			}
		}
	}
	// What is sent without https stays on this machine.
	b := newBench(t, &sandbox.Server{}, 1)
	b.env["HTTP_PROXY"], b.env["http_proxy"], b.env["ALL_PROXY"] = "http://"+l.Addr().String(), "http://"+l.Addr().String(), "http://"+l.Addr().String()
	before := asked.Load()
	if o := b.run("export"); o.code != 0 || asked.Load() != before {
		t.Errorf("exit code %d, %d requests to the proxy: %s", o.code, asked.Load()-before, o.stderr)
	}
}
