package web

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
	viewtargets "wholesight/views/targets"
	"wholesight/views/ui"
)

func targetsPath() string             { return "/targets" }
func targetGridPath() string          { return "/targets/grid" }
func targetReportPath() string        { return "/reports/sales-targets" }
func targetPath(code string) string   { return "/customers/" + url.PathEscape(code) + "/target" }
func targetDelete(code string) string { return targetPath(code) + "/delete" }

// targetsPage: GET /targets, staff: the customers of the person with a target, how
// far each has come and where it will end.
func (s *Server) targetsPage(c echo.Context) error {
	var p ui.Page
	var q targetQuery
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, ui.NavTargets, "Targets"); err != nil {
			return err
		}
		q, err = s.targetList(c, tx, targetSet)
		return err
	})
	r := c.Request()
	if err != nil {
		if wantsFragment(r) { // what is not understood does not become the page's address
			c.Response().Header().Set("HX-Push-Url", "false")
		}
		return err
	}
	canonical := targetsPath() + q.query(targetSet)
	if wantsFragment(r) {
		c.Response().Header().Set("HX-Push-Url", canonical)
	} else if hasEmpty(r.URL.Query()) {
		return redirect(c, canonical)
	}
	in := targetListInput{targetQuery: q, l: p.Locale, at: c.QueryParam(paramAt), importHref: s.ifMay(c, navPaths[ui.NavImports]), run: s.runNow(c, p.Locale, canonical)}
	p.About = p.Locale.T("What each customer is to buy in its twelve months, how far it has come, and where it will end.")
	p.Action = &ui.Button{Text: p.Locale.T("Edit in a grid"), Icon: "edit", Href: targetGridPath() + q.at(1).query(targetSet)}
	if in.importHref != "" {
		p.Actions = []ui.Button{{Text: p.Locale.T("Import targets"), Icon: "upload", Href: in.importHref}}
	}
	content := in.list()
	var partial templ.Component = content
	if r.Header.Get("HX-Target") == viewtargets.TargetRows {
		partial = content.Rows()
	}
	return s.render(c, http.StatusOK, s.frame(c, p, content), partial)
}

// targetsFile: GET /reports/sales-targets.csv and .xlsx, staff: the report of the
// customers of the person, all of them where the address says nothing else.
func (s *Server) targetsFile(c echo.Context) error {
	var q targetQuery
	if err := s.view(c, func(tx *store.Tx) (err error) {
		q, err = s.targetReport(c, tx)
		return err
	}); err != nil {
		return err
	}
	return s.table(c, "sales-targets", formatOf(c), jobtargets.Columns(s.localeOf(c).Digits()), func(file jobkit.TableFile) error {
		return jobtargets.Write(file, q.roster, q.book, q.rows)
	})
}

// targetReport is the list of a report: all customers by code, unless its address
// says otherwise.
func (s *Server) targetReport(c echo.Context, tx *store.Tx) (targetQuery, error) {
	if _, err := s.shopLocale(c, tx); err != nil {
		return targetQuery{}, err
	}
	q, err := s.targetList(c, tx, targetEvery)
	if err == nil && c.QueryParam("sort") == "" {
		q.sort = "code"
		q.rows, err = q.match()
	}
	return q, err
}
