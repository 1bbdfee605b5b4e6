package record

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// shownLines is how many lines of an order its page shows.
const shownLines = 2000

// customerOrderPage: GET /customers/:code/orders/:number, staff: an order of a
// customer that the person may see, with its lines.
func (s *Pages) customerOrderPage(c echo.Context) error {
	code, err := customerCode(c)
	if err != nil {
		return err
	}
	number, err := pathText(c, 3)
	if err != nil {
		return err
	}
	var p ui.Page
	var customer store.Customer
	var order store.OrderHead
	var items []store.OrderItem
	var shop settings.Shop
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if customer, err = tx.Customer(kit.Scope(c), code); err != nil {
			return err
		}
		if order, items, err = tx.CustomerOrder(kit.Scope(c), customer.ID, number, shownLines); err != nil {
			return err
		}
		p, err = s.Page(c, tx, ui.NavCustomers, "")
		shop = s.ShopOf(c)
		return err
	}); err != nil {
		return err
	}
	l := p.Locale
	p.Title = l.T("Order %s", order.Number)
	p.About = l.T("%s · %s · %s", customer.Name, l.DayLong(order.Day), l.T(order.Status.String()))
	p.Crumbs = []ui.Crumb{{Text: l.T("Customers"), Href: paths.CustomersPath()},
		{Text: customer.Name, Href: paths.CustomerPath(code) + listQuery(c)}}
	sheet := ui.Sheet{{Show: []templ.Component{orderTiles(l, &order)}},
		{Show: []templ.Component{orderTable(l, &order, items)}}}
	if order.Day > shop.Today(s.DB.Now()) {
		sheet[0].Show = append(sheet[0].Show, ui.Note{Text: l.T("This order is dated after today: no figure counts it yet.")})
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, sheet), nil)
}

// orderTiles are what an order comes to.
func orderTiles(l ui.Locale, o *store.OrderHead) ui.Tiles {
	t := ui.Tiles{{Title: l.T("Value, net"), Figure: l.MoneyExact(o.Net)},
		{Title: l.T("Lines"), Figure: l.NumberExact(o.Lines)}, {Title: l.T("Status"), Figure: l.T(o.Status.String())}}
	if o.Channel != "" {
		t = append(t, ui.Tile{Title: l.T("Channel"), Figure: o.Channel})
	}
	switch {
	case o.Status == store.OrderDraft || o.Status == store.OrderCancelled:
		t[2].Note = l.T("does not count in revenue")
	case o.Net <= 0:
		t[0].Note = l.T("a credit note: it lowers revenue and is no order")
	}
	return t
}

// orderTable are the lines of an order.
func orderTable(l ui.Locale, o *store.OrderHead, items []store.OrderItem) ui.Table {
	t := ui.Table{ID: "order-lines", Caption: l.T("Lines"), Free: true, Wide: true,
		Columns: []ui.Column{{Title: l.T("Product")}, {Title: l.T("Quantity"), Num: true},
			{Title: l.T("Delivered"), Num: true}, {Title: l.T("Open"), Num: true,
				Help: l.T("Ordered and not delivered, of an open order.")}, {Title: l.T("Unit price"), Num: true},
			{Title: l.T("Total"), Num: true}},
		Empty: ui.Empty{Title: l.T("No lines"), Text: l.T("This order has no lines.")}}
	if int64(len(items)) < o.Lines {
		t.Caption, t.Titled = l.T("The first %s of %s lines", l.NumberExact(int64(len(items))), l.NumberExact(o.Lines)), true
	}
	quantity := func(thousandths int64) ui.Cell {
		if thousandths == 0 {
			return ui.Cell{Text: "–"}
		}
		return ui.Cell{Text: l.Quantity(thousandths)}
	}
	for _, i := range items {
		open := int64(0)
		if o.Status == store.OrderOpen && i.Quantity > i.Delivered {
			open = i.Quantity - i.Delivered
		}
		name := ui.Cell{Text: i.Product}
		if i.Product != i.SKU {
			name.Below = []templ.Component{ui.Text(i.SKU)}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{name, quantity(i.Quantity), quantity(i.Delivered), quantity(open),
			{Text: l.UnitPrice(i.UnitPrice)}, {Text: l.MoneyExact(i.Total)}}})
	}
	t.Total = []ui.Cell{{Text: l.T("Total")}, {}, {}, {}, {}, {Text: l.MoneyExact(o.Net)}}
	return t
}
