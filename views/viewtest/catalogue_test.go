package viewtest

import (
	"testing"
)

func TestTextsOfFindsWhatTranslates(t *testing.T) {
	found := TextsOf(t, "../../web")
	for _, want := range []string{"Recycle bin", "Who moved", "customers", "Took a list as a file", "Manager",
		"Settings saved.", "Your role does not include this page. Ask an admin if it should."} {
		if found[want] == "" {
			t.Errorf("%q is not found", want)
		}
	}
	if len(found) < 400 {
		t.Errorf("only %d texts: the search is broken", len(found))
	}
	refusals := RefusalsOf(t, "../../jobs")
	for _, want := range []string{"Choose call, visit, e-mail or note.", "Give a discount from 0 to 100.",
		"There is a saved list called %s already. Choose another name."} {
		if refusals[want] == "" {
			t.Errorf("%q is not found", want)
		}
	}
}
