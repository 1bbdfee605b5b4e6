package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/roster"
	"wholesight/store"
	"wholesight/views"
)

// What an address of the list may say beside its view.
const (
	paramAt   = "at"   // the customer that one comes back from; its row is marked
	paramMore = "more" // show the fields that are asked for less often
)

// customersPage: GET /customers, staff: the customers that the person may see,
// filtered, sorted and paged by the address.
func (s *Server) customersPage(c echo.Context) error {
	var p views.Page
	var in customerListInput
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, views.NavCustomers, "Customers"); err != nil {
			return err
		}
		in, err = s.customerList(c, tx, p.Locale)
		return err
	})
	r := c.Request()
	if err != nil {
		if wantsFragment(r) { // what is not understood does not become the page's address
			c.Response().Header().Set("HX-Push-Url", "false")
		}
		return err
	}
	canonical := customersPath() + in.query(in.view)
	if wantsFragment(r) {
		// htmx would put every empty field of the form into the address.
		c.Response().Header().Set("HX-Push-Url", canonical)
	} else if hasEmpty(r.URL.Query()) {
		return redirect(c, canonical)
	}
	in.importHref, in.run = s.ifMay(c, navPaths[views.NavImports]), s.runNow(c, p.Locale, canonical)
	p.About = p.Locale.T("Whom to call, and why.")
	p.Search = in.view.Filter.Text
	content := newCustomerList(in)
	var partial templ.Component = content
	if r.Header.Get("HX-Target") == views.CustomersRows {
		partial = content.Rows()
	}
	return s.render(c, http.StatusOK, s.frame(c, p, content), partial)
}

// customersCSV: GET /customers.csv, staff: all customers that the list of the same
// parameters matches, whatever page it shows.
func (s *Server) customersCSV(c echo.Context) error {
	var r *roster.Roster
	var rows []int32
	err := s.view(c, func(tx *store.Tx) error {
		shop, err := jobs.LoadShop(tx)
		if err != nil {
			return err
		}
		c.Set(shopInContext, shop)
		q, err := s.customerQuery(c, tx, s.localeOf(c))
		if err != nil {
			return err
		}
		r = q.roster
		rows, err = r.All(q.view.Filter, q.view.Sort, q.visible)
		return err
	})
	if err != nil {
		return err
	}
	// The snapshot is closed by now: a slow reader holds nothing up.
	return s.csv(c, "customers.csv", func(w io.Writer) error { return jobs.WriteCustomerList(w, r, rows) })
}

// customerQuery is what an address asks of the list of customers: the roster of the
// transaction's snapshot, what of it the person may see, and the view.
type customerQuery struct {
	roster  *roster.Roster
	visible roster.Visibility
	view    roster.View
	digits  int // decimals of the currency
}

// query is a view as it stands behind an address.
func (q *customerQuery) query(v roster.View) string { return v.Query(q.digits) }

func (s *Server) customerQuery(c echo.Context, tx *store.Tx, l views.Locale) (q customerQuery, err error) {
	params := c.QueryParams()
	q.digits = l.Digits()
	var problems []roster.Problem
	if q.view, problems = roster.Parse(params, q.digits, paramAt, paramMore); len(problems) > 0 {
		return q, badAddress(problems)
	}
	if q.roster, err = s.rosters.Roster(tx); err != nil {
		return q, err
	}
	q.visible, err = jobs.Visible(tx, scope(c))
	return q, err
}

// customerList is what the page of the list is made of.
func (s *Server) customerList(c echo.Context, tx *store.Tx, l views.Locale) (in customerListInput, err error) {
	if in.customerQuery, err = s.customerQuery(c, tx, l); err != nil {
		return in, err
	}
	in.l = l
	v := in.view
	if in.page, err = in.roster.Query(v.Filter, v.Sort, in.visible, v.Offset(), v.Per); err != nil {
		return in, err
	}
	in.unknown = in.roster.Unknown(v.Filter, in.visible)
	in.at, in.more = c.QueryParam(paramAt), c.QueryParam(paramMore) != ""
	ids := make([]int64, len(in.page.Rows))
	for i, row := range in.page.Rows {
		ids[i] = in.roster.ID(row)
	}
	if in.series, err = tx.SeriesOf(scope(c), ids); err != nil {
		return in, err
	}
	in.graph, err = published(tx, store.StepGraph)
	return in, err
}

// badAddress says what of an address cannot be understood.
func badAddress(problems []roster.Problem) error {
	parts := make([]string, len(problems))
	for i, p := range problems {
		parts[i] = p.Name + " " + p.Words
	}
	return badRequest("This address cannot be understood: " + strings.Join(parts, "; ") + ".")
}

// hasEmpty tells whether a form without script filled the address with the names of
// fields that were left empty.
func hasEmpty(params url.Values) bool {
	for _, values := range params {
		for _, v := range values {
			if v == "" {
				return true
			}
		}
	}
	return false
}

// ifMay is the path of a page, or nothing where the person may not go.
func (s *Server) ifMay(c echo.Context, path string) string {
	if u, known := userOf(c); path != "" && known && s.may(u, http.MethodGet, path) {
		return path
	}
	return ""
}

// runNow asks for the run that brings figures and labels; nil where the person may
// not.
func (s *Server) runNow(c echo.Context, l views.Locale, back string) *views.Act {
	u, known := userOf(c)
	if !known || !s.may(u, http.MethodPost, jobRunPath()) {
		return nil
	}
	act := runAct(l, "rebuild", l.T("Run now"), back)
	act.Button.Kind = views.Primary
	return &act
}
