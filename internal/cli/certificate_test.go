package cli_test

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

func TestACertificateThatIsNotTrustedHasAHint(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	b := emptyBench(t, &sandbox.Server{}, 1)
	o := b.run("export", "--base-url", server.URL)
	if o.code != 1 || !strings.Contains(o.stderr, "is not trusted") || !strings.Contains(o.stderr, "\nhint: check the address of the API (--base-url)") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
}
