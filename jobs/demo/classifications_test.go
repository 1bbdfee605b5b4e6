package demo

import (
	"regexp"
	"testing"
	"unicode/utf8"
)

// accepted applies the rules of order of spec 02 to two neighbours of one type.
func accepted(kind string, before *Classification, c Classification) bool {
	switch kind {
	case "risk", "orders":
		return before == nil || !before.Open && (c.Open || c.Value > before.Value)
	case "revenue_rank", "revenue_share":
		return !c.Open && c.Value > 0 && c.Value <= 10_000 && (before == nil || c.Value > before.Value)
	}
	return !c.Open
}

func TestClassificationsAreAccepted(t *testing.T) {
	s := shopOf(t, Config{})
	okabeIto := map[string]bool{orange: true, sky: true, green: true, yellow: true, blue: true, vermilion: true,
		purple: true, black: true}
	hex := regexp.MustCompile(`^#[0-9A-F]{6}$`)
	types := map[string]map[string]int{}
	var before *Classification
	for _, c := range s.Classifications() {
		if before != nil && (before.SmartType != c.SmartType || before.Type != c.Type) {
			before = nil
		}
		if !accepted(c.Type, before, c) {
			t.Errorf("%s %s: %q may not follow %+v", c.SmartType, c.Type, c.Title, before)
		}
		if n := utf8.RuneCountInString(c.Title); n < 1 || n > 60 || c.Comment == "" || !hex.MatchString(c.Colour) ||
			!okabeIto[c.Colour] {
			t.Errorf("%+v", c)
		}
		if before != nil && c.Position != before.Position+1 || before == nil && c.Position != 1 {
			t.Errorf("%+v: position", c)
		}
		if types[c.SmartType] == nil {
			types[c.SmartType] = map[string]int{}
		}
		types[c.SmartType][c.Type]++
		kept := c
		before = &kept
	}
	for _, st := range s.SmartTypes() {
		if len(types[st.Title]) != 6 {
			t.Errorf("%s has classifications of %v", st.Title, types[st.Title])
		}
	}
}

// Change bands stand in two orders of their own: the non-negative ones
// ascending, the negative ones descending.
func TestChangeBandsAreInTheOrderOfTheirSign(t *testing.T) {
	rows := shopOf(t, Config{}).Classifications()
	for i, c := range rows {
		for _, before := range rows[:i] {
			if before.SmartType != c.SmartType || before.Type != c.Type || c.Type != "risk_change" &&
				c.Type != "revenue_change" {
				continue
			}
			if c.Value >= 0 && before.Value >= 0 && c.Value <= before.Value || c.Value < 0 && before.Value < 0 &&
				c.Value >= before.Value {
				t.Errorf("%s %s: %q stands after %q", c.SmartType, c.Type, c.Title, before.Title)
			}
		}
	}
}
