package web

import (
	"strings"

	"github.com/a-h/templ"

	"wholesight/jobs/rules/target"
	"wholesight/views"
)

// The cells of what changes beside the builds: targets, backorders, contacts, and
// what a customer is filed under.

var targetWords = map[target.Status]string{target.Ahead: "ahead", target.OnTrack: "on track", target.Behind: "behind"}
var targetTones = map[target.Status]views.Tone{target.Ahead: views.Good, target.OnTrack: views.Good, target.Behind: views.Bad}

// target is the attainment, with its status in words under it.
func (r *listRow) target() views.Cell {
	l, p := r.in.l, &r.e.Facts.Target
	switch {
	case !p.Set:
		return views.Cell{Content: views.Unknown{Word: "–", Why: l.T("no target holds this day")}}
	case !p.Known:
		return views.Cell{Content: views.Unknown{Word: l.T("not due"), Why: l.T("nothing of the target is due yet")}}
	}
	return views.Cell{Text: l.Percent(p.Attainment), Title: l.T("%s of %s due", l.MoneyExact(p.Actual), l.MoneyExact(p.ToDate)),
		Below: []templ.Component{views.Badge{Text: l.T(targetWords[p.Status]), Tone: targetTones[p.Status]}}}
}

// none is the cell of something that is not there: a dash.
func none() views.Cell { return views.Cell{Text: "–"} }

// backorder is the value that is not delivered, with lines, units and age under it.
func (r *listRow) backorder() views.Cell {
	l, b := r.in.l, &r.e.Backorder
	if !b.Any() {
		return none()
	}
	return views.Cell{Text: l.Money(b.Value), Title: l.MoneyExact(b.Value), Below: []templ.Component{
		views.Text(l.Plural(int64(b.Lines), "line", "lines") + " · " + l.T("%s units", l.Quantity(b.Units))),
		views.Text(l.T("since %s", l.Day(b.Oldest, r.words.asOf).Text))}}
}

func (r *listRow) backorderLines() views.Cell {
	if !r.e.Backorder.Any() {
		return none()
	}
	return views.Cell{Text: r.in.l.NumberExact(int64(r.e.Backorder.Lines))}
}

func (r *listRow) backorderUnits() views.Cell {
	if !r.e.Backorder.Any() {
		return none()
	}
	return views.Cell{Text: r.in.l.Quantity(r.e.Backorder.Units)}
}

func (r *listRow) backorderOldest() views.Cell {
	if !r.e.Backorder.Any() {
		return none()
	}
	return views.Cell{Content: r.in.l.Day(r.e.Backorder.Oldest, r.words.asOf)}
}

// followUp is the next date, and how late it is.
func (r *listRow) followUp() views.Cell {
	l, f, today := r.in.l, &r.e.Facts, r.in.roster.Today
	if f.FollowUp == 0 {
		return none()
	}
	cell := views.Cell{Content: l.Day(f.FollowUp, today)}
	switch late := int64(today - f.FollowUp); {
	case late > 0:
		cell.Below = []templ.Component{views.Badge{Text: l.T("%s overdue", l.Plural(late, "day", "days")), Tone: views.Bad}}
	case late == 0:
		cell.Below = []templ.Component{views.Badge{Text: l.T("today"), Tone: views.Warn}}
	}
	return cell
}

// contactKindWords are the kinds of contact as people say them.
var contactKindWords = map[string]string{"call": "call", "visit": "visit", "email": "e-mail", "note": "note"}

// contact is the day of the last contact, and what it was.
func (r *listRow) contact() views.Cell {
	l, f := r.in.l, &r.e.Facts
	if f.LastContact == 0 {
		return views.Cell{Content: views.Unknown{Word: l.T("never"), Why: l.T("no contact was ever logged")}}
	}
	kind := f.LastKind // what was imported may say anything
	if known, ok := contactKindWords[kind]; ok {
		kind = l.T(known)
	}
	cell := views.Cell{Content: l.Day(f.LastContact, r.in.roster.Today)}
	if kind != "" {
		cell.Below = []templ.Component{views.Text(kind)}
	}
	return cell
}

func (r *listRow) groups() views.Cell   { return textOrDash(strings.Join(r.e.Groups, ", ")) }
func (r *listRow) tags() views.Cell     { return textOrDash(strings.Join(r.e.Tags, ", ")) }
func (r *listRow) industry() views.Cell { return textOrDash(r.e.Industry) }
func (r *listRow) country() views.Cell  { return textOrDash(r.e.Country) }

// The totals.

func (in *customerListInput) totalTarget() views.Cell {
	p := &in.page
	if p.WithTarget == 0 || p.TargetToDate <= 0 {
		return views.Cell{}
	}
	cell := views.Cell{Title: in.l.T("%s of %s due", in.l.MoneyExact(p.TargetActual), in.l.MoneyExact(p.TargetToDate))}
	if tenths, ok := changeOf(p.TargetActual, p.TargetToDate); ok {
		cell.Text = in.l.Percent(1000 + tenths)
	}
	if p.TargetBehind > 0 {
		cell.Below = []templ.Component{views.Text(in.l.T("%s behind", in.l.NumberExact(int64(p.TargetBehind))))}
	}
	return cell
}

func (in *customerListInput) totalBackorder() views.Cell {
	l, p := in.l, &in.page
	if p.Backordered == 0 {
		return views.Cell{}
	}
	return views.Cell{Text: l.Money(p.BackorderValue), Title: l.MoneyExact(p.BackorderValue), Below: []templ.Component{
		views.Text(l.Plural(p.BackorderLines, "line", "lines")), views.Text(l.T("since %s", l.Day(p.BackorderFirst, in.roster.AsOf).Text))}}
}

func (in *customerListInput) totalBackorderLines() views.Cell {
	if in.page.Backordered == 0 {
		return views.Cell{}
	}
	return views.Cell{Text: in.l.NumberExact(in.page.BackorderLines)}
}

func (in *customerListInput) totalBackorderUnits() views.Cell {
	if in.page.Backordered == 0 {
		return views.Cell{}
	}
	return views.Cell{Text: in.l.Quantity(in.page.BackorderUnits)}
}

func (in *customerListInput) totalBackorderOldest() views.Cell {
	if in.page.Backordered == 0 {
		return views.Cell{}
	}
	return views.Cell{Content: in.l.Day(in.page.BackorderFirst, in.roster.AsOf)}
}

func (in *customerListInput) totalFollowUps() views.Cell {
	if in.page.FollowUps == 0 {
		return views.Cell{}
	}
	return views.Cell{Text: in.l.T("%s agreed", in.l.NumberExact(int64(in.page.FollowUps)))}
}
