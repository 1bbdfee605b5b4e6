package customers

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
	"wholesight/store"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// customersPage: GET /customers, staff: the customers that the person may see,
// filtered, sorted and paged by the address.
func (s *Pages) customersPage(c echo.Context) error { return s.customerListPage(c, callList) }

// customersFile: GET /customers.csv and /customers.xlsx, staff: all customers that the
// list of the same parameters matches, whatever page it shows.
func (s *Pages) customersFile(c echo.Context) error { return s.customerListFile(c, callList) }

// customerListPage shows one of the lists of customers.
func (s *Pages) customerListPage(c echo.Context, kind *customerListKind) error {
	return s.showCustomerList(c, http.StatusOK, kind, nil)
}

// showCustomerList shows a list; refused is a bulk action that was not carried out.
func (s *Pages) showCustomerList(c echo.Context, status int, kind *customerListKind, refused *bulkForm) error {
	var p ui.Page
	var in customerListInput
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, kind.nav, kind.Title); err != nil {
			return err
		}
		in, err = s.customerList(c, tx, p.Locale, kind)
		return err
	})
	r := c.Request()
	if err != nil {
		if kit.WantsFragment(r) { // what is not understood does not become the page's address
			c.Response().Header().Set("HX-Push-Url", "false")
		}
		return err
	}
	canonical := in.ListAddress(in.View)
	switch begin := in.beginning(c); {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
	case kit.WantsFragment(r):
		// htmx would put every empty field of the form into the address.
		c.Response().Header().Set("HX-Push-Url", canonical)
	case begin != "":
		return kit.Redirect(c, begin)
	case kit.HasEmpty(r.URL.Query()):
		return kit.Redirect(c, canonical)
	}
	in.key, in.bulk = kit.KeyField(c), refused
	in.importHref, in.run = s.IfMay(c, paths.NavPaths[ui.NavImports]), words.RunNow(s.Kit, c, p.Locale, canonical)
	p.Title, p.About = p.Locale.T(kind.Title), p.Locale.T(kind.about)
	p.Scripts = []string{"lists.js"}
	content := newCustomerList(in)
	var partial templ.Component = content
	if r.Header.Get("HX-Target") == viewcustomers.CustomersRows {
		partial = content.Rows()
	}
	return s.Render(c, status, s.Frame(c, p, content), partial)
}

// customerListFile sends a list as a file: all pages of what the address asks for,
// with its columns.
func (s *Pages) customerListFile(c echo.Context, kind *customerListKind) error {
	var q CustomerQuery
	var rows []int32
	err := s.View(c, func(tx *store.Tx) (err error) {
		if q, err = s.queryOf(c, tx, s.LocaleOf(c), kind, false); err != nil {
			return err
		}
		if rows, err = q.List.All(q.View.Filter, q.View.Sort, q.Visible); err == nil && q.picked != nil {
			rows = slices.DeleteFunc(rows, func(row int32) bool { return !slices.Contains(q.picked, q.List.ID(row)) })
		}
		return err
	})
	if err == nil && len(q.ignored) > 0 { // nobody reads a note beside a file, which would hold more than was asked for
		err = kit.BadAddress(q.ignored)
	}
	if err != nil {
		return err
	}
	return s.sendCustomers(c, kind.Name, kit.FormatOf(c), &q, rows)
}

// sendCustomers sends rows with the columns of a query. The snapshot they were read in
// is closed by now: a slow reader holds nothing up.
func (s *Pages) sendCustomers(c echo.Context, name, format string, q *CustomerQuery, rows []int32) error {
	var names []string
	for _, column := range q.columns() {
		names = append(names, column.Name)
	}
	columns, write := lists.CustomerListFile(names)
	return s.Table(c, name, format, columns, func(file jobkit.TableFile) error { return write(file, q.List, rows) })
}

// CustomerQuery is what the address of another page says of the list that one came
// from: the one it names, else the call list.
func (s *Pages) CustomerQuery(c echo.Context, tx *store.Tx, l ui.Locale) (q CustomerQuery, err error) {
	kind := callList
	if name := c.QueryParam(kit.ParamList); name != "" {
		if kind = kindNamed(name); kind == nil {
			return q, kit.BadAddress([]customerlist.Problem{{Name: kit.ParamList,
				Words: "is not one of the lists of customers"}})
		}
	}
	return s.queryOf(c, tx, l, kind, true)
}

// queryOf reads what an address asks of a list; away: the page is another one.
func (s *Pages) queryOf(c echo.Context, tx *store.Tx, l ui.Locale, kind *customerListKind,
	away bool) (CustomerQuery, error) {
	q, problems := parseListQuery(c.QueryParams(), l.Digits(), kind, away)
	if reads := c.Request().Method; reads == http.MethodGet || reads == http.MethodHead {
		problems = slices.DeleteFunc(problems, func(p customerlist.Problem) bool {
			if p.Alien {
				q.ignored = append(q.ignored, p)
			}
			return p.Alien
		})
	}
	if len(problems) > 0 {
		return q, kit.BadAddress(problems)
	}
	var err error
	if q.List, err = s.Lists.List(tx); err != nil {
		return q, err
	}
	q.Visible, err = lists.Visible(tx, kit.Scope(c))
	return q, err
}

// parseListQuery reads parameters, without asking whether what they name is there.
func parseListQuery(params url.Values, digits int, kind *customerListKind,
	away bool) (q CustomerQuery, problems []customerlist.Problem) {
	q.Digits, q.Kind, q.away, q.saved = digits, kind, away, params.Get(kit.ParamSaved)
	others := []string{kit.ParamAt, kit.ParamMore, kit.ParamColumns, kit.ParamChoose, kit.ParamSaved}
	if away {
		others = append(others, kit.ParamList, paths.ParamTimeline, paths.ParamOlder)
	} else if picked := params[kit.ParamPicked]; picked != nil {
		others = append(others, kit.ParamPicked)
		q.picked = pickedIDs(strings.Split(strings.Join(picked, "."), "."))
	}
	q.View, problems = customerlist.Parse(params, q.Digits, others...)
	var bad []customerlist.Problem
	q.chosen, bad = parseColumns(params[kit.ParamColumns])
	if q.saved != "" && q.saved != wholeList && kit.IDText(paths.Number(q.saved)) != q.saved {
		bad = append(bad, customerlist.Problem{Name: kit.ParamSaved, Words: "is not the number of a saved list"})
	}
	return q, append(problems, bad...)
}

// customerList is what the page of the list is made of.
func (s *Pages) customerList(c echo.Context, tx *store.Tx, l ui.Locale,
	kind *customerListKind) (in customerListInput, err error) {
	if in.CustomerQuery, err = s.queryOf(c, tx, l, kind, false); err != nil {
		return in, err
	}
	if err := s.ownViews(c, tx, &in.CustomerQuery); err != nil {
		return in, err
	}
	v := in.View
	if in.page, err = in.List.Query(v.Filter, v.Sort, in.Visible, v.Offset(), v.Per); err != nil {
		return in, err
	}
	in.unknown = in.List.Unknown(v.Filter, in.Visible)
	in.at, in.choosing, in.more = c.QueryParam(kit.ParamAt), c.QueryParam(kit.ParamChoose) != "",
		c.QueryParam(kit.ParamMore) != ""
	return in, s.rowParts(c, tx, l, &in)
}

// rowParts reads what the rows of the page show beside the customer list.
func (s *Pages) rowParts(c echo.Context, tx *store.Tx, l ui.Locale, in *customerListInput) (err error) {
	in.l, in.back = l, in.AwayQuery(in.View.AtPage(1))
	in.mayLog, in.mayEdit = s.IfMay(c, paths.ContactRoute) != "", s.IfMay(c, "/customers/:code/edit") != ""
	if !in.has("trend") {
		return nil
	}
	ids := make([]int64, len(in.page.Rows))
	for i, row := range in.page.Rows {
		ids[i] = in.List.ID(row)
	}
	if in.series, err = tx.SeriesOf(kit.Scope(c), ids); err != nil {
		return err
	}
	in.graph, err = kit.Published(tx, store.StepGraph)
	return err
}
