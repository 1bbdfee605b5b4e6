package targets

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
	viewtargets "wholesight/views/targets"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

func TargetDelete(code string) string { return paths.TargetPath(code) + "/delete" }

// targetsPage: GET /targets, staff: the customers of the person with a target, how
// far each has come and where it will end.
func (s *Pages) targetsPage(c echo.Context) error {
	var p ui.Page
	var q targetQuery
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavTargets, "Targets"); err != nil {
			return err
		}
		q, err = s.targetList(c, tx, TargetSet)
		return err
	})
	r := c.Request()
	if err != nil {
		if kit.WantsFragment(r) { // what is not understood does not become the page's address
			c.Response().Header().Set("HX-Push-Url", "false")
		}
		return err
	}
	canonical := paths.TargetsPath() + q.Query(TargetSet)
	if kit.WantsFragment(r) {
		c.Response().Header().Set("HX-Push-Url", canonical)
	} else if kit.HasEmpty(r.URL.Query()) {
		return kit.Redirect(c, canonical)
	}
	in := targetListInput{targetQuery: q, l: p.Locale, at: c.QueryParam(kit.ParamAt),
		importHref: s.IfMay(c, paths.NavPaths[ui.NavImports]), run: words.RunNow(s.Kit, c, p.Locale, canonical)}
	p.About = p.Locale.T("What each customer is to buy in its twelve months, how far it has come, and where it will end.")
	p.Action = &ui.Button{Text: p.Locale.T("Edit in a grid"), Icon: "edit",
		Href: paths.TargetGridPath() + q.at(1).Query(TargetSet)}
	if in.importHref != "" {
		p.Actions = []ui.Button{{Text: p.Locale.T("Import targets"), Icon: "upload", Href: in.importHref}}
	}
	content := in.list()
	var partial templ.Component = content
	if r.Header.Get("HX-Target") == viewtargets.TargetRows {
		partial = content.Rows()
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), partial)
}

// targetsFile: GET /reports/sales-targets.csv and .xlsx, staff: the report of the
// customers of the person, all of them where the address says nothing else.
func (s *Pages) targetsFile(c echo.Context) error {
	var q targetQuery
	if err := s.View(c, func(tx *store.Tx) (err error) {
		q, err = s.targetReport(c, tx)
		return err
	}); err != nil {
		return err
	}
	return s.Table(c, "sales-targets", kit.FormatOf(c), jobtargets.Columns(s.LocaleOf(c).Digits()),
		func(file jobkit.TableFile) error {
			return jobtargets.Write(file, q.customers, q.book, q.rows)
		})
}

// targetReport is the list of a report: all customers by code, unless its address
// says otherwise.
func (s *Pages) targetReport(c echo.Context, tx *store.Tx) (targetQuery, error) {
	q, err := s.targetList(c, tx, targetEvery)
	if err == nil && c.QueryParam("sort") == "" {
		q.sort = "code"
		q.rows, err = q.match()
	}
	return q, err
}
