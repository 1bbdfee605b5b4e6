package targets

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/lists"
	"wholesight/jobs/rules/target"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// What the list of targets asks of a customer's target, beside the statuses.
const (
	TargetSet   = "set"  // there is one that holds the day
	targetEvery = "all"  // every customer
	targetNone  = "none" // none holds the day
)

// targetView is what an address of the list of targets says.
type targetView struct {
	filter     customerlist.Filter
	status     string          // TargetSet, targetEvery or a target.Status
	Start      *calendar.Month // of the target
	sort       string          // a key of TargetSorts
	descending bool
	page, per  int
}

// targetQuery is the list of an address in one snapshot: the customers that it
// matches, in its order, each with its target.
type targetQuery struct {
	targetView
	customers *customerlist.List
	visible   customerlist.Visibility
	book      *jobtargets.TargetBook
	rows      []int32
}

// TargetSorts are the keys that the list is sorted by; none is the attainment, the
// lowest first. What does not exist stands last, whichever way.
var TargetSorts = []string{"attainment", "name", "manager", "start", "year", "to_date", "actual", "projected",
	"required"}

// ReadTargetView reads the parameters of an address; status is what it means to say
// nothing of it.
func ReadTargetView(params url.Values, status string) (v targetView, problems []customerlist.Problem) {
	v = targetView{status: status, sort: TargetSorts[0], page: 1, per: customerlist.DefaultPer}
	names := make([]string, 0, len(params))
	for name := range params {
		names = append(names, name)
	}
	slices.Sort(names)
	of := url.Values{}
	bad := func(name, words string) { problems = append(problems, customerlist.Problem{Name: name, Words: words}) }
	for _, name := range names {
		value := strings.TrimSpace(params.Get(name))
		switch name {
		case "q", "type", "manager", "page", "per": // as every list of customers
			of[name] = params[name]
		case "status":
			if _, known := target.ParseStatus(value); known || value == TargetSet || value == targetEvery {
				v.status = value
			} else if value != "" {
				bad(name, "can be set, behind, on_track, ahead, not_due, none or all")
			}
		case "start":
			if value == "" {
				break
			}
			m, err := calendar.ParseMonth(value)
			if err != nil {
				bad(name, "is a month such as 2026-01")
				break
			}
			v.Start = &m
		case "sort":
			key, down := strings.CutPrefix(value, "-")
			if value != "" && !slices.Contains(TargetSorts, key) {
				bad(name, "can be "+strings.Join(TargetSorts, ", ")+", with - before it for the other way round")
			} else if value != "" {
				v.sort, v.descending = key, down
			}
		case kit.ParamAt:
		default:
			bad(kit.Cut(name, 40), "is not something that this list can be asked for")
		}
	}
	list, more := customerlist.Parse(of, 2)
	v.filter, v.page, v.per = list.Filter, list.Page, list.Per
	v.filter.Activity = customerlist.EveryActivity // a target of a customer that is not active is one all the same
	return v, append(problems, more...)
}

// Query is the view as it stands behind an address, without what is usual.
func (v targetView) Query(usual string) string {
	params := url.Values{}
	set := func(name, value string) {
		if value != "" {
			params.Set(name, value)
		}
	}
	set("q", v.filter.Text)
	params["type"] = kit.IDTexts(v.filter.SmartTypes)
	params["manager"] = kit.IDTexts(v.filter.Managers)
	if v.filter.NoManager {
		params["manager"] = append(params["manager"], kit.NoManager)
	}
	if v.status != usual {
		set("status", v.status)
	}
	if v.Start != nil {
		set("start", v.Start.String())
	}
	if v.sort != TargetSorts[0] || v.descending {
		set("sort", v.sortText())
	}
	if v.page > 1 {
		set("page", strconv.Itoa(v.page))
	}
	if v.per != customerlist.DefaultPer {
		set("per", strconv.Itoa(v.per))
	}
	if text := params.Encode(); text != "" {
		return "?" + text
	}
	return ""
}

func (v targetView) sortText() string {
	if v.descending {
		return "-" + v.sort
	}
	return v.sort
}

// at is the view at another page, sortedBy in another order: from its first page.
func (v targetView) at(page int) targetView { v.page = page; return v }

func (v targetView) sortedBy(key string) targetView {
	v.descending = v.sort == key && !v.descending
	v.sort, v.page = key, 1
	return v
}

// filtered tells whether the view leaves customers with a target out.
func (v targetView) filtered() bool {
	f := v.filter
	return f.Text != "" || len(f.SmartTypes) > 0 || len(f.Managers) > 0 || f.NoManager || v.Start != nil ||
		v.status != TargetSet && v.status != targetEvery
}

// targetList is the list of an address; usual is what it means to say nothing of the
// status.
func (s *Pages) targetList(c echo.Context, tx *store.Tx, usual string) (q targetQuery, err error) {
	var problems []customerlist.Problem
	if q.targetView, problems = ReadTargetView(c.QueryParams(), usual); len(problems) > 0 {
		return q, kit.BadAddress(problems)
	}
	if q.customers, err = s.Lists.List(tx); err != nil {
		return q, err
	}
	if q.visible, err = lists.Visible(tx, kit.Scope(c)); err != nil {
		return q, err
	}
	if q.book, err = s.targets.Book(tx); err != nil {
		return q, err
	}
	q.rows, err = q.match()
	return q, err
}

// match is the rows that match, in their order. The customer list has them by name or
// account manager; the figures of targets are sorted here, ties by customer code.
func (q *targetQuery) match() ([]int32, error) {
	order := customerlist.Sort{Key: customerlist.ByCode}
	switch q.sort {
	case "name":
		order = customerlist.Sort{Key: customerlist.ByName, Descending: q.descending}
	case "manager":
		order = customerlist.Sort{Key: customerlist.ByManager, Descending: q.descending}
	}
	all, err := q.customers.All(q.filter, order, q.visible)
	if err != nil {
		return nil, err
	}
	type keyed struct {
		row   int32
		known bool
		key   int64
	}
	figure := targetFigure(q.sort)
	found := make([]keyed, 0, len(all))
	for _, row := range all {
		f := q.book.Of(q.customers.ID(row))
		if !q.holds(f) {
			continue
		}
		k := keyed{row: row}
		if f != nil && figure != nil {
			k.key, k.known = figure(f)
		}
		found = append(found, k)
	}
	if figure != nil {
		slices.SortStableFunc(found, func(a, b keyed) int {
			switch {
			case a.known != b.known && a.known:
				return -1
			case a.known != b.known:
				return 1
			case q.descending:
				return cmp.Compare(b.key, a.key)
			}
			return cmp.Compare(a.key, b.key)
		})
	}
	rows := make([]int32, len(found))
	for i := range found {
		rows[i] = found[i].row
	}
	return rows, nil
}

// holds tells whether a customer's target (nil: none) is asked for.
func (q *targetQuery) holds(f *jobtargets.TargetFigures) bool {
	if q.Start != nil && (f == nil || f.Plan.Start != *q.Start) {
		return false
	}
	switch q.status {
	case targetEvery:
		return true
	case targetNone:
		return f == nil
	case TargetSet:
		return f != nil
	}
	return f != nil && f.Pace.Status.String() == q.status
}

// targetFigure is the figure of a key; nil where the customer list knows the order.
func targetFigure(key string) func(*jobtargets.TargetFigures) (int64, bool) {
	switch key {
	case "attainment":
		return func(f *jobtargets.TargetFigures) (int64, bool) { return f.Pace.Attainment, f.Pace.Known }
	case "start":
		return func(f *jobtargets.TargetFigures) (int64, bool) { return int64(f.Plan.Start), true }
	case "year":
		return func(f *jobtargets.TargetFigures) (int64, bool) { return f.Pace.Year, true }
	case "to_date":
		return func(f *jobtargets.TargetFigures) (int64, bool) { return f.Pace.ToDate, true }
	case "actual":
		return func(f *jobtargets.TargetFigures) (int64, bool) { return f.Pace.Actual, true }
	case "projected":
		return func(f *jobtargets.TargetFigures) (int64, bool) {
			return f.Projection.Year, f.Projection.Why == target.Projected
		}
	case "required":
		return func(f *jobtargets.TargetFigures) (int64, bool) { return f.Required, f.HasMonth }
	}
	return nil
}

// statusWords are the statuses as pages call them.
var statusWords = map[string]string{TargetSet: "With a target", "behind": "Behind", "on_track": "On track",
	"ahead": "Ahead", "not_due": "Nothing due yet",
	targetNone: "No target", targetEvery: "All customers"}

// targetStatuses are they in their order.
var targetStatuses = []string{TargetSet, "behind", "on_track", "ahead", "not_due", targetNone, targetEvery}

// statusBadge is a status in its word, with the sign of its tone.
func statusBadge(l ui.Locale, s target.Status) ui.Badge {
	tone := map[target.Status]ui.Tone{target.Ahead: ui.Good, target.OnTrack: ui.Warn, target.Behind: ui.Bad}[s]
	return ui.Badge{Text: l.T(statusWords[s.String()]), Tone: tone}
}
