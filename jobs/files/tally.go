package files

import (
	"bytes"
	"fmt"

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

// dayTally: first = day/month, other = month/day.
type dayTally struct{ tally }

func (t *dayTally) add(line int64, cell []byte) {
	if len(cell) > 5 && cell[4] == '-' && cell[2] != '-' && cell[1] != '-' {
		return // 2024-12-31: nothing to tell
	}
	switch hint, _ := cells.SniffDay(cell); hint {
	case cells.DayDMY:
		t.first++
	case cells.DayMDY:
		t.other++
	case cells.DayBoth:
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
	q := Question{Kind: AskDecimal, Column: c.Column}
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

// decideDays settles the order of day and month for the whole file.
func decideDays(p *Plan, ts []dayTally, o Options) {
	if p.DateOrder = o.DateOrder; p.DateOrder != "" {
		return
	}
	var file tally
	for _, t := range ts {
		file.first += t.first
		file.other += t.other
		file.both += t.both
		if file.sample == nil && t.sample != nil {
			file.sample, file.sampleLine, file.col = t.sample, t.sampleLine, t.col
		}
	}
	winner, mixed := file.verdict()
	p.DateOrder, p.DatesMixed = []string{"", "dmy", "mdy"}[winner], mixed
	if winner != 0 || file.both == 0 && !mixed {
		return
	}
	q := Question{Kind: AskDateOrder}
	if file.sample == nil {
		q.Text = "The file has as many days written day/month/year as month/day/year. Which order is right? The others are rejected."
	} else {
		q.Column = p.Columns[file.col].Column
		q.Text = fmt.Sprintf("Column “%s”, line %d: is %s day/month/year or month/day/year? Every day of the file fits both.", p.Columns[file.col].Header, file.sampleLine, file.sample)
	}
	for _, order := range []string{"dmy", "mdy"} {
		a := Answer{Value: order, Label: cells.OrderName(order)}
		if parts, form, _, ok := cells.DateParts(cells.TrimSpace(file.sample)); ok {
			r := cells.DayReader{Order: order}
			if d, why := r.FromParts(parts, form); why == "" {
				a.Sample = fmt.Sprintf("%s is %s", file.sample, longDay(d))
			}
		}
		q.Answers = append(q.Answers, a)
	}
	p.Questions = append(p.Questions, q)
}

func longDay(d calendar.Day) string { return d.Time().Format("2 January 2006") }
