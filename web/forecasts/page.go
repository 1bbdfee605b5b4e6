package forecasts

import (
	"errors"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	jobforecasts "wholesight/jobs/forecasts"
	"wholesight/jobs/lists"
	"wholesight/jobs/money"
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
	viewforecasts "wholesight/views/forecasts"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// forecastsInput is everything that the page of forecasts is made of: of the customers
// that the person may see.
type forecastsInput struct {
	l        ui.Locale
	list     *customerlist.List
	digits   int
	outlook  customerlist.Outlook
	page     jobforecasts.ForecastPage
	built    bool // there are forecasts
	channels []store.NamedChannel
	window   store.Build // that the channels are of
}

// forecastsPage: GET /forecasts, staff: what the customers that the person may see will
// do.
func (s *Pages) forecastsPage(c echo.Context) error {
	var p ui.Page
	var in forecastsInput
	var found bool
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavForecasts, "Forecasts"); err != nil {
			return err
		}
		if found, err = tx.HasDemoTruths(); err != nil {
			return err
		}
		in, err = s.readForecasts(c, tx, p.Locale)
		return err
	}); err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("Who will order, who will stop, and what that is worth.")
	v, err := newForecasts(&in)
	if err != nil {
		return err
	}
	v.Tabs = s.forecastTabs(c, l, paths.ForecastsPath(), found)
	switch {
	case v.Empty == nil:
		p.Charts, p.Actions = true, kit.FileActions(l, paths.ForecastsPath(), nil)
	case in.list.Len() == 0:
		if href := s.IfMay(c, paths.NavPaths[ui.NavImports]); href != "" {
			v.Empty.Start = &ui.Button{Text: l.T("Import a file"), Href: href, Kind: ui.Primary}
		}
	case !in.built:
		v.Run = s.forecastNow(c, l, paths.ForecastsPath())
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, v), nil)
}

// forecastsFile: GET /forecasts.csv and /forecasts.xlsx, staff: what is expected of each
// active customer that the person may see. Before anything was forecast it leads to the
// page, which says so.
func (s *Pages) forecastsFile(c echo.Context) error {
	var built bool
	if err := s.View(c, func(tx *store.Tx) error {
		b, err := kit.Published(tx, store.StepForecasts)
		built = b != nil
		return err
	}); err != nil {
		return err
	}
	if !built {
		return kit.Redirect(c, paths.ForecastsPath())
	}
	format, see := kit.FormatOf(c), kit.Scope(c)
	return s.TableOf(c, "forecasts", format, func(w io.Writer) error {
		return jobforecasts.WriteAs(c.Request().Context(), s.DB, see, format, w, nil)
	})
}

// forecastTabs are the pages of forecasts; what the models found only where something
// was planted.
func (s *Pages) forecastTabs(c echo.Context, l ui.Locale, here string, found bool) ui.Tabs {
	t := ui.Tabs{Label: l.T("Forecasts"), Tabs: []ui.Tab{{Text: l.T("What to expect"), Href: paths.ForecastsPath()},
		{Text: l.T("Track record"), Href: paths.ForecastRecordPath()}}}
	if found && s.IfMay(c, paths.FoundPath()) != "" {
		t.Tabs = append(t.Tabs, ui.Tab{Text: l.T("What the models found"), Href: paths.FoundPath()})
	}
	for i := range t.Tabs {
		t.Tabs[i].Here = t.Tabs[i].Href == here
	}
	return t
}

// forecastNow asks for the run that makes the forecasts; nil where the person may not.
func (s *Pages) forecastNow(c echo.Context, l ui.Locale, back string) *ui.Act {
	u, known := kit.UserOf(c)
	if !known || !s.May(u, http.MethodPost, paths.JobRunPath()) {
		return nil
	}
	act := words.RunAct(l, "forecasts", l.T("Make forecasts now"), back)
	act.Button.Kind = ui.Primary
	return &act
}

// readForecasts reads the page in one snapshot.
func (s *Pages) readForecasts(c echo.Context, tx *store.Tx, l ui.Locale) (in forecastsInput, err error) {
	in.l, in.digits = l, l.Digits()
	if in.list, err = s.Lists.List(tx); err != nil {
		return in, err
	}
	visible, err := lists.Visible(tx, kit.Scope(c))
	if err != nil {
		return in, err
	}
	in.page, err = s.forecasts.Page(tx)
	if errors.Is(err, store.ErrNotFound) {
		return in, nil
	}
	if err != nil {
		return in, err
	}
	in.built = true
	if in.outlook, err = in.list.Outlook(visible); err != nil {
		return in, err
	}
	in.window, in.channels, err = jobforecasts.ChannelTotals(tx, kit.Scope(c))
	return in, err
}

// newForecasts is the page's content.
func newForecasts(in *forecastsInput) (v viewforecasts.Forecasts, err error) {
	if v.Empty = in.empty(); v.Empty != nil {
		return v, nil
	}
	v.Made = madeWords(in.l, &in.page)
	v.Notes = in.notes()
	v.Averages = in.averages()
	v.Matrix = in.matrix()
	for _, chart := range []func() (ui.Chart, error){in.purchaseChart, in.churnChart, in.valueChart, in.channelChart} {
		made, err := chart()
		if err != nil {
			return v, err
		}
		v.Charts = append(v.Charts, made)
	}
	v.Methods, v.Serves = in.methods()
	return v, nil
}

// empty says why there is nothing to show; nil when there is.
func (in *forecastsInput) empty() *ui.Empty {
	l := in.l
	switch {
	case in.list.Len() == 0:
		return &ui.Empty{Title: l.T("No customers yet"),
			Text: l.T("Here is what your customers will do, once they and their orders are imported.")}
	case !in.built:
		return &ui.Empty{Title: l.T("Forecasts are not made yet"),
			Text: l.T("They are made every night, and after an import. The first time takes a few minutes, for the models are learned and tried on your own past.")}
	case in.outlook.Active == 0:
		return &ui.Empty{Title: l.T("No customer is yours yet"),
			Text: l.T("Here is what the customers will do whose account manager you are.")}
	case in.outlook.Known == 0:
		return &ui.Empty{Title: l.T("No orders yet"), Text: l.T("No customer that you may see has bought anything: forecasts begin with the first orders.")}
	}
	return nil
}

// madeWords say of which day forecasts are, and since when their models learned.
func madeWords(l ui.Locale, p *jobforecasts.ForecastPage) string {
	text := l.T("As of %s.", l.DayLong(p.Build.AsOf))
	if p.Model != 0 {
		text += " " + l.T("The models know what was bought up to %s.", l.DayLong(p.ModelAsOf))
	}
	return text
}

// notes say what is thin.
func (in *forecastsInput) notes() (notes []ui.Note) {
	l := in.l
	if why := ruledWhy(in.page.Record); why != "" {
		notes = append(notes, ui.Note{Title: l.T("Too little history for a model: the rule of the usual gap serves"),
			Text: l.T("It expects each customer to order as often as before. %s.", why)})
	}
	if len(in.page.Record.Backtests) == 0 {
		notes = append(notes, ui.Note{Title: l.T("No track record yet"),
			Text: l.T("To try forecasts on your own past takes a year of orders, and fifty customers.")})
	}
	if low, known := in.outlook.Confidence[forecast.Low], in.outlook.Known; low*2 > known {
		notes = append(notes, ui.Note{Title: l.T("Little is known of most customers"),
			Text: l.T("%s of %s have ordered on one day only. Their figures are what such customers do on average.",
				l.NumberExact(int64(low)), l.NumberExact(int64(known)))})
	}
	return notes
}

// ruledWhy is why nothing but the rule of the usual gap serves; empty when something
// does.
func ruledWhy(r *forecast.Record) string {
	if len(r.Choices) > 0 && r.Choices[0].Method == forecast.MethodRule {
		return r.Choices[0].Why
	}
	return ""
}

// averages are of one customer.
func (in *forecastsInput) averages() ui.Tiles {
	l, o := in.l, &in.outlook
	none := func(why string) ui.Tile { return ui.Tile{Figured: ui.Unknown{Word: "–", Why: why}} }
	gap, order, orders := none(l.T("no customer has two days with an order")), none(l.T("no order in the current window")),
		none(l.T("no order in the current window"))
	if o.Gaps > 0 {
		gap = ui.Tile{Figure: l.T("%s days", l.Tenths(money.Divide(o.GapSum, o.Gaps))),
			Note: l.T("of %s", l.Plural(o.Gaps, "customer", "customers"))}
	}
	if o.OrdersNow > 0 && o.Scored > 0 {
		months := l.T("in %d months", int(in.list.Timeframe))
		order = ui.Tile{Figure: l.MoneyExact(money.Divide(o.OrderedRevenue, o.OrdersNow)), Note: months}
		orders = ui.Tile{Figure: l.Quantity(money.Divide(o.OrdersNow*10, o.Scored) * 100),
			Note: months + ", " + l.T("of those who ordered")}
	}
	gap.Title, order.Title, orders.Title = l.T("Average gap"), l.T("Average order"), l.T("Orders a customer")
	return ui.Tiles{gap, order, orders,
		{Title: l.T("Value a customer"), Figure: l.MoneyExact(money.Divide(o.All.Value, int64(o.Known))),
			Note: l.T("in the next 365 days")},
		{Title: l.T("Expected in 91 days"), Figure: l.MoneyWhole(o.Next91),
			Note: l.T("%s orders", words.OrderTenths(l, o.Orders))},
		{Title: l.T("Expected in 365 days"), Figure: l.MoneyWhole(o.All.Value),
			Note: l.T("by %s", l.Plural(int64(o.Known), "customer", "customers"))},
	}
}

// matrix is how likely customers order within 30 days against how likely they stop.
func (in *forecastsInput) matrix() viewforecasts.Matrix {
	l, o := in.l, &in.outlook
	m := viewforecasts.Matrix{ID: "matrix", Rows: l.T("Orders within 30 days"),
		Columns: l.T("Stops: no order within three usual gaps, 91 days at least"),
		Says: l.T("%s in sixteen groups; each leads to its list. Under the count: revenue of the last %d months, and the value of the next 365 days.",
			l.Plural(int64(o.Known), "customer", "customers"), int(in.list.Timeframe))}
	fullest := 0
	for _, line := range o.Cells {
		for _, cell := range line {
			fullest = max(fullest, cell.Customers)
		}
	}
	for b := range forecast.Band(forecast.Bands) {
		m.Heads = append(m.Heads, bandHead(l, b))
	}
	for buys := forecast.Band(forecast.Bands); buys > 0; buys-- { // the likeliest at the top
		line := viewforecasts.MatrixLine{Head: bandHead(l, buys-1)}
		for churn := range forecast.Band(forecast.Bands) {
			line.Cells = append(line.Cells, in.cell(buys-1, churn, fullest))
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

// bandRanges are the whole percents of the bands.
var bandRanges = [forecast.Bands]string{"0–25 %", "26–50 %", "51–75 %", "76–100 %"}

func bandHead(l ui.Locale, b forecast.Band) viewforecasts.MatrixHead {
	return viewforecasts.MatrixHead{Title: l.T(words.BandWords[b]), Range: bandRanges[b]}
}

func (in *forecastsInput) cell(buys, churn forecast.Band, fullest int) viewforecasts.MatrixCell {
	l, cell := in.l, in.outlook.Cells[buys][churn]
	who := l.T("order: %s; stop: %s", l.T(words.BandRangeWords[buys]), l.T(words.BandRangeWords[churn]))
	if cell.Customers == 0 {
		return viewforecasts.MatrixCell{Label: l.T("nobody") + ", " + who}
	}
	list := customerlist.NewView().With(customerlist.Filter{Purchase: customerlist.BandSet(buys),
		Churn: customerlist.BandSet(churn)})
	noun := l.T("customers")
	if cell.Customers == 1 {
		noun = l.T("customer")
	}
	return viewforecasts.MatrixCell{Count: l.NumberExact(int64(cell.Customers)), Label: noun + ", " + who,
		Href: paths.CustomersPath() + list.Query(in.digits),
		Heat: 1 + (cell.Customers*5-1)/fullest,
		Figures: []viewforecasts.MatrixFigure{{Name: l.T("had"), Text: l.MoneyShort(cell.Revenue)},
			{Name: l.T("worth"), Text: l.MoneyShort(cell.Value)}}}
}

// methods are which method serves each job, and by how much it won on the newest window
// that is over.
func (in *forecastsInput) methods() (ui.Table, string) {
	l := in.l
	t := ui.Table{ID: "methods", Caption: l.T("Methods"), Free: true,
		Columns: []ui.Column{{Title: l.T("Forecast")}, {Title: l.T("Made by"), Wrap: true},
			{Title: l.T("Plain rule"), Wrap: true},
			{Title: l.T("Error")}, {Title: l.T("Its error"), Num: true}, {Title: l.T("The rule’s"), Num: true},
			{Title: l.T("Less by"), Num: true}, {Title: l.T("Tried on"), Wrap: true}},
		Empty: ui.Empty{Title: l.T("Nothing was tried yet"),
			Text: l.T("Methods are tried on your own past, once there is enough of it.")}}
	won, tried := 0, 0
	for i := range in.page.Record.Choices {
		c := &in.page.Record.Choices[i]
		made := words.MethodName(l, c.Method)
		if c.Method == c.Plain {
			made = l.T("the plain rule")
		}
		row := ui.Row{Name: jobName(l, c.Job), Cells: []ui.Cell{{Text: jobName(l, c.Job)}, {Text: made},
			{Text: words.MethodName(l, c.Plain)}, {Text: l.T(metricShortWords[c.Metric]), Title: metricName(l, c.Metric)}}}
		if c.N == 0 {
			why := ui.Unknown{Word: "–", Why: words.ChoiceWhy(l, c.Why)}
			row.Cells = append(row.Cells, ui.Cell{Content: why}, ui.Cell{Content: why}, ui.Cell{Content: why},
				ui.Cell{Text: words.ChoiceWhy(l, c.Why), Wide: true})
			t.Rows = append(t.Rows, row)
			continue
		}
		tried++
		better := ui.Cell{Text: "–", Title: words.ChoiceWhy(l, c.Why)}
		if c.Method != c.Plain && c.Against > 0 {
			won++
			better = ui.Cell{Text: l.Percent(words.Tenths(1 - c.Value/c.Against))}
		}
		row.Cells = append(row.Cells, ui.Cell{Text: MetricText(l, c.Job, c.Metric, c.Value)},
			ui.Cell{Text: MetricText(l, c.Job, c.Metric, c.Against)}, better,
			ui.Cell{Text: l.T("%s, 91 days from %s", l.Plural(int64(c.N), "customer", "customers"),
				l.Day(c.CutOff+1, in.page.Build.AsOf).Text)})
		t.Rows = append(t.Rows, row)
	}
	switch {
	case tried == 0:
		return t, l.T("Each method is held against a plain rule on your own past, and serves only where it beats it. There is too little past yet.")
	case won == tried:
		return t, l.T("Each method is held against a plain rule on your own past, and serves only where it beats it: here all of them do.")
	case won == 0:
		return t, l.T("Each method is held against a plain rule on your own past, and serves only where it beats it. Here none does, so the plain rules serve.")
	}
	return t, l.T("Each method is held against a plain rule on your own past, and serves only where it beats it: %d of %d do, and elsewhere the plain rule serves.", won, tried)
}

// weekOf is the first day of a week ahead.
func (in *forecastsInput) weekOf(week int) calendar.Day {
	return in.list.ForecastsAsOf + 1 + calendar.Day(7*week)
}
