package customerlist

import (
	"strings"
	"sync"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
)

// List is the rows of one snapshot. It is made by a Builder, never changes, and
// may be shared between goroutines. A row is named by its number, from 0 to
// Len() − 1, in the byte order of the customer code.
type List struct {
	Meta
	columns
	facts
	codes, names, search string // all rows' texts behind each other

	sorted  [][2]*order // by key; ascending, descending
	choices *keptChoices
	matches *matches
}

// order is one sort order, computed when first asked for.
type order struct {
	once sync.Once
	rows []int32
}

// columns hold one value for each row, in the same order.
type columns struct {
	ids               []int64
	codeEnd, nameEnd  []uint32 // where the row's text ends in its arena
	searchEnd         []uint32
	smartType         []int32 // index in Meta.SmartTypes
	manager           []int32 // index in Meta.Managers + 1; 0: none
	labels            [][6]uint16
	why               [][6]classify.Reason
	flags             []uint8
	last              []calendar.Day
	gapNum, gapDen    []int32
	risk              []int32
	revenue, previous []int64
	orders            []int32
	previousOrders    []int32
	purchaseDays      []int32
	slippedFrom       []uint16 // the risk label before, as in labels; 0: has not slipped

	groups, tags      sets
	industry, country column
	backorder         []uint32 // index in backorders + 1; 0: none
	backorders        []Backorder
	forecasts         forecasts

	plain [][]int64 // of each of plain, by row
}

func makeColumns(n int) columns {
	c := columns{
		ids: make([]int64, 0, n), codeEnd: make([]uint32, 0, n), nameEnd: make([]uint32, 0, n),
		searchEnd: make([]uint32, 0, n),
		smartType: make([]int32, 0, n), manager: make([]int32, 0, n), labels: make([][6]uint16, 0, n),
		why:   make([][6]classify.Reason, 0, n),
		flags: make([]uint8, 0, n), last: make([]calendar.Day, 0, n), gapNum: make([]int32, 0, n),
		gapDen:   make([]int32, 0, n),
		industry: makeColumn(n), country: makeColumn(n), groups: makeSets(n), tags: makeSets(n),
		backorder: make([]uint32, 0, n),
		risk:      make([]int32, 0, n), revenue: make([]int64, 0, n), previous: make([]int64, 0, n),
		orders: make([]int32, 0, n), previousOrders: make([]int32, 0, n), purchaseDays: make([]int32, 0, n),
		slippedFrom: make([]uint16, 0, n),
		forecasts:   make(forecasts, 0, n), plain: make([][]int64, len(plain)),
	}
	for i := range c.plain {
		c.plain[i] = make([]int64, 0, n)
	}
	return c
}

// Len is the number of rows: all customers, active or not.
func (r *List) Len() int { return len(r.ids) }

// ID is the customer id of a row.
func (r *List) ID(row int32) int64 { return r.ids[row] }

// Code is the customer code of a row.
func (r *List) Code(row int32) string { return part(r.codes, r.codeEnd, row) }

// Name is the customer's name.
func (r *List) Name(row int32) string { return part(r.names, r.nameEnd, row) }

func part(arena string, ends []uint32, row int32) string {
	if row == 0 {
		return arena[:ends[0]]
	}
	return arena[ends[row-1]:ends[row]]
}

// Find is the row of a customer code; false when there is none.
func (r *List) Find(code string) (int32, bool) {
	low, high := 0, r.Len()
	for low < high {
		middle := int(uint(low+high) >> 1)
		if strings.Compare(r.Code(int32(middle)), code) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return int32(low), low < r.Len() && r.Code(int32(low)) == code
}

// Entry is one row, taken out to be shown.
type Entry struct {
	ID         int64
	Code, Name string
	SmartType  Named
	Manager    Named // the zero Named: none
	Active     bool

	Groups, Tags      []string // sorted
	Industry, Country string   // empty: not known
	Backorder         Backorder
	Facts             Facts
	Forecast          figures.Forecast

	Scored  bool             // there are figures; else all below is empty
	Labels  [6]*Label        // in the order of classify.Types; nil: none
	Figures classify.Figures // only what Row says

	SlippedFrom *Label // the risk label that it had before it moved to a later one; nil: it has not
}

// At is a row as it is shown. Its texts and labels point into the customer list.
func (r *List) At(row int32) Entry {
	e := Entry{
		ID: r.ids[row], Code: r.Code(row), Name: r.Name(row), SmartType: r.SmartTypes[r.smartType[row]],
		Groups: r.groups.of(row), Tags: r.tags.of(row), Industry: r.industry.of(row), Country: r.country.of(row),
		Backorder: r.Backorder(row), Facts: r.Facts(row), Forecast: r.Forecast(row),
		Active: r.flags[row]&flagActive != 0, Scored: r.flags[row]&flagScored != 0,
	}
	if m := r.manager[row]; m > 0 {
		e.Manager = r.Managers[m-1]
	}
	for k, l := range r.labels[row] {
		if l > 0 {
			e.Labels[k] = &r.Labels[l-1]
		}
	}
	if !e.Scored {
		return e
	}
	if from := r.slippedFrom[row]; from > 0 {
		e.SlippedFrom = &r.Labels[from-1]
	}
	f := &e.Figures
	f.Revenue, f.PreviousRevenue = r.revenue[row], r.previous[row]
	for i, field := range plain {
		*field.figure(&f.Customer) = r.plain[i][row]
	}
	f.Orders, f.PreviousOrders = int64(r.orders[row]), int64(r.previousOrders[row])
	f.GapNum, f.GapDen, f.GapEstimated = int64(r.gapNum[row]), int64(r.gapDen[row]), r.flags[row]&flagEstimated != 0
	f.Risk, f.Why = int64(r.risk[row]), r.why[row]
	if f.PurchaseDays = int64(r.purchaseDays[row]); f.PurchaseDays > 0 {
		f.LastPurchase, f.Since = r.last[row], int64(r.AsOf)-int64(r.last[row])
	}
	return e
}
