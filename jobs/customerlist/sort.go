package customerlist

import (
	"cmp"
	"slices"
	"strings"

	"wholesight/jobs/rules/classify"
	"wholesight/jobs/text"
)

// Key is what a list is sorted by.
type Key uint8

// The keys, each a column of a list.
const (
	ByName Key = iota
	ByCode
	BySmartType // in the order of the smart types
	ByManager
	ByLastOrder
	ByRisk
	ByRevenue
	ByChange
	ByOrders
	ByPrevious     // revenue of the previous window
	ByAverageOrder // revenue ÷ orders
	ByGap          // average
	ByExpected     // next order: Entry.ExpectedNext
	BySince        // days since the last order
	ByIndustry
	ByCountry
	ByContact  // the last one
	ByFollowUp // its day
	ByTarget   // attainment
	ByBackorder
	ByBackorderLines
	ByBackorderUnits
	ByBackorderOldest
	ByChurn
	ByPurchase        // within 30 days
	ByExpectedOrders  // in the next 91 days
	ByExpectedRevenue // in the next 91 days
	ByValue           // of the next 365 days
	ByNext            // the day of the next order, as it is forecast
	keyCount
)

// keyNames are those of the keys above, and then of the fields that sort by a key of
// their own, which no name in the code stands for.
var keyNames = fieldKeys([]string{"name", "code", "type", "manager", "last", "risk", "revenue", "change", "orders",
	"previous", "average", "gap", "expected", "since", "industry", "country", "contact", "follow_up", "target",
	"backorder", "backorder_lines", "backorder_units", "backorder_oldest",
	"churn", "purchase", "expected_orders", "expected_revenue", "value", "next"})

func fieldKeys(names []string) []string {
	for i := range Fields {
		if key := Fields[i].Sort; key != "" && !slices.Contains(names, key) {
			names = append(names, key)
		}
	}
	return names
}

// String is the key's name in an address.
func (k Key) String() string {
	if int(k) < len(keyNames) {
		return keyNames[k]
	}
	return "unknown"
}

// ParseKey reads a key's name.
func ParseKey(s string) (Key, bool) {
	i := slices.Index(keyNames, s)
	return Key(max(i, 0)), i >= 0
}

// ofFacts tells whether the key's order hangs on what a patch changes.
func (k Key) ofFacts() bool { return k == ByContact || k == ByFollowUp || k == ByTarget }

// Sort is an order of rows. Rows that are equal by the key stand in the order of
// their code, and rows without the figure last, in both directions.
type Sort struct {
	Key        Key
	Descending bool
}

// DefaultSort is a list's order when nothing else is asked for: who matters most
// first.
var DefaultSort = Sort{Key: ByRevenue, Descending: true}

// First is the direction in which a column is sorted when its head is first
// pressed: texts from A, numbers from the largest, days from the oldest, and the
// target from who is furthest behind.
func (k Key) First() Sort {
	if k == ByExpectedOrders { // which no column shows alone
		return Sort{Key: k, Descending: true}
	}
	i := slices.IndexFunc(Fields, func(f Field) bool { return f.Sort == k.String() })
	return Sort{Key: k, Descending: i >= 0 && Fields[i].Kind.Numeric() && !Fields[i].rising}
}

// Pressed is the order after the head of a column is pressed: the other direction
// where it is sorted by that column already.
func (s Sort) Pressed(k Key) Sort {
	if s.Key == k {
		return Sort{Key: k, Descending: !s.Descending}
	}
	return k.First()
}

// order is the rows in an order. It is shared: nobody may write to it.
func (r *List) order(s Sort) []int32 {
	direction := 0
	if s.Descending {
		direction = 1
	}
	o := r.sorted[s.Key][direction]
	o.once.Do(func() { o.rows = r.sort(s) })
	return o.rows
}

// placed is a row and the number that it is sorted by.
type placed struct {
	by  int64
	row int32
}

func (r *List) sort(s Sort) []int32 {
	number := r.number(s.Key)
	all, without := make([]placed, 0, r.Len()), []int32(nil)
	for row := range int32(r.Len()) {
		if by, ok := number(row); ok {
			all = append(all, placed{by, row})
		} else {
			without = append(without, row)
		}
	}
	if s.Descending {
		slices.SortFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(b.by, a.by), cmp.Compare(a.row, b.row)) })
	} else { // rows stand in the order of their code
		slices.SortFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(a.row, b.row)) })
	}
	rows := make([]int32, 0, r.Len())
	for _, p := range all {
		rows = append(rows, p.row)
	}
	return append(rows, without...)
}

func (r *List) scored(row int32) bool { return r.flags[row]&flagScored != 0 }

// has tells whether the metric of a type exists.
func (r *List) has(t classify.Type, row int32) bool {
	return r.scored(row) && r.why[row][t.Index()] == classify.Known
}

// number is what a key sorts by, as a number; false for a row without it. Texts
// are numbered by their places.
func (r *List) number(k Key) func(row int32) (int64, bool) {
	switch k {
	case ByName:
		names := r.nameRanks()
		return func(row int32) (int64, bool) { return names[row], true }
	case BySmartType:
		return func(row int32) (int64, bool) { return int64(r.smartType[row]), true }
	case ByManager:
		names := r.managerRanks()
		return func(row int32) (int64, bool) { return names[r.manager[row]], r.manager[row] > 0 }
	case ByIndustry:
		return byTerm(&r.industry)
	case ByCountry:
		return byTerm(&r.country)
	case ByContact:
		return func(row int32) (int64, bool) { return int64(r.contact[row]), r.contact[row] != 0 }
	case ByFollowUp:
		return func(row int32) (int64, bool) { return int64(r.followUp[row]), r.followUp[row] != 0 }
	case ByTarget:
		return func(row int32) (int64, bool) {
			if p := r.pace(row); p != nil && p.Known {
				return p.Attainment, true
			}
			return 0, false
		}
	case ByBackorder, ByBackorderLines, ByBackorderUnits, ByBackorderOldest:
		return r.backorderNumber(k)
	case ByChurn, ByPurchase, ByExpectedOrders, ByExpectedRevenue, ByValue, ByNext:
		return r.forecastNumber(k)
	case ByCode:
		return func(row int32) (int64, bool) { return int64(row), true }
	}
	return r.figureNumber(k)
}

// figureNumber is number for the keys that hang on a build's figures.
func (r *List) figureNumber(k Key) func(row int32) (int64, bool) {
	switch k {
	case ByLastOrder:
		return func(row int32) (int64, bool) { return int64(r.last[row]), r.purchaseDays[row] > 0 }
	case BySince:
		return func(row int32) (int64, bool) { return int64(r.AsOf) - int64(r.last[row]), r.purchaseDays[row] > 0 }
	case ByRisk:
		return func(row int32) (int64, bool) { return int64(r.risk[row]), r.has(classify.Risk, row) }
	case ByOrders:
		return func(row int32) (int64, bool) { return int64(r.orders[row]), r.scored(row) }
	case ByPrevious:
		return func(row int32) (int64, bool) { return r.previous[row], r.scored(row) }
	case ByAverageOrder:
		return func(row int32) (int64, bool) {
			by, ok := averageOrder(r.revenue[row], int64(r.orders[row]))
			return by, ok && r.scored(row)
		}
	case ByGap:
		return func(row int32) (int64, bool) {
			return gapThousandths(r.gapNum[row], r.gapDen[row]), r.gapDen[row] > 0
		}
	case ByExpected:
		forecast := r.forecastNumber(ByNext)
		return func(row int32) (int64, bool) {
			if day, ok := forecast(row); ok {
				return day, true
			}
			if r.purchaseDays[row] == 0 || r.gapDen[row] == 0 {
				return 0, false
			}
			return int64(expectedNext(r.last[row], int64(r.gapNum[row]), int64(r.gapDen[row]))), true
		}
	}
	if i := slices.IndexFunc(plain, func(f *Field) bool { return f.Sort == k.String() }); i >= 0 {
		return r.plainNumber(i)
	}
	return func(row int32) (int64, bool) { return r.revenue[row], r.scored(row) }
}

// plainNumber is number for one of the plain fields.
func (r *List) plainNumber(i int) func(row int32) (int64, bool) {
	values, field := r.plain[i], plain[i]
	return func(row int32) (int64, bool) {
		v := values[row]
		return v, r.scored(row) && field.counted(v) && (field.needs == "" || r.has(field.needs, row))
	}
}

func (r *List) backorderNumber(k Key) func(row int32) (int64, bool) {
	of := map[Key]func(b *Backorder) int64{
		ByBackorder:       func(b *Backorder) int64 { return b.Value },
		ByBackorderLines:  func(b *Backorder) int64 { return int64(b.Lines) },
		ByBackorderUnits:  func(b *Backorder) int64 { return b.Units },
		ByBackorderOldest: func(b *Backorder) int64 { return int64(b.Oldest) },
	}[k]
	return func(row int32) (int64, bool) {
		at := r.backorder[row]
		if at == 0 {
			return 0, false
		}
		return of(&r.backorders[at-1]), true
	}
}

func byTerm(c *column) func(row int32) (int64, bool) {
	places := c.ranks()
	return func(row int32) (int64, bool) {
		n := c.rows[row]
		if n == 0 {
			return 0, false
		}
		return places[n], true
	}
}

// nameRanks are the places of the names by row, folded once for the whole sort.
func (r *List) nameRanks() []int64 {
	keys := make([]string, r.Len())
	rows := make([]int32, r.Len())
	var f text.Folder
	for i := range keys {
		keys[i], rows[i] = f.Fold(r.Name(int32(i))), int32(i)
	}
	slices.SortFunc(rows, func(a, b int32) int { return strings.Compare(keys[a], keys[b]) })
	places := make([]int64, len(keys))
	for i, row := range rows {
		places[row] = int64(i)
		if i > 0 && keys[row] == keys[rows[i-1]] {
			places[row] = places[rows[i-1]]
		}
	}
	return places
}

// managerRanks are the places of the account managers' names, with none = 0.
func (r *List) managerRanks() []int64 {
	keys := make([]string, len(r.Managers)+1)
	var f text.Folder
	for i, m := range r.Managers {
		keys[i+1] = f.Fold(m.Title)
	}
	return ranks(keys)
}
