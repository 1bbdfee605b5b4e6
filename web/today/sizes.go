package today

import (
	"net/http"

	"github.com/a-h/templ"

	"wholesight/jobs/customerlist"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// sizesBlock is the classifications with how many customers carry each.
type sizesBlock struct {
	readsNothing
	kit *kit.Kit
}

func (b *sizesBlock) show(in *subject) (templ.Component, error) {
	if in.empty() || !in.list.Built() {
		return nil, nil
	}
	table, err := b.sizes(in)
	return viewtoday.Sizes(table), err
}

// sizes is each classification with how many customers carry it, a link to them, and
// how many have come and gone with the last run.
func (b *sizesBlock) sizes(in *subject) (ui.Table, error) {
	l := in.l
	t := ui.Table{ID: "sizes", Caption: l.T("Classifications"), Free: true,
		Columns: []ui.Column{{Title: l.T("Classification")}, {Title: l.T("Type")}, {Title: l.T("Customers"), Num: true},
			{Title: l.T("Came"), Num: true}, {Title: l.T("Left"), Num: true}},
		Empty: ui.Empty{Title: l.T("No classification yet"),
			Text: l.T("Each one stands here with its customers, once there are some.")}}
	came, left := map[int64]int64{}, map[int64]int64{}
	for _, m := range in.figures.moves {
		came[m.To] += m.Customers
		left[m.From] += m.Customers
	}
	who := ""
	if in.moved != 0 && b.kit.May(in.u, http.MethodGet, "/classifications/moves") {
		who = paths.LabelChangesPath(in.moved)
	}
	for _, g := range words.LabelGroups(in.list, l) {
		filter := customerlist.Filter{Any: g.Ids}
		page, err := in.list.Query(filter, customerlist.DefaultSort, in.visible, 0, 0)
		if err != nil {
			return t, err
		}
		view := customerlist.NewView()
		view.Filter = filter
		var in, out int64
		for _, id := range g.Ids {
			in, out = in+came[id], out+left[id]
		}
		move := func(n int64, sign string) ui.Cell {
			if n == 0 {
				return ui.Cell{Text: "–"}
			}
			return ui.Cell{Text: sign + l.NumberExact(n), Href: who, Title: l.T("who moved with the last run")}
		}
		href := paths.CustomersPath() + view.Query(l.Digits())
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Content: ui.Label{ID: g.Ids[0], Type: string(g.Kind), Title: g.Title,
			Href: href}},
			{Text: l.T(g.Kind.Title())}, {Text: l.NumberExact(int64(page.Count)), Href: href}, move(in, "+"), move(out, "−")}})
	}
	return t, nil
}
