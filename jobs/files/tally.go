package files

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
)

// fewPercent: hints against the rest are typing mistakes up to this share, and
// a mixture above it.
const fewPercent = 1

// tally counts what the cells of one column fit.
type tally struct {
	col          int
	column       string
	first, other int64 // cells that fit one reading only
	both         int64 // cells that fit both
	sample       []byte
	sampleLine   int64
}

// verdict: which reading wins (0 none, 1, 2), and whether the column mixes them.
func (t tally) verdict() (winner int, mixed bool) {
	few, many := min(t.first, t.other), max(t.first, t.other)
	switch {
	case many == 0, few == many:
		return 0, few > 0
	case t.first > t.other:
		winner = 1
	default:
		winner = 2
	}
	return winner, few*100 > many*fewPercent
}

func (t *tally) keep(line int64, cell []byte) {
	if t.sample == nil {
		t.sample, t.sampleLine = bytes.Clone(cell), line
	}
}

// numberTally: first = decimal point, other = decimal comma.
type numberTally struct{ tally }

func (t *numberTally) add(line int64, cell []byte) {
	switch cells.SniffNumber(cell) {
	case cells.HintPoint:
		t.first++
	case cells.HintComma:
		t.other++
	case cells.HintBoth:
		t.both++
		t.keep(line, cell)
	}
}

// dayTally counts how many cells each order of day, month and year does not fit.
type dayTally struct {
	tally
	misfits [len(cells.DayOrders)]int64
	short   bool // a cell speaks for years of two digits in front
}

func (t *dayTally) add(line int64, cell []byte) {
	if len(cell) > 5 && cell[4] == '-' && cell[2] != '-' && cell[1] != '-' {
		return // 2024-12-31: nothing to tell
	}
	fits, ok := cells.SniffDay(cell)
	if !ok || fits == 0 {
		return
	}
	t.short = t.short || fits&cells.Short != 0
	for i, o := range cells.DayOrders {
		if fits&o.Order == 0 {
			t.misfits[i]++
		}
	}
	if fits != cells.DMY && fits != cells.MDY && fits != cells.YMD|cells.Short {
		t.both++
		t.keep(line, cell)
	}
}

// decideNumbers settles the decimal sign of every number column: by its own
// cells, else by the file's other columns, else by asking.
func decideNumbers(p *Plan, ts []numberTally, o Options) {
	for i := range p.Columns {
		def, _ := defOf(p.Kind, p.Columns[i].Column)
		if p.Columns[i].Column != "" && def.cell == numberCell {
			p.Columns[i].Decimal = o.Decimal
		}
	}
	signs := []string{"", ".", ","}
	file := tally{}
	for _, t := range ts {
		winner, mixed := t.verdict()
		p.Columns[t.col].Decimal, p.Columns[t.col].Mixed = signs[winner], mixed
		switch winner {
		case 1:
			file.first++
		case 2:
			file.other++
		}
	}
	for _, t := range ts {
		c := &p.Columns[t.col]
		if c.Decimal != "" {
			continue
		}
		if !c.Mixed && (file.first == 0) != (file.other == 0) {
			winner, _ := file.verdict()
			c.Decimal = signs[winner]
			continue
		}
		if t.both > 0 || c.Mixed {
			p.Questions = append(p.Questions, askDecimal(t.tally, c))
		}
	}
	if p.Format == "xlsx" { // the sign of its own numbers, where no text has another
		for _, t := range ts {
			if c := &p.Columns[t.col]; c.Decimal == "" && !c.Mixed && t.both == 0 {
				c.Decimal = "."
			}
		}
	}
	p.Decimal = p.commonDecimal()
}

func askDecimal(t tally, c *Column) Question {
	q := Question{Kind: AskDecimal, Column: c.Column, Header: c.Key, Flag: "--decimal point|comma"}
	if t.sample == nil {
		q.Text = fmt.Sprintf("Column “%s” has as many decimal points as decimal commas. Which sign do its numbers have? The others are rejected.", c.Header)
	} else {
		q.Text = fmt.Sprintf("Column “%s”, line %d: does %s mean one thing with decimals, or thousands? Every number of the file fits both.", c.Header, t.sampleLine, t.sample)
	}
	for _, dec := range []byte{'.', ','} {
		a := Answer{Value: string(dec), Label: "decimal point"}
		if dec == ',' {
			a.Label = "decimal comma"
		}
		if v, _, err := cells.ParseNumber(t.sample, dec, 3); err == cells.NumberOK {
			a.Sample = fmt.Sprintf("%s is %s", t.sample, cells.FormatScaled(v, 3))
		}
		q.Answers = append(q.Answers, a)
	}
	return q
}

// decideDays settles the order of day and month for the whole file: the order
// that the fewest cells contradict, when it is the only one.
func decideDays(p *Plan, ts []dayTally, o Options) {
	if p.DateOrder = o.DateOrder; p.DateOrder != "" {
		return
	}
	var file dayTally
	for _, t := range ts {
		for i := range t.misfits {
			file.misfits[i] += t.misfits[i]
		}
		file.short = file.short || t.short
		file.both += t.both
		if file.sample == nil && t.sample != nil {
			file.sample, file.sampleLine, file.col = t.sample, t.sampleLine, t.col
		}
	}
	n := len(cells.DayOrders)
	if !file.short {
		n-- // no cell has its year in front with two digits
	}
	misfits := file.misfits[:n]
	if file.both == 0 && slices.Max(misfits) == 0 {
		return // no day needs an order
	}
	least := slices.Min(misfits)
	var best []string
	for i, m := range misfits {
		if m == least {
			best = append(best, cells.DayOrders[i].Name)
		}
	}
	if len(best) == 1 {
		rest := slices.Sorted(slices.Values(misfits))
		p.DateOrder, p.DatesMixed = best[0], least*100 > rest[1]*fewPercent
		return
	}
	p.DatesMixed = least > 0
	p.Questions = append(p.Questions, askDays(p, &file, best))
}

func askDays(p *Plan, file *dayTally, orders []string) Question {
	q := Question{Kind: AskDateOrder, Flag: "--date-order " + orders[0]}
	names := cells.OrderName(orders[0])
	for i, o := range orders[1:] {
		q.Flag += "|" + o
		if names += ", "; i == len(orders)-2 {
			names = names[:len(names)-2] + " or "
		}
		names += cells.OrderName(o)
	}
	if file.sample == nil {
		q.Text = fmt.Sprintf("The file has as many days written %s. Which order is right? The others are rejected.",
			strings.ReplaceAll(names, " or ", " as "))
	} else {
		q.Column = p.Columns[file.col].Column
		q.Text = fmt.Sprintf("Column “%s”, line %d: is %s %s? Every day of the file fits %s.", p.Columns[file.col].Header,
			file.sampleLine, file.sample, names,
			map[bool]string{true: "both", false: "more than one of them"}[len(orders) == 2])
	}
	for _, order := range orders {
		a := Answer{Value: order, Label: cells.OrderName(order)}
		if parts, form, _, ok := cells.DateParts(cells.TrimSpace(file.sample)); ok {
			r := cells.DayReader{Order: order}
			if pastColumn(p.Kind, q.Column) {
				r.Today = p.Today
			}
			if d, why := r.FromParts(parts, form); why == "" {
				a.Sample = fmt.Sprintf("%s is %s", file.sample, longDay(d))
			}
		}
		q.Answers = append(q.Answers, a)
	}
	return q
}

// pastColumn tells whether the days of a column have all been: a customer was
// created, an order was placed, a contact was had. Only a next contact lies ahead.
func pastColumn(k Kind, column string) bool {
	return k != Contacts || column == "at"
}

func longDay(d calendar.Day) string { return d.Time().Format("2 January 2006") }
