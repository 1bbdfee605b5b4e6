package customers

import (
	"math/big"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// The cells of the columns, in the order of the registry (customercolumns.go).

// saidBy are the columns that say why a customer carries a label of a type: where one
// of them shows, the label need not.
var saidBy = map[string][]string{
	string(classify.Risk):          {"risk"},
	string(classify.RevenueChange): {"revenue", "change"},
	string(classify.Orders):        {"orders"},
}

// plainCell is the value of a plain field, or why it does not exist.
func (r *listRow) plainCell(f *customerlist.Field) ui.Cell {
	if m := r.words.Missing(); m != nil {
		return ui.Cell{Content: m}
	}
	v, ok := f.Value(r.e)
	switch {
	case !ok && f.Needs() != "":
		return ui.Cell{Content: r.words.Unknown(f.Needs())}
	case !ok:
		return ui.Cell{Content: r.words.Uncounted()}
	}
	if f.Kind == customerlist.Money {
		return r.money(v)
	}
	return ui.Cell{Text: figure(r.in.l, f.Kind)(v)}
}

// figure is how a value of a kind is written, exactly.
func figure(l ui.Locale, k customerlist.Kind) func(v int64) string {
	switch k {
	case customerlist.Money:
		return l.MoneyExact
	case customerlist.Number:
		return l.Quantity
	case customerlist.Ratio:
		return l.Ratio
	case customerlist.Percent:
		return l.Percent
	}
	return l.NumberExact
}

func (r *listRow) customer() ui.Cell {
	in, e := r.in, r.e
	name := ui.Cell{Text: e.Name, Href: paths.CustomerPath(e.Code) + in.back, Below: []templ.Component{ui.Text(e.Code)}}
	labels := r.words.Labels(e)
	for i := range labels {
		if in.said[labels[i].Type] {
			labels[i].Why = ""
		}
	}
	if len(labels) > 0 {
		name.Below = append(name.Below, labels)
	}
	return name
}

func (r *listRow) smartType() ui.Cell { return ui.Cell{Text: r.e.SmartType.Title} }
func (r *listRow) manager() ui.Cell   { return kit.TextOrDash(r.e.Manager.Title) }
func (r *listRow) lastOrder() ui.Cell { return r.words.LastOrder() }
func (r *listRow) risk() ui.Cell      { return r.words.Risk() }
func (r *listRow) current() ui.Cell   { return r.money(r.e.Figures.Revenue) }
func (r *listRow) previous() ui.Cell  { return r.money(r.e.Figures.PreviousRevenue) }

// money is an amount without its minor units: the record has them, and a page of rows
// is light.
func (r *listRow) money(minor int64) ui.Cell {
	cell := r.words.Money(minor)
	cell.Title = ""
	return cell
}

// change stands beside the revenue it is of, which says against what.
func (r *listRow) change() ui.Cell {
	cell := r.words.Change()
	if change, ok := cell.Content.(ui.Change); ok {
		change.Against = ""
		cell.Content = change
	}
	return cell
}
func (r *listRow) orders() ui.Cell { return r.words.Count(r.e.Figures.Orders) }

// revenue is the revenue with its change under it.
func (r *listRow) revenue() ui.Cell {
	cell := r.money(r.e.Figures.Revenue)
	if cell.Content == nil {
		cell.Below = []templ.Component{r.words.Change().Content}
	}
	return cell
}

func (r *listRow) gap() ui.Cell {
	w, f := &r.words, &r.e.Figures
	if m := w.Missing(); m != nil {
		return ui.Cell{Content: m}
	}
	if !f.HasGap() {
		return ui.Cell{Content: w.Unknown(classify.Risk)}
	}
	cell := ui.Cell{Text: w.L.T("%s days", w.L.Tenths(f.GapThousandths()))}
	if f.GapEstimated {
		cell.Below = []templ.Component{ui.Text(w.L.T("estimated"))}
		cell.Title = w.L.T("estimated: the middle of others like it")
	}
	return cell
}

// expected is the day of the next order, and how late it is by the usual gap.
func (r *listRow) expected() ui.Cell {
	w := &r.words
	day, ok := r.e.ExpectedNext()
	if m := w.Missing(); m != nil && !ok {
		return ui.Cell{Content: m}
	}
	if !ok {
		return ui.Cell{Content: w.Unknown(classify.Risk)}
	}
	cell := ui.Cell{Content: w.L.Day(day, w.AsOf)}
	if late := words.Overdue(r.e, w.AsOf); late > 0 {
		cell.Below = []templ.Component{ui.Text(w.L.T("was due %s", w.L.Day(w.AsOf-calendar.Day(late), w.AsOf).Text))}
	}
	return cell
}

func (r *listRow) since() ui.Cell {
	w := &r.words
	if m := w.Missing(); m != nil {
		return ui.Cell{Content: m}
	}
	if !w.F.HasPurchase() {
		return ui.Cell{Content: w.Unknown(classify.Risk)}
	}
	return ui.Cell{Text: w.L.NumberExact(w.F.Since)}
}

func (r *listRow) average() ui.Cell {
	if m := r.words.Missing(); m != nil {
		return ui.Cell{Content: m}
	}
	average, ok := r.e.AverageOrder()
	if !ok {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: r.words.L.T("no order in the current window")}}
	}
	return r.money(average)
}

// trend is the last twelve months of the graph data, and the twelve before. Whose they
// are, the head of the row says.
func (r *listRow) trend() ui.Cell {
	in, l := r.in, r.in.l
	if in.graph == nil {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: l.T("graph data is not built yet")}}
	}
	end := in.graph.AsOf.Month()
	now, before := words.LastMonths(in.series[r.e.ID], end, 12), words.LastMonths(in.series[r.e.ID], end-12, 12)
	return ui.Cell{Content: ui.Spark{Title: l.T("Revenue by month to %s, the year before in grey", l.Month(end)), Now: now,
		Before: before}}
}

// The totals.

func (in *customerListInput) totalCount() ui.Cell {
	return ui.Cell{Text: in.l.Plural(int64(in.page.Count), "customer", "customers")}
}

func (in *customerListInput) totalCurrent() ui.Cell {
	return ui.Cell{Text: in.l.Money(in.page.Revenue), Title: in.l.MoneyExact(in.page.Revenue)}
}

func (in *customerListInput) totalPrevious() ui.Cell {
	return ui.Cell{Text: in.l.Money(in.page.PreviousRevenue), Title: in.l.MoneyExact(in.page.PreviousRevenue)}
}

func (in *customerListInput) totalOrders() ui.Cell {
	return ui.Cell{Text: in.l.Number(in.page.Orders)}
}

func (in *customerListInput) totalAverage() ui.Cell {
	all := customerlist.Entry{Scored: true, Figures: classify.Figures{Customer: figures.Customer{Revenue: in.page.Revenue,
		Orders: in.page.Orders}}}
	average, ok := all.AverageOrder()
	if !ok {
		return ui.Cell{}
	}
	return ui.Cell{Text: in.l.Money(average), Title: in.l.MoneyExact(average)}
}

func (in *customerListInput) totalChange() ui.Cell {
	tenths, ok := changeOf(in.page.Revenue, in.page.PreviousRevenue)
	if !ok {
		return ui.Cell{}
	}
	change := in.l.Change(tenths)
	change.Against = in.l.T("against %s a year before", in.l.Money(in.page.PreviousRevenue))
	return ui.Cell{Content: change}
}

func (in *customerListInput) totalRevenue() ui.Cell {
	cell := in.totalCurrent()
	if change := in.totalChange().Content; change != nil {
		cell.Below = []templ.Component{change}
	}
	return cell
}

// changeOf is the change of a sum in tenths of a percent, rounded half away from
// zero, as each customer's own; false where there is nothing to compare with.
func changeOf(now, before int64) (tenths int64, ok bool) {
	if before <= 0 {
		return 0, false
	}
	n := new(big.Int).Sub(big.NewInt(now), big.NewInt(before))
	negative := n.Sign() < 0
	n.Abs(n).Mul(n, big.NewInt(2000)).Add(n, big.NewInt(before))
	n.Quo(n, new(big.Int).Mul(big.NewInt(2), big.NewInt(before)))
	if negative {
		n.Neg(n)
	}
	return n.Int64(), n.IsInt64()
}
