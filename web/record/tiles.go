package record

import (
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/whatif"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// recordActions are what one does with a customer: what the routes have.
func (s *Pages) recordActions(l ui.Locale, in *recordInput) []ui.Button {
	code, query := in.customer.Code, in.Query(in.View.AtPage(1))
	contact := paths.ContactPath(code) + query
	all := []ui.Button{{Text: l.T("Log a contact"), Icon: "chat", Kind: ui.Primary, Href: contact, Attrs: map[string]any{"hx-get": contact, "hx-target": "#dialog-body", "data-press": "c", "aria-keyshortcuts": "c"}}}
	return append(all, ui.Button{Text: l.T("Edit"), Icon: "edit", Href: paths.CustomerEditPath(code) + query, Attrs: map[string]any{"data-press": "e", "aria-keyshortcuts": "e"}},
		ui.Button{Text: l.T("Print"), Icon: "file", Attrs: map[string]any{"data-print": true}})
}

// tiles are what one looks at first: when it bought, when it will, what it is worth,
// and what was agreed.
func (in *recordInput) tiles(l ui.Locale) ui.Tiles {
	return ui.Tiles{in.lastTile(l), in.gapTile(l), in.expectedTile(l), in.riskTile(l), in.revenueTile(l), in.ordersTile(l),
		in.targetTile(l), in.backorderTile(l), in.contactTile(l), in.followUpTile(l)}
}

func (in *recordInput) lastTile(l ui.Locale) ui.Tile {
	w, f := in.words(l), &in.figures
	t := ui.Tile{Title: l.T("Last order"), Figured: w.LastOrder().Content}
	if in.scored && f.HasPurchase() {
		t.Figured, t.Figure, t.Note = nil, l.Day(f.LastPurchase, in.labels.AsOf).Text, l.T("%s ago", l.Plural(f.Since, "day", "days"))
	}
	return t
}

func (in *recordInput) gapTile(l ui.Locale) ui.Tile {
	w, f := in.words(l), &in.figures
	t := ui.Tile{Title: l.T("Usual gap"), Figured: w.Unknown(classify.Risk)}
	if in.scored && f.HasGap() {
		t.Figured, t.Figure = nil, l.T("%s days", l.Tenths(f.GapThousandths()))
		if f.GapEstimated {
			t.Note = l.T("estimated: the middle of others like it")
		}
	}
	return t
}

func (in *recordInput) expectedTile(l ui.Locale) ui.Tile {
	w := in.words(l)
	t := ui.Tile{Title: l.T("Next order expected"), Figured: w.Unknown(classify.Risk)}
	day, ok := in.current().ExpectedNext()
	if !ok || in.labels == nil {
		return t
	}
	t.Figured, t.Figure = nil, l.Day(day, in.labels.AsOf).Text
	late := in.late()
	switch ahead := int64(day - in.labels.AsOf); {
	case late > 0:
		t.Note = words.WasDue(l, in.labels.AsOf, late)
	case ahead == 0:
		t.Note = l.T("today")
	case ahead > 0:
		t.Note = l.T("in %s", l.Plural(ahead, "day", "days"))
	}
	return t
}

// late is how many days ago the next order was due: one figure for the whole record.
func (in *recordInput) late() int64 {
	if in.labels == nil {
		return 0
	}
	return words.Overdue(in.current(), in.labels.AsOf)
}

// current is what the roster's rules read, with the record's own figures.
func (in *recordInput) current() *customerlist.Entry {
	return &customerlist.Entry{Scored: in.scored, Figures: in.figures, Forecast: in.entry.Forecast}
}

func (in *recordInput) riskTile(l ui.Locale) ui.Tile {
	w := in.words(l)
	t := ui.Tile{Title: l.T("Risk"), Figured: w.Unknown(classify.Risk)}
	if w.Has(classify.Risk) {
		t.Figured, t.Figure, t.Note = nil, l.Ratio(in.figures.Risk), w.Silence()
	}
	return t
}

func (in *recordInput) revenueTile(l ui.Locale) ui.Tile {
	w, f := in.words(l), &in.figures
	t := ui.Tile{Title: l.T("Revenue"), Figured: w.Missing()}
	if in.scored {
		t.Title, t.Figure, t.Note = l.T("Revenue, %d months", in.labels.Timeframe), l.MoneyExact(f.Revenue), l.T("against %s a year before", l.MoneyExact(f.PreviousRevenue))
		if w.Has(classify.RevenueChange) {
			change := l.Change(f.RevenueChange)
			t.Change = &change
		}
	}
	return t
}

func (in *recordInput) ordersTile(l ui.Locale) ui.Tile {
	f := &in.figures
	w := in.words(l)
	t := ui.Tile{Title: l.T("Orders"), Figured: w.Missing()}
	if in.scored {
		t.Title, t.Figure, t.Note = l.T("Orders, %d months", in.labels.Timeframe), l.NumberExact(f.Orders), l.T("against %s a year before", l.NumberExact(f.PreviousOrders))
	}
	return t
}

// targetTile is what was bought of what was due.
func (in *recordInput) targetTile(l ui.Locale) ui.Tile {
	p, t := &in.entry.Facts.Target, ui.Tile{Title: l.T("Target")}
	switch {
	case !p.Set:
		t.Figured, t.Note = ui.Unknown{Word: "–", Why: l.T("no target holds this day")}, l.T("none set")
	case !p.Known:
		t.Figured, t.Note = ui.Unknown{Word: l.T("not due"), Why: l.T("nothing of the target is due yet")}, l.T("%s in the year", l.MoneyExact(p.Year))
	default:
		t.Figure, t.Note = l.Percent(p.Attainment), l.T("%s: %s of %s due", l.T(words.TargetWords[p.Status]), l.MoneyExact(p.Actual), l.MoneyExact(p.ToDate))
	}
	return t
}

func (in *recordInput) backorderTile(l ui.Locale) ui.Tile {
	b, t := &in.entry.Backorder, ui.Tile{Title: l.T("Backorder")}
	if !b.Any() {
		t.Figure, t.Note = "–", l.T("nothing is open")
		return t
	}
	t.Figure = l.MoneyExact(b.Value)
	t.Note = l.T("%s since %s", l.Plural(int64(b.Lines), "line", "lines"), l.Day(b.Oldest, in.Roster.AsOf).Text)
	return t
}

func (in *recordInput) contactTile(l ui.Locale) ui.Tile {
	f, t := &in.entry.Facts, ui.Tile{Title: l.T("Last contact")}
	if f.LastContact == 0 {
		t.Figured = ui.Unknown{Word: l.T("never"), Why: l.T("no contact was ever logged")}
		return t
	}
	t.Figure, t.Note = l.Day(f.LastContact, in.today).Text, words.ContactKind(l, f.LastKind)
	return t
}

func (in *recordInput) followUpTile(l ui.Locale) ui.Tile {
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

// nudge solves what would move the customer, as of the day that its labels are of.
func (in *recordInput) nudge(tx *store.Tx, row int32) error {
	if in.labels == nil || !in.scored || !in.customer.Active {
		return nil
	}
	months := classify.Timeframe(in.labels.Timeframe)
	windows, err := classify.NewWindows(in.labels.AsOf, months)
	if err != nil {
		return err
	}
	sales, err := tx.SaleDays(in.customer.ID, windows.BaseFrom, in.labels.AsOf, whatif.OldDays)
	if err != nil {
		return err
	}
	for i, d := range sales { // what lies before is only partly there
		if d.Day > windows.BaseFrom {
			in.sales = sales[i:]
			break
		}
	}
	days := make([]whatif.Day, len(sales))
	for i, d := range sales {
		days[i] = whatif.Day(d)
	}
	var bands classify.Bands
	for k, t := range classify.Types {
		for _, rule := range jobclassifications.Group(in.rules, t) {
			bands[k] = append(bands[k], rebuild.Band(rule))
		}
	}
	revenues, gapNum, gapDen := in.Roster.Peers(row)
	if f := &in.figures; f.PurchaseDays == 1 { // its own gap is the median of the others'
		gapNum, gapDen = f.GapNum, f.GapDen
	}
	market, err := whatif.NewMarket(revenues, gapNum, gapDen)
	if err != nil {
		return err
	}
	in.nudges, err = whatif.SolveDays(days, in.labels.AsOf, months, bands, market)
	return err
}
