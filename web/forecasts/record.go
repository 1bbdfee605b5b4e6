package forecasts

import (
	"errors"
	"math"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobforecasts "wholesight/jobs/forecasts"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/stats/accuracy"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// forecastRecordPage: GET /forecasts/record, staff: how forecasts of this shop came
// out. It is of the whole shop, and names nobody.
func (s *Pages) forecastRecordPage(c echo.Context) error {
	var p ui.Page
	var page jobforecasts.ForecastPage
	var built, found bool
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavForecasts, "Track record"); err != nil {
			return err
		}
		if found, err = tx.HasDemoTruths(); err != nil {
			return err
		}
		page, err = s.forecasts.Page(tx)
		if built = err == nil; errors.Is(err, store.ErrNotFound) {
			return nil
		}
		return err
	}); err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("How often forecasts came true on this shop, beside the plain rules that anybody could use.")
	p.Crumbs = []ui.Crumb{{Text: l.T("Forecasts"), Href: paths.ForecastsPath()}}
	parts := ui.Sheet{{Show: []templ.Component{s.forecastTabs(c, l, paths.ForecastRecordPath(), found)}}}
	if !built || len(page.Record.Backtests) == 0 {
		empty := ui.Empty{Title: l.T("Nothing has come true or failed yet"),
			Text: l.T("Here is how forecasts came out. They are tried on your own past once there is a year of it and fifty customers, and what is said from now on is settled 91 days later.")}
		if !built {
			empty.Title, empty.Text = l.T("Forecasts are not made yet"), l.T("Their track record comes with the first ones.")
			if act := s.forecastNow(c, l, paths.ForecastRecordPath()); act != nil {
				parts = append(parts, ui.Part{Show: []templ.Component{act}})
			}
		}
		return s.Render(c, http.StatusOK, s.Frame(c, p, append(parts, ui.Part{Show: []templ.Component{empty}})), nil)
	}
	more, err := trackRecord(l, &page)
	if err != nil {
		return err
	}
	p.Charts = true
	return s.Render(c, http.StatusOK, s.Frame(c, p, append(parts, more...)), nil)
}

// trackRecord are the parts of the page: first how far the chances can be believed, then
// each forecast against its plain rule.
func trackRecord(l ui.Locale, p *jobforecasts.ForecastPage) (parts ui.Sheet, err error) {
	r := p.Record
	stops, err := reliabilityChart(l, r, "reliability-churn", l.T("Said and came: stopping"), l.T("Said: stops"),
		l.T("stopped"), func(t *forecast.Backtest) []forecast.Bin { return t.Churn })
	if err != nil {
		return nil, err
	}
	buys, err := reliabilityChart(l, r, "reliability-purchase", l.T("Said and came: an order within 91 days"),
		l.T("Said: orders"), l.T("ordered"), func(t *forecast.Backtest) []forecast.Bin { return t.Buys })
	if err != nil {
		return nil, err
	}
	parts = ui.Sheet{{ID: "reliability", Title: l.T("Can the chances be believed?"),
		About: l.T("Of all forecasts that said about the same, how many came true? Where the line follows the dashed one, a chance means what it says. The band is where the truth lies, given how few cases there are."),
		Show:  []templ.Component{ui.Text(backtestWords(l, r)), ui.Graphs{stops, buys}}}}
	for _, job := range forecast.Jobs {
		part, err := jobRecord(l, r, job)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return append(parts, ui.Part{ID: "trials", Title: l.T("What it was tried on"),
		About: l.T("A back-test was made later, from what was known on its day. A live test is what people here were shown on that day."),
		Show:  []templ.Component{backtestTable(l, r)}}), nil
}

// backtestWords say how many back-tests there are, and of which kind.
func backtestWords(l ui.Locale, r *forecast.Record) string {
	live := 0
	for i := range r.Backtests {
		if r.Backtests[i].Live {
			live++
		}
	}
	tests := l.Plural(int64(len(r.Backtests)-live), "back-test", "back-tests")
	if live == 0 {
		return l.T("%s; nothing that was said live is settled yet.", tests)
	}
	return l.T("%s and %s.", tests, l.Plural(int64(live), "live test", "live tests"))
}

// tally is what came of the forecasts of a tenth.
type tally struct {
	n, came int
	said    float64 // the sum of what was said
}

// reliabilityChart is what was said against what came, by tenths of the chance.
func reliabilityChart(l ui.Locale, r *forecast.Record, id, title, x, came string,
	pick func(*forecast.Backtest) []forecast.Bin) (ui.Chart, error) {
	spec := ui.ChartSpec{ID: id, Title: title, Unit: "%", XName: x, XKind: ui.Words, Kind: ui.Percent,
		Empty: ui.Empty{Title: l.T("Nothing is settled yet"),
			Text: l.T("It shows once the time that forecasts spoke of is over.")}}
	var bins [10]tally
	var all tally
	for i := range r.Backtests {
		for k, b := range pick(&r.Backtests[i]) {
			if k < len(bins) {
				bins[k].n, bins[k].came, bins[k].said = bins[k].n+b.N, bins[k].came+b.Came, bins[k].said+b.Said*float64(b.N)
				all.n, all.came = all.n+b.N, all.came+b.Came
			}
		}
	}
	var said, share, low, high, cases, truths []int64
	good, enough := 0, 0
	for _, b := range bins {
		from, to := accuracy.Wilson(b.came, b.n, accuracy.Z95)
		values := [4]int64{ui.NoValue, ui.NoValue, ui.NoValue, ui.NoValue}
		if b.n >= forecast.EnoughCases {
			mean := b.said / float64(b.n)
			values = [4]int64{words.Tenths(mean), words.Tenths(float64(b.came) / float64(b.n)), words.Tenths(from),
				words.Tenths(to)}
			enough++
			if mean >= from && mean <= to {
				good++
			}
		}
		said, share, low, high = append(said, values[0]), append(share, values[1]), append(low, values[2]),
			append(high, values[3])
		cases, truths = append(cases, int64(b.n)), append(truths, int64(b.came))
	}
	if enough > 0 {
		spec.X = tenRanges()
		spec.Says = l.T("In %d of %d tenths what was said lies within what came, give or take chance. Of %s, %s %s.", good,
			enough, l.Plural(int64(all.n), "forecast", "forecasts"),
			l.PercentWhole(words.Tenths(float64(all.came)/float64(all.n))), came)
		if enough < len(bins) {
			spec.Says += " " + l.T("Tenths with fewer than %d cases are too few to tell.", forecast.EnoughCases)
		}
	} else {
		said, share, low, high, cases, truths = nil, nil, nil, nil, nil, nil
		if all.n > 0 {
			spec.Empty = ui.Empty{Title: l.T("Too few to tell"),
				Text: l.T("%s are settled; it takes %d that said about the same.", l.Plural(int64(all.n), "forecast", "forecasts"),
					forecast.EnoughCases)}
		}
	}
	spec.Series = []ui.Series{{Name: l.T("Came"), Role: ui.This, Values: share},
		{Name: l.T("Said"), Role: ui.Target, Values: said},
		{Name: l.T("At least"), Role: ui.Fan, Values: low}, {Name: l.T("At most"), Role: ui.Fan, Values: high}}
	spec.Beside = []ui.Beside{{Name: l.T("Cases"), Kind: ui.Numbers, Values: cases},
		{Name: l.T("Of these came"), Kind: ui.Numbers, Values: truths}}
	return ui.NewChart(l, spec)
}

// graphed are the measures that are drawn over time, of each job.
var graphed = map[string][]string{
	forecast.JobChurn:     {accuracy.NameAUC, accuracy.NameBrier},
	forecast.JobOrders:    {accuracy.NameMAE, accuracy.NameRMSE},
	forecast.JobRevenue:   {accuracy.NameMAE, accuracy.NameBias},
	forecast.JobNextOrder: {accuracy.NameMAE, accuracy.NameMedianAE},
}

// jobAboutWords say what is measured of each job.
var jobAboutWords = map[string]string{
	forecast.JobChurn:     "Whether an order comes within 91 days.",
	forecast.JobOrders:    "How many days with an order there are within 91 days; errors are in orders a customer.",
	forecast.JobRevenue:   "What is bought within 91 days; errors are in money a customer.",
	forecast.JobNextOrder: "The day of the next order, of customers with four and more who ordered within half a year; errors are in days.",
}

// jobRecord is how one forecast came out, over time and on the whole.
func jobRecord(l ui.Locale, r *forecast.Record, job string) (ui.Part, error) {
	part := ui.Part{ID: "record-" + job, Title: jobName(l, job), About: l.T(jobAboutWords[job])}
	plain := words.PlainOf(r, job)
	var graphs ui.Graphs
	for _, metric := range graphed[job] {
		chart, err := metricChart(l, r, job, metric, plain)
		if err != nil {
			return part, err
		}
		graphs = append(graphs, chart)
	}
	part.Show = []templ.Component{ui.Text(servesWords(l, r, job)), graphs, metricTable(l, r, job)}
	return part, nil
}

// servesWords say what serves a job and why.
func servesWords(l ui.Locale, r *forecast.Record, job string) string {
	for i := range r.Choices {
		c := &r.Choices[i]
		switch {
		case c.Job != job:
		case c.Why != "":
			return l.T("Made by: %s. %s", words.MethodName(l, c.Method), kit.Sentence(words.ChoiceWhy(l, c.Why)))
		case c.N > 0 && c.Against > 0:
			return l.T("Made by: %s. On the newest window that is over it was off by %s less than %s.",
				words.MethodName(l, c.Method), l.Percent(words.Tenths(1-c.Value/c.Against)), words.MethodName(l, c.Plain))
		default:
			return l.T("Made by: %s.", words.MethodName(l, c.Method))
		}
	}
	return ""
}

// metricChart is a measure over the cut-offs: what served, back-tests and live back-tests
// apart, and the plain rule.
func metricChart(l ui.Locale, r *forecast.Record, job, metric, plain string) (ui.Chart, error) {
	kind, _ := metricKind(job, metric)
	spec := ui.ChartSpec{ID: "record-" + job + "-" + metric, Title: l.T(metricShortWords[metric]),
		Unit: metricName(l, metric), XName: l.T("As of"), XKind: ui.Days, Kind: kind, Height: ui.Short,
		Empty: ui.Empty{Title: l.T("Nothing is settled yet"),
			Text: l.T("It shows once the time that forecasts spoke of is over.")}}
	var tests, live, rule, cases []int64
	won, of := 0, 0
	for i := range r.Backtests {
		t := &r.Backtests[i]
		ours, ok := words.BacktestRow(t, job, forecast.Ours, metric)
		if !ok {
			continue
		}
		spec.X = append(spec.X, t.CutOff.String())
		v, other := metricValue(job, metric, ours.Value), int64(ui.NoValue)
		if theirs, ok := words.BacktestRow(t, job, plain, metric); ok {
			other = metricValue(job, metric, theirs.Value)
			of++
			if better(metric, ours.Value, theirs.Value) {
				won++
			}
		}
		rule, cases = append(rule, other), append(cases, int64(ours.N))
		if t.Live {
			tests, live = append(tests, ui.NoValue), append(live, v)
		} else {
			tests, live = append(tests, v), append(live, ui.NoValue)
		}
	}
	if of > 0 {
		spec.Says = l.T("Better than the plain rule in %d of %d trials.", won, of)
	} else if len(spec.X) > 0 {
		spec.Says = l.T("Nothing of the plain rule is known to hold it against.")
	}
	spec.Series = []ui.Series{{Name: l.T("Back-test"), Role: ui.This, Values: tests}}
	if hasValue(live) {
		spec.Series = append(spec.Series, ui.Series{Name: l.T("Live"), Role: ui.Other, Values: live})
	}
	if hasValue(rule) {
		spec.Series = append(spec.Series, ui.Series{Name: l.T("Plain rule"), Role: ui.Before, Values: rule})
	}
	spec.Beside = []ui.Beside{{Name: l.T("Customers"), Kind: ui.Numbers, Values: cases}}
	return ui.NewChart(l, spec)
}

func hasValue(values []int64) bool {
	for _, v := range values {
		if v != ui.NoValue {
			return true
		}
	}
	return false
}

// better tells whether a measure beats another.
func better(metric string, a, b float64) bool {
	switch accuracy.Better(metric) {
	case 1:
		return a > b
	case -1:
		return a < b
	}
	return math.Abs(a) < math.Abs(b)
}

// recordMethods are the methods in the order of the table: what served, then what there
// was to choose from.
var recordMethods = []string{forecast.Ours, forecast.MethodRecency, forecast.MethodRate, forecast.MethodLastGap,
	forecast.MethodClosed, forecast.MethodRenewal, forecast.MethodTrees}

// recordMetrics are the measures in the order of the columns.
var recordMetrics = []string{accuracy.NameAUC, accuracy.NameBrier, accuracy.NameAveragePrecision, accuracy.NameLogLoss,
	accuracy.NameMAE, accuracy.NameMedianAE, accuracy.NameRMSE, accuracy.NameBias, accuracy.NameSpearman,
	accuracy.NameGini}

// metricTable is each method by each measure: the mean over all back-tests, each counting by
// its customers.
func metricTable(l ui.Locale, r *forecast.Record, job string) ui.Table {
	t := ui.Table{ID: "methods-" + job, Caption: l.T("%s: all trials together", jobName(l, job)), Titled: true, Free: true,
		Wide: true, Columns: []ui.Column{{Title: l.T("Method")}},
		Empty: ui.Empty{Title: l.T("Nothing is settled yet")}}
	var metrics []string
	for _, metric := range recordMetrics {
		if _, n, _ := words.MeanOf(r, job, forecast.Ours, metric); n > 0 {
			metrics = append(metrics, metric)
			t.Columns = append(t.Columns, ui.Column{Title: l.T(metricShortWords[metric]), Num: true,
				Help: metricName(l, metric)})
		}
	}
	t.Columns = append(t.Columns, ui.Column{Title: l.T("Cases"), Num: true}, ui.Column{Title: l.T("Trials"), Num: true})
	plain := words.PlainOf(r, job)
	for _, method := range recordMethods {
		name := words.MethodName(l, method)
		if method == plain {
			name = l.T("plain: %s", name)
		}
		row := ui.Row{Name: name, Current: method == forecast.Ours, Cells: []ui.Cell{{Text: name}}}
		most, trials := 0, 0
		for _, metric := range metrics {
			mean, n, of := words.MeanOf(r, job, method, metric)
			most, trials = max(most, n), max(trials, of)
			if n == 0 {
				row.Cells = append(row.Cells, ui.Cell{Text: "–"})
				continue
			}
			row.Cells = append(row.Cells, ui.Cell{Text: MetricText(l, job, metric, mean)})
		}
		if most > 0 {
			row.Cells = append(row.Cells, ui.Cell{Text: l.NumberExact(int64(most))}, ui.Cell{Text: l.NumberExact(int64(trials))})
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// backtestTable are the back-tests, the newest first.
func backtestTable(l ui.Locale, r *forecast.Record) ui.Table {
	t := ui.Table{ID: "trial-list", Caption: l.T("Trials"), Free: true,
		Columns: []ui.Column{{Title: l.T("As of")}, {Title: l.T("Kind")}, {Title: l.T("Until")},
			{Title: l.T("Stopping forecast by"), Wrap: true}, {Title: l.T("Customers"), Num: true}}}
	for i := len(r.Backtests) - 1; i >= 0; i-- {
		x := &r.Backtests[i]
		kind := ui.Badge{Text: l.T("back-test")}
		if x.Live {
			kind = ui.Badge{Text: l.T("live"), Tone: ui.Accent}
		}
		n := 0
		for _, row := range x.Rows {
			n = max(n, row.N)
		}
		t.Rows = append(t.Rows, ui.Row{Name: l.DayLong(x.CutOff),
			Cells: []ui.Cell{{Text: l.DayLong(x.CutOff)}, {Content: kind},
				{Text: l.DayLong(x.CutOff + calendar.Day(x.Horizon))}, {Text: words.MethodName(l, x.Method)},
				{Text: l.NumberExact(int64(n))}}})
	}
	return t
}
