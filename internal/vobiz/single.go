package vobiz

import (
	"context"
	"net/url"
	"time"

	"vobizsync/reconcile"
)

// Account reads one account by its auth id.
func (c *Reader) Account(ctx context.Context, authID string) (reconcile.Account, error) {
	var a account
	if err := c.get(ctx, kindAccount, "/accounts/"+url.PathEscape(authID), &a); err != nil {
		return reconcile.Account{}, err
	}
	if !a.AuthID.usable() {
		return reconcile.Account{}, &failure{text: "the account is not in the documented format"}
	}
	return a.account(), nil
}

// balance is the answer about a wallet, as far as this tool reads it.
type balance struct {
	CashCredits text `json:"cash_credits"`
	Currency    text `json:"currency"`
}

// Balance reads the live balance of an account.
func (c *Reader) Balance(ctx context.Context, authID string) (reconcile.Balance, error) {
	var b balance
	if err := c.get(ctx, kindBalance, "/accounts/"+url.PathEscape(authID)+"/balance", &b); err != nil {
		return reconcile.Balance{}, err
	}
	if b.CashCredits == "" {
		return reconcile.Balance{}, &failure{text: "the balance is not in the documented format"}
	}
	return reconcile.Balance{Amount: string(b.CashCredits), Currency: string(b.Currency)}, nil
}

// Pause is how long no request is sent yet, because the server asked for it or
// because nothing works; 0 if there is no pause.
func (c *Reader) Pause() time.Duration {
	c.pacer.mu.Lock()
	defer c.pacer.mu.Unlock()
	return max(0, time.Until(c.pacer.until))
}
