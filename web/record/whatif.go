package record

import (
	"github.com/a-h/templ"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/whatif"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
)

// whatIfBlock is what would move the customer: the order, or the silence, that gives it
// another label.
type whatIfBlock struct{ readsNothing }

func (whatIfBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	table, assumed := in.whatIf(l)
	return viewrecord.WhatIf{Table: table, Assumed: assumed}, nil
}

// whatIf is what would move the customer, a row for each type that has rules, and what
// that takes for granted.
func (in *subject) whatIf(l ui.Locale) (t ui.Table, assumed string) {
	t = ui.Table{ID: "moves", Caption: l.T("What would move this customer"), Free: true,
		Columns: []ui.Column{{Title: l.T("Classification")}, {Title: l.T("Now")}, {Title: l.T("Nearest change")}},
		Empty:   ui.Empty{Title: l.T("Nothing to move yet"), Text: in.unmoved(l)}}
	if !in.Solved {
		return t, ""
	}
	for _, kind := range classify.Types {
		rules := jobclassifications.Group(in.Rules, kind)
		if len(rules) == 0 {
			continue
		}
		label := func(at int) *ui.Label {
			if at < 0 {
				return nil
			}
			return &ui.Label{ID: rules[at].ID, Type: rules[at].Type, Title: rules[at].Title}
		}
		var ways ui.Ways
		now := -1
		for k, id := range in.Labels {
			for at, rule := range rules {
				if classify.Types[k] == kind && id == rule.ID {
					now = at
				}
			}
		}
		for _, n := range in.Ways {
			if n.Type == kind {
				now = n.From
				ways = append(ways, ui.Way{Text: in.way(l, n), To: label(n.To), Held: heldWords(l, n)})
			}
		}
		row := ui.Row{Cells: []ui.Cell{{Text: l.T(kind.Title())}, {Content: ui.NowLabel{Label: label(now)}},
			{Content: ways, Wide: true}}}
		if len(ways) == 0 {
			row.Cells[2] = ui.Cell{Content: ui.Unknown{Word: l.T("none"),
				Why: l.T("neither an order nor %d days of silence change it", whatif.Horizon)}}
		}
		t.Rows = append(t.Rows, row)
	}
	return t, l.T("Exact as of %s: an order counts on its day, and nothing else changes.", l.DayLong(in.Build.AsOf))
}

// unmoved says why there is nothing to solve.
func (in *subject) unmoved(l ui.Locale) string {
	switch {
	case in.Build == nil:
		return l.T("Labels come with the first run.")
	case !in.customer.Active:
		return l.T("Only active customers carry labels.")
	case !in.Scored:
		return l.T("This customer is new since the last run: the next one brings its labels.")
	}
	return l.T("Its smart type has no classifications.")
}

// way says what a change takes: "€1,240 more by 31 Dec", "silent until 9 Dec".
func (in *subject) way(l ui.Locale, n whatif.Way) string {
	asOf := in.Build.AsOf
	if n.Kind == whatif.Silence {
		return l.T("silent until %s", l.Day(n.On, asOf).Text)
	}
	var what string
	switch {
	case n.Any && n.Orders == 1:
		what = l.T("one order")
	case n.Any:
		what = l.T("%s more orders", l.NumberExact(n.Orders))
	case n.Orders == 1:
		what = l.T("%s more", moneyPlain(l, n.Amount))
	default:
		what = l.T("%s more orders of %s together", l.NumberExact(n.Orders), moneyPlain(l, n.Amount))
	}
	switch n.By {
	case 0:
		return what
	case asOf:
		return l.T("%s today", what)
	}
	return l.T("%s by %s", what, l.Day(n.By, asOf).Text)
}

// moneyPlain is an exact amount, without the decimals of a round one.
func moneyPlain(l ui.Locale, minor int64) string {
	unit := int64(1)
	for range l.Digits() {
		unit *= 10
	}
	if minor%unit == 0 {
		return l.Money(minor)
	}
	return l.MoneyExact(minor)
}

// heldWords says what of the others is taken as it is today.
func heldWords(l ui.Locale, n whatif.Way) string {
	switch {
	case !n.Held:
		return ""
	case n.Type == classify.Risk:
		return l.T("at the others' usual gap of today")
	}
	return l.T("at today's ranking")
}

// labelOf is a classification as a label; nil for none.
func labelOf(titles map[int64]store.Classification, id int64) *ui.Label {
	c, ok := titles[id]
	if !ok || id == 0 {
		return nil
	}
	return &ui.Label{ID: id, Type: c.Type, Title: c.Title}
}
