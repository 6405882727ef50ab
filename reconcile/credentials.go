package reconcile

import (
	"bytes"
	"crypto/rand"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/secret"
	"vobizsync/internal/words"
	"vobizsync/reconcile/ledger"
)

// credentialsHeaders are the first lines that a file can have: without the tokens,
// and with them.
var credentialsHeaders = []string{"email,auth_id,password\n", "email,auth_id,password,auth_token\n"}

const leastColumns = 3

// CredentialsFile is the name of the credentials in the folder of a run.
const CredentialsFile = "credentials.csv"

// Credentials is the file of the passwords that this tool made. It only grows:
// a line with an e-mail and its password is on disk before the account's POST
// is sent, and another one with the auth id follows when the account exists.
//
// What holds: an e-mail has one password in the file, however often a run was
// cut off and resumed. Nil Credentials confirm nothing.
type Credentials struct {
	path    string
	tokens  bool // keep the auth tokens, too
	columns int  // of the file, 0 while it is empty

	mu        sync.Mutex
	file      *os.File
	lines     int
	written   []string                // the lines of this run
	gone      error                   // the file was removed or replaced during the run
	passwords map[string]madePassword // by e-mail key
	confirmed map[string]string       // by e-mail key: the auth id that stands with it
}

// madePassword is a password, and the line of the file that it is on.
type madePassword struct {
	secret.Text
	line int
}

// OpenCredentials reads the credentials of a folder. The file is made when the
// first password is. With tokens, new lines get the account's auth token as a
// fourth column.
func OpenCredentials(dir string, tokens bool) (*Credentials, error) {
	c := &Credentials{
		path: filepath.Join(dir, CredentialsFile), tokens: tokens,
		passwords: map[string]madePassword{}, confirmed: map[string]string{},
	}
	f, err := disk.OpenPrivate(c.path, os.O_RDONLY)
	if errors.Is(err, os.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, disk.ReadError(c.path, err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return c, c.load(b)
}

// load reads what earlier runs have written. Lines that a crash has torn are
// passed over: a password on one was never sent, since it was not on disk as a
// whole, and an auth id is written once more. The last password of an e-mail
// counts. A line without one is about an account whose password was the file's.
func (c *Credentials) load(b []byte) error {
	for line := range bytes.Lines(b) {
		if !bytes.HasSuffix(line, []byte{'\n'}) {
			break
		}
		c.lines++
		if c.columns == 0 {
			more := slices.Index(credentialsHeaders, string(line))
			if more < 0 {
				return &credentialsError{c.path + " is not a credentials file written by this program", "move it away"}
			}
			c.columns = leastColumns + more
			continue
		}
		row, err := csv.NewReader(bytes.NewReader(line)).Read()
		if err != nil || len(row) != c.columns || row[2] != "" && len(row[2]) != PasswordLength {
			continue
		}
		key := importer.EmailKey(bare(row[0]))
		if row[1] != "" {
			c.confirmed[key] = bare(row[1])
		}
		if row[2] != "" {
			c.passwords[key] = madePassword{secret.New(row[2]), c.lines}
		}
	}
	if c.tokens && c.columns == leastColumns {
		return &credentialsError{c.path + " has no column for tokens: it was started without --with-tokens",
			"leave --with-tokens out, or " + disk.AnotherFolder}
	}
	return nil
}

// credentialsError is a file of credentials that can't be continued.
type credentialsError struct{ problem, hint string }

func (e *credentialsError) Error() string  { return e.problem }
func (e *credentialsError) Advice() string { return e.hint }
func (e *credentialsError) BadInput() bool { return true }

// Password returns the password of an e-mail, and its line: the one that was sent
// before, if any, else the one in the file, else a new one. It is on disk when Password
// returns.
func (c *Credentials) Password(email string, sent secret.Text) (p secret.Text, line int, err error) {
	if c == nil {
		return p, 0, errors.New("a row has no password, and none may be generated")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := importer.EmailKey(email)
	p = sent
	if had, ok := c.passwords[key]; ok {
		if sent.IsZero() || had.Reveal() == sent.Reveal() {
			return had.Text, had.line, nil
		}
	} else if sent.IsZero() {
		p = NewPassword()
	}
	return c.keep(email, p)
}

// Renew makes another password for an e-mail, in the place of one that the API has
// refused. It is on disk when Renew returns.
func (c *Credentials) Renew(email string) (p secret.Text, line int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.keep(email, NewPassword())
}

func (c *Credentials) keep(email string, p secret.Text) (_ secret.Text, line int, err error) {
	if err := c.append(email, "", p, secret.Text{}); err != nil {
		return secret.Text{}, 0, err
	}
	c.passwords[importer.EmailKey(email)] = madePassword{p, c.lines}
	return p, c.lines, nil
}

// Confirm adds the auth id to the password of an e-mail, where that is known to be
// the account's. Others are passed over, unless the tokens are kept, or always is
// set.
func (c *Credentials) Confirm(email, authID string, password, token secret.Text, always bool) error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := importer.EmailKey(email)
	if c.confirmed[key] == authID || password.IsZero() && !c.tokens && !always {
		return nil
	}
	if err := c.append(email, authID, password, token); err != nil {
		return err
	}
	c.confirmed[key] = authID
	return nil
}

// confirms reports whether the file has the auth id of an e-mail.
func (c *Credentials) confirms(email, authID string) bool {
	if c == nil {
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.confirmed[importer.EmailKey(email)] == authID
}

// holds reports whether the password that was sent was written into this file.
func (c *Credentials) holds(sent []ledger.Sent) bool {
	path, err := filepath.Abs(c.path)
	return err == nil && len(sent) > 0 && sent[len(sent)-1].Run.Credentials == path
}

// append writes a line and syncs it. After a failure, which may have torn the
// line, the file is opened again for the next one.
func (c *Credentials) append(email, authID string, p, token secret.Text) error {
	line := []string{guarded(email), guarded(authID), p.Reveal(), guarded(token.Reveal())}
	if !c.tokens {
		line[3] = ""
	}
	columns := c.columns
	if columns == 0 {
		columns = c.wantedColumns()
	}
	return c.write(csvLine(line[:columns]))
}

// write writes a line at the end of the file that bears the name now: where that
// is another one than before, it gets all lines of this run.
func (c *Credentials) write(line string) error {
	lines := line
	if c.file != nil && c.gone == nil {
		c.gone = disk.Same(c.path, c.file)
	}
	if c.file != nil && c.gone != nil && disk.Same(c.path, c.file) != nil {
		_ = c.file.Close() // each line in it was synced
		c.file, c.columns, c.lines = nil, 0, 0
		if err := c.adopt(); err != nil {
			return err
		}
		lines = strings.Join(c.written, "") + line
	}
	start, err := c.open()
	if err == nil {
		text := start + lines
		// One write: a line is there as a whole, or it is torn and passed over.
		if _, err = c.file.WriteString(text); err == nil {
			if c.lines += strings.Count(text, "\n"); c.columns == 0 {
				c.columns = c.wantedColumns()
			}
			err = c.file.Sync()
		}
	}
	if err != nil {
		if c.file != nil {
			_ = c.file.Close() // the failure before it is what is told
			c.file = nil
		}
		return disk.WriteError(c.path, err)
	}
	if line != "" {
		c.written = append(c.written, line)
	}
	return nil
}

// adopt reads how far the file is that has taken the place of the open one. It
// makes the folder again.
func (c *Credentials) adopt() error {
	if err := disk.MakeFolder(filepath.Dir(c.path)); err != nil {
		return err
	}
	b, err := os.ReadFile(c.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	c.lines = bytes.Count(b, []byte{'\n'})
	for i, header := range credentialsHeaders {
		if bytes.HasPrefix(b, []byte(header)) {
			c.columns = leastColumns + i
		}
	}
	if c.columns == 0 && len(b) > 0 {
		c.columns = c.wantedColumns() // whatever it is, nothing is cut off
	}
	return nil
}

// Intact returns an error if the file is no longer the one that is open: an editor
// that saves it replaces it. What was written by this run is in the new one then.
func (c *Credentials) Intact() error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.intact()
}

func (c *Credentials) intact() error {
	if c.file != nil && disk.Same(c.path, c.file) != nil {
		if err := c.write(""); err != nil {
			return err
		}
	}
	return c.gone
}

// open opens the file for appending, unless it is open, and returns what must
// are before the next line: the header of a new file, or the end of a last line
// that a crash has torn.
func (c *Credentials) open() (start string, err error) {
	if c.file == nil {
		if c.file, err = disk.OpenPrivate(c.path, os.O_CREATE|os.O_RDWR|os.O_APPEND); err != nil {
			return "", disk.WriteError(c.path, err)
		}
		if err := disk.SyncDir(filepath.Dir(c.path)); err != nil {
			return "", err
		}
		if start, err = c.torn(); err != nil {
			return "", err
		}
	}
	if c.columns == 0 { // nothing, or the start of a header that a crash has torn
		return credentialsHeaders[c.wantedColumns()-leastColumns], c.file.Truncate(0)
	}
	return start, nil
}

// torn returns the end that the last line of the file needs, if any.
func (c *Credentials) torn() (string, error) {
	info, err := c.file.Stat()
	if err != nil || info.Size() == 0 {
		return "", err
	}
	last := []byte{0}
	if _, err := c.file.ReadAt(last, info.Size()-1); err != nil || last[0] == '\n' {
		return "", err
	}
	return "\n", nil
}

// wantedColumns is how many columns a new file has.
func (c *Credentials) wantedColumns() int {
	if c.tokens {
		return leastColumns + 1
	}
	return leastColumns
}

// Close closes the file. If it was removed or replaced, what was written by this
// run is in the one that bears the name now, and that is an error.
func (c *Credentials) Close() error {
	if c == nil || c.file == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.intact()
	if c.file != nil {
		if cerr := c.file.Close(); err == nil {
			err = cerr
		}
		c.file = nil
	}
	return err
}

// guarded is a cell that no spreadsheet program takes for a formula; bare is what
// was guarded. A password that was made starts with a letter, and stands as it is.
func guarded(s string) string {
	if strings.HasPrefix(s, guard) {
		return guard + s
	}
	return words.Cell(s)
}

func bare(cell string) string { return strings.TrimPrefix(cell, guard) }

const guard = "'"

func csvLine(cells []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(cells) // into memory: it can't fail
	w.Flush()
	return b.String()
}

// The characters of a made password. Those that are mistaken for one another
// when read aloud (0 O, 1 l I) are left out, and the special ones are those that
// every rule about passwords takes.
const (
	passwordUpper    = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	passwordLower    = "abcdefghijkmnopqrstuvwxyz"
	passwordDigits   = "23456789"
	passwordSpecials = "!@#$%*"
	passwordAll      = passwordUpper + passwordLower + passwordDigits + passwordSpecials
	// PasswordLength is how long a made password is: 20 characters of 63 are
	// 119 bits.
	PasswordLength = 20
)

// NewPassword makes a password from crypto/rand that satisfies the API's rule, and
// stricter ones: it has a letter first, and an upper- and a lower-case letter, a
// digit and a special character somewhere.
func NewPassword() secret.Text {
	for {
		p := make([]byte, PasswordLength)
		for i := range p {
			p[i] = pick(passwordAll)
		}
		s := string(p)
		if strings.IndexByte(passwordUpper+passwordLower, p[0]) >= 0 && strings.ContainsAny(s, passwordUpper) && strings.ContainsAny(s, passwordLower) &&
			strings.ContainsAny(s, passwordDigits) && strings.ContainsAny(s, passwordSpecials) {
			return secret.New(s)
		}
	}
}

// pick returns one of the characters, each with the same chance.
func pick(from string) byte {
	limit := byte(256 / len(from) * len(from) % 256) // 0 where all 256 values are fair
	for {
		var b [1]byte
		_, _ = rand.Read(b[:]) // never fails, says crypto/rand
		if limit == 0 || b[0] < limit {
			return from[int(b[0])%len(from)]
		}
	}
}
