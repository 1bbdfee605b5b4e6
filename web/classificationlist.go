package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/jobs/classify"
	"wholesight/store"
	"wholesight/views"
)

// typeAbout says in one line what each type asks of a customer.
var typeAbout = [6]string{
	"How late is the next order? Days since the last one, divided by the customer’s usual gap: 1 is due today, 2 is one whole cycle late.",
	"Has the rhythm changed? Risk over the last year against the year before, in percent: above 0 orders come later than they did.",
	"Who buys most? Customers ranked by revenue: each row takes the next so many percent of them.",
	"Who grows, who shrinks? Revenue in the window against the same time a year before, in percent.",
	"Who carries the shop? The largest customers who together bring the first so many percent of revenue.",
	"How often do they order? Orders in the window.",
}

// newClassificationsView is the content of the page.
func newClassificationsView(l views.Locale, shop jobs.Shop, d *classificationsData) views.ClassificationsView {
	if len(d.types) == 0 {
		return views.ClassificationsView{Empty: &views.Empty{Title: l.T("No smart types yet"), Icon: "classifications",
			Text: l.T("A classification belongs to a smart type, such as Retail or Trade. The first customers that are imported bring theirs."), Start: importStart(l)}}
	}
	v := views.ClassificationsView{Tabs: views.Tabs{Label: l.T("Smart types")}, Basis: basisTiles(l, shop, d), Run: runBox(l, shop, d)}
	for _, t := range d.types {
		n := int64(0)
		for _, c := range d.all {
			if c.SmartTypeID == t.ID {
				n++
			}
		}
		v.Tabs.Tabs = append(v.Tabs.Tabs, views.Tab{Text: t.Title, Href: classificationsPath(t.ID), Count: l.NumberExact(n), Here: t.ID == d.smartType})
	}
	var own []store.Classification
	for _, c := range d.all {
		if c.SmartTypeID == d.smartType {
			own = append(own, c)
		}
	}
	for i, kind := range classify.Types {
		g := views.ClassificationGroup{Kind: string(kind), Title: l.T(kind.Title()), About: l.T(typeAbout[i]), Table: groupTable(l, kind, jobs.Group(own, kind), d)}
		if d.admin {
			add := views.Button{Text: l.T("Add a row"), Icon: "plus", Small: true, Href: classificationNewPath(d.smartType, string(kind)),
				Attrs: inPlace(classificationNewPath(d.smartType, string(kind)), kind)}
			if len(g.Table.Rows) == 0 {
				g.Table.Empty.Start = &add
			} else {
				g.Add = &add
			}
		}
		v.Groups = append(v.Groups, g)
	}
	return v
}

// importStart leads to the import from an empty state.
func importStart(l views.Locale) *views.Button {
	return &views.Button{Text: l.T("Import customers"), Icon: "upload", Kind: views.Primary, Href: importNewPath()}
}

// inPlace are the attributes of a link that opens a form under the list of a type.
func inPlace(href string, kind classify.Type) templ.Attributes {
	return templ.Attributes{"hx-get": href, "hx-target": "#" + views.EditRegion(string(kind)), "hx-swap": "outerHTML"}
}

// basisTiles say what the figures are of.
func basisTiles(l views.Locale, shop jobs.Shop, d *classificationsData) views.Tiles {
	settings := ""
	if d.settings {
		settings = settingsPath()
	}
	next := map[string]string{"today": "today", "latest-order": "the newest order"}[shop.AsOf]
	if next == "" {
		next = "fixed"
	}
	tiles := views.Tiles{
		{Title: l.T("Timeframe"), Figure: l.Plural(int64(shop.Timeframe), "month", "months"), Note: l.T("a setting"), Href: settings},
		{Title: l.T("As-of day of the next run"), Figure: l.DayLong(d.asOf), Note: l.T("a setting: %s", l.T(next)), Href: settings},
	}
	if d.build == nil {
		return append(tiles, views.Tile{Title: l.T("Published result"), Figured: views.Unknown{Word: l.T("none yet"), Why: l.T("Run it once: then every list shows its labels.")}})
	}
	b := d.build
	finished := b.FinishedAt.In(shop.Zone)
	seen := shop.Today(d.now)
	tiles = append(tiles, views.Tile{Title: l.T("Published result"), Figure: l.T("as of %s", l.Day(b.AsOf, seen).Text),
		Note: l.T("build %d, %s %s, %s", b.ID, l.Day(calendar.Of(finished), seen).Text, finished.Format("15:04"), l.Plural(b.Customers, "customer", "customers"))})
	moved := views.Tile{Title: l.T("Labels changed by it"), Figure: l.NumberExact(b.Moved), Note: l.T("who moved"), Href: movesPath(b.ID)}
	if !b.History {
		moved = views.Tile{Title: moved.Title, Figured: views.Unknown{Word: l.T("not told"), Why: l.T("Its day is before that of an earlier run: a look back moves nobody.")}}
	}
	return append(tiles, moved)
}

// groupTable is the list of one type.
func groupTable(l views.Locale, kind classify.Type, rows []store.Classification, d *classificationsData) views.Table {
	t := views.Table{ID: "list-" + string(kind), Caption: l.T(kind.Title()), Free: true,
		Columns: []views.Column{{Title: l.T("Label")}, {Title: l.T("Value"), Num: true}, {Title: l.T("Band")}, {Title: l.T("Gates"), Help: l.T("A customer below a gate gets no label of this type; it does not fall through to the next row.")},
			{Title: l.T("Customers"), Num: true}, {Title: l.T("Revenue"), Num: true}},
		Empty: views.Empty{Title: l.T("No rows yet"), Icon: string(kind), Text: l.T("Customers get no label of this type until it has one.")}}
	if d.admin {
		t.Columns = append(t.Columns, views.Column{Title: l.T("Edit"), Num: true})
	}
	bands := make([]classify.Band, len(rows))
	for i, c := range rows {
		bands[i] = jobs.Band(c)
	}
	for i, c := range rows {
		first := views.Cell{Content: views.Ranked{Position: strconv.Itoa(i + 1), Label: views.Label{ID: c.ID, Type: c.Type, Title: c.Title}}}
		if c.Comment != "" {
			first.Below = []templ.Component{views.Text(c.Comment)}
		}
		row := views.Row{ID: "c-" + strconv.FormatInt(c.ID, 10), Name: c.Title, Cells: []views.Cell{first,
			{Text: valueText(l, kind, c.Value)}, {Text: classify.Words(kind, bands, i), Wide: true}, gatesCell(l, kind, c), countCell(l, c, d), revenueCell(l, c, d)}}
		if d.admin {
			row.Cells = append(row.Cells, views.Cell{Content: rowActs(l, kind, rows, i)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// rowActs are the buttons of a row: up, down, edit, delete.
func rowActs(l views.Locale, kind classify.Type, rows []store.Classification, i int) views.RowActs {
	c := rows[i]
	act := func(do, text, icon string, more ...views.Field) views.Act {
		fields := append([]views.Field{{Kind: views.FieldHidden, Name: "version", Value: strconv.FormatInt(c.Version, 10)}, newKeyField()}, more...)
		return views.Act{Action: classificationDoPath(c.ID, do), Fields: fields, Button: views.Button{Text: text, Icon: icon}, Swap: views.ClassificationsRegion}
	}
	to := func(position int) views.Field {
		return views.Field{Kind: views.FieldHidden, Name: "position", Value: strconv.Itoa(position)}
	}
	r := views.RowActs{Name: c.Title, Links: []views.Button{{Text: l.T("Edit"), Icon: "edit", Href: classificationPath(c.ID), Attrs: inPlace(classificationPath(c.ID), kind)}}}
	if i > 0 {
		r.Acts = append(r.Acts, act("move", l.T("Move up"), "up", to(i)))
	}
	if i < len(rows)-1 {
		r.Acts = append(r.Acts, act("move", l.T("Move down"), "down", to(i+2)))
	}
	r.Last = []views.Act{act("delete", l.T("Delete"), "trash")}
	return r
}

// valueText is a band's value in its unit: "1.5", "−10 %".
func valueText(l views.Locale, kind classify.Type, v *int64) string {
	if v == nil {
		return l.T("no upper end")
	}
	text := strings.Replace(strings.Replace(classify.FormatValue(v), ".", l.Decimal(), 1), "-", "−", 1)
	if unit := valueUnit(kind); unit != "" {
		return text + "\u00a0" + unit
	}
	return text
}

// valueUnit is the unit of a type's values.
func valueUnit(kind classify.Type) string {
	if kind == classify.Risk || kind == classify.Orders {
		return ""
	}
	return "%"
}

// gatesCell is a row's minimums in words.
func gatesCell(l views.Locale, kind classify.Type, c store.Classification) views.Cell {
	var gates []string
	if c.MinSpend != nil {
		gates = append(gates, l.T("spent %s or more", shortMoney(l, *c.MinSpend)))
	}
	if c.MinOrders != nil {
		gates = append(gates, l.T("%s or more", l.Plural(*c.MinOrders, "order", "orders")))
	}
	if len(gates) == 0 {
		return views.Cell{Text: "–"}
	}
	cell := views.Cell{Text: strings.Join(gates, ", "), Title: l.T("in the current window")}
	if kind == classify.Risk || kind == classify.RiskChange || kind == classify.RevenueChange {
		cell.Title = l.T("in the better of the current and the previous window, so that a lost customer is not hidden")
	}
	return cell
}

// shortMoney is an exact amount without the decimals that say nothing.
func shortMoney(l views.Locale, minor int64) string {
	unit := int64(1)
	for range l.Digits() {
		unit *= 10
	}
	if minor%unit == 0 && minor != 0 {
		return l.Money(minor)
	}
	return l.MoneyExact(minor)
}

// countCell is how many customers carry the label, a link to them.
func countCell(l views.Locale, c store.Classification, d *classificationsData) views.Cell {
	if d.build == nil {
		return views.Cell{Content: views.Unknown{Word: l.T("not yet"), Why: l.T("No run has assigned labels yet.")}}
	}
	return views.Cell{Text: l.NumberExact(d.counts[c.ID].Customers), Href: customersWithPath(c.ID)}
}

// revenueCell is what they bring in the current window.
func revenueCell(l views.Locale, c store.Classification, d *classificationsData) views.Cell {
	if d.build == nil {
		return views.Cell{Text: "–"}
	}
	n := d.counts[c.ID].Revenue
	return views.Cell{Text: l.Money(n), Title: l.MoneyExact(n)}
}
