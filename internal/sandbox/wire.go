package sandbox

import (
	"encoding/json"
	"time"
)

// The two forms of timestamps that the page's examples show: the first in list
// and get, the second in create and /me.
const (
	offsetTime = "2006-01-02T15:04:05.000000-07:00"
	zuluTime   = "2006-01-02T15:04:05.000000Z"
	zuluSecond = "2006-01-02T15:04:05Z"
)

// Ids of the partner and of its tariff. They are the same in every answer.
const (
	partnerUUID = "5a9db0c5-0d5e-4bd1-9c4e-7f1f0e6d2a11"
	tierUUID    = "c2f0a4d7-3b58-4f0e-8a67-1d9be3a0c5f2"
)

// item is an account in list and get: the fields of the Partner API, Customer
// Accounts page, all of them always there. A pointer is null when unset, an any
// is null always.
type item struct {
	Name                       string  `json:"name"`
	Email                      string  `json:"email"`
	Phone                      string  `json:"phone"`
	Description                *string `json:"description"`
	GSTIN                      *string `json:"gstin"`
	GSTStatus                  *string `json:"gst_status"`
	TDSEnabled                 bool    `json:"tds_enabled"`
	TDSPercentage              int     `json:"tds_percentage"`
	BusinessType               string  `json:"business_type"`
	ID                         string  `json:"id"`
	AuthID                     string  `json:"auth_id"`
	APIID                      string  `json:"api_id"`
	AccountType                string  `json:"account_type"`
	Role                       string  `json:"role"`
	Postpaid                   bool    `json:"postpaid"`
	Address                    *string `json:"address"`
	City                       *string `json:"city"`
	State                      *string `json:"state"`
	Timezone                   *string `json:"timezone"`
	Country                    string  `json:"country"`
	ZipCode                    *string `json:"zip_code"`
	Company                    string  `json:"company"` // never null: the vendor's SDK refuses that
	BillingMode                string  `json:"billing_mode"`
	AutoRecharge               bool    `json:"auto_recharge"`
	CashCredits                string  `json:"cash_credits"`
	CPSLimit                   int     `json:"cps_limit"`
	ConcurrentCallsLimit       int     `json:"concurrent_calls_limit"`
	BaseCPSLimit               any     `json:"base_cps_limit"`
	BaseConcurrentCallsLimit   any     `json:"base_concurrent_calls_limit"`
	PurchasedCPS               any     `json:"purchased_cps"`
	PurchasedConcurrentCalls   any     `json:"purchased_concurrent_calls"`
	IsActive                   bool    `json:"is_active"`
	IsVerified                 bool    `json:"is_verified"`
	IsTrialAccount             bool    `json:"is_trial_account"`
	Enabled                    bool    `json:"enabled"`
	KYCStatus                  string  `json:"kyc_status"`
	GoogleID                   any     `json:"google_id"`
	ReferralCode               any     `json:"referral_code"`
	ReferralDisabled           bool    `json:"referral_disabled"`
	CustomReferrerRewardAmount any     `json:"custom_referrer_reward_amount"`
	CustomRefereeRewardAmount  any     `json:"custom_referee_reward_amount"`
	CreatedAt                  string  `json:"created_at"`
	UpdatedAt                  string  `json:"updated_at"`
	LastLogin                  any     `json:"last_login"`
	PricingTierID              string  `json:"pricing_tier_id"`
	PricingTier                tier    `json:"pricing_tier"`
	PartnerID                  string  `json:"partner_id"`
	AutoRechargeConfig         any     `json:"auto_recharge_config"`
	ResourceURI                string  `json:"resource_uri"`
	AuthToken                  string  `json:"auth_token"`
}

// tier is the tariff of an account. Rates are per minute in Currency.
type tier struct {
	ID                         string  `json:"id"`
	Name                       string  `json:"name"`
	Currency                   string  `json:"currency"`
	RatePerMinute              float64 `json:"rate_per_minute"`
	StreamingRatePerMinute     float64 `json:"streaming_rate_per_minute"`
	RecordingRatePerMinute     float64 `json:"recording_rate_per_minute"`
	WhatsappVoiceRate          float64 `json:"whatsapp_voice_rate"`
	TranscriptionRatePerMinute float64 `json:"transcription_rate_per_minute"`
	PIIRedactionRatePerMinute  float64 `json:"pii_redaction_rate_per_minute"`
	ChargeNonConnectedCalls    bool    `json:"charge_non_connected_calls"`
	NonConnectedCallFee        float64 `json:"non_connected_call_fee"`
	DIDReleaseFee              int     `json:"did_release_fee"`
	IsActive                   bool    `json:"is_active"`
	IsDefault                  bool    `json:"is_default"`
	PartnerID                  any     `json:"partner_id"`
}

func newItem(a Account) item {
	kyc := a.KYCStatus
	setDefault(&kyc, "pending")
	return item{
		Name: a.Name, Email: a.Email, Phone: a.Phone, Country: a.Country, Company: a.Company,
		Description: unset(a.Description), GSTIN: unset(a.GSTIN), GSTStatus: unset(a.GSTStatus),
		Address: unset(a.Address), City: unset(a.City), State: unset(a.State),
		Timezone: unset(a.Timezone), ZipCode: unset(a.ZipCode),
		TDSPercentage: 2, BusinessType: "individual", Role: "user", BillingMode: "prepaid", KYCStatus: kyc,
		ID: a.ID, AuthID: a.AuthID, AuthToken: a.AuthToken, APIID: a.apiID, AccountType: a.AccountType,
		CashCredits: a.CashCredits, CPSLimit: 1, ConcurrentCallsLimit: 4,
		IsActive: !a.Inactive, Enabled: true,
		CreatedAt: a.CreatedAt.UTC().Format(offsetTime), UpdatedAt: a.CreatedAt.UTC().Format(offsetTime),
		PricingTierID: tierUUID, PartnerID: partnerUUID, ResourceURI: "/v1/Account/" + a.AuthID + "/",
		PricingTier: tier{
			ID: tierUUID, Name: "Standard", Currency: currencyOf(a.Country), RatePerMinute: 0.45,
			StreamingRatePerMinute: 0.2, RecordingRatePerMinute: 0.1, WhatsappVoiceRate: 0.45,
			TranscriptionRatePerMinute: 0.1, PIIRedactionRatePerMinute: 0.3, ChargeNonConnectedCalls: true,
			NonConnectedCallFee: 0.02, DIDReleaseFee: 700, IsActive: true,
		},
	}
}

func unset(v string) *string {
	if v == "" {
		return nil
	}
	return &v
}

// created is the answer to a create: flat, without phone, company and numeric id.
type created struct {
	AuthID    string      `json:"auth_id"`
	AuthToken string      `json:"auth_token"`
	Name      string      `json:"name"`
	Email     string      `json:"email"`
	Status    string      `json:"status"`
	Balance   json.Number `json:"balance"` // the number 0.00
	Currency  string      `json:"currency"`
	Country   string      `json:"country"`
	CreatedAt string      `json:"created_at"`
}

func newCreated(a Account) created {
	return created{
		AuthID: a.AuthID, AuthToken: a.AuthToken, Name: a.Name, Email: a.Email, Status: "active", Balance: "0.00",
		Currency: currencyOf(a.Country), Country: a.Country, CreatedAt: a.CreatedAt.UTC().Format(zuluSecond),
	}
}

// balance is the answer to GET /accounts/{id}/balance.
type balance struct {
	AuthID      string `json:"auth_id"`
	Name        string `json:"name"`
	CashCredits string `json:"cash_credits"`
	Currency    string `json:"currency"`
	UpdatedAt   string `json:"updated_at"`
}

func newBalance(a Account) balance {
	return balance{a.AuthID, a.Name, a.CashCredits, currencyOf(a.Country), a.CreatedAt.UTC().Format(offsetTime)}
}

// profile is the answer to GET /me.
type profile struct {
	ID                    string `json:"id"`
	AccountID             int    `json:"account_id"`
	Name                  string `json:"name"`
	Slug                  string `json:"slug"`
	Company               string `json:"company"`
	AuthID                string `json:"auth_id"`
	Email                 string `json:"email"`
	Phone                 string `json:"phone"`
	BillingModel          string `json:"billing_model"`
	IsActive              bool   `json:"is_active"`
	IsVerified            bool   `json:"is_verified"`
	MaxAccounts           int    `json:"max_accounts"`
	CanCreateAccounts     bool   `json:"can_create_accounts"`
	CanCreatePricingTiers bool   `json:"can_create_pricing_tiers"`
	CanViewCDRs           bool   `json:"can_view_cdrs"`
	CanTransferBalance    bool   `json:"can_transfer_balance"`
	DefaultPricingTierID  string `json:"default_pricing_tier_id"`
	AccountCount          int    `json:"account_count"`
	Balance               string `json:"balance"`
	CreatedAt             string `json:"created_at"`
	UpdatedAt             string `json:"updated_at"`
}

// profile is called under the lock.
func (s *Server) profile() profile {
	id, _ := s.Credentials()
	count := len(s.store.all)
	if s.roomGone {
		count = max(count, s.maxAccounts())
	}
	return profile{
		ID: partnerUUID, AccountID: 500000, Name: "Sandbox Partner", Slug: "sandbox-partner", Company: "Sandbox Partner Ltd",
		AuthID: id, Email: "partner@sandbox.example", Phone: "+919876543210", BillingModel: "direct",
		IsActive: true, MaxAccounts: s.maxAccounts(), CanCreateAccounts: !s.CannotCreate, CanCreatePricingTiers: true,
		CanViewCDRs: true, CanTransferBalance: true, DefaultPricingTierID: tierUUID, AccountCount: count,
		Balance:   "23906.83000",
		CreatedAt: time.Date(2026, 1, 19, 18, 39, 14, 529435000, time.UTC).Format(zuluTime),
		UpdatedAt: s.now().Format(zuluTime),
	}
}
