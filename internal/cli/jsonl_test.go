package cli

import "testing"

// What may be meant is found in a message however the shell of the system quotes it.
func TestASuggestionIsReadyToPaste(t *testing.T) {
	for message, want := range map[string]string{
		"is not a country: did you mean DE?":                              "DE",
		"is not a country; if it is one: --map country:Duetschland=DE":    "--map country:Duetschland=DE",
		"if it is one: --map 'country:Cote d Ivoire=CI'; or leave it out": "--map 'country:Cote d Ivoire=CI'",
		`if it is one: --map 'country:Cote d'\''Ivoire=CI'; or leave`:     `--map 'country:Cote d'\''Ivoire=CI'`,
		`if it is one: --map "country:Cote d'Ivoire=CI"; or leave`:        `--map "country:Cote d'Ivoire=CI"`,
		`if it is one: --map "country:the ""north""=GB"; or leave`:        `--map "country:the ""north""=GB"`,
		"is empty": "",
	} {
		if got := suggestion(message); got != want {
			t.Errorf("%s: %s, want %s", message, got, want)
		}
	}
}
