package classifications

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

const (
	movedPerPage = 50
	buildsShown  = 50 // that can be chosen from
)

// parseMove reads a moveKey; false: it is none.
func parseMove(text string) (m paths.MoveKey, ok bool) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return m, false
	}
	kind, errK := classify.ParseType(parts[0])
	from, errF := strconv.ParseInt(parts[1], 10, 64)
	to, errT := strconv.ParseInt(parts[2], 10, 64)
	return paths.MoveKey{Kind: kind, From: from, To: to}, errK == nil && errF == nil && errT == nil && from >= 0 && to >= 0
}

// labelChangesQuery is what an address of the page or of its CSV says.
type labelChangesQuery struct {
	build int64 // 0: the newest with moves
	move  *paths.MoveKey
	after *store.Moved
}

func readLabelChangesQuery(c echo.Context) (q labelChangesQuery, err error) {
	if q.build, err = kit.OptionalID(c.QueryParam("build")); err != nil {
		return q, kit.BadRequest("There is no such build.")
	}
	if text := c.QueryParam("move"); text != "" {
		m, ok := parseMove(text)
		if !ok {
			return q, kit.BadRequest("There is no such move.")
		}
		q.move = &m
	}
	if code := c.QueryParam("after"); code != "" {
		kind, err := classify.ParseType(c.QueryParam("after_type"))
		if err != nil {
			return q, kit.BadRequest("There is no such page of this list.")
		}
		q.after = &store.Moved{Code: code}
		q.after.Type = kind.Index()
	}
	return q, nil
}

// filter is the query as the store wants it.
func (q labelChangesQuery) filter(limit int) store.MovedFilter {
	f := store.MovedFilter{After: q.after, Limit: limit}
	if q.move != nil {
		f.Move = &store.Move{Type: q.move.Kind.Index(), From: q.move.From, To: q.move.To}
	}
	return f
}

// address is the page of a query.
func (q labelChangesQuery) address() string {
	v := url.Values{}
	if q.move != nil {
		v.Set("move", q.move.String())
	}
	if q.after != nil {
		v.Set("after", q.after.Code)
		v.Set("after_type", string(classify.Types[q.after.Type]))
	}
	if len(v) == 0 {
		return paths.LabelChangesPath(q.build)
	}
	return paths.LabelChangesPath(q.build) + "&" + v.Encode()
}

// labelChangesData is what the page is made from.
type labelChangesData struct {
	labelChangesQuery
	builds []store.Build
	shown  *store.Build // nil: no run yet
	counts []store.Move
	rows   []store.Moved // one more than the page shows, when there are more
	rules  map[int64]store.Classification
	office bool
}

// read fills d with what is in the scope. A build that was never published is not
// there.
func (d *labelChangesData) read(tx *store.Tx, scope store.Scope, limit int) (err error) {
	if d.builds, err = tx.Builds(buildsShown); err != nil {
		return err
	}
	if d.build == 0 {
		base, err := tx.HistoryBase()
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		d.build = base.ID
	}
	b, err := tx.Build(d.build)
	if err == nil && b.State != "published" && b.State != "superseded" {
		err = store.ErrNotFound
	}
	if err != nil {
		return err
	}
	d.shown = &b
	if d.counts, err = tx.Moves(scope, b.ID); err != nil {
		return err
	}
	if d.rows, err = tx.MovedCustomers(scope, b.ID, d.filter(limit)); err != nil {
		return err
	}
	d.rules, err = tx.AllClassifications()
	return err
}

// labelChangesPage: GET /classifications/moves, staff: whose labels changed in a build,
// counted and listed, of the customers of the person's scope.
func (s *Pages) labelChangesPage(c echo.Context) error {
	q, err := readLabelChangesQuery(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	d := labelChangesData{labelChangesQuery: q, office: kit.WhoOf(u.Role)&kit.Office != 0}
	var p ui.Page
	err = s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavClassifications, "Who moved"); err != nil {
			return err
		}
		return d.read(tx, kit.Scope(c), movedPerPage+1)
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("Whose labels changed in a run: from which, to which, and who.")
	if d.office {
		p.Crumbs = []ui.Crumb{{Text: l.T("Classifications"), Href: paths.ClassificationsPath(0)}}
	}
	if d.shown != nil && len(d.counts) > 0 {
		all := d.labelChangesQuery
		all.after = nil
		at, err := url.Parse(all.address())
		if err != nil {
			return err
		}
		p.Actions = kit.FileActions(l, at.Path, at.Query())
	}
	content := newLabelChangesView(l, s.ShopOf(c), &d, s.DB.Now())
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), content)
}

// ruleLabel is a classification's chip; a deleted one has none of the colour, but
// its title.
func ruleLabel(rules map[int64]store.Classification, id int64) ui.Label {
	c, ok := rules[id]
	if !ok {
		return ui.Label{}
	}
	return ui.Label{ID: c.ID, Type: c.Type, Title: c.Title}
}
