package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/store"
	"wholesight/views"
)

const auditOnPage = 100

// auditPage: GET /audit, admins: who did what, newest first.
func (s *Server) auditPage(c echo.Context) error {
	filter := store.AuditFilter{Text: cut(c.QueryParam("q"), 200), Before: number(c.QueryParam("before")), Limit: auditOnPage}
	var p views.Page
	var entries []store.AuditEntry
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, views.NavSettings, "Audit log"); err != nil {
			return err
		}
		entries, err = tx.AuditLog(filter)
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("Who changed what, and who was let in or turned away. Nothing here can be changed or deleted.")
	show := []templ.Component{
		s.adminTabs(l, auditPath()),
		views.FilterBar{Action: auditPath(), Label: l.T("Audit log"), Swap: "audit", Fields: []views.Field{
			{Name: "q", Label: l.T("Person, action or object"), Type: "search", Value: filter.Text, Wide: true, MaxLength: 200}}},
		s.auditTable(c, l, entries),
	}
	if len(entries) == auditOnPage {
		older := url.Values{"q": {filter.Text}, "before": {strconv.FormatInt(entries[len(entries)-1].ID, 10)}}
		show = append(show, views.Button{Text: l.T("Older entries"), Href: auditPath() + "?" + older.Encode()})
	}
	sheet := views.Sheet{{Show: show}}
	return s.render(c, http.StatusOK, s.frame(c, p, sheet), sheet)
}

func (s *Server) auditTable(c echo.Context, l views.Locale, entries []store.AuditEntry) views.Table {
	shop, _ := c.Get(shopInContext).(jobs.Shop)
	t := views.Table{
		ID: "audit", Caption: l.T("Audit log"),
		Columns: []views.Column{{Title: l.T("Action")}, {Title: l.T("Who")}, {Title: l.T("When")}, {Title: l.T("Before")}, {Title: l.T("After")}},
		Empty:   views.Empty{Title: l.T("Nothing matches"), Text: l.T("Change the filter to see other entries.")},
	}
	for _, e := range entries {
		who := e.Actor.Name
		if e.Actor.IP != "" {
			who += " · " + e.Actor.IP
		}
		t.Rows = append(t.Rows, views.Row{Cells: []views.Cell{
			{Text: e.Action, Below: []templ.Component{views.Text(e.Object)}},
			{Text: who}, moment(l, shop, e.At, s.DB.Now()),
			{Text: e.Before, Wide: true}, {Text: e.After, Wide: true},
		}})
	}
	return t
}
