package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/customerlist"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/lists"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
)

// customersPage: GET /customers, staff: the customers that the person may see,
// filtered, sorted and paged by the address.
func (s *Server) customersPage(c echo.Context) error { return s.customerListPage(c, callList) }

// customersFile: GET /customers.csv and /customers.xlsx, staff: all customers that the
// list of the same parameters matches, whatever page it shows.
func (s *Server) customersFile(c echo.Context) error { return s.customerListFile(c, callList) }

// customerListPage shows one of the lists of customers.
func (s *Server) customerListPage(c echo.Context, kind *customerListKind) error {
	return s.showCustomerList(c, http.StatusOK, kind, nil)
}

// showCustomerList shows a list; refused is a bulk action that was not carried out.
func (s *Server) showCustomerList(c echo.Context, status int, kind *customerListKind, refused *bulkForm) error {
	var p ui.Page
	var in customerListInput
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, kind.nav, kind.title); err != nil {
			return err
		}
		in, err = s.customerList(c, tx, p.Locale, kind)
		return err
	})
	r := c.Request()
	if err != nil {
		if wantsFragment(r) { // what is not understood does not become the page's address
			c.Response().Header().Set("HX-Push-Url", "false")
		}
		return err
	}
	canonical := in.listAddress(in.view)
	switch begin := in.beginning(c); {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
	case wantsFragment(r):
		// htmx would put every empty field of the form into the address.
		c.Response().Header().Set("HX-Push-Url", canonical)
	case begin != "":
		return redirect(c, begin)
	case hasEmpty(r.URL.Query()):
		return redirect(c, canonical)
	}
	in.key, in.bulk = keyField(c), refused
	in.importHref, in.run = s.ifMay(c, navPaths[ui.NavImports]), s.runNow(c, p.Locale, canonical)
	p.Title, p.About = p.Locale.T(kind.title), p.Locale.T(kind.about)
	p.Scripts = []string{"lists.js"}
	content := newCustomerList(in)
	var partial templ.Component = content
	if r.Header.Get("HX-Target") == viewcustomers.CustomersRows {
		partial = content.Rows()
	}
	return s.render(c, status, s.frame(c, p, content), partial)
}

// customerListFile sends a list as a file: all pages of what the address asks for,
// with its columns.
func (s *Server) customerListFile(c echo.Context, kind *customerListKind) error {
	var q customerQuery
	var rows []int32
	err := s.view(c, func(tx *store.Tx) error {
		shop, err := settings.Load(tx)
		if err != nil {
			return err
		}
		c.Set(shopInContext, shop)
		if q, err = s.queryOf(c, tx, s.localeOf(c), kind, false); err != nil {
			return err
		}
		if rows, err = q.roster.All(q.view.Filter, q.view.Sort, q.visible); err == nil && q.picked != nil {
			rows = slices.DeleteFunc(rows, func(row int32) bool { return !slices.Contains(q.picked, q.roster.ID(row)) })
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.sendCustomers(c, kind.name, formatOf(c), &q, rows)
}

// sendCustomers sends rows with the columns of a query. The snapshot they were read in
// is closed by now: a slow reader holds nothing up.
func (s *Server) sendCustomers(c echo.Context, name, format string, q *customerQuery, rows []int32) error {
	var names []string
	for _, column := range q.columns() {
		names = append(names, column.name)
	}
	columns, write := lists.CustomerListFile(names)
	return s.table(c, name, format, columns, func(file jobkit.TableFile) error { return write(file, q.roster, rows) })
}

// customerQuery is what the address of another page says of the list that one came
// from: the one it names, else the call list.
func (s *Server) customerQuery(c echo.Context, tx *store.Tx, l ui.Locale) (q customerQuery, err error) {
	kind := callList
	if name := c.QueryParam(paramList); name != "" {
		if kind = kindNamed(name); kind == nil {
			return q, badAddress([]customerlist.Problem{{Name: paramList, Words: "is not one of the lists of customers"}})
		}
	}
	return s.queryOf(c, tx, l, kind, true)
}

// queryOf reads what an address asks of a list; away: the page is another one.
func (s *Server) queryOf(c echo.Context, tx *store.Tx, l ui.Locale, kind *customerListKind, away bool) (customerQuery, error) {
	q, problems := parseListQuery(c.QueryParams(), l.Digits(), kind, away)
	if len(problems) > 0 {
		return q, badAddress(problems)
	}
	var err error
	if q.roster, err = s.rosters.Roster(tx); err != nil {
		return q, err
	}
	q.visible, err = lists.Visible(tx, scope(c))
	return q, err
}

// parseListQuery reads parameters, without asking whether what they name is there.
func parseListQuery(params url.Values, digits int, kind *customerListKind, away bool) (q customerQuery, problems []customerlist.Problem) {
	q.digits, q.kind, q.away, q.saved = digits, kind, away, params.Get(paramSaved)
	others := []string{paramAt, paramMore, paramColumns, paramChoose, paramSaved}
	if away {
		others = append(others, paramList, paramTimeline, paramOlder)
	} else if picked := params[paramPicked]; picked != nil {
		others = append(others, paramPicked)
		q.picked = pickedIDs(strings.Split(strings.Join(picked, "."), "."))
	}
	q.view, problems = customerlist.Parse(params, q.digits, others...)
	var bad []customerlist.Problem
	q.chosen, bad = parseColumns(params[paramColumns])
	if q.saved != "" && q.saved != wholeList && idText(number(q.saved)) != q.saved {
		bad = append(bad, customerlist.Problem{Name: paramSaved, Words: "is not the number of a saved view"})
	}
	return q, append(problems, bad...)
}

// customerList is what the page of the list is made of.
func (s *Server) customerList(c echo.Context, tx *store.Tx, l ui.Locale, kind *customerListKind) (in customerListInput, err error) {
	if in.customerQuery, err = s.queryOf(c, tx, l, kind, false); err != nil {
		return in, err
	}
	if err := s.ownViews(c, tx, &in.customerQuery); err != nil {
		return in, err
	}
	v := in.view
	if in.page, err = in.roster.Query(v.Filter, v.Sort, in.visible, v.Offset(), v.Per); err != nil {
		return in, err
	}
	in.unknown = in.roster.Unknown(v.Filter, in.visible)
	in.at, in.choosing, in.more = c.QueryParam(paramAt), c.QueryParam(paramChoose) != "", c.QueryParam(paramMore) != ""
	return in, s.rowParts(c, tx, l, &in)
}

// rowParts reads what the rows of the page show beside the roster.
func (s *Server) rowParts(c echo.Context, tx *store.Tx, l ui.Locale, in *customerListInput) (err error) {
	in.l, in.back = l, in.awayQuery(in.view.AtPage(1))
	in.mayLog, in.mayEdit = s.ifMay(c, contactRoute) != "", s.ifMay(c, "/customers/:code/edit") != ""
	if !in.has("trend") {
		return nil
	}
	ids := make([]int64, len(in.page.Rows))
	for i, row := range in.page.Rows {
		ids[i] = in.roster.ID(row)
	}
	if in.series, err = tx.SeriesOf(scope(c), ids); err != nil {
		return err
	}
	in.graph, err = published(tx, store.StepGraph)
	return err
}

// typedFilters are the filters that people type, by their labels.
var typedFilters = map[string]string{"q": "Text", "revenue_min": "Revenue from", "revenue_max": "Revenue up to", "orders_min": "Orders from", "orders_max": "Orders up to",
	"risk_min": "Risk from", "risk_max": "Risk up to", "silent": "Last order older than", "no_contact": "No contact for"}

// badAddress says what of an address cannot be understood. Who typed a filter did not
// write an address: it is called as it is on the page.
func badAddress(problems []customerlist.Problem) error {
	parts, begin := make([]string, len(problems)), ""
	for i, p := range problems {
		name := typedFilters[p.Name]
		if name == "" {
			name, begin = p.Name, "This address cannot be understood: "
		}
		parts[i] = name + " " + p.Words
	}
	return badRequest(begin + strings.Join(parts, "; ") + ".")
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
func (s *Server) runNow(c echo.Context, l ui.Locale, back string) *ui.Act {
	u, known := userOf(c)
	if !known || !s.may(u, http.MethodPost, jobRunPath()) {
		return nil
	}
	act := runAct(l, "rebuild", l.T("Run now"), back)
	act.Button.Kind = ui.Primary
	return &act
}
