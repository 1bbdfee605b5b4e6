package imports

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// importsPerPage is how many imports the list shows at once.
const importsPerPage = 50

// importsPage: GET /imports, office: the imports so far, newest first.
func (s *Pages) importsPage(c echo.Context) error {
	before, err := kit.OptionalID(c.QueryParam("before"))
	if err != nil {
		return err
	}
	var (
		p    ui.Page
		rows []store.Import
		last map[int64]bool
	)
	err = s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavImports, "Imports"); err != nil {
			return err
		}
		if rows, err = tx.Imports(before, importsPerPage+1); err != nil {
			return err
		}
		last, err = lastApplied(tx)
		return err
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("Customers, products, orders, targets and contacts from files, checked before anything changes.")
	p.Action = &ui.Button{Text: p.Locale.T("New import"), Icon: "upload", Href: paths.ImportNewPath()}
	content := newImportsPage(p.Locale, rows, last, s.ShopOf(c), s.DB.Now())
	if len(rows) == 0 {
		p.Action = nil // the empty state has it
	} else {
		p.Actions = kit.FileActions(p.Locale, paths.ImportsPath(), nil)
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), nil)
}

// newImportsPage is the list; rows beyond importsPerPage only say that there are
// older ones. undoable are the imports that can be taken back.
func newImportsPage(l ui.Locale, rows []store.Import, undoable map[int64]bool, shop settings.Shop,
	now time.Time) viewimports.ImportsPage {
	p := viewimports.ImportsPage{Exports: exportLinks(l), Table: ui.Table{
		ID: "imports", Caption: l.T("Imports"), Free: true,
		Columns: []ui.Column{
			{Title: l.T("File")}, {Title: l.T("State")}, {Title: l.T("When")}, {Title: l.T("Kind")}, {Title: l.T("By")},
			{Title: l.T("Created"), Num: true}, {Title: l.T("Updated"), Num: true}, {Title: l.T("Unchanged"), Num: true},
			{Title: l.T("Rejected"), Num: true},
		},
		Empty: ui.Empty{Title: l.T("No imports yet"), Icon: "imports",
			Text:  l.T("Every file that was brought in stands here, with what it changed and what was rejected."),
			Start: &ui.Button{Text: l.T("New import"), Icon: "upload", Kind: ui.Primary, Href: paths.ImportNewPath()}},
	}}
	if len(rows) > importsPerPage {
		rows = rows[:importsPerPage]
		p.Older = paths.ImportsBeforePath(rows[len(rows)-1].ID)
	}
	for _, row := range rows {
		p.Table.Rows = append(p.Table.Rows, importRow(l, row, undoable[row.ID], shop, now))
	}
	return p
}

func importRow(l ui.Locale, row store.Import, undo bool, shop settings.Shop, now time.Time) ui.Row {
	counts := func(n int64) ui.Cell {
		if row.State == store.ImportUploaded || row.State == store.ImportChecking {
			return ui.Cell{Content: ui.Unknown{Word: l.T("not yet"), Why: l.T("The file has not been checked.")}}
		}
		return ui.Cell{Text: l.Number(n)}
	}
	rejected := counts(row.Rejected)
	if row.Rejected > 0 {
		rejected.Href, rejected.Title = paths.ImportDoPath(row.ID, "rejected.csv"), l.T("Download rejected rows")
	}
	r := ui.Row{Name: row.FileName, Cells: []ui.Cell{
		{Text: row.FileName, Href: paths.ImportPath(row.ID)},
		{Content: stateBadge(l, row)},
		kit.Moment(l, shop, row.CreatedAt, now),
		{Text: l.T(kindsInWords[files.Kind(row.Kind)].title)},
		{Text: row.Actor.Name},
		counts(row.Created), counts(row.Updated), counts(row.Unchanged), rejected,
	}}
	if undo {
		r.Actions = []ui.Button{{Text: l.T("Undo"), Small: true, Href: paths.ImportPath(row.ID) + "#undo"}}
	}
	return r
}
