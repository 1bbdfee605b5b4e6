package ui

import (
	"wholesight/jobs/calendar"
)

// chartTable is the table under a graph: a row for each X, a column for each
// series, the same numbers.
func chartTable(l Locale, spec ChartSpec) (Table, error) {
	t := Table{Caption: spec.Title, Free: true, Wide: true, Empty: spec.Empty}
	t.Columns = []Column{{Title: spec.XName}}
	for _, s := range spec.Series {
		t.Columns = append(t.Columns, Column{Title: s.Name, Num: true})
	}
	for _, b := range spec.Beside {
		t.Columns = append(t.Columns, Column{Title: b.Name, Num: true})
	}
	for i, x := range spec.X {
		name, err := placeName(l, spec.XKind, x)
		if err != nil {
			return Table{}, err
		}
		row := Row{Cells: []Cell{{Text: name}}}
		for _, s := range spec.Series {
			row.Cells = append(row.Cells, Cell{Text: figure(l, spec.Kind, s.Values[i])})
		}
		for _, b := range spec.Beside {
			row.Cells = append(row.Cells, Cell{Text: figure(l, b.Kind, b.Values[i])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// figure writes a value of a graph exactly: a table must say no less than the
// picture.
func figure(l Locale, kind Kind, v int64) string {
	if v == NoValue {
		return dash
	}
	switch kind {
	case Money:
		return l.MoneyExact(v)
	case Percent:
		return l.Percent(v)
	case Hundredths:
		return l.Ratio(v)
	case Thousandths:
		return l.Thousandths(v)
	}
	return l.NumberExact(v)
}

func placeName(l Locale, kind Kind, x string) (string, error) {
	switch kind {
	case Days:
		d, err := calendar.Parse(x)
		if err != nil {
			return "", err
		}
		return l.DayLong(d), nil
	case Months:
		m, err := calendar.ParseMonth(x)
		if err != nil {
			return "", err
		}
		return l.Month(m), nil
	}
	return x, nil
}

func (c Chart) class() string {
	switch c.height {
	case Short:
		return "chart chart-short"
	case Tall:
		return "chart chart-tall"
	}
	return "chart"
}

// label is what a reader of the screen hears instead of the picture.
func (c Chart) label() string {
	if c.says == "" {
		return c.title
	}
	return c.title + ". " + c.says
}

func (c Chart) empty() bool { return len(c.Table.Rows) == 0 || len(c.Table.Columns) == 1 }
