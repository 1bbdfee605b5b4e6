package classifications

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
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

// NewClassificationsView is the content of the page.
func NewClassificationsView(l ui.Locale, shop settings.Shop,
	d *ClassificationsData) viewclassifications.ClassificationsView {
	if len(d.types) == 0 {
		return viewclassifications.ClassificationsView{Empty: &ui.Empty{Title: l.T("No smart types yet"),
			Icon: "classifications",
			Text: l.T("A classification belongs to a smart type, such as Retail or Trade. The first customers that are imported bring theirs."), Start: importStart(l)}}
	}
	v := viewclassifications.ClassificationsView{Tabs: ui.Tabs{Label: l.T("Smart types")}, Basis: basisTiles(l, shop, d),
		Run: runBox(l, shop, d)}
	for _, t := range d.types {
		n := int64(0)
		for _, c := range d.all {
			if c.SmartTypeID == t.ID {
				n++
			}
		}
		v.Tabs.Tabs = append(v.Tabs.Tabs, ui.Tab{Text: t.Title, Href: paths.ClassificationsPath(t.ID),
			Count: l.NumberExact(n), Here: t.ID == d.smartType})
	}
	if d.Admin {
		hidden := []ui.Field{smartTypeField(d.smartType)}
		v.Draft = &viewclassifications.DraftBar{Apply: paths.DraftPath("apply"), Discard: paths.DraftPath("discard"),
			Hidden: hidden, Says: d.bands.says(l)}
		v.Frame = timeframeForm(l, shop, d.smartType)
		if d.bands.draft.Version != 0 && d.bands.draft.Stale(d.bands.stored) {
			staleDraft(l, d, &v)
		}
	}
	for i, kind := range classify.Types {
		g := viewclassifications.ClassificationGroup{Kind: string(kind), Title: l.T(kind.Title()), About: l.T(typeAbout[i]),
			Table: groupTable(l, kind, d),
			Alike: alikeNote(l, d.bands.draft.Live(kind)), Movers: viewclassifications.DraftPart{ID: "movers-" + string(kind)}}
		if d.Admin {
			g.Movers.Content = d.bands.movers(l, kind)
			add := ui.Button{Text: l.T("Add a row"), Icon: "plus", Small: true,
				Href:  paths.ClassificationNewPath(d.smartType, string(kind)),
				Attrs: inPlace(paths.ClassificationNewPath(d.smartType, string(kind)), kind)}
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

// smartTypeField is the hidden field that says whose classifications a form is of.
func smartTypeField(smartType int64) ui.Field {
	return ui.Field{Kind: ui.FieldHidden, Name: "smart_type", Value: strconv.FormatInt(smartType, 10)}
}

// timeframeForm chooses the timeframe of all classifications, a setting of the shop.
func timeframeForm(l ui.Locale, shop settings.Shop, smartType int64) *viewclassifications.TimeframeForm {
	f := &viewclassifications.TimeframeForm{Action: paths.TimeframePath(),
		Hidden: []ui.Field{smartTypeField(smartType), kit.NewKeyField()},
		Choose: ui.Field{Kind: ui.FieldSelect, Name: "timeframe", Label: l.T("Timeframe from the next run on"),
			Value: strconv.Itoa(int(shop.Timeframe))}}
	for _, months := range []int64{3, 6, 12, 24} {
		f.Choose.Choices = append(f.Choose.Choices, ui.Choice{Value: strconv.FormatInt(months, 10),
			Text: l.Plural(months, "month", "months")})
	}
	return f
}

// alikeNote warns of colours of one type that some people cannot tell apart.
func alikeNote(l ui.Locale, rows []store.Classification) *ui.Note {
	n := ui.Note{Kind: ui.NoteWarn, Title: l.T("Colours that are hard to tell apart")}
	for i, a := range rows {
		for _, b := range rows[:i] {
			if vision, alike := ui.Alike(a.Colour, b.Colour); alike {
				n.Items = append(n.Items, l.T("%s and %s look alike %s. Pick another colour for one of them.", b.Title, a.Title,
					l.T(vision)))
			}
		}
	}
	if len(n.Items) == 0 {
		return nil
	}
	return &n
}

// importStart leads to the import from an empty state.
func importStart(l ui.Locale) *ui.Button {
	return &ui.Button{Text: l.T("Import customers"), Icon: "upload", Kind: ui.Primary, Href: paths.ImportNewPath()}
}

// inPlace are the attributes of a link that opens a form under the list of a type.
func inPlace(href string, kind classify.Type) templ.Attributes {
	return templ.Attributes{"hx-get": href, "hx-target": "#" + viewclassifications.EditRegion(string(kind)),
		"hx-swap": "outerHTML"}
}

// basisTiles say what the figures are of.
func basisTiles(l ui.Locale, shop settings.Shop, d *ClassificationsData) ui.Tiles {
	settings := ""
	if d.settings {
		settings = paths.SettingsPath()
	}
	next := map[string]string{"today": "today", "latest-order": "the newest order"}[shop.AsOf]
	if next == "" {
		next = "fixed"
	}
	tiles := ui.Tiles{
		{Title: l.T("Timeframe"), Figure: l.Plural(int64(shop.Timeframe), "month", "months"), Note: l.T("a setting"),
			Href: settings},
		{Title: l.T("As-of day of the next run"), Figure: l.DayLong(d.asOf), Note: l.T("a setting: %s", l.T(next)),
			Href: settings},
	}
	if d.build == nil {
		return append(tiles, ui.Tile{Title: l.T("Published result"),
			Figured: ui.Unknown{Word: l.T("none yet"), Why: l.T("Run it once: then every list shows its labels.")}})
	}
	b := d.build
	finished := b.FinishedAt.In(shop.Zone)
	seen := shop.Today(d.now)
	tiles = append(tiles, ui.Tile{Title: l.T("Published result"), Figure: l.T("as of %s", l.Day(b.AsOf, seen).Text),
		Note: l.T("build %d, %s %s, %s", b.ID, l.Day(calendar.Of(finished), seen).Text, finished.Format("15:04"),
			l.Plural(b.Customers, "customer", "customers"))})
	moved := ui.Tile{Title: l.T("Labels changed by it"), Figure: l.NumberExact(b.Moved), Note: l.T("who moved"),
		Href: paths.LabelChangesPath(b.ID)}
	if !b.History {
		moved = ui.Tile{Title: moved.Title, Figured: ui.Unknown{Word: l.T("not told"),
			Why: l.T("Its day is before that of an earlier run: a look back moves nobody.")}}
	}
	return append(tiles, moved)
}

// groupTable is the list of one type.
func groupTable(l ui.Locale, kind classify.Type, d *ClassificationsData) ui.Table {
	t := ui.Table{ID: "list-" + string(kind), Caption: l.T(kind.Title()), Free: true,
		Columns: []ui.Column{{Title: l.T("Label")}, {Title: l.T("Value"), Num: true}, {Title: l.T("Band")},
			{Title: l.T("Gates"), Help: l.T("A customer below a gate gets no label of this type; it does not fall through to the next row.")},
			{Title: l.T("Customers"), Num: true}, {Title: l.T("Revenue"), Num: true},
			{Title: l.T("Last run"), Num: true, Help: l.T("Customers who came into the row and left it with the published result.")}},
		Empty: ui.Empty{Title: l.T("No rows yet"), Icon: string(kind),
			Text: l.T("Customers get no label of this type until it has one.")}}
	if d.Admin {
		t.Columns = append(t.Columns, ui.Column{Title: l.T("Edit"), Num: true})
	}
	rows := d.bands.draft.Of(kind)
	for i := range rows {
		t.Rows = append(t.Rows, groupRow(l, kind, i, &rows[i], d))
	}
	return t
}

// groupRow is one row of it.
func groupRow(l ui.Locale, kind classify.Type, i int, r *jobclassifications.DraftRow, d *ClassificationsData) ui.Row {
	b := &d.bands
	first := viewclassifications.Ranked{ID: ruleKey(r.ID), Label: ui.Label{ID: r.ID, Type: r.Type, Title: r.Title},
		Gone: r.Gone}
	if at := b.draft.Place(r.ID); at > 0 {
		first.Position = strconv.Itoa(at)
	}
	was := b.draft.Was(r.ID)
	switch {
	case r.Gone:
		first.Mark = l.T("deleted")
	case was == nil:
		first.Mark = l.T("new")
	case b.draft.Changed(r):
		first.Mark = l.T("edited")
	}
	if was == nil || was.Colour != r.Colour {
		first.Colour = r.Colour
	}
	if d.Admin && !r.Gone {
		first.Focus = d.at == first.ID
		first.Drag = l.T("Drag %s, or press Space and move it with the arrows", r.Title)
	}
	cell := ui.Cell{Content: first}
	if r.Comment != "" {
		cell.Below = []templ.Component{ui.Text(r.Comment)}
	}
	row := ui.Row{ID: "c-" + ruleKey(r.ID), Name: r.Title, Cells: []ui.Cell{cell, {Text: valueText(l, kind, r.Value)}}}
	if d.Admin && !r.Gone {
		row.Cells[1] = ui.Cell{Content: newValueForm(l, kind, r, d)}
	}
	row.Cells = append(row.Cells, ui.Cell{Content: d.bands.wordsPart(l, kind, r, d.typed), Wide: true},
		gatesCell(l, kind, r.Classification),
		countCell(l, kind, i, r, d), revenueCell(l, kind, i, r, d), movedCell(l, r, d))
	if d.Admin {
		row.Cells = append(row.Cells, ui.Cell{Content: newRowActs(l, kind, r, b.draft, d.key)})
	}
	return row
}

// newValueForm is a row's value to be typed over.
func newValueForm(l ui.Locale, kind classify.Type, r *jobclassifications.DraftRow,
	d *ClassificationsData) viewclassifications.ValueForm {
	stored := RuleFormOf(l, r.Classification).Value
	f := viewclassifications.ValueForm{ID: ruleKey(r.ID), Label: l.T("Value of %s", r.Title),
		Action: paths.RuleDoPath(r.ID, "value"), Preview: paths.PreviewPath(), Value: stored, Unit: valueUnit(kind),
		Hidden: []ui.Field{smartTypeField(d.smartType), {Kind: ui.FieldHidden, Name: "row", Value: ruleKey(r.ID)}},
		Was:    wasPart(r.ID, stored, d.key)}
	if d.typed != nil && d.typed.row == r.ID {
		f.Value, f.Bad = d.typed.text, true
	}
	return f
}

// wasPart is what a value's form says that it began with, and its key: both are new
// after each save.
func wasPart(id int64, value string, key ui.Field) viewclassifications.DraftPart {
	return viewclassifications.DraftPart{ID: "was-" + ruleKey(id),
		Content: ui.Group{ui.Field{Kind: ui.FieldHidden, Name: kit.WasName, Value: value}, key}}
}

func (b *bandsData) wordsPart(l ui.Locale, kind classify.Type, r *jobclassifications.DraftRow,
	typed *typedValue) viewclassifications.DraftPart {
	return viewclassifications.DraftPart{ID: "words-" + ruleKey(r.ID), Content: b.words(l, kind, r, typed)}
}

// newRowActs are the buttons of a row: up, down, to a position, edit, delete; of a
// deleted one the way back.
func newRowActs(l ui.Locale, kind classify.Type, r *jobclassifications.DraftRow, draft *jobclassifications.Draft,
	key ui.Field) viewclassifications.RowActs {
	smartType := smartTypeField(draft.SmartTypeID)
	act := func(do, text, icon string) ui.Act {
		return ui.Act{Action: paths.RuleDoPath(r.ID, do), Fields: []ui.Field{smartType, key},
			Button: ui.Button{Text: text, Icon: icon}, Swap: viewclassifications.ClassificationsRegion}
	}
	acts := viewclassifications.RowActs{Name: r.Title}
	if r.Gone {
		acts.Last = []ui.Act{act("restore", l.T("Restore"), "undo")}
		return acts
	}
	live := draft.Live(kind)
	acts.Move = &viewclassifications.MoveForm{ID: ruleKey(r.ID), Name: r.Title, Action: paths.RuleDoPath(r.ID, "move"),
		At: draft.Place(r.ID), Of: len(live),
		Hidden: []ui.Field{smartType, {Kind: ui.FieldHidden, Name: "order", Value: OrderOf(live)}, key}}
	acts.Links = []ui.Button{{Text: l.T("Edit"), Icon: "edit", Href: paths.RulePath(draft.SmartTypeID, r.ID),
		Attrs: inPlace(paths.RulePath(draft.SmartTypeID, r.ID), kind)}}
	acts.Last = []ui.Act{act("delete", l.T("Delete"), "trash")}
	return acts
}

// valueText is a band's value in its unit: "1.5", "−10 %".
func valueText(l ui.Locale, kind classify.Type, v *int64) string {
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
func gatesCell(l ui.Locale, kind classify.Type, c store.Classification) ui.Cell {
	var gates []string
	if c.MinSpend != nil {
		gates = append(gates, l.T("spent %s or more", shortMoney(l, *c.MinSpend)))
	}
	if c.MinOrders != nil {
		gates = append(gates, l.T("%s or more", l.Plural(*c.MinOrders, "order", "orders")))
	}
	if len(gates) == 0 {
		return ui.Cell{Text: "–"}
	}
	cell := ui.Cell{Text: strings.Join(gates, ", "), Title: l.T("in the current window")}
	if kind == classify.Risk || kind == classify.RiskChange || kind == classify.RevenueChange {
		cell.Title = l.T("in the better of the current and the previous window, so that a lost customer is not hidden")
	}
	return cell
}

// shortMoney is an exact amount without the decimals that say nothing.
func shortMoney(l ui.Locale, minor int64) string {
	unit := int64(1)
	for range l.Digits() {
		unit *= 10
	}
	if minor%unit == 0 && minor != 0 {
		return l.Money(minor)
	}
	return l.MoneyExact(minor)
}

// countCell is how many customers carry the label, a link to them, and how many
// would.
func countCell(l ui.Locale, kind classify.Type, i int, r *jobclassifications.DraftRow, d *ClassificationsData) ui.Cell {
	if d.build == nil {
		return ui.Cell{Content: ui.Unknown{Word: l.T("not yet"), Why: l.T("No run has assigned labels yet.")}}
	}
	return ui.Cell{Content: viewclassifications.DraftPart{ID: "n-" + ruleKey(r.ID),
		Content: d.bands.customers(l, kind, i, d.counts[r.ID], r)}}
}

// revenueCell is what they bring in the current window.
func revenueCell(l ui.Locale, kind classify.Type, i int, r *jobclassifications.DraftRow,
	d *ClassificationsData) ui.Cell {
	if d.build == nil {
		return ui.Cell{Text: "–"}
	}
	return ui.Cell{Content: viewclassifications.DraftPart{ID: "r-" + ruleKey(r.ID),
		Content: d.bands.revenue(l, kind, i, d.counts[r.ID])}}
}

// movedCell is who came into the row and left it with the published build.
func movedCell(l ui.Locale, r *jobclassifications.DraftRow, d *ClassificationsData) ui.Cell {
	in, out := int64(0), int64(0)
	for _, m := range d.moves {
		if m.To == r.ID {
			in += m.Customers
		}
		if m.From == r.ID {
			out += m.Customers
		}
	}
	if in+out == 0 {
		return ui.Cell{Text: "–"}
	}
	return ui.Cell{Text: "+" + l.NumberExact(in) + " −" + l.NumberExact(out), Href: paths.LabelChangesPath(d.build.ID),
		Title: l.T("%s came, %s left", l.NumberExact(in), l.NumberExact(out))}
}

// unbroken keeps figures and their percent signs on one line.
func unbroken(words string) string { return strings.ReplaceAll(words, " %", "\u00a0%") }
