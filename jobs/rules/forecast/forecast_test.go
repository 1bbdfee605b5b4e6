package forecast

import "testing"

// What is banded is what is shown: percents, rounded half up first.
func TestBandsAndClasses(t *testing.T) {
	for _, c := range []struct {
		hundredths, percent int32
		band                Band
		word, class         string
	}{
		{0, 0, Small, "small", "Low"},
		{49, 0, Small, "small", "Low"},
		{50, 1, Small, "small", "Low"},
		{2549, 25, Small, "small", "Low"},
		{2550, 26, Middle, "medium", "Normal"},
		{5049, 50, Middle, "medium", "Normal"},
		{5050, 51, Large, "high", "High"},
		{7549, 75, Large, "high", "High"},
		{7550, 76, VeryLarge, "very-high", "High"},
		{10000, 100, VeryLarge, "very-high", "High"},
	} {
		p, b, class := Percent(c.hundredths), BandOf(c.hundredths), ClassOf(c.hundredths)
		if p != c.percent || b != c.band || b.String() != c.word || class != c.class {
			t.Errorf("%d: %d %%, %v, %s", c.hundredths, p, b, class)
		}
	}
}

func TestConfidence(t *testing.T) {
	for days, want := range map[int64]string{0: "low", 1: "low", 2: "medium", 4: "medium", 5: "high", 4000: "high"} {
		if got := ConfidenceOf(days).String(); got != want {
			t.Errorf("%d purchase days: %s, want %s", days, got, want)
		}
	}
}
