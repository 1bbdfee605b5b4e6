package settings

import (
	"errors"
	"strconv"
	"strings"
)

// Outcome is one way in which a contact can end, as the shop calls it.
type Outcome struct {
	Title   string
	Reached bool // somebody was spoken to
	Ordered bool // an order was placed; then somebody was reached too

	// What becomes of the follow-up. Whatever stands here, a day that is agreed and still
	// to come is kept until somebody changes or clears it in words.
	Ask  bool // a day has to be given
	Days int  // where none is agreed: so many days on, a weekend passed over; 0: none
}

// maxOutcomes is how many there can be: each is one of the keys 1 to 9.
const maxOutcomes = 9

// maxDays is how far ahead an outcome can put a follow-up.
const maxDays = 365

// defaultOutcomes are those of a new shop.
const defaultOutcomes = "Reached +; Order placed ++; Not reached =1; Call back =ask; No interest +; Wrong number"

// ParseOutcomes reads the setting contact-outcomes: titles with a semicolon between
// two, each with + behind it where the customer was reached, ++ where an order was
// placed; then, after =, what becomes of the follow-up: keep (as without), ask or a
// number of days. Another = belongs to the title. Errors: none, more than nine, one longer than 40 characters, one
// twice.
func ParseOutcomes(s string) ([]Outcome, error) {
	var all []Outcome
	seen := map[string]bool{}
	for part := range strings.SplitSeq(s, ";") {
		title := strings.TrimSpace(part)
		if title == "" {
			continue
		}
		o := Outcome{}
		if before, preset, ok := cutLast(title, "="); ok && o.preset(strings.TrimSpace(preset)) {
			title = strings.TrimSpace(before)
		}
		if o.Title = strings.TrimSpace(strings.TrimRight(title, "+")); len(title)-len(strings.TrimRight(title, "+")) > 1 {
			o.Ordered = true
		}
		o.Reached = strings.HasSuffix(title, "+")
		key := strings.ToLower(o.Title)
		if o.Title == "" || len([]rune(o.Title)) > 40 ||
			strings.ContainsFunc(o.Title, func(r rune) bool { return r < ' ' }) || seen[key] {
			return nil, errors.New("outcome")
		}
		seen[key] = true
		all = append(all, o)
	}
	if len(all) == 0 || len(all) > maxOutcomes {
		return nil, errors.New("number of outcomes")
	}
	return all, nil
}

// preset reads what stands behind =; false when it is no preset.
func (o *Outcome) preset(s string) bool {
	switch days, err := strconv.Atoi(s); {
	case s == "keep":
	case s == "ask":
		o.Ask = true
	case err == nil && days > 0 && days <= maxDays:
		o.Days = days
	default:
		return false
	}
	return true
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func checkOutcomes(s string) error {
	all, err := ParseOutcomes(s)
	for _, o := range all {
		if strings.Contains(o.Title, "=") { // a preset misspelt
			return errors.New("preset")
		}
	}
	return err
}

// Outcome finds one of the shop's outcomes by its title, whatever its case; false
// when the shop has none of the name (any more).
func (s Shop) Outcome(title string) (Outcome, bool) {
	for _, o := range s.Outcomes {
		if strings.EqualFold(o.Title, title) {
			return o, true
		}
	}
	return Outcome{}, false
}
