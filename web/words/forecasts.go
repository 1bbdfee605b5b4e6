package words

import (
	"math"
	"slices"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/forecast"
	"wholesight/views/ui"
)

// The words for what is forecast, in the order of their values.
var (
	BandWords       = [forecast.Bands]string{"Small", "Medium", "High", "Very high"}
	BandRangeWords  = [forecast.Bands]string{"Small 0–25 %", "Medium 26–50 %", "High 51–75 %", "Very high 76–100 %"}
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

// ChoiceWhy is one of them in words; another one, which tells of numbers, as it is.
func ChoiceWhy(l ui.Locale, why string) string {
	if slices.Contains(choiceWhyWords, why) {
		return l.T(why)
	}
	return why
}

// MethodName is a method in words; one without words keeps its name.
func MethodName(l ui.Locale, method string) string {
	if words, ok := methodWords[method]; ok {
		return l.T(words)
	}
	return method
}

// ForecastWords write what is expected of one customer: each figure with its evidence,
// or with the reason why there is none.
type ForecastWords struct {
	L       ui.Locale
	R       *customerlist.List
	E       *customerlist.Entry
	Figures *FigureWords // what is known of it now
}

// Missing says why nothing is expected; nil when something is.
func (w *ForecastWords) missing() templ.Component {
	l := w.L
	switch {
	case w.E.Forecast.Known:
		return nil
	case !w.R.Forecasted():
		return ui.Unknown{Word: "–", Why: l.T("forecasts are not made yet")}
	case !w.E.Active:
		return ui.Unknown{Word: "–", Why: l.T("only active customers are forecast")}
	case w.E.Scored && !w.E.Figures.HasPurchase():
		return ui.Unknown{Word: l.T("never"), Why: l.T("it never bought: forecasts begin with the first order")}
	}
	return ui.Unknown{Word: "–", Why: l.T("new since the last run: the next one brings the forecast")}
}

// Chance is a probability in whole percents: what is banded is what is shown.
func Chance(l ui.Locale, hundredths int32) string {
	switch p := forecast.Percent(hundredths); p {
	case 0: // what is never sure is not shown as if it were
		return "<\u00a0" + l.PercentWhole(10)
	case 100:
		return ">\u00a0" + l.PercentWhole(990)
	default:
		return l.PercentWhole(int64(p) * 10)
	}
}

func Band(l ui.Locale, hundredths int32) string {
	return l.T(BandWords[forecast.BandOf(hundredths)])
}

// confidence says how much is known, and what is missing where that is little.
func (w *ForecastWords) confidence() string {
	c := min(w.E.Forecast.Confidence, forecast.High)
	text := w.L.T("confidence: %s", w.L.T(confidenceWords[c]))
	if c == forecast.Low {
		return text + ", " + w.L.T("one day with an order only")
	}
	return text
}

// Why is the evidence behind the figures, for their titles.
func (w *ForecastWords) why(said string) string {
	out := said
	if w.Figures.Scored && w.Figures.F.HasPurchase() && w.Figures.F.HasGap() {
		out += "; " + w.Figures.Silence()
	}
	return out + "; " + w.confidence()
}

// below are lines under a figure; one that little is known of says so.
func (w *ForecastWords) below(lines ...string) (out []templ.Component) {
	if w.E.Forecast.Confidence == forecast.Low {
		lines = append(lines, w.L.T("one order day only"))
	}
	for _, line := range lines {
		out = append(out, ui.Text(line))
	}
	return out
}

// Churn is how likely the customer stops, with its band under it.
func (w *ForecastWords) Churn() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.E.Forecast
	days := w.L.Plural(int64(f.ChurnHorizon), "day", "days")
	return ui.Cell{Text: Chance(w.L, f.Churn), Title: w.why(w.L.T("%s likely that no order comes within %s",
		Chance(w.L, f.Churn), days)),
		Below: w.below(Band(w.L, f.Churn), w.L.T("in %s", days))}
}

// Purchase is how likely the customer orders within 30 days.
func (w *ForecastWords) Purchase() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.E.Forecast
	return ui.Cell{Text: Chance(w.L, f.Purchase30), Title: w.why(w.L.T("%s likely to order within 30 days, %s within 91",
		Chance(w.L, f.Purchase30), Chance(w.L, f.Purchase91))),
		Below: w.below(Band(w.L, f.Purchase30))}
}

// Next is the middle of the next order day, with its quartiles under it.
func (w *ForecastWords) Next() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.E.Forecast
	if !f.HasNext {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: w.L.T("no day can be told")}}
	}
	cell := ui.Cell{Content: w.L.Day(f.Next, w.R.ForecastsAsOf),
		Title: w.why(w.L.T("every other such order comes between %s and %s", w.L.DayLong(f.Low), w.L.DayLong(f.High))),
		Below: w.below(w.L.T("%s to %s", w.L.Day(f.Low, w.R.ForecastsAsOf).Text, w.L.Day(f.High, w.R.ForecastsAsOf).Text))}
	if late := int64(w.R.Today - f.Next); late > 0 { // forecasts of an earlier day
		cell.Below = append(cell.Below, ui.Badge{Text: w.L.T("%s overdue", w.L.Plural(late, "day", "days")), Tone: ui.Warn})
	}
	return cell
}

// Value is the revenue of the next year, discounted.
func (w *ForecastWords) Value() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.E.Forecast
	return ui.Cell{Text: w.L.Money(f.CLV365), Title: w.why(w.L.T("%s in the next 365 days", w.L.MoneyExact(f.CLV365))),
		Below: w.below()}
}

// ExpectedRevenue is that of the next 91 days, with the orders that it comes of.
func (w *ForecastWords) ExpectedRevenue() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.E.Forecast
	return ui.Cell{Text: w.L.Money(f.Revenue91), Title: w.why(w.L.T("%s in the next 91 days",
		w.L.MoneyExact(f.Revenue91))),
		Below: w.below(w.L.T("%s orders", OrderTenths(w.L, f.Orders91)))}
}

// OrderTenths are ten-thousandths of orders with one decimal.
func OrderTenths(l ui.Locale, tenThousandths int64) string {
	tenths := (tenThousandths + 500) / 1000
	if tenths == 0 {
		return "0"
	}
	return l.Quantity(tenths * 100)
}

// Channel is how the next order most likely comes; below it, by which channel one may
// ask for it where the customer allows that one not.
func (w *ForecastWords) Channel() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	f := &w.E.Forecast
	best, usable := w.R.ChannelName(f.Channel), w.R.ChannelName(f.Usable)
	if best == "" {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: w.L.T("no order of the shop names a channel")}}
	}
	cell := ui.Cell{Text: best}
	switch {
	case usable == "":
		cell.Below = []templ.Component{ui.Text(w.L.T("no consent, no other"))}
	case usable != best:
		cell.Below = []templ.Component{ui.Text(w.L.T("usable: %s", usable))}
	}
	return cell
}

// WasDue says that an order has not come. Beside a day that lies ahead it names the day
// that has passed: "30 Nov, 2 days overdue" would be one day that has both.
func WasDue(l ui.Locale, asOf calendar.Day, late int64) string {
	return l.T("was due %s · %s overdue", l.Day(asOf-calendar.Day(late), asOf).Text, l.Plural(late, "day", "days"))
}

// Overdue is how many days have passed since the next order was due; 0: none has, or it
// is not known when it was.
func Overdue(e *customerlist.Entry, asOf calendar.Day) int64 {
	due, _, ok := e.Due()
	if !ok {
		return 0
	}
	return max(int64(asOf)-int64(due), 0)
}

// Tenths is a share in tenths of a percent.
func Tenths(share float64) int64 { return int64(math.Round(share * 1000)) }

// PlainOf is the plain rule that a job is held against.
func PlainOf(r *forecast.Record, job string) string {
	for i := range r.Choices {
		if r.Choices[i].Job == job {
			return r.Choices[i].Plain
		}
	}
	return ""
}

// row is a measure of a method in a back-test; false when it has none.
func BacktestRow(t *forecast.Backtest, job, method, metric string) (*forecast.Row, bool) {
	for i := range t.Rows {
		if row := &t.Rows[i]; row.Job == job && row.Method == method && row.Metric == metric {
			return row, true
		}
	}
	return nil, false
}

// MeanOf is the mean of a measure over back-tests by their customers, how many these are, and
// how many back-tests. RMSE is averaged as it is: a mean of means, to compare methods by.
func MeanOf(r *forecast.Record, job, method, metric string) (mean float64, n, trials int) {
	for i := range r.Backtests {
		if row, ok := BacktestRow(&r.Backtests[i], job, method, metric); ok && row.N > 0 {
			mean += row.Value * float64(row.N)
			n, trials = n+row.N, trials+1
		}
	}
	if n > 0 {
		mean /= float64(n)
	}
	return mean, n, trials
}
