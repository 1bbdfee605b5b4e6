package kit

import (
	"fmt"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
)

// A refusal is English for the log and the command line, and another language's for
// whoever reads the page: its format is translated, and what in it is words.
func TestRefusalInAnotherLanguage(t *testing.T) {
	german := func(english string, args ...any) string {
		words := map[string]string{"%s has a target from %s.": "%s hat ein Ziel ab %s.", "March": "März",
			"Type a name.": "Ein Name fehlt."}
		text := words[english]
		if len(args) > 0 {
			text = fmt.Sprintf(text, args...)
		}
		return text
	}
	var bad Refusals
	bad.Add("start", "%s has a target from %s.", "Meyer", MonthWords(calendar.Date(2026, 3, 1).Month()))
	bad.Add("name", "Type a name.")
	bad.Say("sum", "Schon übersetzt.")
	if got, want := bad.Error(), "Meyer has a target from March 2026.; Type a name.; Schon übersetzt."; got != want {
		t.Errorf("in English: %q, want %q", got, want)
	}
	said := bad.In(german)
	if got, want := said.Error(), "Meyer hat ein Ziel ab März 2026.; Ein Name fehlt.; Schon übersetzt."; got != want {
		t.Errorf("in German: %q, want %q", got, want)
	}
	if said[0].Field != "start" || bad[0].For("start-3").Field != "start-3" ||
		!strings.HasPrefix(bad[0].For("start-3").In(german), "Meyer hat") {
		t.Errorf("the fields are %v", said)
	}
}
