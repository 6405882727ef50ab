package sandbox

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// The rules of a create. Source of all of them: Partner API, Customer Accounts
// page, "Request Body" and "Validation rules".

// required are the fields of the page's "minimum verified field set". One of its
// tables calls phone optional; everything else calls it required.
var required = []string{"name", "email", "phone", "password", "country"}

// bestEffort are the fields that any server may refuse by name.
var bestEffort = []string{
	"description", "address", "city", "state", "zip_code", "timezone", "gstin", "gst_status", "account_type",
}

// e164 is the form of a phone number: a plus sign and 7 to 15 digits, the first
// of which begins a country code and is not 0 (ITU-T E.164).
var e164 = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`) })

// checks say what is wrong with one submitted value, or "" where nothing is.
var checks = map[string]func(string) string{
	"name":       checkName,
	"email":      checkEmail,
	"phone":      checkPhone,
	"password":   checkPassword,
	"country":    checkCountry,
	"timezone":   checkTimezone,
	"gst_status": checkGSTStatus,
}

// parseCreate reads the body of a create. It returns either an account or a
// refusal that names everything that is wrong at once.
func (s *Server) parseCreate(req *request) (Account, *reply) {
	if req.tooBig {
		a := refusal(http.StatusRequestEntityTooLarge, "Request Entity Too Large")
		return Account{}, &a
	}
	if m, _, err := mime.ParseMediaType(req.header.Get("Content-Type")); err != nil || m != "application/json" {
		a := invalid(complaint("model_attributes_type", "Input should be a valid dictionary or object to extract fields from",
			string(req.body), "body"))
		return Account{}, &a
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(req.body, &raw); err != nil || raw == nil {
		a := invalid(notAnObject(req.body, err))
		return Account{}, &a
	}
	values, details := strictStrings(raw)
	details = append(details, s.complaints(values)...)
	if len(details) > 0 {
		a := invalid(details...)
		return Account{}, &a
	}
	return accountFrom(values), nil
}

func notAnObject(body []byte, err error) detail {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return complaint("json_invalid", "JSON decode error", string(body), "body", syntax.Offset)
	}
	return complaint("model_attributes_type", "Input should be a valid dictionary or object to extract fields from",
		string(body), "body")
}

// strictStrings takes the known fields out of a body. null counts as absent, a
// value of another type is a complaint, unknown fields are ignored. The input of
// a missing field is the whole body, password included: that is how the
// validator behind this form of error reports it.
func strictStrings(raw map[string]json.RawMessage) (map[string]string, []detail) {
	values := map[string]string{}
	var details []detail
	for _, f := range slices.Concat(required, []string{"company"}, bestEffort) {
		v, ok := raw[f]
		if !ok || string(v) == "null" {
			if slices.Contains(required, f) {
				details = append(details, complaint("missing", "Field required", raw, "body", f))
			}
			continue
		}
		var text string
		if json.Unmarshal(v, &text) != nil {
			details = append(details, complaint("string_type", "Input should be a valid string", v, "body", f))
			continue
		}
		values[f] = text
	}
	return values, details
}

// complaints checks the values of a create in the order of the documented table.
func (s *Server) complaints(values map[string]string) []detail {
	refused := slices.Concat(s.RefusedFields, s.RefusedFor[fold(values["email"])])
	var details []detail
	for _, f := range slices.Concat(required, []string{"company"}, bestEffort) {
		v, ok := values[f]
		if !ok {
			continue
		}
		if slices.Contains(bestEffort, f) && slices.Contains(refused, f) {
			details = append(details, complaint("value_error", "Value error, "+f+" is not accepted, set it in the Console", v, "body", f))
			continue
		}
		if msg := s.check(f, v); msg != "" {
			details = append(details, complaint("value_error", "Value error, "+msg, v, "body", f))
		}
	}
	return details
}

// check says what is wrong with the value of a field, "" where nothing is.
func (s *Server) check(field, v string) string {
	if check := checks[field]; check != nil {
		if msg := check(v); msg != "" {
			return msg
		}
	}
	if field == "password" && s.RefusePassword != nil {
		return s.RefusePassword(v)
	}
	return ""
}

func checkName(v string) string {
	if strings.TrimSpace(v) == "" {
		return "name must not be empty"
	}
	return ""
}

// checkEmail wants one bare address: no display name, no spaces around it, and a
// domain with a dot.
func checkEmail(v string) string {
	a, err := mail.ParseAddress(v)
	if err != nil || a.Address != v || !strings.Contains(v[strings.LastIndexByte(v, '@'):], ".") {
		return "value is not a valid email address"
	}
	return ""
}

func checkPhone(v string) string {
	if !e164().MatchString(v) {
		return "phone must be in E.164 format, e.g. +919876543210"
	}
	return ""
}

// checkPassword: "min 8 chars, must include number and special char". A
// character is a Unicode code point; special is all that is neither a letter nor
// a number nor white space.
func checkPassword(v string) string {
	special := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsSpace(r) }
	switch {
	case utf8.RuneCountInString(v) < 8:
		return "password must be at least 8 characters"
	case !strings.ContainsAny(v, "0123456789"):
		return "password must contain a number"
	case !strings.ContainsFunc(v, special):
		return "password must contain a special character"
	}
	return ""
}

func checkCountry(v string) string {
	if !isCountry(v) {
		return "country must be a valid ISO 3166-1 alpha-2 code"
	}
	return ""
}

func checkGSTStatus(v string) string {
	if v != "active" && v != "inactive" {
		return "gst_status must be active or inactive"
	}
	return ""
}

// zones remembers the names that were found: loading one reads a file.
var zones sync.Map

// checkTimezone wants a name of the IANA database. "" and "Local" mean something
// to Go and nothing to the API. The program that embeds the server decides where
// the database comes from.
func checkTimezone(v string) string {
	const msg = "timezone must be a valid IANA timezone"
	if v == "" || v == "Local" {
		return msg
	}
	if _, known := zones.Load(v); known {
		return ""
	}
	if _, err := time.LoadLocation(v); err != nil {
		return msg
	}
	zones.Store(v, true)
	return ""
}

func accountFrom(v map[string]string) Account {
	return Account{
		Name: v["name"], Email: v["email"], Phone: v["phone"], Password: v["password"], Country: v["country"],
		Company: v["company"], Description: v["description"], Address: v["address"], City: v["city"],
		State: v["state"], ZipCode: v["zip_code"], Timezone: v["timezone"], GSTIN: v["gstin"],
		GSTStatus: v["gst_status"], AccountType: v["account_type"],
	}
}
