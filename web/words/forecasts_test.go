package words_test

import (
	"strings"
	"testing"

	"wholesight/views/ui"
	"wholesight/web/words"
)

// Whole percents, half up; but nothing is shown as impossible or certain.
func TestChance(t *testing.T) {
	l, err := ui.NewLocale("en-GB", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	for hundredths, want := range map[int32]string{0: "< 1%", 1: "< 1%", 49: "< 1%", 50: "1%", 149: "1%", 6150: "62%",
		9949: "99%", 9950: "> 99%", 9999: "> 99%", 10000: "> 99%"} {
		if got := strings.ReplaceAll(words.Chance(l, hundredths), "\u00a0", " "); strings.ReplaceAll(got, " %", "%") != want {
			t.Errorf("%d: %s, want %s", hundredths, got, want)
		}
	}
}
