package customerlist_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/rules/target"
	"wholesight/jobs/text"
)

var (
	asOf  = calendar.Must("2026-11-22")
	today = calendar.Must("2026-11-24")
)

// meta has three smart types, two labels for each of them and type, and managers
// whose names do not come in the order of their ids.
func meta() customerlist.Meta {
	m := customerlist.Meta{
		Build: 7, AsOf: asOf, Timeframe: 12, Today: today,
		SmartTypes: []customerlist.Named{{ID: 3, Title: "Trade"}, {ID: 1, Title: "Retail"}, {ID: 2, Title: "Distributor"}},
		Forecasts:  9, ForecastsAsOf: asOf, Channels: []customerlist.Named{{ID: 41, Title: "E-mail"},
			{ID: 40, Title: "Phone"}, {ID: 47, Title: "Web"}},
		Managers: []customerlist.Named{{ID: 12, Title: "ada"}, {ID: 10, Title: "Bert"}, {ID: 11, Title: "Zoë"},
			{ID: 14, Title: "Zoe"}},
	}
	for _, s := range m.SmartTypes {
		for k, t := range classify.Types {
			for n := range int64(2) {
				m.Labels = append(m.Labels, customerlist.Label{ID: s.ID*100 + int64(k)*10 + n, Type: t, SmartType: s.ID,
					Title: fmt.Sprint(t, n), Colour: "#112233"})
			}
		}
	}
	return m
}

var nameParts = []string{"Müller", "North", "Søn", "MÜLLER", "Tools", "& Co.", "the", "A-100", "Śląsk", "ßtraße",
	"O'Neill", "  ", "日本"}

// shop is rows in the order of their codes, with every kind of hole in them.
func shop(rng *rand.Rand, m customerlist.Meta, n int) []customerlist.Row {
	rows := make([]customerlist.Row, n)
	for i := range rows {
		row := &rows[i]
		row.ID, row.Code = int64(rng.IntN(1<<30)*n+i+1), fmt.Sprintf("%c%05d", 'A'+rng.IntN(26), i)
		for range 1 + rng.IntN(3) {
			row.Name += nameParts[rng.IntN(len(nameParts))] + " "
		}
		row.City, row.Contact = nameParts[rng.IntN(len(nameParts))], nameParts[rng.IntN(len(nameParts))]
		row.SmartType = m.SmartTypes[rng.IntN(3)].ID
		if rng.IntN(4) > 0 {
			row.Manager = m.Managers[rng.IntN(len(m.Managers))].ID
		}
		row.Active = rng.IntN(8) > 0
		segments(rng, row)
		row.Facts, row.Forecast = facts(rng), expectation(rng)
		if rng.IntN(4) == 0 {
			row.Backorder = customerlist.Backorder{Lines: 1 + rng.Int32N(3), Units: 500 * (1 + rng.Int64N(4)),
				Value: rng.Int64N(4) * 10_00, Oldest: asOf - calendar.Day(rng.IntN(9))}
		}
		if row.Scored = rng.IntN(10) > 0; !row.Scored {
			continue
		}
		for k := range row.Labels {
			if rng.IntN(2) > 0 {
				row.Labels[k] = row.SmartType*100 + int64(k)*10 + int64(rng.IntN(2))
			}
		}
		row.Figures = sampleFigures(rng)
		if rng.IntN(4) == 0 {
			row.SlippedFrom = row.SmartType*100 + int64(rng.IntN(2))
		}
	}
	slices.SortFunc(rows, func(a, b customerlist.Row) int { return cmp.Compare(a.Code, b.Code) })
	return rows
}

var (
	groups     = []string{"North", "north", "Süd", "=A", "x|y"}
	tags       = []string{"make:Ford", "make:Fiat", "size:L"}
	industries = []string{"Retail", "Émail", "Zinc", "emaïl"}
	countries  = []string{"GB", "DE", "FR"}
)

// segments gives a row sets and texts, or none.
func segments(rng *rand.Rand, row *customerlist.Row) {
	row.Groups, row.Tags = subset(rng, groups), subset(rng, tags)
	if rng.IntN(4) > 0 {
		row.Industry = industries[rng.IntN(len(industries))]
	}
	if rng.IntN(9) > 0 {
		row.Country = countries[rng.IntN(len(countries))]
	}
}

// subset is some of the texts, sorted; nil for none.
func subset(rng *rand.Rand, texts []string) (out []string) {
	for _, text := range texts {
		if rng.IntN(3) == 0 {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

// facts are those of a row, with holes: no contact, no follow-up, no target, and
// targets that nothing is due of.
func facts(rng *rand.Rand) (f customerlist.Facts) {
	if rng.IntN(3) > 0 {
		f.LastContact, f.LastKind = today-calendar.Day(rng.IntN(40)), []string{"call", "visit", "note"}[rng.IntN(3)]
		if rng.IntN(2) > 0 {
			f.FollowUp = today + calendar.Day(rng.IntN(20)-8)
		}
	}
	if rng.IntN(3) > 0 {
		plan := target.Plan{Start: asOf.Month() - calendar.Month(rng.IntN(12))}
		for i := range plan.Amounts {
			plan.Amounts[i] = int64(rng.IntN(2)) * 100_00
		}
		f.Target = plan.Pace(asOf, rng.Int64N(10)*90_00)
	}
	return f
}

// expectation is a forecast with holes: none, no next order day, no channel, and what
// stands on the edge of a band.
func expectation(rng *rand.Rand) (f figures.Forecast) {
	if rng.IntN(5) == 0 {
		return f
	}
	edges := []int32{0, 2549, 2550, 2551, 5049, 5050, 7549, 7550, 10000, rng.Int32N(10001)}
	chance := func() int32 { return edges[rng.IntN(len(edges))] }
	f = figures.Forecast{Known: true, Churn: chance(), Purchase30: chance(), Purchase91: chance(),
		ChurnHorizon: 91 + rng.Int32N(275),
		Orders91:     rng.Int64N(4) * 7500, Revenue91: rng.Int64N(5) * 100_00, CLV365: rng.Int64N(6) * 500_00,
		Confidence: forecast.Confidence(rng.IntN(3)),
		Channel:    []int32{0, 40, 41, 47}[rng.IntN(4)], Usable: []int32{0, 40, 47}[rng.IntN(3)]}
	if rng.IntN(6) > 0 {
		f.HasNext, f.Next = true, asOf+calendar.Day(1+rng.IntN(60))
		f.Low, f.High = f.Next-calendar.Day(rng.IntN(9)), f.Next+calendar.Day(rng.IntN(90))
		if rng.IntN(3) > 0 {
			f.Due = asOf - calendar.Day(rng.IntN(12)) + 1
		}
	}
	return f
}

func sampleFigures(rng *rand.Rand) (f classify.Figures) {
	few := func(n int64) int64 { return rng.Int64N(n) } // few values, so that there are many ties
	f.Revenue, f.PreviousRevenue = few(9)*100_00-200_00, few(9)*100_00
	f.Orders, f.PreviousOrders = few(5), few(5)
	f.Products = few(6) - 1 // −1: not counted yet
	if rng.IntN(3) > 0 {
		f.RevenueChange = few(2000) - 1000
	} else {
		f.Why[classify.RevenueChange.Index()] = classify.New
	}
	if rng.IntN(5) == 0 {
		f.Why[classify.Risk.Index()] = classify.NoPurchase
		return f
	}
	f.PurchaseDays, f.Since = 1+few(9), few(400)
	f.LastPurchase = asOf - calendar.Day(f.Since)
	f.GapNum, f.GapDen, f.GapEstimated = 1+few(90), 1+few(3), f.PurchaseDays == 1
	f.Risk = few(500)
	return f
}

func build(t testing.TB, m customerlist.Meta, rows []customerlist.Row) *customerlist.List {
	t.Helper()
	b := customerlist.NewBuilder(m, len(rows))
	for _, row := range rows {
		if err := b.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	return b.List()
}

func ptr(v int64) *int64 { return &v }

// some is a few of the values.
func some(rng *rand.Rand, values []int64) (out []int64) {
	for _, v := range values {
		if rng.IntN(len(values)) < 2 {
			out = append(out, v)
		}
	}
	return out
}

// randomFilter sets each part now and then.
func randomFilter(rng *rand.Rand, m customerlist.Meta) (f customerlist.Filter) {
	often := func(n int) bool { return rng.IntN(n) == 0 }
	var labels []int64
	for _, l := range m.Labels {
		labels = append(labels, l.ID)
	}
	if often(3) {
		words := []string{"muller", "nor", "TOOLS", "son", "a-100", "a1", "slask", "strasse", "o'neill", "&", "日本", "e",
			"x1y2z3"}
		f.Text = words[rng.IntN(len(words))]
		if often(2) {
			f.Text += "  " + words[rng.IntN(len(words))]
		}
	}
	if often(4) {
		f.Any = some(rng, labels)
	}
	if often(6) {
		for range 1 + rng.IntN(2) {
			if group := some(rng, labels[:6]); group != nil {
				f.All = append(f.All, group)
			}
		}
	}
	if often(5) {
		f.None = some(rng, labels)
	}
	if often(4) {
		f.SmartTypes = some(rng, []int64{1, 2, 3, 99})
	}
	if often(4) {
		f.Managers, f.NoManager = some(rng, []int64{10, 11, 12, 13, 14}), often(2)
	}
	f.Activity = []customerlist.Activity{customerlist.ActiveOnly, customerlist.ActiveOnly, customerlist.InactiveOnly,
		customerlist.EveryActivity}[rng.IntN(4)]
	end := func(r *customerlist.Range, low, high int64) {
		if often(5) {
			r.Min = ptr(low + rng.Int64N(high-low))
		}
		if often(5) {
			r.Max = ptr(low + rng.Int64N(high-low))
		}
	}
	end(&f.Revenue, -300_00, 800_00)
	end(&f.Orders, 0, 6)
	end(&f.Risk, 0, 500)
	if often(3) {
		end(&f.Products, -2, 6)
	}
	if often(5) {
		f.SilentOver = ptr(rng.Int64N(400))
	}
	if often(2) {
		randomFacts(rng, &f, often)
	}
	return f
}

// randomFacts sets what is asked of segments and facts.
func randomFacts(rng *rand.Rand, f *customerlist.Filter, often func(int) bool) {
	texts := func(to *[]string, of []string) {
		if often(5) {
			*to = subset(rng, append([]string{"nobody"}, of...))
		}
	}
	texts(&f.Groups, groups)
	texts(&f.Tags, tags)
	texts(&f.Industries, industries)
	texts(&f.Countries, countries)
	if often(6) {
		f.NoContact = ptr(rng.Int64N(45))
	}
	if often(5) {
		f.FollowUp = customerlist.FollowUp(rng.IntN(5))
	}
	if often(5) {
		f.Target = customerlist.TargetState(rng.IntN(5))
	}
	f.Backorder = often(6)
	f.Slipped, f.Expected = often(6), often(8)
	if often(3) {
		f.Churn = customerlist.Bands(rng.IntN(16))
	}
	if often(3) {
		f.Purchase = customerlist.Bands(rng.IntN(16))
	}
}

func folds(row customerlist.Row) string {
	return strings.Join([]string{text.Fold(row.Code), text.Fold(row.Name), text.Fold(row.City), text.Fold(row.Contact)},
		" ")
}
