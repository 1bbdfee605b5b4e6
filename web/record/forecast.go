package record

import (
	"errors"
	"math"
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobforecasts "wholesight/jobs/forecasts"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/stats/accuracy"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// forecastBlock is what is expected of a customer, each figure beside how such ones came
// out.
type forecastBlock struct {
	records *jobforecasts.Records

	store.Forecast
	page  jobforecasts.ForecastPage
	built bool // anything was forecast at all
}

// read reads it; a customer without a forecast keeps none.
func (b *forecastBlock) read(c echo.Context, tx *store.Tx, in *subject) (err error) {
	b.page, err = b.records.Page(tx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	b.built = true
	b.Forecast, err = tx.Forecast(kit.Scope(c), in.customer.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

func (b *forecastBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	v := viewrecord.ForecastBlock{ID: "forecast", More: []ui.Button{{Text: l.T("Track record"),
		Href: paths.ForecastRecordPath(), Kind: ui.Quiet, Small: true}}}
	if v.Missing = b.missing(in, l); v.Missing != "" {
		return v, nil
	}
	v.Made = l.T("As of %s, by: %s.", l.DayLong(b.page.Build.AsOf), words.MethodName(l, b.Model))
	if why := b.whyMethod(l); why != "" {
		v.Made += " " + why
	}
	v.Lead = words.JoinSpaced(l.T("%s likely to stop.", words.Chance(l, b.Churn)),
		b.came(l, b.Churn, func(t *forecast.Backtest) []forecast.Bin { return t.Churn }))
	v.Figures = b.table(in, l)
	v.Evidence = b.evidence(in, l)
	return v, nil
}

// missing says why there is none; empty when there is one.
func (b *forecastBlock) missing(in *subject, l ui.Locale) string {
	switch {
	case b.Known:
		return ""
	case !b.built:
		return l.T("Forecasts are not made yet. They come every night, and after an import.")
	case !in.customer.Active:
		return l.T("Only active customers are forecast.")
	case b.CustomerID != 0:
		return l.T("It has never bought: forecasts begin with the first order.")
	}
	return l.T("New since the last run: the next one brings the forecast.")
}

// whyMethod says why a plain rule serves; empty when a model does.
func (b *forecastBlock) whyMethod(l ui.Locale) string {
	for _, c := range b.page.Record.Choices {
		if c.Job == forecast.JobChurn && c.Why != "" {
			return kit.Sentence(words.ChoiceWhy(l, c.Why))
		}
	}
	return ""
}

// came is how often forecasts with such a chance came true.
func (b *forecastBlock) came(l ui.Locale, hundredths int32, pick func(*forecast.Backtest) []forecast.Bin) string {
	n, came, base, ok := b.page.Record.Like(hundredths, pick)
	if !ok {
		return l.T("Too few to tell how often such forecasts come true: %s settled.", l.Plural(int64(n), "case", "cases"))
	}
	return l.T("Of %s customers scored like this, %s did; base rate %s.", l.NumberExact(int64(n)),
		l.NumberExact(int64(came)), l.PercentWhole(words.Tenths(base)))
}

// off is how far such forecasts were off in all back-tests, beside the plain rule.
func (b *forecastBlock) off(l ui.Locale, job, metric string, text func(float64) string) string {
	r := b.page.Record
	mean, n, _ := words.MeanOf(r, job, forecast.Ours, metric)
	if n < forecast.EnoughCases {
		return l.T("Too few to tell: %s settled.", l.Plural(int64(n), "case", "cases"))
	}
	said := l.T("Off by %s on average, in %s.", text(mean), l.Plural(int64(n), "case", "cases"))
	if metric == accuracy.NameMedianAE {
		said = l.T("Off by %s in the middle of %s.", text(mean), l.Plural(int64(n), "case", "cases"))
	}
	if plain, m, _ := words.MeanOf(r, job, words.PlainOf(r, job), metric); m > 0 {
		said = words.JoinSpaced(said, l.T("The plain rule: %s.", text(plain)))
	}
	return said
}

// table are the figures.
func (b *forecastBlock) table(in *subject, l ui.Locale) ui.Table {
	f := &b.Forecast
	t := ui.Table{ID: "forecast-figures", Caption: l.T("Forecast"), Free: true,
		Columns: []ui.Column{{Title: l.T("What")}, {Title: l.T("Forecast"), Num: true},
			{Title: l.T("How such forecasts came out"), Wrap: true}}}
	add := func(name string, figure ui.Cell, came string) {
		t.Rows = append(t.Rows, ui.Row{Name: name, Cells: []ui.Cell{{Text: name}, figure, {Text: came, Wide: true}}})
	}
	buys := func(t *forecast.Backtest) []forecast.Bin { return t.Buys }
	banded := func(hundredths int32) ui.Cell {
		return ui.Cell{Text: words.Chance(l, hundredths), Below: []templ.Component{ui.Text(words.Band(l, hundredths))}}
	}
	stops := banded(f.Churn)
	stops.Below = []templ.Component{ui.Text(l.T("rated %s", l.T(churnClassWords[forecast.ClassOf(f.Churn)])))}
	add(l.T("Stops: no order in %s", l.Plural(int64(f.ChurnHorizon), "day", "days")), stops,
		b.came(l, f.Churn, func(t *forecast.Backtest) []forecast.Bin { return t.Churn }))
	add(l.T("Orders within 30 days"), banded(f.Purchase30), l.T("Settled for 91 days only: see below."))
	add(l.T("Orders within 91 days"), banded(f.Purchase91), b.came(l, f.Purchase91, buys))
	add(l.T("Next order"), b.nextCell(in, l), b.off(l, forecast.JobNextOrder, accuracy.NameMedianAE,
		func(v float64) string {
			return l.T("%s days", l.Quantity(int64(math.Round(v*10))*100))
		}))
	add(l.T("Orders in 91 days"), ui.Cell{Text: words.OrderTenths(l, f.Orders91),
		Below: []templ.Component{ui.Text(l.T("%s in a year", words.OrderTenths(l, f.Orders365)))}},
		b.off(l, forecast.JobOrders, accuracy.NameMAE, func(v float64) string {
			return l.T("%s orders", l.Ratio(int64(math.Round(v*100))))
		}))
	add(l.T("Revenue in 91 days"), ui.Cell{Text: l.MoneyExact(f.Revenue91)},
		b.off(l, forecast.JobRevenue, accuracy.NameMAE, func(v float64) string { return l.MoneyExact(int64(math.Round(v))) }))
	value := ui.Cell{Text: l.MoneyExact(f.CLV365)}
	if f.HasMargin {
		value.Below = []templ.Component{ui.Text(l.T("margin %s", l.MoneyExact(f.Margin365)))}
	} else {
		value.Below = []templ.Component{ui.Text(l.T("margin unknown: too few costs"))}
	}
	add(l.T("Value of the next year"), value, l.T("No year is settled by itself: see the 91 days above."))
	best, usable := in.List.ChannelName(f.Channel), in.List.ChannelName(f.Usable)
	if best != "" {
		channel := ui.Cell{Text: best, Below: []templ.Component{ui.Text(l.T("%s likely", words.Chance(l, f.ChannelShare)))}}
		said := l.T("Best usable: %s.", usable)
		switch usable {
		case "":
			said = l.T("Best usable: none without the customer’s consent.")
		case best:
			said = l.T("It may be used.")
		}
		add(l.T("Channel"), channel, said)
	}
	return t
}

// churnClassWords are the classes of churn.
var churnClassWords = map[string]string{"Low": "low", "Normal": "normal", "High": "high"}

// nextCell is the next order day with its quartiles, and how late it is.
func (b *forecastBlock) nextCell(in *subject, l ui.Locale) ui.Cell {
	f := &b.Forecast
	if !f.HasNext {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: l.T("no day can be told")}}
	}
	cell := ui.Cell{Content: l.Day(f.Next, in.today),
		Below: []templ.Component{ui.Text(l.T("%s to %s", l.Day(f.Low, in.today).Text, l.Day(f.High, in.today).Text))}}
	if late := int64(in.today - f.Next); late > 0 { // forecasts of an earlier day
		cell.Below = append(cell.Below, ui.Badge{Text: l.T("%s overdue", l.Plural(late, "day", "days")), Tone: ui.Warn})
	} else if late := in.late(); late > 0 {
		cell.Below = append(cell.Below, ui.Badge{Text: l.T("was due %s",
			l.Day(in.Build.AsOf-calendar.Day(late), in.Build.AsOf).Text), Tone: ui.Warn})
	}
	return cell
}

// evidence is what the figures rest on; each number leads to its orders.
func (b *forecastBlock) evidence(in *subject, l ui.Locale) (facts ui.Facts) {
	f, r := &b.Forecast, b.page.Record
	orders := paths.CustomerPath(in.customer.Code) + kit.Also(in.Query(in.View.AtPage(1)), paths.ParamTimeline, "orders") +
		"#timeline"
	add := func(name, text string) { facts = append(facts, ui.Fact{Name: name, Text: text, Href: orders}) }
	gap := l.Plural(f.Usual, "day", "days")
	if f.GapThousandths > 0 {
		gap = words.JoinSpaced(gap, l.T("(its own average is %s)", l.Tenths(f.GapThousandths)))
	} else {
		gap = words.JoinSpaced(gap, l.T("(that of others: it has one order day only)"))
	}
	add(l.T("Gap to expect"), gap)
	if low, high, n := Spread(in.Sales); n > 1 {
		add(l.T("Spread"), l.T("half of its last %s lie between %s and %s", l.Plural(n, "gap", "gaps"), l.NumberExact(low),
			l.Plural(high, "day", "days")))
	}
	silent := int64(b.page.Build.AsOf - f.Last)
	add(l.T("Silent for"), l.T("%s, since %s", l.Plural(silent, "day", "days"), l.DayLong(f.Last)))
	if n, came, from, to, ok := r.Silent(silent); ok {
		text := l.T("%s of %s customers who were silent for %d to %d days ordered within 91 days", l.NumberExact(int64(came)),
			l.NumberExact(int64(n)), from, to-1)
		if to == 0 {
			text = l.T("%s of %s customers who were silent for %d days and more ordered within 91 days",
				l.NumberExact(int64(came)), l.NumberExact(int64(n)), from)
		}
		facts = append(facts, ui.Fact{Name: l.T("Others like it"), Text: text})
	}
	add(l.T("Days with an order"), l.T("%s since %s", l.NumberExact(f.Count), l.DayLong(f.First)))
	if in.Scored {
		add(l.T("Orders, %d months", in.Build.Timeframe),
			l.T("%s, against %s a year before", l.NumberExact(in.Figures.Orders), l.NumberExact(in.Figures.PreviousOrders)))
		add(l.T("Revenue, %d months", in.Build.Timeframe),
			l.T("%s, against %s a year before", l.MoneyExact(in.Figures.Revenue), l.MoneyExact(in.Figures.PreviousRevenue)))
	}
	facts = append(facts, ui.Fact{Name: l.T("Season"), Text: seasonWords(l, f.Season)},
		ui.Fact{Name: l.T("Confidence"), Text: confidenceText(l, f)})
	return facts
}

// seasonWords say what the season does to the next 91 days.
func seasonWords(l ui.Locale, thousandths int32) string {
	switch change := int64(thousandths) - 1000; {
	case change > 0:
		return l.T("%s more than usual in the next 91 days", l.Percent(change))
	case change < 0:
		return l.T("%s less than usual in the next 91 days", l.Percent(-change))
	}
	return l.T("changes nothing in the next 91 days")
}

// confidenceText says how much is known, and what it takes to know more.
func confidenceText(l ui.Locale, f *store.Forecast) string {
	switch days := l.Plural(f.Count, "day with an order", "days with an order"); forecast.ConfidenceOf(f.Count) {
	case forecast.Low:
		return l.T("low: %s only; from two on it has a gap of its own", days)
	case forecast.Medium:
		return l.T("medium: %s; from five on its rhythm is known well", days)
	default:
		return l.T("high: %s", days)
	}
}

// Spread are the quartiles of the gaps between days with an order, by nearest rank, and
// how many gaps there are.
func Spread(days []store.SaleDay) (low, high, n int64) {
	var gaps []int64
	last, begun := calendar.Day(0), false
	for _, d := range days {
		if d.Orders == 0 {
			continue
		}
		if begun {
			gaps = append(gaps, int64(d.Day-last))
		}
		last, begun = d.Day, true
	}
	if n = int64(len(gaps)); n == 0 {
		return 0, 0, 0
	}
	slices.Sort(gaps)
	return gaps[(n+3)/4-1], gaps[(3*n+3)/4-1], n
}
