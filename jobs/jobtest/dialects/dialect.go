package dialects

// Dialect is how a system, or a person with a spreadsheet, writes an order book.
type Dialect struct {
	Name string
	Habits
	Columns []Column
	Text    Text // of a text file
	Sheet   bool // a workbook instead

	Above  []string // lines over the header
	Blank  bool     // further lines of an order leave what is the order's blank
	Sums   string   // the first cell of a totals row at the end; "": there is none
	Paging int      // the header stands again after so many rows; 0: once

	// What a person who knows the system answers when asked. Mapping is by header, Words
	// by our column.
	DateOrder, Decimal string
	Mapping            map[string]string
	Words              map[string]map[string]string
}

// Column is a column: what it says of a line. Of is the order's alone, and blank on
// further lines where the dialect leaves it so.
type Column struct {
	Header string
	Of     func(o *Order) any
	Line   func(o *Order, l *Line) any
	Sum    bool // a totals row sums it
}

// amount is a number with so many decimals.
type amount struct {
	n        int64
	decimals int
}

// Text is how a text file writes.
type Text struct {
	Delimiter string
	Encoding  string // utf-8, utf-8-bom, utf-16, windows-1252
	End       string // of a line; "": \n
	QuoteAll  bool
	Fence     bool // delimiters at both ends of a line, and rules of dashes (lists of SAP)

	Day    string // Go's layout; "": ISO
	Number Number
}

// Number is how numbers are written.
type Number struct {
	Decimal  string // "": a point
	Group    string // of thousands
	Behind   bool   // the minus stands behind
	Brackets bool   // for the minus
	Before   string // a currency sign
	After    string
	Dash     bool // 12.- for 12.00
	Trim     bool // no zeros behind the last decimal
}

// row is what the columns say of a line.
func (d *Dialect) row(o *Order, i int) []any {
	var row []any
	for _, c := range d.Columns {
		switch {
		case c.Line != nil:
			row = append(row, c.Line(o, &o.Lines[i]))
		case i > 0 && d.Blank:
			row = append(row, "")
		default:
			row = append(row, c.Of(o))
		}
	}
	return row
}

// rows are all rows behind the header, and those that are no line of an order.
func (d *Dialect) rows(b Book) (all [][]any) {
	sums := make([]amount, len(d.Columns))
	n := 0
	for i := range b {
		for k := range b[i].Lines {
			row := d.row(&b[i], k)
			for c, v := range row {
				if a, ok := v.(amount); ok {
					sums[c] = amount{sums[c].n + a.n, a.decimals}
				}
			}
			if n++; d.Paging > 0 && n%d.Paging == 0 {
				all = append(all, d.header())
			}
			all = append(all, row)
		}
	}
	if d.Sums == "" {
		return all
	}
	last := make([]any, len(d.Columns))
	for c := range last {
		if last[c] = any(""); d.Columns[c].Sum {
			last[c] = sums[c]
		}
	}
	last[0] = d.Sums
	return append(all, last)
}

func (d *Dialect) header() (row []any) {
	for _, c := range d.Columns {
		row = append(row, c.Header)
	}
	return row
}

// The columns that most dialects have.

func number(header string) Column {
	return Column{Header: header, Of: func(o *Order) any { return o.Number }}
}

func day(header string) Column {
	return Column{Header: header, Of: func(o *Order) any { return o.Day }}
}

func customer(header string) Column {
	return Column{Header: header, Of: func(o *Order) any { return o.Customer }}
}

func name(header string) Column {
	return Column{Header: header, Of: func(o *Order) any { return o.Name }}
}

// status says an order's status in the words for closed, open and cancelled.
func status(header string, words ...string) Column {
	return Column{Header: header, Of: func(o *Order) any { return words[o.Status] }}
}

// constant is what every order says.
func constant(header, value string) Column {
	return Column{Header: header, Of: func(*Order) any { return value }}
}

func sku(header string) Column {
	return Column{Header: header, Line: func(_ *Order, l *Line) any { return l.SKU }}
}

func product(header string) Column {
	return Column{Header: header, Line: func(_ *Order, l *Line) any { return l.Product }}
}

func quantity(header string) Column {
	return Column{Header: header, Line: func(_ *Order, l *Line) any { return amount{l.Quantity, 3} }}
}

func price(header string) Column {
	return Column{Header: header, Line: func(_ *Order, l *Line) any { return amount{l.Price, 2} }}
}

func total(header string) Column {
	return Column{Header: header, Sum: true, Line: func(_ *Order, l *Line) any { return amount{l.Total, 2} }}
}

// sum repeats the whole order's total on every line.
func sum(header string) Column {
	return Column{Header: header, Of: func(o *Order) any {
		a := amount{0, 2}
		for _, l := range o.Lines {
			a.n += l.Total
		}
		return a
	}}
}
