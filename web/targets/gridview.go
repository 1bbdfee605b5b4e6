package targets

import (
	"encoding/json"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	viewtargets "wholesight/views/targets"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// readWas is what a row began with; what is no JSON began with nothing.
func readWas(text string) (f TargetForm) {
	if json.Unmarshal([]byte(text), &f) != nil {
		return TargetForm{}
	}
	return f
}

// grid is the grid as it is shown.
func (q *targetQuery) grid(c echo.Context, l ui.Locale, rows []gridRow, seasons map[string]string,
	typed bool) viewtargets.TargetGrid {
	out := viewtargets.TargetGrid{Action: paths.TargetGridPath() + q.Query(TargetSet), Digits: strconv.Itoa(l.Digits()),
		Decimal: l.Decimal(),
		Heads: []ui.Column{{Title: l.T("Customer")}, {Title: l.T("Start"),
			Help: l.T("the first of the twelve months, as 2026-01")},
			{Title: l.T("Annual"), Num: true, Help: l.T("the sum, or what is split")},
			{Title: l.T("Split"), Help: l.T("how the annual sum becomes twelve months")}}}
	for i := range 12 {
		out.Heads = append(out.Heads, ui.Column{Title: l.T("M%d", i+1), Num: true, Help: l.T("month %d from the start", i+1)})
	}
	out.Heads = append(out.Heads, ui.Column{Title: l.T("Discount"), Num: true, Help: l.T("discount at stake, in percent")})
	bad, stale := 0, 0
	for i := range rows {
		out.Rows = append(out.Rows, rows[i].view(l, i, seasons[rows[i].code], bad+stale == 0))
		if rows[i].stale {
			stale++
		}
		bad += len(rows[i].errors)
	}
	out.Hidden = []ui.Field{{Kind: ui.FieldHidden, Name: "rows", Value: strconv.Itoa(len(rows))}, kit.KeyField(c)}
	switch {
	case stale > 0:
		out.Hidden[1] = kit.NewKeyField()
		out.Note = &ui.Note{Kind: ui.NoteWarn, Title: l.T("Somebody else changed %s while you were typing",
			l.Plural(int64(stale), "row", "rows")),
			Text: l.T("Nothing of yours is saved yet, and nothing is lost: the grid has what you typed, and each such row says what is stored now. Save again to put yours in its place.")}
	case bad > 0:
		out.Note = &ui.Note{Kind: ui.NoteBad, Title: l.Plural(int64(bad), "cell is not right yet", "cells are not right yet"),
			Text: l.T("Nothing was saved. Each row below says what to mend.")}
	}
	out.Filter = q.gridFilter(l)
	out.Empty = ui.Empty{Title: l.T("No customer matches"), Icon: "targets",
		Text:  l.T("Choose all customers above to set targets where there are none yet."),
		Start: &ui.Button{Text: l.T("Show all customers"), Href: paths.TargetGridPath() + "?status=" + targetEvery}}
	if !typed {
		pages := max(1, (len(q.rows)+gridRows-1)/gridRows)
		out.Pager = ui.NewPager(l, int64(min(q.page, pages)), gridRows, int64(len(q.rows)), "",
			func(n int64) string { return paths.TargetGridPath() + q.at(int(n)).Query(TargetSet) })
	}
	return out
}

// gridFilter chooses whose rows the grid has.
func (q *targetQuery) gridFilter(l ui.Locale) ui.FilterBar {
	in := targetListInput{targetQuery: *q, l: l}
	bar := in.filterBar()
	bar.Action, bar.Swap, bar.Label = paths.TargetGridPath(), "", l.T("Choose the rows")
	return bar
}

// view is a row; first tells that no row above has an error, so that this one's gets
// the focus.
func (r *gridRow) view(l ui.Locale, i int, season string, first bool) viewtargets.TargetGridRow {
	suffix := "-" + strconv.Itoa(i)
	out := viewtargets.TargetGridRow{ID: "row" + suffix, Name: r.name, Code: r.code, Href: paths.TargetPath(r.code),
		Season: season, Hidden: []ui.Field{
			{Kind: ui.FieldHidden, Name: "code" + suffix, Value: r.code},
			{Kind: ui.FieldHidden, Name: "id" + suffix, Value: strconv.FormatInt(r.form.ID, 10)},
			{Kind: ui.FieldHidden, Name: "version" + suffix, Value: strconv.FormatInt(r.form.Version, 10)},
			{Kind: ui.FieldHidden, Name: kit.WasName + suffix, Value: kit.WasField(r.was).Value}}}
	wrong := map[string]bool{}
	for _, e := range r.errors {
		wrong[e.Field] = true
		out.Errors = append(out.Errors, gridFieldWord(l, e.Field)+": "+e.In(l.T))
	}
	if r.stale {
		if r.asOfDay.Start == "" {
			out.Errors = append(out.Errors, l.T("Somebody else has deleted this target. Save again to set yours anew, or empty the row."))
		} else {
			out.Errors = append(out.Errors, l.T("Somebody else has saved %s from %s (%s) meanwhile. Save again to put yours in its place.", r.asOfDay.Annual, r.asOfDay.Start, monthsText(&r.asOfDay)))
		}
	}
	focus := first && len(out.Errors) > 0
	cell := func(name, label, value string, attrs templ.Attributes) viewtargets.GridCell {
		g := viewtargets.GridCell{Name: name + suffix, Label: l.T("%s: %s", r.name, label), Value: value, Attrs: attrs,
			Wrong: wrong[name], Num: name != "start_month"}
		if len(out.Errors) > 0 {
			g.DescribedBy = out.ID + "-error"
		}
		g.Focus = focus && (wrong[name] || r.stale && name == "annual")
		if g.Focus {
			focus = false
		}
		return g
	}
	out.Start = cell("start_month", l.T("start month"), r.form.Start,
		templ.Attributes{"data-start": true, "maxlength": "7", "placeholder": "2026-01"})
	out.Annual = cell("annual", l.T("annual sum"), r.form.Annual,
		templ.Attributes{"data-annual": true, "inputmode": "decimal"})
	out.Split = cell("split", l.T("split"), r.form.Split, templ.Attributes{"data-split": true})
	out.Splits = []ui.Choice{{Value: splitMonths, Text: l.T("months")}, {Value: SplitEven, Text: l.T("even")},
		{Value: splitSeason, Text: l.T("season")}}
	for m := range r.form.Months {
		out.Months = append(out.Months, cell(MonthField(m), l.T("month %d", m+1), r.form.Months[m],
			templ.Attributes{"data-month": strconv.Itoa(m), "inputmode": "decimal"}))
	}
	out.Discount = cell("discount", l.T("discount at stake in percent"), r.form.Discount,
		templ.Attributes{"inputmode": "decimal"})
	return out
}

// gridFieldWord names a field of the grid, as its head does.
func gridFieldWord(l ui.Locale, field string) string {
	switch field {
	case "start_month":
		return l.T("Start")
	case "annual":
		return l.T("Annual")
	case "split":
		return l.T("Split")
	case "discount":
		return l.T("Discount")
	}
	return "M" + field[1:]
}

// monthsText are the months of a target in one line.
func monthsText(f *TargetForm) string {
	text := f.Months[0]
	for _, m := range f.Months[1:] {
		text += " · " + m
	}
	return text
}
