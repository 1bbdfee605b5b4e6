package classify

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Row names a row of a list of bands in an error.
type Row struct {
	Index int // from 0
	Title string
	Value int64 // hundredths
}

// OrderError says that two rows stand in an order that is not accepted. Its
// text is a sentence for the person who moved or typed them.
type OrderError struct {
	Type          Type
	Before, After Row // as they stand in the list
}

// Error names both rows, their values and the rule.
func (e *OrderError) Error() string {
	a, b := e.Type.quantity(e.Before.Value), e.Type.quantity(e.After.Value)
	if e.Before.Value == e.After.Value {
		return fmt.Sprintf("%s and %s both have the value %s: each row needs its own",
			e.Before.name(), e.After.name(), a)
	}
	rule := "values must rise from row to row"
	switch {
	case e.Type.change() && e.After.Value < 0:
		rule = "values below zero must fall from row to row"
	case e.Type.change():
		rule = "values from zero up must rise from row to row"
	}
	return fmt.Sprintf("%s (%s) stands before %s (%s): %s", e.Before.name(), a, e.After.name(), b, rule)
}

func (r Row) name() string {
	if r.Title == "" {
		return fmt.Sprintf("row %d", r.Index+1)
	}
	return "“" + r.Title + "”"
}

// ValueError says that one field of one row is not allowed.
type ValueError struct {
	Type  Type
	Row   Row
	Field string // "value", "min_spend" or "min_orders"
	Rule  string // what is allowed, as a clause: "the value must not be below 0"
}

// Error names the row and the rule.
func (e *ValueError) Error() string { return e.Row.name() + ": " + e.Rule }

// Check reports the first thing that makes a list of one type's bands, in
// position order, one that cannot be saved; nil when it can.
//
// Rules: risk and orders rise and are not below 0, the last may be empty;
// revenue_rank and revenue_share rise and lie above 0 and up to 100; of the
// changes those ≥ 0 rise among themselves and those < 0 fall among themselves,
// the two kinds may mix; no two rows have one value; minimums are not below 0.
//
// Errors: *ValueError (looked for first, from the top), then *OrderError, both
// with the rows to mark; an unknown type. An empty list is accepted.
func Check(t Type, bands []Band) error {
	if t.Index() < 0 {
		return fmt.Errorf("%q is not a type of classification", string(t))
	}
	for i := range bands {
		if field, rule := t.wrong(&bands[i], i == len(bands)-1); rule != "" {
			return &ValueError{Type: t, Row: row(bands, i), Field: field, Rule: rule}
		}
	}
	last := [2]int{-1, -1} // the last row seen from zero up, and below zero
	for i := range bands {
		if bands[i].Value == nil {
			continue
		}
		v, side := *bands[i].Value, 0
		if t.change() && v < 0 {
			side = 1
		}
		if j := last[side]; j >= 0 && (side == 0 && v <= *bands[j].Value || side == 1 && v >= *bands[j].Value) {
			return &OrderError{Type: t, Before: row(bands, j), After: row(bands, i)}
		}
		last[side] = i
	}
	return nil
}

func row(bands []Band, i int) Row {
	r := Row{Index: i, Title: bands[i].Title}
	if bands[i].Value != nil {
		r.Value = *bands[i].Value
	}
	return r
}

// wrong is the field of a row that is not allowed by itself, and the rule.
func (t Type) wrong(b *Band, last bool) (field, rule string) {
	axis := t == Risk || t == Orders
	switch v := b.Value; {
	case v == nil && !axis:
		return "value", "a value is needed"
	case v == nil && !last:
		return "value", "only the last row may be without a value, because it has no upper end"
	case v != nil && axis && *v < 0:
		return "value", "the value must not be below 0"
	case v != nil && !axis && !t.change() && (*v <= 0 || *v > 100_00):
		return "value", "the value must be above 0 % and not above 100 %"
	case b.MinSpend != nil && *b.MinSpend < 0:
		return "min_spend", "the minimum spend must not be below 0"
	case b.MinOrders != nil && *b.MinOrders < 0:
		return "min_orders", "the minimum number of orders must not be below 0"
	}
	return "", ""
}

// maxTitle is the length of a classification's title in characters.
const maxTitle = 60

// CheckTitle refuses a title that is empty, only space, or longer than 60
// characters.
func CheckTitle(title string) error {
	if strings.TrimSpace(title) == "" {
		return fmt.Errorf("a title is needed")
	}
	if n := utf8.RuneCountInString(title); n > maxTitle {
		return fmt.Errorf("the title has %d characters: at most %d", n, maxTitle)
	}
	return nil
}

// Slot is the position (0 to len(bands)) at which a new row of the type with
// this value keeps an accepted order accepted, for entry without a position.
// The last position where several do; a duplicate goes behind its twin, where
// Check then names both.
func Slot(t Type, bands []Band, value *int64) int {
	if value == nil {
		return len(bands)
	}
	falls := t.change() && *value < 0
	at := len(bands)
	for i := len(bands) - 1; i >= 0; i-- {
		v := bands[i].Value
		switch {
		case v == nil:
			at = i
		case t.change() && (*v < 0) != falls: // the other side of zero does not bind it
		case falls && *v < *value, !falls && *v > *value:
			at = i
		}
	}
	return at
}
