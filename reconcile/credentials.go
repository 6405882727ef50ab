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
// cut off and gone on with. Nil Credentials confirm nothing.
type Credentials struct {
	path    string
	tokens  bool // keep the auth tokens, too
	columns int  // of the file, 0 while it is empty

	mu        sync.Mutex
	file      *os.File
	passwords map[string]secret.Text // by e-mail key
	confirmed map[string]string      // by e-mail key: the auth id that stands with it
}

// OpenCredentials reads the credentials of a folder. The file is made when the
// first password is. With tokens, new lines get the account's auth token as a
// fourth column.
func OpenCredentials(dir string, tokens bool) (*Credentials, error) {
	c := &Credentials{
		path: filepath.Join(dir, CredentialsFile), tokens: tokens,
		passwords: map[string]secret.Text{}, confirmed: map[string]string{},
	}
	f, err := disk.OpenPrivate(c.path, os.O_RDONLY)
	if errors.Is(err, os.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, err
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
		if c.columns == 0 {
			more := slices.Index(credentialsHeaders, string(line))
			if more < 0 {
				return &credentialsError{c.path + " is no file of credentials that this program has written", "move it away"}
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
			c.passwords[key] = secret.New(row[2])
		}
	}
	if c.tokens && c.columns == leastColumns {
		return &credentialsError{c.path + " has no column for tokens: it was begun without --with-tokens",
			"leave --with-tokens out, or choose another folder with --out"}
	}
	return nil
}

// credentialsError is a file of credentials that can't be gone on with.
type credentialsError struct{ problem, hint string }

func (e *credentialsError) Error() string  { return e.problem }
func (e *credentialsError) Advice() string { return e.hint }
func (e *credentialsError) BadInput() bool { return true }

// Password returns the password of an e-mail: the one in the file, else a new
// one, which is on disk when Password returns.
func (c *Credentials) Password(email string) (secret.Text, error) {
	if c == nil {
		return secret.Text{}, errors.New("a row has no password, and none may be made")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := importer.EmailKey(email)
	if p, ok := c.passwords[key]; ok {
		return p, nil
	}
	return c.make(email)
}

// Renew makes another password for an e-mail, in the place of one that the API has
// refused. It is on disk when Renew returns.
func (c *Credentials) Renew(email string) (secret.Text, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.make(email)
}

func (c *Credentials) make(email string) (secret.Text, error) {
	p := NewPassword()
	if err := c.append(email, "", p, secret.Text{}); err != nil {
		return secret.Text{}, err
	}
	c.passwords[importer.EmailKey(email)] = p
	return p, nil
}

// Confirm adds the auth id to the password of an e-mail, where the account was
// created with the one that was made here. Others are passed over, unless the
// tokens are kept.
func (c *Credentials) Confirm(email, authID string, token secret.Text, made bool) error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := importer.EmailKey(email)
	p, ok := c.passwords[key]
	if !made {
		p, ok = secret.Text{}, false
	}
	if c.confirmed[key] == authID || !ok && !c.tokens {
		return nil
	}
	if err := c.append(email, authID, p, token); err != nil {
		return err
	}
	c.confirmed[key] = authID
	return nil
}

// append writes a line and syncs it. After a failure, which may have torn the
// line, the file is opened anew for the next one.
func (c *Credentials) append(email, authID string, p, token secret.Text) error {
	err := c.open()
	if err == nil {
		line := []string{guarded(email), guarded(authID), p.Reveal(), guarded(token.Reveal())}
		if !c.tokens {
			line[3] = ""
		}
		_, err = c.file.WriteString(csvLine(line[:c.columns]))
	}
	if err == nil {
		err = c.file.Sync()
	}
	if err != nil {
		_ = c.Close() // the failure before it is what is told
		c.file = nil
		return disk.WriteError(c.path, err)
	}
	return nil
}

// open opens the file for appending, unless it is open, and gives a new one its
// header. What a crash has left of a torn last line gets a line end, so that the
// next line starts on its own.
func (c *Credentials) open() (err error) {
	if c.file != nil {
		return nil
	}
	if c.file, err = disk.OpenPrivate(c.path, os.O_CREATE|os.O_RDWR|os.O_APPEND); err != nil {
		return err
	}
	info, err := c.file.Stat()
	if err != nil {
		return err
	}
	start, columns := "", c.columns
	if columns == 0 { // nothing, or the start of a header that a crash has torn
		if err := c.file.Truncate(0); err != nil {
			return err
		}
		more := 0
		if c.tokens {
			more = 1
		}
		start, columns = credentialsHeaders[more], leastColumns+more
	} else {
		last := []byte{0}
		if _, err := c.file.ReadAt(last, info.Size()-1); err != nil {
			return err
		}
		if last[0] != '\n' {
			start = "\n"
		}
	}
	if _, err := c.file.WriteString(start); err != nil {
		return err
	}
	c.columns = columns // not before its header is whole: else the next try would go on behind a torn one
	return disk.SyncDir(filepath.Dir(c.path))
}

// keepsTokens reports whether the auth tokens are kept, too.
func (c *Credentials) keepsTokens() bool { return c != nil && c.tokens }

// Close closes the file.
func (c *Credentials) Close() error {
	if c == nil || c.file == nil {
		return nil
	}
	return c.file.Close()
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
// when read aloud (0 O, 1 l I) are left out, and the special ones are safe in
// CSV, shells and HTML.
const (
	passwordLetters  = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	passwordDigits   = "23456789"
	passwordSpecials = "-_.:%"
	passwordAll      = passwordLetters + passwordDigits + passwordSpecials
	// PasswordLength is how long a made password is: 20 characters of 62 are
	// 119 bits.
	PasswordLength = 20
)

// NewPassword makes a password from crypto/rand that satisfies the API's rule:
// it has a letter first, and a digit and a special character somewhere.
func NewPassword() secret.Text {
	for {
		p := make([]byte, PasswordLength)
		for i := range p {
			p[i] = pick(passwordAll)
		}
		s := string(p)
		if strings.IndexByte(passwordLetters, p[0]) >= 0 && strings.ContainsAny(s, passwordDigits) && strings.ContainsAny(s, passwordSpecials) {
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
