package imports

import (
	"math"
	"math/bits"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/money"
)

// Figures are what the accepted rows of orders and targets come to: a person knows
// them of the file, and sees by them that it was read wrongly.
type Figures struct {
	Lines    int64        `json:"lines,omitempty"` // of orders, or targets
	First    calendar.Day `json:"first,omitempty"` // 0: none
	Last     calendar.Day `json:"last,omitempty"`
	Sum      int64        `json:"sum,omitempty"` // minor units
	TooLarge bool         `json:"too_large,omitempty"`
	Largest  LargestLine  `json:"largest,omitzero"`
	Outliers int64        `json:"outliers,omitempty"` // lines over outlierTimes the median of the file
	Median   int64        `json:"median,omitempty"`   // of the lines' amounts without sign, to a sixteenth

	gross int64         // of the amounts without sign
	size  [sizes]uint32 // lines by amount: see sizeOf
}

// LargestLine is the line whose amount is furthest from nought.
type LargestLine struct {
	Order   string `json:"order,omitempty"` // or the customer of a target
	Line    int64  `json:"line,omitempty"`  // of the file
	Amount  int64  `json:"amount,omitempty"`
	Percent int64  `json:"percent,omitempty"` // of the amounts without sign
}

const (
	shareSaid     = 20    // percent of a file from which on its largest line is spoken of;
	timesEven     = 3     // it is worth a look when that is so many times the share of an even line,
	shareAlarming = 75    // or more than this
	outlierTimes  = 1_000 // times the median: orders of a hundred times the usual are common, see the UCI order book
	outlierLines  = 20    // of a file that has a median worth the name
	sizes         = 64 << 4
)

// sizeOf is the class of an amount: sixteen to each doubling.
func sizeOf(v uint64) int {
	if v < 16 {
		return int(v)
	}
	n := bits.Len64(v)
	return (n-4)<<4 + int(v>>(n-5)&15)
}

// sizeFrom is the least amount of a class.
func sizeFrom(class int) uint64 {
	if class < 16 {
		return uint64(class)
	}
	return (16 + uint64(class&15)) << (class>>4 - 1)
}

// order counts an order that is taken.
func (f *Figures) order(o *files.OrderRows) {
	f.day(o.Day)
	for i := range o.Lines {
		l := &o.Lines[i]
		f.amount(o.Number, l.Line, l.Total)
	}
}

// target counts a target that is taken, as one line of twelve months.
func (f *Figures) target(r *files.TargetRow) {
	sum := int64(0)
	for _, m := range r.Months {
		f.TooLarge = !money.Add(&sum, m) || f.TooLarge
	}
	f.amount(r.Customer, r.Line, sum)
}

func (f *Figures) day(d calendar.Day) {
	if f.First == 0 || d < f.First {
		f.First = d
	}
	if f.Last == 0 || d > f.Last {
		f.Last = d
	}
}

// amount counts one. The name is only lent.
func (f *Figures) amount(name string, line, v int64) {
	f.Lines++
	f.TooLarge = !money.Add(&f.Sum, v) || f.TooLarge
	far := v
	if far < 0 {
		far = -far
	}
	if !money.Add(&f.gross, far) {
		f.gross = math.MaxInt64
	}
	f.size[min(sizeOf(uint64(far)), sizes-1)]++
	most := f.Largest.Amount
	if most < 0 {
		most = -most
	}
	if far > most {
		f.Largest = LargestLine{Order: string([]byte(name)), Line: line, Amount: v}
	}
}

// done works out what hangs on all of the lines.
func (f *Figures) done() {
	if f.gross == 0 {
		return
	}
	most := f.Largest.Amount
	if most < 0 {
		most = -most
	}
	if f.gross >= 100 {
		f.Largest.Percent = most / (f.gross / 100)
	} else {
		f.Largest.Percent = most * 100 / f.gross
	}
	f.Largest.Percent = min(f.Largest.Percent, 100)
	seen, median := int64(0), 0
	for class, n := range f.size {
		if seen += int64(n); seen*2 >= f.Lines {
			median = class
			break
		}
	}
	f.Median = int64(sizeFrom(median))
	if f.Lines < outlierLines || f.Median == 0 || uint64(f.Median) > math.MaxInt64/outlierTimes {
		return
	}
	for class := sizeOf(sizeFrom(median+1) * outlierTimes); class < sizes; class++ {
		f.Outliers += int64(f.size[class])
	}
}
