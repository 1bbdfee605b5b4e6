package reports

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/lists"
	"wholesight/jobs/money"
	jobreports "wholesight/jobs/reports"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/text"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// PurchasesPerPage is how many customers the report shows at once.
const PurchasesPerPage = 50

// purchase is one line of the report of users making purchases: what a customer bought
// in the period, and the customer as of today.
type purchase struct {
	jobreports.Purchases
	list *customerlist.List
	row  int32
	end  calendar.Day // of the period
}

// customer is whom the line is of.
func (p *purchase) customer() customerlist.Entry { return p.list.At(p.row) }

// average is the average order, rounded.
func (p *purchase) average() int64 { return money.Divide(p.Revenue, p.Orders) }

// gap is the average gap of the period in thousandths of a day: from its first purchase
// day to its last; false with one day only.
func (p *purchase) gap() (int64, bool) {
	if p.PurchaseDays < 2 {
		return 0, false
	}
	return money.Divide(int64(p.Last-p.First)*1000, p.PurchaseDays-1), true
}

func (p *purchase) since() int64 { return int64(p.end - p.Last) }

func (p *purchase) risk() (int64, bool) {
	e := p.customer()
	return e.Figures.Risk, e.Scored && e.Figures.Has(classify.Risk)
}

// PurchaseSorts are what the report is sorted by; a figure that does not exist comes
// last, and the customer's code decides between equals.
var PurchaseSorts = map[string]func(p *purchase) (n int64, text string, ok bool){
	"name": func(p *purchase) (int64, string, bool) { return 0, text.Fold(p.list.Name(p.row)), true },
	"type": func(p *purchase) (int64, string, bool) {
		return 0, text.Fold(p.customer().SmartType.Title), true
	},
	"orders":  func(p *purchase) (int64, string, bool) { return p.Orders, "", true },
	"revenue": func(p *purchase) (int64, string, bool) { return p.Revenue, "", true },
	"average": func(p *purchase) (int64, string, bool) { return p.average(), "", true },
	"first":   func(p *purchase) (int64, string, bool) { return int64(p.First), "", true },
	"last":    func(p *purchase) (int64, string, bool) { return int64(p.Last), "", true },
	"gap":     func(p *purchase) (int64, string, bool) { n, ok := p.gap(); return n, "", ok },
	"since":   func(p *purchase) (int64, string, bool) { return p.since(), "", true },
	"risk":    func(p *purchase) (int64, string, bool) { n, ok := p.risk(); return n, "", ok },
}

// purchasesQuery is what an address asks of the report.
type purchasesQuery struct {
	from, to   calendar.Day
	typedFrom  string // as they were typed
	typedTo    string
	key        string
	descending bool
	page       int64
	bad        jobkit.Refusals
}

// readPurchases reads an address. asOf is the day behind which there is no figure; the
// period is the twelve months up to it unless the address says otherwise.
func readPurchases(params url.Values, l ui.Locale, asOf calendar.Day) (q purchasesQuery) {
	q = purchasesQuery{from: asOf.AddMonths(-12) + 1, to: asOf, key: "revenue", descending: true, page: 1}
	day := func(field string, into *calendar.Day, typed *string) {
		*typed = params.Get(field)
		if *typed == "" {
			*typed = into.String()
			return
		}
		d, err := calendar.Parse(*typed)
		if err != nil {
			q.bad = append(q.bad, jobkit.Refusal{Field: field, Text: l.T("This is no day: write it as 2026-11-22.")})
			return
		}
		*into = d
	}
	day("from", &q.from, &q.typedFrom)
	day("to", &q.to, &q.typedTo)
	switch {
	case len(q.bad) > 0:
	case q.from > q.to:
		q.bad = append(q.bad, jobkit.Refusal{Field: "to",
			Text: l.T("The period ends before it begins: choose a day from %s on.", l.DayLong(q.from))})
	case q.to > asOf:
		q.to = asOf // no fact after the as-of day: 00-words-and-rules, rule 3
	}
	if key := params.Get("sort"); key != "" {
		name, down := key, false
		if name[0] == '-' {
			name, down = name[1:], true
		}
		if PurchaseSorts[name] != nil {
			q.key, q.descending = name, down
		}
	}
	if n, err := strconv.ParseInt(params.Get("page"), 10, 64); err == nil && n > 0 {
		q.page = n
	}
	return q
}

// query is the address of the same report with another order and page.
func (q *purchasesQuery) query(sort string, page int64) string {
	v := url.Values{"from": {q.typedFrom}, "to": {q.typedTo}}
	if sort != "-revenue" {
		v.Set("sort", sort)
	}
	if page > 1 {
		v.Set("page", strconv.FormatInt(page, 10))
	}
	return "?" + v.Encode()
}

func (q *purchasesQuery) sort() string {
	if q.descending {
		return "-" + q.key
	}
	return q.key
}

// readPurchaseRows reads the report: the customers of the scope, sorted.
func (s *Pages) readPurchaseRows(c echo.Context, tx *store.Tx, q *purchasesQuery) ([]purchase, error) {
	if len(q.bad) > 0 || q.from > q.to {
		return nil, nil
	}
	r, err := s.Lists.List(tx)
	if err != nil {
		return nil, err
	}
	visible, err := lists.Visible(tx, kit.Scope(c))
	if err != nil {
		return nil, err
	}
	book, err := s.sales.Book(tx)
	if err != nil {
		return nil, err
	}
	var rows []purchase
	for row := range int32(r.Len()) { // in the order of the codes
		if !r.Sees(visible, row) {
			continue
		}
		p, bought, err := book.Between(r.ID(row), q.from, q.to)
		if err != nil {
			return nil, err
		}
		if bought {
			rows = append(rows, purchase{Purchases: p, list: r, row: row, end: q.to})
		}
	}
	q.arrange(rows)
	return rows, nil
}

// arrange sorts rows that are in the order of the codes, which decides between equals.
func (q *purchasesQuery) arrange(rows []purchase) {
	type keyed struct {
		row  int32
		ok   bool
		n    int64
		text string
	}
	key, keys := PurchaseSorts[q.key], make([]keyed, len(rows))
	for i := range rows {
		keys[i].row = int32(i)
		keys[i].n, keys[i].text, keys[i].ok = key(&rows[i])
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		if a.ok != b.ok {
			if a.ok {
				return -1
			}
			return 1
		}
		order := cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.text, b.text))
		if q.descending {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.row, b.row))
	})
	sorted := make([]purchase, len(rows))
	for i, k := range keys {
		sorted[i] = rows[k.row]
	}
	copy(rows, sorted)
}

// purchasesAsOf is the day behind which the report knows nothing: that of the figures
// everywhere else, else today.
func (s *Pages) purchasesAsOf(c echo.Context, tx *store.Tx) (calendar.Day, error) {
	b, err := kit.Published(tx, store.StepLabels)
	if err != nil || b != nil {
		if b != nil {
			return b.AsOf, err
		}
		return 0, err
	}
	return s.ShopOf(c).Today(s.DB.Now()), nil
}

// purchasesPage: GET /reports/purchases, staff: who bought in a period, and how.
func (s *Pages) purchasesPage(c echo.Context) error {
	var p ui.Page
	var q purchasesQuery
	var rows []purchase
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavReports, "Users making purchases"); err != nil {
			return err
		}
		asOf, err := s.purchasesAsOf(c, tx)
		if err != nil {
			return err
		}
		q = readPurchases(c.QueryParams(), p.Locale, asOf)
		rows, err = s.readPurchaseRows(c, tx, &q)
		return err
	})
	if err != nil {
		return err
	}
	status := http.StatusOK
	if len(q.bad) > 0 {
		status = http.StatusUnprocessableEntity
	}
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Reports"), Href: paths.ReportsPath()}}
	p.About = p.Locale.T("Who bought in a period, how often and for how much. Who only sent back is left out.")
	content := newPurchases(p.Locale, &q, rows)
	return s.Render(c, status, s.Frame(c, p, content), nil)
}

// purchasesFile: GET /reports/purchases.csv and .xlsx, staff: the same, all of it.
func (s *Pages) purchasesFile(c echo.Context) error {
	var rows []purchase
	var q purchasesQuery
	var digits int
	err := s.View(c, func(tx *store.Tx) error {
		l := s.LocaleOf(c)
		digits = l.Digits()
		asOf, err := s.purchasesAsOf(c, tx)
		if err != nil {
			return err
		}
		if q = readPurchases(c.QueryParams(), l, asOf); len(q.bad) > 0 {
			return kit.BadRequest(q.bad[0].Text)
		}
		rows, err = s.readPurchaseRows(c, tx, &q)
		return err
	})
	if err != nil {
		return err
	}
	money := func(name string) jobkit.TableColumn {
		return jobkit.TableColumn{Name: name, Kind: jobkit.TableMoney, Decimals: digits}
	}
	columns := []jobkit.TableColumn{{Name: "customer_code"}, {Name: "name"}, {Name: "smart_type"},
		{Name: "orders", Kind: jobkit.TableCount}, money("revenue"), money("average_order"),
		{Name: "first_order", Kind: jobkit.TableDay}, {Name: "last_order", Kind: jobkit.TableDay},
		{Name: "average_gap_days", Kind: jobkit.TableNumber, Decimals: 3},
		{Name: "days_since", Kind: jobkit.TableCount}, {Name: "risk", Kind: jobkit.TableNumber, Decimals: 2}}
	known := func(n int64, ok bool) any {
		if !ok {
			return nil
		}
		return n
	}
	return s.Table(c, "purchases", kit.FormatOf(c), columns, func(file jobkit.TableFile) error {
		for i := range rows {
			r := &rows[i]
			e := r.customer()
			if err := file.Row(e.Code, e.Name, e.SmartType.Title, r.Orders, r.Revenue, r.average(), r.First, r.Last,
				known(r.gap()), r.since(), known(r.risk())); err != nil {
				return err
			}
		}
		return nil
	})
}
