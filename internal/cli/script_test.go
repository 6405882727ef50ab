package cli_test

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

// collection is the collector's share in tests, in percent: they have the phone
// library's tables in memory, which it reads each time.
const collection = "400"

func TestMain(m *testing.M) {
	// The goroutine that os/signal starts at first use must not belong to a
	// bubble of virtual time: it never ends.
	c := make(chan os.Signal, 1)
	ignored := signal.Ignored(os.Interrupt) // in the background of a shell, say
	signal.Notify(c, os.Interrupt)
	if !ignored {
		signal.Stop(c) // else the processes that are started would ignore it, too
	}
	if os.Getenv(asProgram) != "" {
		os.Exit(cli.Main(context.Background(), hostEnv()))
	}
	testscript.Main(tests{m}, map[string]func(){
		"vobizsync": func() { os.Exit(cli.Main(context.Background(), hostEnv())) },
	})
}

// tests are run more at a time than there are processors, unless -parallel is given:
// most wait for a disk, or for processes that do. A machine may have more processors
// than others leave to it.
type tests struct{ *testing.M }

func (m tests) Run() int {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		_ = f.Value.Set(itoa(min(2*runtime.GOMAXPROCS(0), 32)))
	}
	if percent, err := strconv.Atoi(collection); err == nil && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(2 << 30) // from which on it collects as often as it must
	}
	return m.M.Run()
}

// TestScripts runs the whole program as a user would. The scripts are in
// testdata/script, each titled by the behaviour that it shows.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			root, err := filepath.Abs("../../testdata")
			env.Setenv("SAMPLES", root)
			env.Setenv("HOME", env.WorkDir)
			env.Vars = append(env.Vars, noExitPause)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"server": startServer,
			"posts":  checkPosts,
			"remove": removeAccount,
			"exits":  checkExit,
			"hides":  checkHidden,
			"expect": syncAsReviewed,
		},
	})
}

// startServer starts an API and puts its address and credentials into the
// environment: server [sample|empty|full|forbidden] [faults].
func startServer(ts *testscript.TestScript, _ bool, args []string) {
	s := &sandbox.Server{Seed: 1}
	switch args[0] {
	case "sample":
		s = sandbox.Sample()
	case "empty":
	case "full":
		s.MaxAccounts = 1
	case "elsewhere": // knows Ann and Bob as somebody else's
		s.ElsewhereTaken = []string{"ann@example.com", "bob@example.com"}
	case "forbidden":
		s.CannotCreate = true
	case "altering": // stores something else than it was asked for
		s.Fault = func(c sandbox.Call) sandbox.Fault {
			if c.Method == "GET" && strings.HasPrefix(c.Path, "/accounts/") {
				return sandbox.Fault{Kind: sandbox.Garbage, Body: `{"auth_id":"MA_1","name":"Ann","email":"anna@example.com","phone":"+493023125418","country":"DE","company":"Other"}`}
			}
			return sandbox.Fault{}
		}
	default:
		ts.Fatalf("no such server: %s", args[0])
	}
	if len(args) > 1 {
		faults, err := sandbox.ParseFaults(args[1])
		ts.Check(err)
		s.Fault = faults
	}
	url, stop, err := s.Listen("127.0.0.1:0")
	ts.Check(err)
	ts.Defer(stop)
	ts.Setenv("VOBIZ_BASE_URL", url)
	ts.Setenv("VOBIZ_AUTH_ID", sandbox.DefaultAuthID)
	ts.Setenv("VOBIZ_AUTH_TOKEN", sandbox.DefaultAuthToken)
	servers.Store(ts.Getenv("WORK"), s)
}

// servers holds the running servers by the folder of their script.
var servers sync.Map // string -> *sandbox.Server

// removeAccount removes an account, as the Console does: remove EMAIL.
func removeAccount(ts *testscript.TestScript, _ bool, args []string) {
	running, _ := servers.Load(ts.Getenv("WORK"))
	if n := running.(*sandbox.Server).Remove(args[0]); n != 1 {
		ts.Fatalf("%d accounts of %s were removed", n, args[0])
	}
}

// checkPosts holds the number of accounts that were created: posts N.
func checkPosts(ts *testscript.TestScript, _ bool, args []string) {
	running, _ := servers.Load(ts.Getenv("WORK"))
	s := running.(*sandbox.Server)
	n := 0
	for email, effects := range s.Creates() {
		if n += effects; effects > 1 {
			ts.Fatalf("%s was created %d times", email, effects)
		}
	}
	if want := args[0]; want != itoa(n) {
		ts.Fatalf("%d accounts were created, want %s", n, want)
	}
}

// checkExit runs the program and holds its exit code: exits N ARGS....
func checkExit(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("vobizsync", args[1:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("vobizsync %s exits with %s, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

// checkHidden searches what the last command said, and the files, for a text
// that must not be there: hides TEXT FILE....
func checkHidden(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range append([]string{"stdout", "stderr"}, args[1:]...) {
		if strings.Contains(ts.ReadFile(name), args[0]) {
			ts.Fatalf("%s shows %q", name, args[0])
		}
	}
}

// syncAsReviewed runs the program with the checksum of a plan's summary, and
// wants it to refuse: expect SUMMARY ARGS....
func syncAsReviewed(ts *testscript.TestScript, neg bool, args []string) {
	_, rest, _ := strings.Cut(ts.ReadFile(args[0]), `"checksum": "`)
	sum, _, _ := strings.Cut(rest, `"`)
	checkExit(ts, neg, append([]string{"4"}, append(args[1:], "--expect", sum)...))
}
