package webtest

import (
	"encoding/json"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
	"wholesight/store/storetest"
)

// FixtureAsOf is the day that the fixtures' forecasts are of.
var FixtureAsOf = calendar.Must("2026-11-22")

// Forecast publishes forecasts of all customers that are active: of every band, with a
// track record, and made by nobody, so that tests know what they say.
func (sh *Shop) Forecast(t testing.TB) {
	t.Helper()
	sh.Update(func(tx *store.Tx) error { return plantForecasts(tx, sh.Seed.Alpha, sh.Seed.Bravo) })
}

// plantForecasts publishes them; the worth of each side's customer is the side's own
// amount, so that no sum gives it away.
func plantForecasts(tx *store.Tx, sides ...Owner) error {
	was, err := tx.Baseline()
	if err != nil {
		return err
	}
	body, err := json.Marshal(map[string]any{"as_of": FixtureAsOf, "record": fixtureRecord()})
	if err != nil {
		return err
	}
	model, err := tx.SaveForecastModel(store.ForecastModel{AsOf: FixtureAsOf, Body: string(body)})
	if err != nil {
		return err
	}
	build, err := tx.BeginBuild(store.Build{AsOf: FixtureAsOf, Timeframe: 12, Steps: store.StepForecasts,
		StartedAt: storetest.Now})
	if err != nil {
		return err
	}
	if err := tx.SetForecastModel(build, model); err != nil {
		return err
	}
	all, totals, err := fixtureForecasts(tx, sides)
	if err != nil {
		return err
	}
	if err := tx.StageForecasts(build, all); err != nil {
		return err
	}
	if err := tx.StageChannelTotals(build, totals); err != nil {
		return err
	}
	return tx.PublishBuild(store.Build{ID: build, Customers: int64(len(all))}, []string{store.StepForecasts}, was)
}

// fixtureForecasts go through the bands in turn; who never bought has none.
func fixtureForecasts(tx *store.Tx, sides []Owner) (all []store.Forecast, totals []store.ChannelTotal, err error) {
	members, err := tx.Population()
	if err != nil {
		return nil, nil, err
	}
	channels, err := tx.Channels()
	if err != nil {
		return nil, nil, err
	}
	for i, m := range members {
		if !m.Active {
			continue
		}
		days, err := tx.SaleDays(m.ID, FixtureAsOf.AddMonths(-36), FixtureAsOf, 1)
		if err != nil {
			return nil, nil, err
		}
		f := store.Forecast{CustomerID: m.ID}
		if n := int64(len(days)); n > 0 {
			worth := int64(1000_00 * (i + 1))
			f.Forecast = figures.Forecast{Model: forecast.MethodTrees, Known: true, Count: n, First: days[0].Day,
				Last: days[n-1].Day, GapThousandths: 30_500, Usual: 31,
				Alive: 9000, Purchase30: int32(i%4)*2500 + 1200, Purchase91: int32(i%4)*2000 + 3500, Churn: int32(i/4%4)*2500 + 900,
				ChurnHorizon: 91 + int32(i%3)*40,
				Orders91:     int64(i%5)*7000 + 2000, Orders365: int64(i%5)*28000 + 8000, Revenue91: worth / 4, CLV365: worth,
				Margin365: worth / 5, HasMargin: i%2 == 0,
				Due: FixtureAsOf - calendar.Day(i%20), Next: FixtureAsOf + calendar.Day(3+i%100), Low: FixtureAsOf + 1,
				High: FixtureAsOf + calendar.Day(120), HasNext: true, Confidence: forecast.ConfidenceOf(n), Season: 1080}
		}
		for _, o := range sides {
			if o.Customer.ID == m.ID {
				channel := channels[o.Canary("Channel")]
				f.CLV365, f.Revenue91, f.Channel, f.Usable, f.ChannelShare = o.CanaryAmount, o.CanaryAmount, int32(channel),
					int32(channel), 8000
				totals = append(totals, store.ChannelTotal{AccountManagerID: o.Manager, ChannelID: channel, Orders: 1,
					Revenue: o.CanaryAmount})
			}
		}
		all = append(all, f)
	}
	return all, totals, nil
}

// fixtureRecord is a track record: three back-tests and one live back-test, in which what
// was said with sixty percent came in six of ten, and too few cases of the rarest.
func fixtureRecord() forecast.Record {
	r := forecast.Record{Choices: []forecast.Choice{
		{Job: forecast.JobChurn, Method: forecast.MethodTrees, Plain: forecast.MethodRecency, Metric: "brier", Value: .141,
			Against: .172, N: 400, CutOff: FixtureAsOf - 91},
		{Job: forecast.JobOrders, Method: forecast.MethodClosed, Plain: forecast.MethodRate, Metric: "rmse", Value: 1.31,
			Against: 1.5, N: 400, CutOff: FixtureAsOf - 91},
		{Job: forecast.JobRevenue, Method: forecast.MethodRate, Plain: forecast.MethodRate, Metric: "mae", Value: 81_200,
			Against: 81_200, N: 400, CutOff: FixtureAsOf - 91,
			Why: "nothing beats the plain rule on this shop, so it serves"},
		{Job: forecast.JobNextOrder, Method: forecast.MethodRenewal, Plain: forecast.MethodLastGap, Metric: "mae",
			Why: "too few customers to try it on in the newest finished window"},
	}}
	for i := range 4 {
		backtest := forecast.Backtest{CutOff: FixtureAsOf - calendar.Day(91*(4-i)), Horizon: 91, Live: i == 3,
			Method: forecast.MethodTrees}
		for _, row := range []forecast.Row{
			{Job: forecast.JobChurn, Method: forecast.Ours, Metric: "auc", Value: .8 + .01*float64(i)},
			{Job: forecast.JobChurn, Method: forecast.Ours, Metric: "brier", Value: .14},
			{Job: forecast.JobChurn, Method: forecast.MethodRecency, Metric: "auc", Value: .74},
			{Job: forecast.JobChurn, Method: forecast.MethodRecency, Metric: "brier", Value: .17},
			{Job: forecast.JobOrders, Method: forecast.Ours, Metric: "mae", Value: .8},
			{Job: forecast.JobOrders, Method: forecast.Ours, Metric: "bias", Value: -.05},
			{Job: forecast.JobOrders, Method: forecast.MethodRate, Metric: "mae", Value: .95},
			{Job: forecast.JobRevenue, Method: forecast.Ours, Metric: "mae", Value: 81_234},
			{Job: forecast.JobRevenue, Method: forecast.MethodRate, Metric: "mae", Value: 90_000},
			{Job: forecast.JobNextOrder, Method: forecast.Ours, Metric: "medae", Value: 6},
		} {
			row.N = 400
			backtest.Rows = append(backtest.Rows, row)
		}
		for k := range int32(10) {
			bin := forecast.Bin{From: k * 1000, To: (k + 1) * 1000, N: 20, Said: float64(k)/10 + .05, Came: int(k*2 + 1)}
			if k == 9 {
				bin.N, bin.Came = 3, 3
			}
			backtest.Churn, backtest.Buys = append(backtest.Churn, bin), append(backtest.Buys, bin)
		}
		backtest.Silence = []forecast.Bin{{From: 0, To: 31, N: 100, Came: 80}, {From: 31, To: 92, N: 60, Came: 30},
			{From: 92, N: 20, Came: 2}}
		r.Backtests = append(r.Backtests, backtest)
	}
	return r
}
