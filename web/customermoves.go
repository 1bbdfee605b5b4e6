package web

import (
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/whatif"
	"wholesight/store"
	"wholesight/views"
)

// moves is what would move the customer, a row for each type that has rules, and what
// that takes for granted.
func (in *recordInput) moves(l views.Locale) (t views.Table, assumed string) {
	t = views.Table{ID: "moves", Caption: l.T("What would move this customer"), Free: true,
		Columns: []views.Column{{Title: l.T("Classification")}, {Title: l.T("Now")}, {Title: l.T("Nearest change")}},
		Empty:   views.Empty{Title: l.T("Nothing to move yet"), Text: in.unmoved(l)}}
	if in.labels == nil || !in.scored || !in.customer.Active {
		return t, ""
	}
	for _, kind := range classify.Types {
		rules := jobclassifications.Group(in.rules, kind)
		if len(rules) == 0 {
			continue
		}
		label := func(at int) *views.Label {
			if at < 0 {
				return nil
			}
			return &views.Label{ID: rules[at].ID, Type: rules[at].Type, Title: rules[at].Title}
		}
		var ways views.Ways
		now := -1
		for k, id := range in.given {
			for at, rule := range rules {
				if classify.Types[k] == kind && id == rule.ID {
					now = at
				}
			}
		}
		for _, n := range in.nudges {
			if n.Type == kind {
				now = n.From
				ways = append(ways, views.Way{Text: in.way(l, n), To: label(n.To), Held: heldWords(l, n)})
			}
		}
		row := views.Row{Cells: []views.Cell{{Text: l.T(kind.Title())}, {Content: views.NowLabel{Label: label(now)}}, {Content: ways, Wide: true}}}
		if len(ways) == 0 {
			row.Cells[2] = views.Cell{Content: views.Unknown{Word: l.T("none"), Why: l.T("neither an order nor %d days of silence change it", whatif.Horizon)}}
		}
		t.Rows = append(t.Rows, row)
	}
	return t, l.T("Exact as of %s: an order counts on its day, and nothing else changes.", l.DayLong(in.labels.AsOf))
}

// unmoved says why there is nothing to solve.
func (in *recordInput) unmoved(l views.Locale) string {
	switch {
	case in.labels == nil:
		return l.T("Labels come with the first run.")
	case !in.customer.Active:
		return l.T("Only active customers carry labels.")
	case !in.scored:
		return l.T("This customer is new since the last run: the next one brings its labels.")
	}
	return l.T("Its smart type has no classifications.")
}

// way says what a change takes: "€1,240 more by 31 Dec", "silent until 9 Dec".
func (in *recordInput) way(l views.Locale, n whatif.Nudge) string {
	asOf := in.labels.AsOf
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
func moneyPlain(l views.Locale, minor int64) string {
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
func heldWords(l views.Locale, n whatif.Nudge) string {
	switch {
	case !n.Held:
		return ""
	case n.Type == classify.Risk:
		return l.T("at the others' usual gap of today")
	}
	return l.T("at today's ranking")
}

// labelOf is a classification as a label; nil for none.
func labelOf(titles map[int64]store.Classification, id int64) *views.Label {
	c, ok := titles[id]
	if !ok || id == 0 {
		return nil
	}
	return &views.Label{ID: id, Type: c.Type, Title: c.Title}
}
