package record

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// topProducts is how many products the record shows.
const topProducts = 10

// productsBlock is the products that the customer spent most on in the timeframe, against
// a year before.
type productsBlock struct{ bought []store.BoughtProduct }

// read reads them in the windows of the record's other figures. Without a build there is
// no day that they could be of.
func (b *productsBlock) read(c echo.Context, tx *store.Tx, in *subject) (err error) {
	if in.Build == nil {
		return nil
	}
	w := &in.Windows
	b.bought, err = tx.TopProducts(kit.Scope(c), in.customer.ID, store.Days{After: w.CurrentFrom, To: w.CurrentTo},
		store.Days{After: w.PreviousFrom, To: w.PreviousTo}, topProducts)
	return err
}

func (b *productsBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	if in.Build == nil {
		return nil, nil
	}
	t := ui.Table{ID: "products-bought", Caption: l.T("Products bought most"), Free: true,
		Columns: []ui.Column{{Title: l.T("Product")}, {Title: l.T("Revenue"), Num: true},
			{Title: l.T("Year before"), Num: true}, {Title: l.T("Change"), Num: true},
			{Title: l.T("Quantity"), Num: true}},
		Empty: ui.Empty{Title: l.T("Nothing bought in this time"),
			Text: l.T("Products stand here with the first order that counts in revenue.")}}
	for _, p := range b.bought {
		name := ui.Cell{Text: p.Name}
		if p.Name != p.SKU {
			name.Below = []templ.Component{ui.Text(p.SKU)}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{name, {Text: l.MoneyExact(p.Revenue)},
			moneyOrDash(l, p.RevenueBefore), productChange(l, p),
			productQuantity(l, p)}})
	}
	about := l.T("By net revenue in the %d months to %s, returns subtracted.", in.Build.Timeframe,
		l.DayLong(in.Build.AsOf))
	return viewrecord.Products(about, t), nil
}

// productChange is the revenue against a year before, or why it has none.
func productChange(l ui.Locale, p store.BoughtProduct) ui.Cell {
	if p.RevenueBefore > 0 {
		if tenths, ok := classify.Change(p.RevenueBefore, p.Revenue); ok {
			change := l.Change(tenths)
			change.Against = l.T("against %s a year before", l.MoneyExact(p.RevenueBefore))
			return ui.Cell{Content: change}
		}
	}
	why := l.T("no revenue a year before")
	if p.RevenueBefore < 0 {
		why = l.T(classify.PreviousBelowZero.Words())
	}
	return ui.Cell{Content: ui.Unknown{Word: "–", Why: why}}
}

// moneyOrDash is an exact amount; nothing is a dash.
func moneyOrDash(l ui.Locale, minor int64) ui.Cell {
	if minor == 0 {
		return ui.Cell{Text: "–"}
	}
	return ui.Cell{Text: l.MoneyExact(minor)}
}

// productQuantity is what was bought of it, over what was a year before.
func productQuantity(l ui.Locale, p store.BoughtProduct) ui.Cell {
	cell := ui.Cell{Text: "–"}
	if p.Quantity != 0 {
		cell.Text = l.Quantity(p.Quantity)
	}
	if p.QuantityBefore != 0 {
		cell.Below = []templ.Component{ui.Text(l.T("against %s a year before", l.Quantity(p.QuantityBefore)))}
	}
	return cell
}
