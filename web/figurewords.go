package web

import (
	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/classify"
	"wholesight/views/ui"
)

// figureWords writes one customer's figures for a page: each with its evidence, or
// with the reason why it does not exist.
type figureWords struct {
	l      ui.Locale
	built  bool // there are figures at all
	scored bool // of this customer too
	active bool
	asOf   calendar.Day
	f      *classify.Figures
}

// missing says why there are no figures of the customer; nil when there are.
func (w *figureWords) missing() templ.Component {
	switch {
	case w.scored:
		return nil
	case !w.built:
		return ui.Unknown{Word: "–", Why: w.l.T("figures are not built yet")}
	case !w.active:
		return ui.Unknown{Word: "–", Why: w.l.T("only active customers have figures")}
	}
	return ui.Unknown{Word: "–", Why: w.l.T("new since the last run: the next one brings the figures")}
}

// unknown is the place of a figure that does not exist.
func (w *figureWords) unknown(t classify.Type) templ.Component {
	if m := w.missing(); m != nil {
		return m
	}
	word := "unknown"
	switch why := w.f.Reason(t); why {
	case classify.NoPurchase:
		word = "never"
	case classify.New:
		word = "new"
	case classify.Back:
		word = "back"
	case classify.NoRevenue, classify.NoRevenueEither:
		word = "none"
	}
	return ui.Unknown{Word: w.l.T(word), Why: w.l.T(w.f.Reason(t).Words())}
}

// has tells whether the metric of a type exists.
func (w *figureWords) has(t classify.Type) bool { return w.scored && w.f.Has(t) }

func (w *figureWords) lastOrder() ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	if !w.f.HasPurchase() {
		return ui.Cell{Content: ui.Unknown{Word: w.l.T("never"), Why: w.l.T(classify.NoPurchase.Words())}}
	}
	return ui.Cell{Content: w.l.Day(w.f.LastPurchase, w.asOf)}
}

// risk is the risk score, with its evidence under it.
func (w *figureWords) risk() ui.Cell {
	if !w.has(classify.Risk) {
		return ui.Cell{Content: w.unknown(classify.Risk)}
	}
	return ui.Cell{Text: w.l.Ratio(w.f.Risk), Below: w.silent()}
}

// silence is the evidence of a risk: "70 days silent, usually every 30".
func (w *figureWords) silence() string { return w.since() + ", " + w.usually() }

// silent is the same in two parts, so that a narrow column breaks between them.
func (w *figureWords) silent() []templ.Component {
	return []templ.Component{ui.Text(w.since() + ","), ui.Text(w.usually())}
}

func (w *figureWords) since() string {
	return w.l.T("%s silent", w.l.Plural(w.f.Since, "day", "days"))
}

func (w *figureWords) usually() string {
	gap := w.l.NumberExact((w.f.GapThousandths() + 500) / 1000)
	if w.f.GapEstimated {
		return w.l.T("others usually every %s", gap)
	}
	return w.l.T("usually every %s", gap)
}

func (w *figureWords) money(minor int64) ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	return ui.Cell{Text: w.l.Money(minor), Title: w.l.MoneyExact(minor)}
}

func (w *figureWords) count(n int64) ui.Cell {
	if m := w.missing(); m != nil {
		return ui.Cell{Content: m}
	}
	return ui.Cell{Text: w.l.Number(n)}
}

// change is the revenue against a year before.
func (w *figureWords) change() ui.Cell {
	if !w.has(classify.RevenueChange) {
		return ui.Cell{Content: w.unknown(classify.RevenueChange)}
	}
	c := w.l.Change(w.f.RevenueChange)
	c.Against = w.l.T("against %s a year before", w.l.MoneyExact(w.f.PreviousRevenue))
	return ui.Cell{Content: c}
}

// why is the evidence behind a label of a type, for its title; empty where the list
// does not know the figure.
func (w *figureWords) why(t classify.Type) string {
	if !w.has(t) {
		return ""
	}
	switch t {
	case classify.Risk:
		return w.l.T("risk %s", w.l.Ratio(w.f.Risk)) + " · " + w.silence()
	case classify.RevenueChange:
		return w.l.T("revenue %s against a year before: %s, %s", w.l.Percent(w.f.RevenueChange), w.l.MoneyExact(w.f.Revenue), w.l.MoneyExact(w.f.PreviousRevenue))
	case classify.Orders:
		return w.l.Plural(w.f.Orders, "order", "orders")
	}
	return ""
}

// labels are a customer's as a list shows them. They are no links there: six of them
// under a name would be too small to hit.
func (w *figureWords) labels(e *customerlist.Entry) (out ui.Labels) {
	for k, label := range e.Labels {
		if label != nil {
			out = append(out, ui.Label{ID: label.ID, Type: string(label.Type), Title: label.Title, Why: w.why(classify.Types[k])})
		}
	}
	return out
}
