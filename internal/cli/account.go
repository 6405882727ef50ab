package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

func (a *app) accountCommand() *cobra.Command {
	var api apiFlags
	c := &cobra.Command{
		Use:   "account AUTH_ID",
		Short: "show one account: its profile and its live balance",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 || args[0] == "" {
				return usageError("expected one AUTH_ID", "for example: "+c.CommandPath()+" MA_1A2B3C4D; result.csv has them")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return stopped(c.Context(), a.account(c.Context(), args[0], &api))
		},
	}
	api.register(c)
	c.Flags().BoolVar(&a.json, "json", false, "print one JSON document")
	return c
}

func (a *app) account(ctx context.Context, authID string, api *apiFlags) error {
	if err := api.validate(); err != nil {
		return err
	}
	client, done, err := a.reader(ctx, api)
	if err != nil {
		return err
	}
	defer done()
	account, err := client.Account(ctx, authID)
	if err != nil {
		return orNoAccount(ctx, client, authID, err)
	}
	balance, err := client.Balance(ctx, authID)
	if err != nil {
		return err
	}
	fields := reports.AccountFields(&account, &balance)
	if !a.json {
		for _, f := range fields {
			if f.Value != "" {
				fmt.Fprintf(a.Stdout, "%-13s %s\n", f.Name, words.Printable(f.Value))
			}
		}
		return nil
	}
	document := map[string]any{}
	for _, f := range fields {
		document[f.Name] = f.Value
	}
	if active, err := strconv.ParseBool(account.IsActive); err == nil {
		document["is_active"] = active
	}
	delete(document, string(importer.Password)) // no account has one to show
	b, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return err
	}
	a.reported = true
	_, err = fmt.Fprintf(a.Stdout, "%s\n", b)
	return err
}

// orNoAccount tells an auth id that nobody has from a wrong address of the API,
// which answers "not found" to everything: by asking for the profile.
func orNoAccount(ctx context.Context, partner reconcile.Partner, authID string, err error) error {
	var missing interface{ NotFound() bool }
	if !errors.As(err, &missing) || !missing.NotFound() {
		return err
	}
	if _, perr := partner.Profile(ctx); perr != nil {
		return err
	}
	return &failure{ExitFailed, fmt.Errorf("there is no account %s", authID), "result.csv and vobizsync export have the auth_ids"}
}
