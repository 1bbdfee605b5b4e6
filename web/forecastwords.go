package web

import (
	"slices"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/forecast"
	"wholesight/views/ui"
)

// The words for what is forecast, in the order of their values.
var (
	bandWords       = [forecast.Bands]string{"Small", "Medium", "High", "Very high"}
	bandRangeWords  = [forecast.Bands]string{"Small 0–25 %", "Medium 26–50 %", "High 51–75 %", "Very high 76–100 %"}
	confidenceWords = [3]string{"low", "medium", "high"}
)

// methodWords are the methods as a sales manager would name them.
var methodWords = map[string]string{
	forecast.Ours:           "what served then",
	forecast.MethodRule:     "the rule of the usual gap",
	forecast.MethodRecency:  "how long it has been silent",
	forecast.MethodRate:     "as much as last year",
	forecast.MethodLastGap:  "the last order and the average gap",
	forecast.MethodConstant: "the same number of days for everybody",
	forecast.MethodClosed:   "buying rhythm and season",
	forecast.MethodTrees:    "decision trees over rhythm and season",
	forecast.MethodRenewal:  "the customer’s own rhythm",
}

// choiceWhyWords are why a method serves that was not tried, or did not win.
var choiceWhyWords = []string{
	"nothing beats the plain rule on this shop, so it serves",
	"no window of the shop's own history is long enough yet to try it on",
	"too few customers to try it on in the newest finished window",
}

// choiceWhy is one of them in words; another one, which tells of numbers, as it is.
func choiceWhy(l ui.Locale, why string) string {
	if slices.Contains(choiceWhyWords, why) {
		return l.T(why)
	}
	return why
}

// methodName is a method in words; one without words keeps its name.
func methodName(l ui.Locale, method string) string {
	if words, ok := methodWords[method]; ok {
		return l.T(words)
	}
	return method
}

// forecastWords write what is expected of one customer: each figure with its evidence,
// or with the reason why there is none.
type forecastWords struct {
	l       ui.Locale
	r       *customerlist.Roster
	e       *customerlist.Entry
	figures *figureWords // what is known of it now
}

// missing says why nothing is expected; nil when something is.
func (w *forecastWords) missing() templ.Component {
	l := w.l
	switch {
	case w.e.Forecast.Known:
		return nil
	case !w.r.Forecasted():
		return ui.Unknown{Word: "–", Why: l.T("forecasts are not made yet")}
	case !w.e.Active:
		return ui.Unknown{Word: "–", Why: l.T("only active customers are forecast")}
	case w.e.Scored && !w.e.Figures.HasPurchase():
		return ui.Unknown{Word: l.T("never"), Why: l.T("it never bought: forecasts begin with the first order")}
	}
	return ui.Unknown{Word: "–", Why: l.T("new since the last run: the next one brings the forecast")}
}

// chance is a probability in whole percents: what is banded is what is shown.
func chance(l ui.Locale, hundredths int32) string {
	switch p := forecast.Percent(hundredths); p {
	case 0: // what is never sure is not shown as if it were
		return "<\u00a0" + l.PercentWhole(10)
	case 100:
		return ">\u00a0" + l.PercentWhole(990)
	default:
		return l.PercentWhole(int64(p) * 10)
	}
}

func band(l ui.Locale, hundredths int32) string {
	return l.T(bandWords[forecast.BandOf(hundredths)])
}

// confidence says how much is known, and what is missing where that is little.
func (w *forecastWords) confidence() string {
	c := min(w.e.Forecast.Confidence, forecast.High)
	text := w.l.T("confidence: %s", w.l.T(confidenceWords[c]))
	if c == forecast.Low {
		return text + ", " + w.l.T("one day with an order only")
	}
	return text
}

// why is the evidence behind the figures, for their titles.
func (w *forecastWords) why(said string) string {
	out := said
	if w.figures.scored && w.figures.f.HasPurchase() && w.figures.f.HasGap() {
		out += "; " + w.figures.silence()
	}
	return out + "; " + w.confidence()
}

// below are lines under a figure; one that little is known of says so.
func (w *forecastWords) below(lines ...string) (out []templ.Component) {
	if w.e.Forecast.Confidence == forecast.Low {
		lines = append(lines, w.l.T("one order day only"))
	}
	for _, line := range lines {
		out = append(out, ui.Text(line))
	}
	return out
}

// churn is how likely the customer stops, with its band under it.
func (w *forecastWords) churn() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.e.Forecast
	days := w.l.Plural(int64(f.ChurnHorizon), "day", "days")
	return ui.Cell{Text: chance(w.l, f.Churn), Title: w.why(w.l.T("%s likely that no order comes within %s", chance(w.l, f.Churn), days)),
		Below: w.below(band(w.l, f.Churn), w.l.T("in %s", days))}
}

// purchase is how likely the customer orders within 30 days.
func (w *forecastWords) purchase() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.e.Forecast
	return ui.Cell{Text: chance(w.l, f.Purchase30), Title: w.why(w.l.T("%s likely to order within 30 days, %s within 91", chance(w.l, f.Purchase30), chance(w.l, f.Purchase91))),
		Below: w.below(band(w.l, f.Purchase30))}
}

// next is the middle of the next order day, with its quartiles under it.
func (w *forecastWords) next() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.e.Forecast
	if !f.HasNext {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: w.l.T("no day can be told")}}
	}
	cell := ui.Cell{Content: w.l.Day(f.Next, w.r.ForecastsAsOf), Title: w.why(w.l.T("every other such order comes between %s and %s", w.l.DayLong(f.Low), w.l.DayLong(f.High))),
		Below: w.below(w.l.T("%s to %s", w.l.Day(f.Low, w.r.ForecastsAsOf).Text, w.l.Day(f.High, w.r.ForecastsAsOf).Text))}
	if late := int64(w.r.Today - f.Next); late > 0 { // forecasts of an earlier day
		cell.Below = append(cell.Below, ui.Badge{Text: w.l.T("%s overdue", w.l.Plural(late, "day", "days")), Tone: ui.Warn})
	}
	return cell
}

// value is the revenue of the next year, discounted.
func (w *forecastWords) value() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.e.Forecast
	return ui.Cell{Text: w.l.Money(f.CLV365), Title: w.why(w.l.T("%s in the next 365 days", w.l.MoneyExact(f.CLV365))), Below: w.below()}
}

// expectedRevenue is that of the next 91 days, with the orders that it comes of.
func (w *forecastWords) expectedRevenue() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.e.Forecast
	return ui.Cell{Text: w.l.Money(f.Revenue91), Title: w.why(w.l.T("%s in the next 91 days", w.l.MoneyExact(f.Revenue91))),
		Below: w.below(w.l.T("%s orders", orderTenths(w.l, f.Orders91)))}
}

// orderTenths are ten-thousandths of orders with one decimal.
func orderTenths(l ui.Locale, tenThousandths int64) string {
	tenths := (tenThousandths + 500) / 1000
	if tenths == 0 {
		return "0"
	}
	return l.Quantity(tenths * 100)
}

// channel is how the next order most likely comes; below it, by which channel one may
// ask for it where the customer allows that one not.
func (w *forecastWords) channel() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.e.Forecast
	best, usable := w.r.ChannelName(f.Channel), w.r.ChannelName(f.Usable)
	if best == "" {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: w.l.T("no order of the shop names a channel")}}
	}
	cell := ui.Cell{Text: best}
	switch {
	case usable == "":
		cell.Below = []templ.Component{ui.Text(w.l.T("no consent, no other"))}
	case usable != best:
		cell.Below = []templ.Component{ui.Text(w.l.T("usable: %s", usable))}
	}
	return cell
}

// wasDue says that an order has not come. Beside a day that lies ahead it names the day
// that has passed: "30 Nov, 2 days overdue" would be one day that has both.
func wasDue(l ui.Locale, asOf calendar.Day, late int64) string {
	return l.T("was due %s · %s overdue", l.Day(asOf-calendar.Day(late), asOf).Text, l.Plural(late, "day", "days"))
}

// overdue is how many days have passed since the next order was due; 0: none has, or it
// is not known when it was.
func overdue(e *customerlist.Entry, asOf calendar.Day) int64 {
	due, _, ok := e.Due()
	if !ok {
		return 0
	}
	return max(int64(asOf)-int64(due), 0)
}
