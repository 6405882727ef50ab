package cli

import (
	"context"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"vobizsync/internal/sandbox"
	"vobizsync/internal/words"
)

func (a *app) sandboxCommand() *cobra.Command {
	var addr, faults string
	var empty bool
	c := &cobra.Command{
		Use:   "sandbox",
		Short: "serve the simulated API on this machine",
		Long: `sandbox serves the simulated API on a loopback address until it is stopped. It
prints what to put into the environment; then plan and sync talk to it. The
credentials are new at each start.`,
		Args: noArgument(""),
		RunE: func(c *cobra.Command, _ []string) error { return a.sandbox(c.Context(), addr, faults, empty) },
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "loopback `address` to listen on")
	c.Flags().StringVar(&faults, "faults", "", "faults to simulate, such as 500-after=5%,429=10%:2s,search-lag=10s")
	c.Flags().BoolVar(&empty, "empty", false, "start without the sample accounts and what is staged for them")
	return c
}

func (a *app) sandbox(ctx context.Context, addr, faults string, empty bool) error {
	server := sandbox.Sample()
	if empty {
		server = &sandbox.Server{}
	}
	server.OwnCredentials = true // each is a partner of its own, whom nothing was sent to
	if faults != "" {
		if err := server.SetFaults(faults); err != nil {
			return usageError("--faults: "+err.Error(), "")
		}
	}
	if err := sandbox.CheckAddress(addr); err != nil {
		return usageError(err.Error(), "for example: --addr 127.0.0.1:8080")
	}
	url, stop, err := server.Listen(addr)
	if err != nil {
		return &failure{ExitFailed, err, "choose another address with --addr, such as 127.0.0.1:0"}
	}
	defer stop()
	id, token := server.Credentials()
	for _, v := range [][2]string{{envBaseURL, url}, {envAuthID, id}, {envToken, token}} {
		if _, err := fmt.Fprintln(a.Stdout, words.SetVariable(v[0], v[1])); err != nil {
			return err // nobody knows where it listens
		}
		if runtime.GOOS == "windows" {
			a.say("in cmd: %s", words.SetInCmd(v[0], v[1]))
		}
	}
	a.say("the sandbox is listening; stop it with ^C")
	<-ctx.Done()
	return nil
}
