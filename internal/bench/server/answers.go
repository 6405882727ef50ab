package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"

	"vobizsync/internal/bench/people"
)

// The answers are written by hand, in the shapes that the API documents (Partner
// API, page "Customer Accounts"): the customers have no character that JSON
// would escape.

const timestamp = "2026-05-06T07:12:40.437143+00:00"

func (s *server) profile(b []byte) []byte {
	b = append(b, `{"id":"5a9db0c5-0d5e-4bd1-9c4e-7f1f0e6d2a11","account_id":500000,"name":"Bench Partner","slug":"bench-partner",`+
		`"company":"Bench Partner Ltd","auth_id":"PA_BENCH","email":"partner@bench.example","phone":"+919876543210","billing_model":"direct",`+
		`"is_active":true,"is_verified":true,"max_accounts":100000000,"can_create_accounts":true,"can_create_pricing_tiers":true,`+
		`"can_view_cdrs":true,"can_transfer_balance":true,"default_pricing_tier_id":"c2f0a4d7-3b58-4f0e-8a67-1d9be3a0c5f2","account_count":`...)
	b = strconv.AppendInt(b, int64(s.accounts), 10)
	return append(b, `,"balance":"23906.83000","created_at":"2026-01-19T18:39:14.529435Z","updated_at":"2026-05-06T07:12:40.437143Z"}`...)
}

// appendPage appends the accounts from the number first up to end.
func appendPage(b []byte, seed uint64, first, end, total, page, size int) []byte {
	b = append(b, `{"accounts":[`...)
	for n := first; n < end; n++ {
		if n > first {
			b = append(b, ',')
		}
		c := people.At(seed, n)
		b = appendItem(b, n, &c)
	}
	b = append(b, `],"total":`...)
	b = strconv.AppendInt(b, int64(total), 10)
	b = append(b, `,"page":`...)
	b = strconv.AppendInt(b, int64(page), 10)
	b = append(b, `,"size":`...)
	b = strconv.AppendInt(b, int64(size), 10)
	return append(b, '}')
}

// appendItem appends an account with every field that is documented.
func appendItem(b []byte, n int, c *people.Customer) []byte {
	b = appendText(b, `{"name":`, c.Name)
	b = appendText(b, `,"email":`, c.Email)
	b = appendText(b, `,"phone":`, c.Phone)
	b = appendText(b, `,"description":`, c.Description)
	b = appendText(b, `,"gstin":`, c.GSTIN)
	b = appendText(b, `,"gst_status":`, c.GSTStatus)
	b = append(b, `,"tds_enabled":false,"tds_percentage":2,"business_type":"individual","id":"`...)
	b = strconv.AppendInt(b, int64(500_000+n), 10)
	b = append(b, `","auth_id":"`...)
	b = appendID(b, "MA_", n)
	b = append(b, `","api_id":"`...)
	b = appendID(b, "api-", n)
	b = appendText(b, `","account_type":`, c.AccountType)
	b = append(b, `,"role":"user","postpaid":false`...)
	b = appendText(b, `,"address":`, c.Address)
	b = appendText(b, `,"city":`, c.City)
	b = appendText(b, `,"state":`, c.State)
	b = appendText(b, `,"timezone":`, c.Timezone)
	b = appendText(b, `,"country":`, c.Country)
	b = appendText(b, `,"zip_code":`, c.Zip)
	b = appendText(b, `,"company":`, c.Company)
	b = append(b, `,"billing_mode":"prepaid","auto_recharge":false,"cash_credits":"1300.00000","cps_limit":1,"concurrent_calls_limit":4,`+
		`"base_cps_limit":null,"base_concurrent_calls_limit":null,"purchased_cps":null,"purchased_concurrent_calls":null,`+
		`"is_active":true,"is_verified":false,"is_trial_account":false,"enabled":true,"kyc_status":"pending","google_id":null,`+
		`"referral_code":null,"referral_disabled":false,"custom_referrer_reward_amount":null,"custom_referee_reward_amount":null,`+
		`"created_at":"`+timestamp+`","updated_at":"`+timestamp+`","last_login":null,`+
		`"pricing_tier_id":"c2f0a4d7-3b58-4f0e-8a67-1d9be3a0c5f2","pricing_tier":{"id":"c2f0a4d7-3b58-4f0e-8a67-1d9be3a0c5f2",`+
		`"name":"Standard","currency":"INR","rate_per_minute":0.45,"streaming_rate_per_minute":0.2,"recording_rate_per_minute":0.1,`+
		`"whatsapp_voice_rate":0.45,"transcription_rate_per_minute":0.1,"pii_redaction_rate_per_minute":0.3,`+
		`"charge_non_connected_calls":true,"non_connected_call_fee":0.02,"did_release_fee":700,"is_active":true,"is_default":false,`+
		`"partner_id":null},"partner_id":"5a9db0c5-0d5e-4bd1-9c4e-7f1f0e6d2a11","auto_recharge_config":null,"resource_uri":"/v1/Account/`...)
	b = appendID(b, "MA_", n)
	b = append(b, `/","auth_token":"`...)
	b = appendID(b, "made-up-token-of-the-benchmark-", n)
	return append(b, `"}`...)
}

func appendCreated(b []byte, n int64, name, email, country []byte) []byte {
	b = append(b, `{"auth_id":"`...)
	b = appendID(b, "MA_NEW", int(n))
	b = append(b, `","auth_token":"`...)
	b = appendID(b, "made-up-token-of-the-benchmark-", int(n))
	b = append(append(append(b, `","name":"`...), name...), `","email":"`...)
	b = append(append(b, email...), `","status":"active","balance":0.00,"currency":"INR","country":"`...)
	return append(append(b, country...), `","created_at":"2026-05-06T07:12:40Z"}`...)
}

// appendText appends a member of an object; an empty text is null.
func appendText(b []byte, name, s string) []byte {
	b = append(b, name...)
	if s == "" && name != `,"company":` { // which is never null
		return append(b, "null"...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// appendID appends a number in ten digits.
func appendID(b []byte, prefix string, n int) []byte {
	b = append(b, prefix...)
	for unit := 1_000_000_000; unit > n && unit > 1; unit /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// readAll reads the body of a request behind b, and returns just the body.
func readAll(r *http.Request, b []byte) ([]byte, error) {
	b = b[:0]
	for {
		if len(b) == cap(b) {
			b = append(b, make([]byte, 1024)...)[:len(b)]
		}
		n, err := r.Body.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if errors.Is(err, io.EOF) {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}

// textOf finds the text of a member of an object, as it is in the JSON.
func textOf(object []byte, name string) []byte {
	_, rest, _ := bytes.Cut(object, []byte(`"`+name+`":"`))
	text, _, _ := bytes.Cut(rest, []byte{'"'})
	return bytes.Clone(text) // the answer overwrites the body
}
