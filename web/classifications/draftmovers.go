package classifications

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// draftMovers: GET /classifications/preview, office: all customers whom the person's
// draft would move into a row, or out of it.
func (s *Pages) draftMovers(c echo.Context) error {
	smartType, err := kit.OptionalID(c.QueryParam("smart_type"))
	if err == nil && smartType == 0 && c.QueryString() == "" { // the address alone: of no row
		return kit.Redirect(c, paths.ClassificationsPath(0))
	}
	kind, errK := classify.ParseType(c.QueryParam("type"))
	row, way := paths.Number(c.QueryParam("row")), c.QueryParam("way")
	if err != nil || errK != nil || smartType == 0 || way != "in" && way != "out" {
		return kit.BadRequest("There is no such list of customers who would move.")
	}
	page := max(1, int(min(paths.Number(c.QueryParam("page")), 1<<20)))
	u, _ := kit.UserOf(c)
	var p ui.Page
	var b bandsData
	var rows []int32
	var all map[int64]store.Classification
	var title string
	err = s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavClassifications, "Who would move"); err != nil {
			return err
		}
		if b.draft, err = jobclassifications.LoadDraft(tx, u.ID, smartType); err != nil {
			return err
		}
		r := b.draft.Row(row)
		if r == nil {
			return store.ErrNotFound
		}
		title = r.Title
		if err = b.try(tx, &s.people, &kind); err != nil || b.preview == nil {
			return err
		}
		if all, err = tx.AllClassifications(); err != nil {
			return err
		}
		rows = b.preview.MoversOf(b.people, kind, row, way == "in")
		var ids []int64
		for _, at := range PageOf(rows, page) {
			ids = append(ids, b.people.IDs[at])
		}
		b.names, err = tx.NamesOf(ids)
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.Title = l.T("Who would come into %s", title)
	if way == "out" {
		p.Title = l.T("Who would leave %s", title)
	}
	p.About = l.T("By your draft, which is not applied yet.")
	p.Crumbs = []ui.Crumb{{Text: l.T("Classifications"), Href: paths.ClassificationsPath(smartType)}}
	label := func(id int64) ui.Label {
		if r := b.draft.Row(id); r != nil {
			return ui.Label{ID: id, Type: string(kind), Title: r.Title}
		}
		return ruleLabel(all, id)
	}
	v := viewclassifications.DraftMoversView{Total: l.Plural(int64(len(rows)), "customer", "customers"),
		List: ui.Table{Caption: p.Title, Columns: []ui.Column{
			{Title: l.T("Customer")}, {Title: l.T("From → to")}, {Title: l.T("Revenue"), Num: true},
			{Title: l.T("Orders"), Num: true}},
			Empty: ui.Empty{Title: l.T("Nobody would move"), Icon: "classifications",
				Text: l.T("Change a value on the page of classifications: whom it moves stands here.")}}}
	for _, at := range PageOf(rows, page) {
		t := kind.Index()
		f := &b.people.Figures[at]
		v.List.Rows = append(v.List.Rows, ui.Row{Name: b.people.Codes[at], Cells: []ui.Cell{
			{Text: b.names[b.people.IDs[at]], Href: paths.CustomerPath(b.people.Codes[at]),
				Below: ui.Group{ui.Text(b.people.Codes[at])}},
			{Content: viewclassifications.Move{From: label(b.people.Label(kind, int(at))),
				To: label(b.preview.Types[t].Label(int(at)))}},
			{Text: l.Money(f.Revenue), Title: l.MoneyExact(f.Revenue)}, {Text: l.NumberExact(f.Orders)}}})
	}
	if page > 1 {
		v.First = paths.DraftMoversPath(smartType, kind, row, way, 1)
	}
	if page*movedPerPage < len(rows) {
		v.Next = paths.DraftMoversPath(smartType, kind, row, way, page+1)
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, v), nil)
}

// PageOf are the rows of a page.
func PageOf(rows []int32, page int) []int32 {
	from := min((page-1)*movedPerPage, len(rows))
	return slices.Clone(rows[from:min(from+movedPerPage, len(rows))])
}
