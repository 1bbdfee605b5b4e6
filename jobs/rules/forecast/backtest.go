package forecast

import (
	"fmt"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/stats/accuracy"
)

// back-tests are made a quarter apart, newest first, as long as two thirds of a year of the
// book lie before them.
const (
	mostBacktests = 6
	backtestAfter = 240
)

// cutOffs are the days to try at, oldest first.
func cutOffs(b *book, most int) (cuts []calendar.Day) {
	for cut := b.asOf - horizon; cut >= b.begin+backtestAfter && len(cuts) < most; cut -= horizon {
		cuts = append(cuts, cut)
	}
	slices.Reverse(cuts)
	return cuts
}

// metricsOf are what a job is told by, in the order of pages.
var metricsOf = map[string][]string{
	JobChurn:     {accuracy.NameAUC, accuracy.NameBrier, accuracy.NameAveragePrecision, accuracy.NameLogLoss},
	JobOrders:    {accuracy.NameRMSE, accuracy.NameMAE, accuracy.NameBias, accuracy.NameSpearman},
	JobRevenue:   {accuracy.NameMAE, accuracy.NameRMSE, accuracy.NameBias, accuracy.NameSpearman, accuracy.NameGini},
	JobNextOrder: {accuracy.NameMAE, accuracy.NameMedianAE, accuracy.NameBias},
}

// back-test is how the forecasts of the cut-off came out, served by choices that were made
// before it. asOf is the last day that may be looked at.
func (t *tried) backtest(choices []Choice, asOf calendar.Day) Backtest {
	out := Backtest{CutOff: t.s.cut, Horizon: t.s.horizon}
	serve := map[string]rank{}
	for _, c := range choices {
		serve[c.Job] = rankOf(c.Job, c.Method)
		if c.Job == JobChurn {
			out.Method = c.Method
		}
	}
	for _, job := range Jobs {
		add := func(method string, r rank) {
			said, came := t.column(job, r)
			out.Rows = append(out.Rows, rows(job, method, said, came, 0)...)
		}
		add(Ours, serve[job])
		for r, name := range served[job] {
			if name != "" && (rank(r) != boosted || t.f.Trees != nil) {
				add(name, rank(r))
			}
		}
	}
	said := make([]Said, len(t.s.who))
	for i, c := range t.s.who {
		said[i] = Said{Customer: c, Forecast: t.f.forecast(c, t.s.known[i], t.s.cut, serve)}
	}
	out.Churn, out.Buys, out.Silence = settled(said, t.s.cut, asOf)
	return out
}

// rows are a job's metrics of what one method said, with intervals over so many
// resamples of the customers (0: none are made).
func rows(job, method string, said, came []float64, rounds int) (all []Row) {
	if job == JobChurn { // what is scored is that no order comes
		said, came = complement(said), complement(came)
	}
	for _, name := range metricsOf[job] {
		v, ok := measure(name, said, came)
		if !ok {
			continue
		}
		r := Row{Job: job, Method: method, Metric: name, Value: v, N: len(came), Low: v, High: v}
		if rounds > 0 {
			var x, y []float64
			low, high := accuracy.Bootstrap(len(came), rounds, 1, func(sample []int32) (float64, bool) {
				x, y = accuracy.Pick(x[:0], said, sample), accuracy.Pick(y[:0], came, sample)
				return measure(name, x, y)
			})
			if low <= high {
				r.Low, r.High = low, high
			}
		}
		all = append(all, r)
	}
	return all
}

func complement(p []float64) []float64 {
	out := make([]float64, len(p))
	for i, v := range p {
		out[i] = 1 - v
	}
	return out
}

// Said is what was shown of a customer on a day.
type Said struct {
	Customer *Customer // with the baskets that came since
	Forecast Forecast
}

// Settle is how forecasts that people have seen came out: those made at the end of
// cutOff, told from shop, whose AsOf is a quarter later or more. Customers nothing was
// known of are left out. The plain rules stand beside them, as of the same day.
func Settle(said []Said, cutOff calendar.Day, shop Shop) (Backtest, error) {
	if shop.AsOf < cutOff+horizon {
		return Backtest{}, fmt.Errorf("forecasts of %s cannot be settled before %s", cutOff, cutOff+horizon)
	}
	out := Backtest{CutOff: cutOff, Horizon: horizon, Live: true}
	first := cutOff // of the book: a young one's last year is all it has, as for the back-tests
	for i := range shop.Customers {
		if all := shop.Customers[i].Baskets; len(all) > 0 {
			first = min(first, all[0].Day)
		}
	}
	scale := horizon / float64(min(year, cutOff-first+1))
	var bought, chance, rate, orders, expected, revenue, amount, spendRate, days, came []float64
	kept := said[:0:0]
	for _, x := range said {
		known := until(x.Customer.Baskets, cutOff)
		if !x.Forecast.Known || len(known) == 0 {
			continue
		}
		kept, out.Method = append(kept, x), x.Forecast.Model
		var n, money, b, last, lastMoney float64
		for _, y := range x.Customer.Baskets[len(known):] {
			if y.Day > cutOff+horizon {
				break
			}
			n, money, b = n+1, money+float64(y.Revenue), 1
		}
		for k := len(known) - 1; k >= 0 && cutOff-known[k].Day < year; k-- {
			last, lastMoney = last+1, lastMoney+float64(known[k].Revenue)
		}
		bought, chance = append(bought, b), append(chance, float64(x.Forecast.Purchase91)/10000)
		orders, expected, rate = append(orders, n), append(expected, float64(x.Forecast.Orders91)/10000),
			append(rate, last*scale)
		revenue, amount, spendRate = append(revenue, money), append(amount, float64(x.Forecast.Revenue91)),
			append(spendRate, lastMoney*scale)
		if rest := x.Customer.Baskets[len(known):]; x.Forecast.HasNext && len(known) >= rhythmDays && len(rest) > 0 &&
			rest[0].Day <= min(cutOff+nextWithin, shop.AsOf) {
			days, came = append(days, float64(x.Forecast.Next-cutOff)), append(came, float64(rest[0].Day-cutOff))
		}
	}
	out.Rows = slices.Concat(rows(JobChurn, Ours, chance, bought, 0),
		rows(JobOrders, Ours, expected, orders, 0), rows(JobOrders, MethodRate, rate, orders, 0),
		rows(JobRevenue, Ours, amount, revenue, 0), rows(JobRevenue, MethodRate, spendRate, revenue, 0),
		rows(JobNextOrder, Ours, days, came, 0))
	out.Churn, out.Buys, out.Silence = settled(kept, cutOff, shop.AsOf)
	return out, nil
}

// settled are the bins of churn, of those whose own horizon has passed by the end of
// asOf, of an order within a quarter, and of the same by days of silence.
func settled(said []Said, cut, asOf calendar.Day) (churn, buys, quiet []Bin) {
	churn, buys, quiet = tenths(), tenths(), silences()
	for _, x := range said {
		known := until(x.Customer.Baskets, cut)
		silence := calendar.Day(1 << 30)
		if rest := x.Customer.Baskets[len(known):]; len(rest) > 0 && rest[0].Day <= asOf {
			silence = rest[0].Day - cut
		}
		if h := calendar.Day(x.Forecast.ChurnHorizon); cut+h <= asOf {
			put(churn, x.Forecast.Churn, silence > h)
		}
		if cut+horizon <= asOf {
			put(buys, x.Forecast.Purchase91, silence <= horizon)
			before := int32(cut - known[len(known)-1].Day)
			for i := range quiet {
				if b := &quiet[i]; before >= b.From && (before < b.To || b.To == 0) {
					b.N, b.Said = b.N+1, b.Said+float64(x.Forecast.Purchase91)/10000
					if silence <= horizon {
						b.Came++
					}
				}
			}
		}
	}
	for _, bins := range [3][]Bin{churn, buys, quiet} {
		for i := range bins {
			if bins[i].N > 0 {
				bins[i].Said /= float64(bins[i].N)
			}
		}
	}
	return churn, buys, quiet
}

// silences are empty bins by days since the last order: a month, two, a quarter, half a
// year, a year, and longer.
func silences() []Bin {
	edges := [...]int32{0, 31, 61, 92, 183, 366, 0}
	bins := make([]Bin, len(edges)-1)
	for i := range bins {
		bins[i].From, bins[i].To = edges[i], edges[i+1]
	}
	return bins
}

// tenths are ten empty bins.
func tenths() []Bin {
	bins := make([]Bin, 10)
	for i := range bins {
		bins[i].From, bins[i].To = int32(i*1000), int32((i+1)*1000)
	}
	return bins
}

func put(bins []Bin, said int32, came bool) {
	b := &bins[min(said/1000, 9)]
	b.N, b.Said = b.N+1, b.Said+float64(said)/10000
	if came {
		b.Came++
	}
}
