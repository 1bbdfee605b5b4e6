package customerlist

import (
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
)

// Kind is what the values of a field are. Pages and files write each kind in one way.
type Kind uint8

// The kinds. Ratio are hundredths, Percent tenths of a percent, Number thousandths and
// Money minor units.
const (
	Text Kind = iota
	Count
	Number
	Ratio
	Money
	Percent
	Day
	Graph
)

// Numeric reports whether the values are numbers, which stand to the right in a table.
func (k Kind) Numeric() bool { return k != Text && k != Day && k != Graph }

// Field is something that lists know of a customer: a column on the screen and in a
// file, an order, a range to filter by. What a field is, its row in Fields says; pages
// and files have code of their own for those fields alone that show more than a value.
type Field struct {
	Name  string // of the column, in addresses
	Title string // English: a page translates it
	Help  string // what the figure means
	Kind  Kind
	Wrap  bool   // may break where the page is narrow
	Sort  string // the order that its head sorts by; "" does not sort
	File  string // its own column in files, of its value; "": its columns stand in package lists

	// Whose head sorts from the smallest number first: who is furthest behind.
	rising bool

	// Of a field with a value of its own, which is not a stored figure: its value.
	value func(e *Entry) (int64, bool)

	// Of a plain field, whose value is a stored figure: where it lies. Its row is all
	// that there is of it: its column in memory, its order and its cells come from here.
	figure func(c *figures.Customer) *int64
	needs  classify.Type // the figure exists with the metric of this type; "": with the customer's figures

	// Of a field that a filter can ask a range of: where it stands, and its place among these.
	asked func(r *Ranges) *Range
	place int
}

// Fields are all there are, in the order in which their columns are offered. The first
// one, the customer, stands in every list.
var Fields = []Field{
	{Name: "customer", Title: "Customer", Sort: "name"},
	{Name: "type", Title: "Smart type", Sort: "type"},
	{Name: "manager", Title: "Account manager", Wrap: true, Sort: "manager"},
	{Name: "last", Title: "Last order", Kind: Day, Sort: "last",
		File: "last_order", value: (*Entry).lastOrder},
	{Name: "since", Title: "Days since", Help: "days since the last order", Kind: Count, Sort: "since",
		File: "days_since_last", value: (*Entry).since},
	{Name: "gap", Title: "Average gap", Help: "days between the days with an order", Kind: Number, Sort: "gap",
		File: "average_gap_days", value: (*Entry).gap},
	{Name: "expected", Title: "Expected next", Kind: Day, Sort: "expected",
		Help: "the middle of the days on which it may come; where none is forecast, the last order and the average gap after it",
		File: "expected_next", value: (*Entry).expected},
	{Name: "risk", Title: "Risk", Kind: Ratio, Sort: "risk", asked: func(r *Ranges) *Range { return &r.Risk }, place: 3,
		Help: "days since the last order ÷ the usual gap: 1 is due, 2 is a whole cycle late",
		File: "risk", value: (*Entry).risk},
	{Name: "churn", Title: "Stops", Help: "how likely no order comes within three of the usual gaps, or 91 days",
		Kind: Percent, Sort: "churn"},
	{Name: "purchase", Title: "Orders in 30 days", Help: "how likely an order comes within 30 days", Kind: Percent,
		Sort: "purchase"},
	{Name: "next", Title: "Next order", Kind: Day, Sort: "next",
		Help: "the middle of the days on which it may come, and between which days every other one does",
		File: "next_order", value: (*Entry).nextOrder},
	{Name: "value", Title: "Value", Help: "expected revenue of the next 365 days", Kind: Money, Sort: "value",
		File: "clv_365", value: forecasted(func(x *figures.Forecast) int64 { return x.CLV365 })},
	{Name: "expected_revenue", Title: "Expected revenue", Help: "of the next 91 days", Kind: Money,
		Sort: "expected_revenue",
		File: "expected_revenue_91", value: forecasted(func(x *figures.Forecast) int64 { return x.Revenue91 })},
	{Name: "channel", Title: "Channel", Help: "by which the next order most likely comes", Wrap: true},
	{Name: "revenue", Title: "Revenue", Kind: Money, Sort: "revenue", asked: func(r *Ranges) *Range { return &r.Revenue },
		place: 1,
		Help:  "net, in the current window, and its change against the same window a year before"},
	{Name: "current", Title: "Revenue now", Help: "net, in the current window", Kind: Money, Sort: "revenue",
		File: "revenue_current", value: scored(func(c *figures.Customer) int64 { return c.Revenue })},
	{Name: "previous", Title: "Year before", Help: "revenue in the same window a year before", Kind: Money,
		Sort: "previous",
		File: "revenue_previous", value: scored(func(c *figures.Customer) int64 { return c.PreviousRevenue })},
	{Name: "change", Title: "Change", Help: "revenue against the same window a year before", Kind: Percent, Sort: "change",
		File: "revenue_change_pct", figure: func(c *figures.Customer) *int64 { return &c.RevenueChange },
		needs: classify.RevenueChange},
	{Name: "trend", Title: "12 months", Help: "revenue by month; the year before in grey", Kind: Graph},
	{Name: "orders", Title: "Orders", Help: "in the current window", Kind: Count, Sort: "orders",
		asked: func(r *Ranges) *Range { return &r.Orders }, place: 2,
		File: "orders_current", value: scored(func(c *figures.Customer) int64 { return c.Orders })},
	{Name: "average", Title: "Average order", Help: "revenue ÷ orders, in the current window", Kind: Money,
		Sort: "average",
		File: "average_order", value: (*Entry).AverageOrder},
	{Name: "target", Title: "Target", Help: "bought against what was due of the target by the as-of day", Kind: Percent,
		Sort: "target", rising: true},
	{Name: "backorder", Title: "Backorder", Kind: Money, Sort: "backorder",
		Help: "ordered and not delivered, of open orders: value, lines, units and the oldest order"},
	{Name: "backorder_lines", Title: "Backorder lines", Help: "lines of open orders that are not delivered", Kind: Count,
		Sort: "backorder_lines",
		File: "backorder_lines", value: outstanding(func(b *Backorder) int64 { return int64(b.Lines) })},
	{Name: "backorder_units", Title: "Backorder units", Help: "what is not delivered, of open orders", Kind: Number,
		Sort: "backorder_units",
		File: "backorder_units", value: outstanding(func(b *Backorder) int64 { return b.Units })},
	{Name: "backorder_oldest", Title: "Oldest backorder", Help: "the day of the oldest order that is not delivered",
		Kind: Day, Sort: "backorder_oldest",
		File: "backorder_oldest", value: outstanding(func(b *Backorder) int64 { return int64(b.Oldest) })},
	{Name: "follow_up", Title: "Next follow-up", Help: "the next date that was agreed with the last contact", Kind: Day,
		Sort: "follow_up",
		File: "follow_up", value: (*Entry).followUp},
	{Name: "contact", Title: "Last contact", Kind: Day, Sort: "contact",
		File: "last_contact", value: (*Entry).lastContact},
	{Name: "groups", Title: "Groups", Wrap: true},
	{Name: "tags", Title: "Tags", Wrap: true},
	{Name: "industry", Title: "Industry", Wrap: true, Sort: "industry"},
	{Name: "country", Title: "Country", Sort: "country"},
	{Name: "products", Title: "Products", Help: "how many different ones were bought, in the current window", Kind: Count,
		Sort: "products", File: "products",
		figure: func(c *figures.Customer) *int64 { return &c.Products }, asked: func(r *Ranges) *Range { return &r.Products },
		place: 4},
}
