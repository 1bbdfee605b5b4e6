package record

import (
	"github.com/a-h/templ"

	"wholesight/jobs/rules/classify"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/words"
)

// tilesBlock is what one looks at first: when it bought, when it will, what it is worth,
// and what was agreed.
type tilesBlock struct{ readsNothing }

func (tilesBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	return viewrecord.Tiles{in.lastTile(l), in.gapTile(l), in.expectedTile(l), in.riskTile(l), in.revenueTile(l),
		in.ordersTile(l),
		in.targetTile(l), in.backorderTile(l), in.contactTile(l), in.followUpTile(l)}, nil
}

func (in *subject) lastTile(l ui.Locale) ui.Tile {
	w, f := in.words(l), &in.Figures
	t := ui.Tile{Title: l.T("Last order"), Figured: w.LastOrder().Content}
	if in.Scored && f.HasPurchase() {
		t.Figured, t.Figure, t.Note = nil, l.Day(f.LastPurchase, in.Build.AsOf).Text,
			l.T("%s ago", l.Plural(f.Since, "day", "days"))
	}
	return t
}

func (in *subject) gapTile(l ui.Locale) ui.Tile {
	w, f := in.words(l), &in.Figures
	t := ui.Tile{Title: l.T("Usual gap"), Figured: w.Unknown(classify.Risk)}
	if in.Scored && f.HasGap() {
		t.Figured, t.Figure = nil, l.T("%s days", l.Tenths(f.GapThousandths()))
		if f.GapEstimated {
			t.Note = l.T("estimated: the middle of others like it")
		}
	}
	return t
}

func (in *subject) expectedTile(l ui.Locale) ui.Tile {
	w := in.words(l)
	t := ui.Tile{Title: l.T("Next order expected"), Figured: w.Unknown(classify.Risk)}
	day, ok := in.current().ExpectedNext()
	if !ok || in.Build == nil {
		return t
	}
	t.Figured, t.Figure = nil, l.Day(day, in.Build.AsOf).Text
	late := in.late()
	switch ahead := int64(day - in.Build.AsOf); {
	case late > 0:
		t.Note = words.WasDue(l, in.Build.AsOf, late)
	case ahead == 0:
		t.Note = l.T("today")
	case ahead > 0:
		t.Note = l.T("in %s", l.Plural(ahead, "day", "days"))
	}
	return t
}

func (in *subject) riskTile(l ui.Locale) ui.Tile {
	w := in.words(l)
	t := ui.Tile{Title: l.T("Risk"), Figured: w.Unknown(classify.Risk)}
	if w.Has(classify.Risk) {
		t.Figured, t.Figure, t.Note = nil, l.Ratio(in.Figures.Risk), w.Silence()
	}
	return t
}

func (in *subject) revenueTile(l ui.Locale) ui.Tile {
	w, f := in.words(l), &in.Figures
	t := ui.Tile{Title: l.T("Revenue"), Figured: w.Missing()}
	if in.Scored {
		t.Title, t.Figure, t.Note = l.T("Revenue, %d months", in.Build.Timeframe), l.MoneyExact(f.Revenue),
			l.T("against %s a year before", l.MoneyExact(f.PreviousRevenue))
		if w.Has(classify.RevenueChange) {
			change := l.Change(f.RevenueChange)
			t.Change = &change
		}
	}
	return t
}

func (in *subject) ordersTile(l ui.Locale) ui.Tile {
	f := &in.Figures
	w := in.words(l)
	t := ui.Tile{Title: l.T("Orders"), Figured: w.Missing()}
	if in.Scored {
		t.Title, t.Figure, t.Note = l.T("Orders, %d months", in.Build.Timeframe), l.NumberExact(f.Orders),
			l.T("against %s a year before", l.NumberExact(f.PreviousOrders))
	}
	return t
}

// targetTile is what was bought of what was due.
func (in *subject) targetTile(l ui.Locale) ui.Tile {
	p, t := &in.entry.Facts.Target, ui.Tile{Title: l.T("Target")}
	switch {
	case !p.Set:
		t.Figured, t.Note = ui.Unknown{Word: "–", Why: l.T("no target holds this day")}, l.T("none set")
	case !p.Known:
		t.Figured, t.Note = ui.Unknown{Word: l.T("not due"), Why: l.T("nothing of the target is due yet")},
			l.T("%s in the year", l.MoneyExact(p.Year))
	default:
		t.Figure, t.Note = l.Percent(p.Attainment), l.T("%s: %s of %s due", l.T(words.TargetWords[p.Status]),
			l.MoneyExact(p.Actual), l.MoneyExact(p.ToDate))
	}
	return t
}

func (in *subject) backorderTile(l ui.Locale) ui.Tile {
	b, t := &in.entry.Backorder, ui.Tile{Title: l.T("Backorder")}
	if !b.Any() {
		t.Figure, t.Note = "–", l.T("nothing is open")
		return t
	}
	t.Figure = l.MoneyExact(b.Value)
	t.Note = l.T("%s since %s", l.Plural(int64(b.Lines), "line", "lines"), l.Day(b.Oldest, in.List.AsOf).Text)
	return t
}

func (in *subject) contactTile(l ui.Locale) ui.Tile {
	f, t := &in.entry.Facts, ui.Tile{Title: l.T("Last contact")}
	if f.LastContact == 0 {
		t.Figured = ui.Unknown{Word: l.T("never"), Why: l.T("no contact was ever logged")}
		return t
	}
	t.Figure, t.Note = l.Day(f.LastContact, in.today).Text, words.ContactKind(l, f.LastKind)
	return t
}

func (in *subject) followUpTile(l ui.Locale) ui.Tile {
	f, t := &in.entry.Facts, ui.Tile{Title: l.T("Follow-up")}
	if f.FollowUp == 0 {
		t.Figure, t.Note = "–", l.T("none agreed")
		return t
	}
	t.Figure = l.Day(f.FollowUp, in.today).Text
	switch late := int64(in.today - f.FollowUp); {
	case late > 0:
		t.Note = l.T("%s overdue", l.Plural(late, "day", "days"))
	case late == 0:
		t.Note = l.T("today")
	default:
		t.Note = l.T("in %s", l.Plural(-late, "day", "days"))
	}
	return t
}
