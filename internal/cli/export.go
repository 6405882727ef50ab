package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"vobizsync/internal/inorder"
	"vobizsync/internal/vobiz"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// exportOptions are the flags of export.
type exportOptions struct {
	api      apiFlags
	balances bool
	low      string
	out      string
	given    func(flag string) bool
}

func (a *app) exportCommand() *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export",
		Short: "print every account of the partner as CSV, without secrets",
		Long: `export prints every account of the partner as CSV: the columns that sync reads,
then auth_id, kyc_status, cash_credits, is_active and created_at. No password and
no token is in it. Fed back to sync, every row of it is a customer that exists.

An account that was created from this machine less than an hour ago is printed, too,
if the API's list does not show it yet.`,
		Args: noArgument(""),
		RunE: func(c *cobra.Command, _ []string) error {
			write := func(w io.Writer) error { return a.export(c.Context(), &o, w) }
			if o.out == "" {
				return stopped(c.Context(), write(a.Stdout))
			}
			if err := reports.CheckExport(o.out); err != nil {
				return err
			}
			return stopped(c.Context(), a.writeWhole(o.out, write))
		},
	}
	o.api.register(c)
	o.api.registerLookup(c)
	o.api.state.register(c)
	c.Flags().StringVar(&o.out, "out", "", "write to this `file` instead of standard output, completely or not at all")
	c.Flags().BoolVar(&o.balances, "balances", false, "add the live balance and its currency, one request for each account")
	c.Flags().StringVar(&o.low, "low-balance", "", "only accounts whose live balance is below `N`; includes --balances")
	o.given = c.Flags().Changed
	return c
}

func (a *app) export(ctx context.Context, o *exportOptions, out io.Writer) error {
	if err := o.api.validate(); err != nil {
		return err
	}
	low, err := o.threshold()
	if err != nil {
		return err
	}
	conn, err := a.connect(ctx, &o.api)
	if err != nil {
		return err
	}
	defer conn.close()
	client, err := vobiz.NewReader(conn.Config)
	if err != nil {
		return err
	}
	own, err := a.createdLately(&o.api, conn)
	if err != nil {
		return err
	}
	w := reports.NewAccountStream(out, o.balances)
	watched := -1
	if o.out == "" && isTerminal(a.Stdout) { // the accounts themselves are on the screen
		watched = 0
	}
	progress := a.phase("exporting", watched, client.Pause)
	defer progress.end()
	written := map[string]bool{} // by auth_id
	listed := inorder.Map(ctx, o.api.concurrency, 8*o.api.concurrency, own.behind(ctx, client, accountsOf(client.All(ctx), written), written), func(ctx context.Context, account reconcile.Account) (exported, error) {
		e := exported{account: account}
		if !o.balances {
			return e, nil
		}
		b, err := client.Balance(ctx, account.AuthID)
		if err != nil {
			return e, fmt.Errorf("the balance of %s: %w", account.AuthID, err)
		}
		e.balance = &b
		return e, nil
	})
	for e, err := range listed {
		if err != nil {
			return err
		}
		progress.add("")
		if o.low != "" && !below(e.balance, low) {
			continue
		}
		if err := w.Add(&e.account, e.balance); err != nil {
			return err
		}
	}
	if own.hidden > 0 {
		a.say("warning: %s not in this export: created less than an hour ago, and not shown by the API yet", words.CountAre(own.hidden, "account"))
	}
	return w.Commit()
}

// exported is a line of the export.
type exported struct {
	account reconcile.Account
	balance *reconcile.Balance
}

// threshold reads --low-balance.
func (o *exportOptions) threshold() (float64, error) {
	if !o.given("low-balance") {
		return 0, nil
	}
	o.balances = true
	n, err := strconv.ParseFloat(o.low, 64)
	if err != nil || math.IsNaN(n) {
		return 0, usageError(fmt.Sprintf("--low-balance %q is not a number", o.low), "for example: --low-balance 100")
	}
	return n, nil
}

// below reports whether a balance is lower than a number. One that is not a number
// counts as low: somebody should look.
func below(b *reconcile.Balance, n float64) bool {
	v, err := strconv.ParseFloat(b.Amount, 64)
	return err != nil || v < n
}

// accountsOf yields the accounts of pages, each once: a list that moves can show
// one on two pages.
func accountsOf(pages func(func(reconcile.Page, error) bool), seen map[string]bool) func(func(reconcile.Account, error) bool) {
	return func(yield func(reconcile.Account, error) bool) {
		for page, err := range pages {
			if err != nil {
				yield(reconcile.Account{}, err)
				return
			}
			for _, account := range page.Accounts {
				if seen[account.AuthID] {
					continue
				}
				seen[account.AuthID] = true
				if !yield(account, nil) {
					return
				}
			}
		}
	}
}
