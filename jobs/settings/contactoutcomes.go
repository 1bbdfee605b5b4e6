package settings

import (
	"errors"
	"strings"
)

// Outcome is one way in which a contact can end, as the shop calls it.
type Outcome struct {
	Title   string
	Reached bool // somebody was spoken to
	Ordered bool // an order was placed; then somebody was reached too
}

// maxOutcomes is how many there can be: each is one of the keys 1 to 9.
const maxOutcomes = 9

// defaultOutcomes are those of a new shop.
const defaultOutcomes = "Reached +; Order placed ++; Not reached; Call back; No interest +; Wrong number"

// ParseOutcomes reads the setting contact-outcomes: titles with a semicolon between
// two, each with + behind it where the customer was reached, ++ where an order was
// placed. Errors: none, more than nine, one longer than 40 characters, one twice.
func ParseOutcomes(s string) ([]Outcome, error) {
	var all []Outcome
	seen := map[string]bool{}
	for part := range strings.SplitSeq(s, ";") {
		title := strings.TrimSpace(part)
		if title == "" {
			continue
		}
		o := Outcome{}
		if o.Title = strings.TrimSpace(strings.TrimRight(title, "+")); len(title)-len(strings.TrimRight(title, "+")) > 1 {
			o.Ordered = true
		}
		o.Reached = strings.HasSuffix(title, "+")
		key := strings.ToLower(o.Title)
		if o.Title == "" || len([]rune(o.Title)) > 40 || strings.ContainsFunc(o.Title, func(r rune) bool { return r < ' ' }) || seen[key] {
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

func checkOutcomes(s string) error {
	_, err := ParseOutcomes(s)
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
