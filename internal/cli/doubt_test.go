package cli_test

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// grace is how long a create whose answer was lost is looked for before it may
// be sent again: docs/exactly-once.md says about six seconds.
const grace = 6 * time.Second

// A create that takes effect only after the client has given it up, and is shown
// by the search still later, is waited for: it is not sent a second time.
func TestACreateThatTakesEffectAfterItsTimeout(t *testing.T) {
	t.Parallel()
	const timeout = 5 * time.Second
	tests := []struct{ rows, every int }{{30, 3}, {3, 1}}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			late := map[string]bool{}
			for i := tt.every; i <= tt.rows; i += tt.every {
				late[email(i)] = true
			}
			server := &sandbox.Server{SearchLag: time.Second, KeepLog: true}
			server.Fault = func(c sandbox.Call) sandbox.Fault {
				if c.Method == "POST" && late[c.Email] {
					return sandbox.Fault{Kind: sandbox.LateCommit, Delay: timeout + 2*time.Second}
				}
				return sandbox.Fault{}
			}
			b := newVirtualBench(t, server, tt.rows)
			o := b.sync("--concurrency", "8", "--timeout", timeout.String())
			got := b.judge(tt.rows)
			if got["created"]+got["unknown"] != tt.rows {
				t.Errorf("%d rows, every %d. is late: exit code %d, statuses = %v, want each row created or unknown\n%s", tt.rows, tt.every, o.code, got, o.stderr)
			}
			if creates := server.Creates(); len(creates) != tt.rows {
				t.Errorf("%d rows, every %d. is late: %d accounts were created", tt.rows, tt.every, len(creates))
			}
			sent := map[string]time.Time{}
			for _, r := range server.Log() {
				if r.Method != "POST" {
					continue
				}
				if before, again := sent[r.Email]; again && r.Time.Sub(before) < timeout+grace {
					t.Errorf("a second POST for %s after %s, want none within %s", r.Email, r.Time.Sub(before), timeout+grace)
				}
				sent[r.Email] = r.Time
			}
		})
	}
}

// createdBy returns a server's answer to the create of customer i, which somebody
// else sends.
func createdBy(t *testing.T, s *sandbox.Server, i int) []byte {
	t.Helper()
	body := `{"name":"User","email":"` + email(i) + `","phone":"` + phone(i) + `","password":"` + password(i) + `","country":"DE"}`
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1"+sandbox.BasePath+"/accounts", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Auth-ID", sandbox.DefaultAuthID)
	r.Header.Set("X-Auth-Token", sandbox.DefaultAuthToken)
	resp, err := s.Transport().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusCreated || !bytes.Contains(answer, []byte(`"auth_id"`)) {
		t.Fatalf("HTTP %d: %s (%v)", resp.StatusCode, answer, err)
	}
	return answer
}

// The answer to a create is cut at each of its bytes, from none to all of them
// with the end missing: one row for each. No cut is taken for a refusal, and none
// makes the POST be sent again. One row is in flight at a time: many answers that
// are lost in a row would be taken for an outage.
func TestAnAnswerThatIsCutAtEveryByte(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		size := len(createdBy(t, &sandbox.Server{}, 1))
		rows := size + 1
		cuts := map[string]int{}
		for i := range rows {
			cuts[email(i+1)] = i
		}
		cuts[email(1)] = -1 // which is how the sandbox sends no byte at all
		b := newVirtualBench(t, &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
			if c.Method == "POST" && c.Attempt == 1 {
				return sandbox.Fault{Kind: sandbox.Truncated201, Cut: cuts[c.Email]}
			}
			return sandbox.Fault{}
		}}, rows)
		b.edit(func(s string) string { return regexp.MustCompile(`User \d+,`).ReplaceAllString(s, "User,") }) // answers of one length
		o := b.sync("--rate", "100", "--concurrency", "1")
		if got := b.judge(rows); o.code != 0 || got["created"] != rows {
			t.Errorf("exit code %d, statuses = %v, want %d created\n%s", o.code, got, rows, o.stderr)
		}
		for email, n := range b.server.Posts() {
			if n != 1 {
				t.Errorf("%d POSTs for %s, whose answer was cut at byte %d of %d", n, email, cuts[email], size)
			}
		}
	})
}
