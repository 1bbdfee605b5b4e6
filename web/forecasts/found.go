package forecasts

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/customerlist"
	jobforecasts "wholesight/jobs/forecasts"
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/paths"
)

// truthWords are what was planted of a kind, and how it can be found.
var truthWords = map[string][2]string{
	"stopped":           {"Stopped buying", "more likely to stop than not"},
	"one-time":          {"Bought once and never again", "more likely to stop than not"},
	"slipping":          {"Buy less and less", "revenue down by ten percent and more"},
	"growing":           {"Buy more and more", "revenue up by ten percent and more"},
	"new":               {"New in the last months", "first order within six months"},
	"seasonal":          {"Buy in their season only", "not taken for lost out of season"},
	"came-back":         {"Came back after a long time", "not taken for lost any more"},
	"preferred-channel": {"Order by a channel of their own", "that channel is the likeliest"},
}

// shownMissed is how many customers that were missed the page names.
const shownMissed = 8

// foundPage: GET /forecasts/found, office: what the forecasts found of what was planted
// in the demo shop. Any other shop has no such page.
func (s *Pages) foundPage(c echo.Context) error {
	var p ui.Page
	var all []jobforecasts.FoundTruth
	var built bool
	var digits int
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavForecasts, "What the models found"); err != nil {
			return err
		}
		planted, err := tx.HasDemoTruths()
		if err != nil {
			return err
		}
		if !planted {
			return store.ErrNotFound
		}
		digits = p.Locale.Digits()
		all, err = jobforecasts.FoundTruths(tx)
		if built = err == nil; errors.Is(err, store.ErrNotFound) {
			return nil
		}
		return err
	}); err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("This shop was made up, so what is true of its customers is known. The models were not told: here is what they found.")
	p.Crumbs = []ui.Crumb{{Text: l.T("Forecasts"), Href: paths.ForecastsPath()}}
	parts := ui.Sheet{{Show: []templ.Component{s.forecastTabs(c, l, paths.FoundPath(), true)}}}
	if !built {
		parts = append(parts, ui.Part{Show: []templ.Component{ui.Empty{Title: l.T("Forecasts and figures are not made yet"),
			Text: l.T("What they find shows with the first ones.")}}})
		if act := s.forecastNow(c, l, paths.FoundPath()); act != nil {
			parts = append(parts, ui.Part{Show: []templ.Component{act}})
		}
		return s.Render(c, http.StatusOK, s.Frame(c, p, parts), nil)
	}
	parts = append(parts, ui.Part{ID: "found", Title: l.T("Planted and found"), About: foundWords(l, all),
		Show: []templ.Component{foundTable(l, all, digits)}})
	return s.Render(c, http.StatusOK, s.Frame(c, p, parts), nil)
}

// foundWords say how much was found.
func foundWords(l ui.Locale, all []jobforecasts.FoundTruth) string {
	planted, found := 0, 0
	for _, t := range all {
		planted, found = planted+t.Planted, found+t.Found
	}
	return l.T("%s of %s truths about customers were found. A false alarm is somebody of whom the same was said though it was not planted; that may still be true.", l.NumberExact(int64(found)), l.NumberExact(int64(planted)))
}

// foundTable is a row for each kind of truth.
func foundTable(l ui.Locale, all []jobforecasts.FoundTruth, digits int) ui.Table {
	t := ui.Table{ID: "truths", Caption: l.T("What was planted, and what of it was found"), Free: true,
		Columns: []ui.Column{{Title: l.T("What is true")}, {Title: l.T("Found when"), Wrap: true},
			{Title: l.T("Planted"), Num: true},
			{Title: l.T("Found"), Num: true}, {Title: l.T("Missed"), Num: true}, {Title: l.T("False alarms"), Num: true},
			{Title: l.T("Who was missed"), Wrap: true}},
		Empty: ui.Empty{Title: l.T("Nothing was planted"),
			Text: l.T("Nothing of what is known of this shop is about a customer.")}}
	lost := paths.CustomersPath() + customerlist.NewView().With(customerlist.Filter{Churn: customerlist.BandSet(forecast.Large, forecast.VeryLarge)}).Query(digits)
	for _, f := range all {
		words, known := truthWords[f.Kind]
		if !known {
			words = [2]string{f.Kind, ""}
		}
		row := ui.Row{Name: l.T(words[0]), Cells: []ui.Cell{{Text: l.T(words[0])}, {Text: l.T(words[1]), Wide: true},
			{Text: l.NumberExact(int64(f.Planted))},
			{Text: l.NumberExact(int64(f.Found))}, {Text: l.Number(int64(len(f.Missed)))}, {Text: "–"}, missedCell(l, f.Missed)}}
		if f.Flagged > 0 {
			row.Cells[5] = ui.Cell{Text: l.T("%s of %s", l.NumberExact(int64(f.Flagged-f.Right)),
				l.NumberExact(int64(f.Flagged)))}
		}
		if f.Kind == "stopped" || f.Kind == "one-time" {
			row.Cells[1].Href = lost
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// missedCell are the customers that were missed, as links.
func missedCell(l ui.Locale, missed []jobforecasts.TruthCustomer) ui.Cell {
	if len(missed) == 0 {
		return ui.Cell{Text: "–"}
	}
	var v ui.Links
	for _, m := range missed[:min(len(missed), shownMissed)] {
		v.Links = append(v.Links, ui.Crumb{Text: m.Name, Href: paths.CustomerPath(m.Code)})
	}
	if more := len(missed) - shownMissed; more > 0 {
		v.More = l.T("and %s more", l.NumberExact(int64(more)))
	}
	return ui.Cell{Content: v}
}
