package words

import (
	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/views/ui"
)

// FigureWords writes one customer's figures for a page: each with its evidence, or
// with the reason why it does not exist.
type FigureWords struct {
	L      ui.Locale
	Built  bool // there are figures at all
	Scored bool // of this customer too
	Active bool
	AsOf   calendar.Day
	F      *classify.Figures
}

// Missing says why there are no figures of the customer; nil when there are.
func (w *FigureWords) Missing() templ.Component {
	switch {
	case w.Scored:
		return nil
	case !w.Built:
		return ui.Unknown{Word: "–", Why: w.L.T("figures are not built yet")}
	case !w.Active:
		return ui.Unknown{Word: "–", Why: w.L.T("only active customers have figures")}
	}
	return ui.Unknown{Word: "–", Why: w.L.T("new since the last run: the next one brings the figures")}
}

// Uncounted is the place of a count that the build has not: it is of before the count
// was made.
func (w *FigureWords) Uncounted() templ.Component {
	if m := w.Missing(); m != nil {
		return m
	}
	return ui.Unknown{Word: "–", Why: w.L.T("not counted yet: the next run does")}
}

// Unknown is the place of a figure that does not exist.
func (w *FigureWords) Unknown(t classify.Type) templ.Component {
	if m := w.Missing(); m != nil {
		return m
	}
	word := "unknown"
	switch why := w.F.Reason(t); why {
	case classify.NoPurchase:
		word = "never"
	case classify.New:
		word = "new"
	case classify.Back:
		word = "back"
	case classify.NoRevenue, classify.NoRevenueEither:
		word = "none"
	}
	return ui.Unknown{Word: w.L.T(word), Why: w.L.T(w.F.Reason(t).Words())}
}

// Has tells whether the metric of a type exists.
func (w *FigureWords) Has(t classify.Type) bool { return w.Scored && w.F.Has(t) }

func (w *FigureWords) LastOrder() ui.Cell {
	if m := w.Missing(); m != nil {
		return ui.Cell{Content: m}
	}
	if !w.F.HasPurchase() {
		return ui.Cell{Content: ui.Unknown{Word: w.L.T("never"), Why: w.L.T(classify.NoPurchase.Words())}}
	}
	return ui.Cell{Content: w.L.Day(w.F.LastPurchase, w.AsOf)}
}

// Risk is the risk score, with its evidence under it.
func (w *FigureWords) Risk() ui.Cell {
	if !w.Has(classify.Risk) {
		return ui.Cell{Content: w.Unknown(classify.Risk)}
	}
	return ui.Cell{Text: w.L.Ratio(w.F.Risk), Below: w.silent()}
}

// Silence is the evidence of a risk: "70 days silent, usually every 30".
func (w *FigureWords) Silence() string { return w.since() + ", " + w.Usually() }

// silent is the same in two parts, so that a narrow column breaks between them.
func (w *FigureWords) silent() []templ.Component {
	return []templ.Component{ui.Text(w.since() + ","), ui.Text(w.Usually())}
}

func (w *FigureWords) since() string {
	return w.L.T("%s silent", w.L.Plural(w.F.Since, "day", "days"))
}

func (w *FigureWords) Usually() string {
	gap := w.L.NumberExact((w.F.GapThousandths() + 500) / 1000)
	if w.F.GapEstimated {
		return w.L.T("others usually every %s", gap)
	}
	return w.L.T("usually every %s", gap)
}

func (w *FigureWords) Money(minor int64) ui.Cell {
	if m := w.Missing(); m != nil {
		return ui.Cell{Content: m}
	}
	return ui.Cell{Text: w.L.Money(minor), Title: w.L.MoneyExact(minor)}
}

func (w *FigureWords) Count(n int64) ui.Cell {
	if m := w.Missing(); m != nil {
		return ui.Cell{Content: m}
	}
	return ui.Cell{Text: w.L.Number(n)}
}

// Change is the revenue against a year before.
func (w *FigureWords) Change() ui.Cell {
	if !w.Has(classify.RevenueChange) {
		return ui.Cell{Content: w.Unknown(classify.RevenueChange)}
	}
	c := w.L.Change(w.F.RevenueChange)
	c.Against = w.L.T("against %s a year before", w.L.MoneyExact(w.F.PreviousRevenue))
	return ui.Cell{Content: c}
}

// Why is the evidence behind a label of a type, for its title; empty where the list
// does not know the figure.
func (w *FigureWords) Why(t classify.Type) string {
	if !w.Has(t) {
		return ""
	}
	switch t {
	case classify.Risk:
		return w.L.T("risk %s", w.L.Ratio(w.F.Risk)) + " · " + w.Silence()
	case classify.RevenueChange:
		return w.L.T("revenue %s against a year before: %s, %s", w.L.Percent(w.F.RevenueChange), w.L.MoneyExact(w.F.Revenue),
			w.L.MoneyExact(w.F.PreviousRevenue))
	case classify.Orders:
		return w.L.Plural(w.F.Orders, "order", "orders")
	}
	return ""
}

// Labels are a customer's as a list shows them. They are no links there: six of them
// under a name would be too small to hit.
func (w *FigureWords) Labels(e *customerlist.Entry) (out ui.Labels) {
	for k, label := range e.Labels {
		if label != nil {
			out = append(out, ui.Label{ID: label.ID, Type: string(label.Type), Title: label.Title,
				Why: w.Why(classify.Types[k])})
		}
	}
	return out
}

// LastMonths are the revenues of n months up to end; 0 where nothing was bought.
func LastMonths(points []store.SeriesPoint, end calendar.Month, n int) []int64 {
	out := make([]int64, n)
	for _, p := range points {
		if i := n - 1 - int(end-p.Month); i >= 0 && i < n {
			out[i] = p.Revenue
		}
	}
	return out
}

// JoinSpaced joins two texts, either of which may be empty.
func JoinSpaced(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}
