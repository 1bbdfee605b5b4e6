package demo

// Classification is one row of the starter set.
type Classification struct {
	SmartType string // title
	Type      string // code: "risk", "risk_change", "revenue_rank", …
	Title     string
	Comment   string
	Colour    string // #RRGGBB
	Value     int64  // hundredths
	Open      bool   // no value: the last band of its type has no upper end
	MinSpend  int64  // minor units; 0: none
	MinOrders int64  // 0: none
	Position  int    // from 1, within smart type and type
}

// The palette of Okabe and Ito, which stays apart for colour-blind eyes.
const (
	orange    = "#E69F00"
	sky       = "#56B4E9"
	green     = "#009E73"
	yellow    = "#F0E442"
	blue      = "#0072B2"
	vermilion = "#D55E00"
	purple    = "#CC79A7"
	black     = "#000000"
)

// starter is a classification of one type, with its values for the three smart
// types; spend counts in multiples of what its smart type calls a small amount.
type starter struct {
	kind, title, comment, colour string
	values                       [3]int64
	open                         bool
	spend, orders                int64
}

func all(v int64) [3]int64 { return [3]int64{v, v, v} }

var starters = []starter{
	{"risk", "In rhythm", "Ordered within the usual gap. Nothing to do.", green, all(100), false, 0, 0},
	{"risk", "Due", "The next order is due. Ring before somebody else does.", yellow, [3]int64{180, 160, 150}, false, 0,
		2},
	{"risk", "Late", "Past the usual gap. Ask what is missing, offer the usual order.", orange, [3]int64{350, 300, 250},
		false, 0, 2},
	{"risk", "At risk", "Silent for several gaps. Call today, with an offer.", vermilion, [3]int64{800, 700, 600}, false,
		0, 2},
	{"risk", "Lost?", "Silent for very long. One last call, then let go.", black, all(0), true, 0, 2},
	{"risk_change", "Much later than before", "Takes twice as long as a year ago. Find out why.", vermilion, all(10_000),
		false, 2, 4},
	{"risk_change", "Sooner than before", "Orders more often than a year ago. Say thank you.", green, all(-2_500), false,
		2, 4},
	{"revenue_rank", "Top 10 %", "The largest customers. Know each of them by name.", blue, all(1_000), false, 0, 0},
	{"revenue_rank", "Next 20 %", "The next to grow. Plan two visits a year.", sky, all(3_000), false, 0, 0},
	{"revenue_rank", "The rest", "Serve well and cheaply: web shop and newsletter.", purple, all(10_000), false, 0, 0},
	{"revenue_change", "Growing", "Buys more than last year.", green, all(1_000), false, 3, 0},
	{"revenue_change", "Growing fast", "Half as much again as last year, or more. Can we deliver it all?", blue,
		all(5_000), false, 3, 0},
	{"revenue_change", "Shrinking", "Buys less than last year. See what has gone from the basket.", orange, all(-1_000),
		false, 3, 0},
	{"revenue_change", "Shrinking fast", "Half of last year is gone, or more. Call today.", vermilion, all(-5_000), false,
		3, 0},
	{"revenue_share", "A: first 80 %", "Together they bring four fifths of the revenue.", blue, all(8_000), false, 0, 0},
	{"revenue_share", "B: next 15 %", "The middle: what would make them an A?", sky, all(9_500), false, 0, 0},
	{"revenue_share", "C: last 5 %", "Many names, little revenue.", purple, all(10_000), false, 0, 0},
	{"orders", "No order", "Nothing in the window. Win back or let go.", black, all(0), false, 0, 0},
	{"orders", "Occasional", "A few orders a year. Offer the usual order by email.", orange, [3]int64{300, 400, 800},
		false, 0, 0},
	{"orders", "Regular", "Orders as one would expect.", sky, [3]int64{1_200, 1_500, 2_500}, false, 0, 0},
	{"orders", "Frequent", "Orders all the time. Offer a standing order.", green, all(0), true, 0, 0},
}

// Classifications are a sensible starter set: all six types for each smart
// type, in positions that spec 02's rules of order accept.
func (s *Shop) Classifications() []Classification {
	scale := [3]int64{10_000, 20_000, 100_000} // 100, 200 and 1,000 pounds
	var rows []Classification
	for i, smartType := range smartTypes {
		position, kind := 0, ""
		for _, st := range starters {
			if st.kind != kind {
				position, kind = 0, st.kind
			}
			position++
			rows = append(rows, Classification{
				SmartType: smartType.Title, Type: st.kind, Title: st.title, Comment: st.comment, Colour: st.colour,
				Value: st.values[i], Open: st.open, MinSpend: st.spend * scale[i], MinOrders: st.orders, Position: position,
			})
		}
	}
	return rows
}
