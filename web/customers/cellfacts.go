package customers

import (
	"strings"

	"github.com/a-h/templ"

	"wholesight/jobs/rules/target"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

var targetTones = map[target.Status]ui.Tone{target.Ahead: ui.Good, target.OnTrack: ui.Good, target.Behind: ui.Bad}

// target is the attainment, with its status in words under it.
func (r *listRow) target() ui.Cell {
	l, p := r.in.l, &r.e.Facts.Target
	switch {
	case !p.Set:
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: l.T("no target holds this day")}}
	case !p.Known:
		return ui.Cell{Content: ui.Unknown{Word: l.T("not due"), Why: l.T("nothing of the target is due yet")}}
	}
	return ui.Cell{Text: l.Percent(p.Attainment), Title: l.T("%s of %s due", l.MoneyExact(p.Actual),
		l.MoneyExact(p.ToDate)),
		Below: []templ.Component{ui.Badge{Text: l.T(words.TargetWords[p.Status]), Tone: targetTones[p.Status]}}}
}

// none is the cell of something that is not there: a dash.
func none() ui.Cell { return ui.Cell{Text: "–"} }

// backorder is the value that is not delivered, with lines, units and age under it.
func (r *listRow) backorder() ui.Cell {
	l, b := r.in.l, &r.e.Backorder
	if !b.Any() {
		return none()
	}
	return ui.Cell{Text: l.Money(b.Value), Title: l.MoneyExact(b.Value), Below: []templ.Component{
		ui.Text(l.Plural(int64(b.Lines), "line", "lines") + " · " + l.T("%s units", l.Quantity(b.Units))),
		ui.Text(l.T("since %s", l.Day(b.Oldest, r.words.AsOf).Text))}}
}

func (r *listRow) backorderLines() ui.Cell {
	if !r.e.Backorder.Any() {
		return none()
	}
	return ui.Cell{Text: r.in.l.NumberExact(int64(r.e.Backorder.Lines))}
}

func (r *listRow) backorderUnits() ui.Cell {
	if !r.e.Backorder.Any() {
		return none()
	}
	return ui.Cell{Text: r.in.l.Quantity(r.e.Backorder.Units)}
}

func (r *listRow) backorderOldest() ui.Cell {
	if !r.e.Backorder.Any() {
		return none()
	}
	return ui.Cell{Content: r.in.l.Day(r.e.Backorder.Oldest, r.words.AsOf)}
}

// followUp is the next date, and how late it is.
func (r *listRow) followUp() ui.Cell {
	l, f, today := r.in.l, &r.e.Facts, r.in.List.Today
	if f.FollowUp == 0 {
		return none()
	}
	cell := ui.Cell{Content: l.Day(f.FollowUp, today)}
	switch late := int64(today - f.FollowUp); {
	case late > 0:
		cell.Below = []templ.Component{ui.Badge{Text: l.T("%s overdue", l.Plural(late, "day", "days")), Tone: ui.Bad}}
	case late == 0:
		cell.Below = []templ.Component{ui.Badge{Text: l.T("today"), Tone: ui.Warn}}
	}
	return cell
}

// contact is the day of the last contact, and what it was.
func (r *listRow) contact() ui.Cell {
	l, f := r.in.l, &r.e.Facts
	if f.LastContact == 0 {
		return ui.Cell{Content: ui.Unknown{Word: l.T("never"), Why: l.T("no contact was ever logged")}}
	}
	kind := f.LastKind // what was imported may say anything
	if known, ok := words.ContactKindWords[kind]; ok {
		kind = l.T(known)
	}
	cell := ui.Cell{Content: l.Day(f.LastContact, r.in.List.Today)}
	if kind != "" {
		cell.Below = []templ.Component{ui.Text(kind)}
	}
	return cell
}

func (r *listRow) groups() ui.Cell   { return kit.TextOrDash(strings.Join(r.e.Groups, ", ")) }
func (r *listRow) tags() ui.Cell     { return kit.TextOrDash(strings.Join(r.e.Tags, ", ")) }
func (r *listRow) industry() ui.Cell { return kit.TextOrDash(r.e.Industry) }
func (r *listRow) country() ui.Cell  { return kit.TextOrDash(r.e.Country) }

// The totals.

func (in *customerListInput) totalTarget() ui.Cell {
	p := &in.page
	if p.WithTarget == 0 || p.TargetToDate <= 0 {
		return ui.Cell{}
	}
	cell := ui.Cell{Title: in.l.T("%s of %s due", in.l.MoneyExact(p.TargetActual), in.l.MoneyExact(p.TargetToDate))}
	if tenths, ok := changeOf(p.TargetActual, p.TargetToDate); ok {
		cell.Text = in.l.Percent(1000 + tenths)
	}
	if p.TargetBehind > 0 {
		cell.Below = []templ.Component{ui.Text(in.l.T("%s behind", in.l.NumberExact(int64(p.TargetBehind))))}
	}
	return cell
}

func (in *customerListInput) totalBackorder() ui.Cell {
	l, p := in.l, &in.page
	if p.Backordered == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Text: l.Money(p.BackorderValue), Title: l.MoneyExact(p.BackorderValue), Below: []templ.Component{
		ui.Text(l.Plural(p.BackorderLines, "line", "lines")),
		ui.Text(l.T("since %s", l.Day(p.BackorderFirst, in.List.AsOf).Text))}}
}

func (in *customerListInput) totalBackorderLines() ui.Cell {
	if in.page.Backordered == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Text: in.l.NumberExact(in.page.BackorderLines)}
}

func (in *customerListInput) totalBackorderUnits() ui.Cell {
	if in.page.Backordered == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Text: in.l.Quantity(in.page.BackorderUnits)}
}

func (in *customerListInput) totalBackorderOldest() ui.Cell {
	if in.page.Backordered == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Content: in.l.Day(in.page.BackorderFirst, in.List.AsOf)}
}

func (in *customerListInput) totalFollowUps() ui.Cell {
	if in.page.FollowUps == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Text: in.l.T("%s agreed", in.l.NumberExact(int64(in.page.FollowUps)))}
}
