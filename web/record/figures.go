package record

import (
	"github.com/a-h/templ"

	"wholesight/jobs/customerlist"
	jobcustomers "wholesight/jobs/customers"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// newCustomerRecord is a customer's page as it is shown.
func newCustomerRecord(in recordInput, l ui.Locale) (viewrecord.CustomerRecord, error) {
	c := &in.customer
	v := viewrecord.CustomerRecord{
		Name: c.Name, Code: c.Code, Inactive: !c.Active,
		Crumbs:  []ui.Crumb{{Text: l.T(in.Kind.Title), Href: in.listHref()}},
		Contact: contactFacts(l, c), Tiles: in.tiles(l), Figures: in.facts(l), AsOf: l.T("All figures"), Text: c.Notes,
		Actions: in.actions, Timeline: in.timelineView(l),
	}
	v.Moves, v.Assumed = in.moves(l)
	v.Forecast = in.forecastBlock(l)
	if in.placed {
		v.Place = l.T("%s of %s", l.NumberExact(int64(in.place.Number)), l.NumberExact(int64(in.place.Count)))
		v.Previous, v.Next = in.step(in.place.Previous), in.step(in.place.Next)
	}
	w, groups := in.words(l), words.LabelGroups(in.Roster, l)
	for k, id := range in.given {
		if label, ok := in.titles[id]; ok && id != 0 {
			list := customerlist.NewView().With(customerlist.Filter{Any: words.GroupOf(groups, id)})
			v.Labels = append(v.Labels, ui.Label{ID: id, Type: label.Type, Title: label.Title, Why: w.Why(classify.Types[k]), Href: paths.CustomersPath() + list.Query(in.Digits)})
		}
	}
	if in.labels == nil {
		v.Notes = append(v.Notes, ui.Note{Kind: ui.NoteWarn, Title: l.T("Figures and labels are not built yet"), Text: l.T("Revenue, risk and labels come with the first run.")})
		v.Run = in.run
	} else {
		v.AsOf = l.T("All figures as of %s, over %d months", l.DayLong(in.labels.AsOf), in.labels.Timeframe)
	}
	var err error
	if v.Risk, err = in.riskChart(l); err != nil {
		return v, err
	}
	v.Revenue, err = in.revenueChart(l)
	return v, err
}

// listHref leads back to the page of the list that shows the customer, at its row.
func (in *recordInput) listHref() string {
	if !in.placed {
		return in.ListAddress(in.View.AtPage(1))
	}
	return in.BackAddress(in.place, in.customer.Code, in.customer.ID)
}

// step leads to another customer of the list.
func (in *recordInput) step(row int32) *ui.Crumb {
	if row < 0 {
		return nil
	}
	return &ui.Crumb{Text: in.Roster.Name(row), Href: paths.CustomerPath(in.Roster.Code(row)) + in.Query(in.View.AtPage(1))}
}

func (in *recordInput) words(l ui.Locale) words.FigureWords {
	w := words.FigureWords{L: l, Built: in.labels != nil, Scored: in.scored, Active: in.customer.Active, F: &in.figures}
	if in.labels != nil {
		w.AsOf = in.labels.AsOf
	}
	return w
}

func contactFacts(l ui.Locale, c *store.Customer) ui.Facts {
	f := ui.Facts{
		{Name: l.T("Contact person"), Text: c.Contact},
		{Name: l.T("Phone"), Text: c.Phone, Href: kit.Prefixed("tel:", c.Phone)},
		{Name: l.T("E-mail"), Text: c.Email, Href: kit.Prefixed("mailto:", c.Email)},
		{Name: l.T("Place"), Text: words.JoinSpaced(words.JoinSpaced(c.Postcode, c.City), c.Country)},
		{Name: l.T("Account manager"), Text: c.AccountManager},
		{Name: l.T("Smart type"), Text: c.SmartType},
		{Name: l.T("Industry"), Text: c.Industry},
	}
	for _, set := range []struct {
		name   string
		values []string
	}{{l.T("Groups"), c.Groups}, {l.T("Tags"), c.Tags}} {
		if len(set.values) > 0 {
			badges := ui.Group{}
			for _, value := range set.values {
				badges = append(badges, ui.Badge{Text: value})
			}
			f = append(f, ui.Fact{Name: set.name, Content: badges})
		}
	}
	if data, err := jobcustomers.DataOf(c); err == nil { // an edit says what is wrong with them
		for _, a := range data.Attributes {
			f = append(f, ui.Fact{Name: a.Name, Text: a.Value})
		}
	}
	if c.CreatedOn != nil {
		f = append(f, ui.Fact{Name: l.T("Customer since"), Text: l.DayLong(*c.CreatedOn)})
	}
	return f
}

// facts are all figures of the report, exactly, each with its reason where it does
// not exist.
func (in *recordInput) facts(l ui.Locale) ui.Facts {
	w := in.words(l)
	f := &in.figures
	fact := func(name string, exists bool, text string, otherwise templ.Component) ui.Fact {
		if exists {
			return ui.Fact{Name: l.T(name), Text: text}
		}
		return ui.Fact{Name: l.T(name), Content: otherwise}
	}
	of := func(name string, t classify.Type, text func() string) ui.Fact {
		if !w.Has(t) {
			return fact(name, false, "", w.Unknown(t))
		}
		return fact(name, true, text(), nil)
	}
	bought := in.scored && f.HasPurchase()
	none := w.Unknown(classify.Risk)
	gap := ""
	if in.scored && f.HasGap() {
		gap = l.T("%s days", l.Quantity(f.GapThousandths()))
		if f.GapEstimated {
			gap += " " + l.T("(estimated)")
		}
	}
	last := ""
	if bought {
		last = l.DayLong(f.LastPurchase)
	}
	return ui.Facts{
		fact("Revenue", in.scored, l.MoneyExact(f.Revenue), w.Missing()),
		fact("Revenue a year before", in.scored, l.MoneyExact(f.PreviousRevenue), w.Missing()),
		of("Revenue change", classify.RevenueChange, func() string { return l.Percent(f.RevenueChange) }),
		fact("Orders", in.scored, l.NumberExact(f.Orders), w.Missing()),
		fact("Orders a year before", in.scored, l.NumberExact(f.PreviousOrders), w.Missing()),
		fact("Last order", bought, last, none),
		fact("Days since", bought, l.NumberExact(f.Since), none),
		fact("Average gap", gap != "", gap, none),
		of("Risk", classify.Risk, func() string { return l.Ratio(f.Risk) }),
		of("Risk change", classify.RiskChange, func() string { return l.Percent(f.RiskChange) }),
		of("Rank by revenue", classify.RevenueRank, func() string {
			return l.T("%s of %s", l.NumberExact(f.Rank), l.NumberExact(f.RankOf))
		}),
		of("Revenue of larger customers", classify.RevenueShare, func() string { return l.Ratio(f.ShareOfLarger) + "\u00a0%" }),
	}
}

// riskBands are the tints behind the graph of the risk, up to the one that its
// highest point lies in: those above would only be names on top of each other.
func (in *recordInput) riskBands(top int64) []ui.Band {
	bands := make([]classify.Band, len(in.bands))
	for i, c := range in.bands {
		bands[i] = rebuild.Band(c)
	}
	var out []ui.Band
	for i, c := range in.bands {
		covers, ok := classify.Covers(classify.Risk, bands, i)
		if !ok || covers.Low >= top || covers.Bounded && covers.Low >= covers.High {
			continue
		}
		band := ui.Band{Title: c.Title, Colour: c.Colour, From: covers.Low, To: ui.NoValue}
		if covers.Bounded {
			band.To = covers.High
		}
		if min(covers.High, top)-covers.Low < top/12 { // too low for its name
			band.Title = ""
		}
		out = append(out, band)
	}
	return out
}

// upTo says until when a graph counts.
func (in *recordInput) upTo(l ui.Locale) string {
	if in.graph == nil {
		return ""
	}
	return l.T("%s counts up to %s.", l.Month(in.graph.AsOf.Month()), l.DayLong(in.graph.AsOf))
}
