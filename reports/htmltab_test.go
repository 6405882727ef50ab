package reports

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// findBrowser finds a Chromium. In CI a missing one is a failure: nobody would
// see that nothing is tested.
func findBrowser(t testing.TB) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no chromium was found, and in CI the page must be tested in one")
	}
	t.Skip("no chromium was found: the page is not tested in a browser (apt-get install chromium)")
	return ""
}

// most is how long a browser may take to start, and a page for its test, on a machine
// that has much else to do.
const most = 5 * time.Minute

// startBrowser starts a browser with a new, empty profile. It ends with the test.
func startBrowser(t testing.TB) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(findBrowser(t)), chromedp.DisableGPU, chromedp.WSURLReadTimeout(most),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium has no sandbox for root
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a page that is open in a browser, with what happened in it.
type tab struct {
	ctx context.Context

	mu       sync.Mutex
	requests []string
	troubles []string // exceptions, console messages, violations of the policy
}

// open opens a page in a new tab of a browser, with scripts or without.
func open(t testing.TB, browser context.Context, path string, scripts bool) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, most)
	t.Cleanup(cancel)
	b := &tab{ctx: ctx}
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	call(t, b, network.Enable, network.EnableParams{})
	call(t, b, cdplog.Enable, cdp.Empty{})
	call(t, b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
	run(t, b, chromedp.Navigate("file://"+path))
	return b
}

func (b *tab) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		b.troubles = append(b.troubles, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.troubles = append(b.troubles, fmt.Sprintf("console.%s: %v", e.Type, e.Args))
	case *cdplog.EventEntryAdded:
		b.troubles = append(b.troubles, "log: "+e.Entry.Text)
	}
}

// told counts what went wrong in the page so far.
func (b *tab) told() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.troubles)
}

// call sends a command of the DevTools protocol.
func call[P, R any](t testing.TB, b *tab, command cdp.Command[P, R], params P) R {
	t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func run[T any](t testing.TB, b *tab, action chromedp.Action[T]) T {
	t.Helper()
	result, err := chromedp.Run(b.ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// eval returns the value of a JavaScript expression.
func eval[T any](t testing.TB, b *tab, expression string) T {
	t.Helper()
	return run(t, b, chromedp.Evaluate[T](expression))
}

// rows returns the numbers of the rows that are drawn, as "1 5 7".
func (b *tab) rows(t testing.TB) string {
	t.Helper()
	return eval[string](t, b, `[...document.querySelectorAll("#body tr")].map((tr) => tr.cells[0].textContent).join(" ")`)
}

// quiet asserts that nothing went wrong in the page, and that nothing left it.
func (b *tab) quiet(t testing.TB, path string) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, trouble := range b.troubles {
		t.Errorf("in the page: %s", trouble)
	}
	if want := []string{"file://" + path}; !slices.Equal(b.requests, want) {
		t.Errorf("requests = %q, want %q", b.requests, want)
	}
}

// drawnRows returns the rows' markup, without the line ends between them.
func drawnRows(t testing.TB, b *tab) string {
	t.Helper()
	markup := run(t, b, chromedp.OuterHTML(chromedp.CSS("#body")))
	return strings.ReplaceAll(markup, "\n", "")
}
