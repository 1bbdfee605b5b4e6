package today

import (
	"slices"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/classify"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// WorklistRows is how many customers of a worklist the page shows.
const WorklistRows = 8

// worklistKind is one thing that needs doing: which customers, in which order, and the
// reason of each.
type worklistKind struct {
	id, title, about, none string
	filter                 customerlist.Filter
	sort                   customerlist.Sort
	reason                 func(in *subject, e *customerlist.Entry) []string // the first line, and what stands under it
}

// byRevenue is the order of lists in which every customer is as urgent as the other.
var byRevenue = customerlist.Sort{Key: customerlist.ByRevenue, Descending: true}

// worklists are in the order in which they need doing (spec/03).
var worklists = []worklistKind{
	{"overdue", "Follow-ups overdue", "The day that was agreed has passed.", "None is overdue.",
		customerlist.Filter{FollowUp: customerlist.FollowUpOverdue}, customerlist.Sort{Key: customerlist.ByFollowUp},
		(*subject).followUpReason},
	{"due", "Follow-ups due today", "Agreed for today.", "None is due today.",
		customerlist.Filter{FollowUp: customerlist.FollowUpDue}, byRevenue, (*subject).followUpReason},
	{"slipped", "Slipped since the last run", "Their risk moved to a later band.", "Nobody's risk moved to a later band.",
		customerlist.Filter{Slipped: true}, byRevenue, (*subject).slippedReason},
	{"expected", "Orders that have not come", "Expected in the seven days to the as-of day: on the day that was forecast when the last order came, and where none was, after the average gap.", "Every order that was expected this week has come.",
		customerlist.Filter{Expected: true}, byRevenue, (*subject).expectedReason},
	{"behind", "Targets behind", "Under 90 % of the target to date.", "No target is behind.",
		customerlist.Filter{Target: customerlist.TargetBehind}, byRevenue, (*subject).targetReason},
}

// worklistsBlock is what needs doing, list by list.
type worklistsBlock struct{ readsNothing }

func (worklistsBlock) show(in *subject) (templ.Component, error) {
	if in.empty() {
		return nil, nil
	}
	all := viewtoday.Worklists{Self: paths.TodayPath()}
	for _, w := range worklists {
		list, err := in.worklist(w)
		if err != nil {
			return nil, err
		}
		all.All = append(all.All, list)
	}
	return all, nil
}

// worklist is one list as the page shows it: the person's own customers first.
func (in *subject) worklist(w worklistKind) (viewtoday.Worklist, error) {
	l := in.l
	view := customerlist.NewView()
	view.Filter, view.Sort = w.filter, w.sort
	query := view.Query(l.Digits())
	out := viewtoday.Worklist{ID: w.id, Title: l.T(w.title), About: l.T(w.about), None: l.T(w.none),
		Href: paths.CustomersPath() + query}
	page, err := in.list.Query(w.filter, w.sort, in.visible, 0, WorklistRows)
	if err != nil || page.Count == 0 {
		return out, err
	}
	out.Count = l.Plural(int64(page.Count), "customer", "customers")
	rows := page.Rows
	if in.visible.All() && len(in.own) > 0 && page.Count > len(rows) {
		mine := w.filter
		mine.Managers = in.own
		first, err := in.list.Query(mine, w.sort, in.visible, 0, WorklistRows)
		if err != nil {
			return out, err
		}
		others := slices.DeleteFunc(slices.Clone(rows), func(row int32) bool { return slices.Contains(first.Rows, row) })
		rows = append(first.Rows, others...)
		rows = rows[:min(len(rows), WorklistRows)]
	} else if in.visible.All() && len(in.own) > 0 {
		isMine := func(row int32) bool { return in.list.Sees(customerlist.OfManagers(in.own...), row) }
		slices.SortStableFunc(rows, func(a, b int32) int {
			switch {
			case isMine(a) == isMine(b):
				return 0
			case isMine(a):
				return -1
			}
			return 1
		})
	}
	out.Table = in.worklistTable(w, rows, query)
	return out, nil
}

func (in *subject) worklistTable(w worklistKind, rows []int32, query string) ui.Table {
	l := in.l
	t := ui.Table{ID: w.id + "-list", Caption: l.T(w.title), Free: true,
		Columns: []ui.Column{{Title: l.T("Customer")}, {Title: l.T("Why"), Wrap: true}, {Title: l.T("Revenue"), Num: true}}}
	for _, row := range rows {
		e := in.list.At(row)
		figures := words.FigureWords{L: l, Built: in.list.Built(), Scored: e.Scored, Active: e.Active, AsOf: in.list.AsOf,
			F: &e.Figures}
		why := w.reason(in, &e)
		cell := ui.Cell{Text: why[0], Wide: true}
		for _, more := range why[1:] {
			cell.Below = append(cell.Below, ui.Text(more))
		}
		if e.Facts.LastContact == in.today {
			cell.Below = append(cell.Below, ui.Badge{Text: l.T("today: %s", words.ContactKind(l, e.Facts.LastKind)),
				Tone: ui.Good})
		}
		name := ui.Cell{Text: e.Name, Href: paths.CustomerPath(e.Code) + query}
		if e.Manager.ID != 0 && len(in.list.VisibleManagers(in.visible)) > 1 {
			name.Below = []templ.Component{ui.Text(e.Manager.Title)}
		}
		t.Rows = append(t.Rows, ui.Row{ID: w.id + "-" + kit.RowID(e.ID), Name: e.Name,
			Cells:   []ui.Cell{name, cell, figures.Money(e.Figures.Revenue)},
			Actions: []ui.Button{contactButton(l, e.Code, query)}})
	}
	return t
}

// contactButton is the speech bubble of a row: it opens the dialog in which a contact is
// logged, or its page where there is no script.
func contactButton(l ui.Locale, code, query string) ui.Button {
	to := paths.ContactPath(code) + query
	return ui.Button{Text: l.T("Log a contact"), Icon: "chat", Only: true, Small: true, Kind: ui.Quiet, Href: to,
		Attrs: templ.Attributes{"hx-get": to, "hx-target": "#" + kit.DialogBody}}
}

// late is "today", "1 day late" …, for a day that has come.
func (in *subject) late(day, now calendar.Day) string {
	if day == now {
		return in.l.T("today")
	}
	return in.l.T("%s late", in.l.Plural(int64(now-day), "day", "days"))
}

func (in *subject) followUpReason(e *customerlist.Entry) []string {
	why := []string{in.l.T("agreed for %s", in.l.Day(e.Facts.FollowUp, in.today).Text)}
	if e.Facts.FollowUp != in.today {
		why[0] += " · " + in.late(e.Facts.FollowUp, in.today)
	}
	return append(why, in.l.T("last contact %s: %s", in.l.Day(e.Facts.LastContact, in.today).Text,
		words.ContactKind(in.l, e.Facts.LastKind)))
}

func (in *subject) slippedReason(e *customerlist.Entry) []string {
	words := words.FigureWords{L: in.l, Built: true, Scored: e.Scored, Active: e.Active, AsOf: in.list.AsOf, F: &e.Figures}
	now := in.l.T("none")
	if label := e.Labels[classify.Risk.Index()]; label != nil {
		now = label.Title
	}
	why := []string{e.SlippedFrom.Title + " → " + now}
	if words.Has(classify.Risk) {
		why = append(why, words.Why(classify.Risk))
	}
	return why
}

func (in *subject) expectedReason(e *customerlist.Entry) []string {
	words := words.FigureWords{L: in.l, Built: true, Scored: e.Scored, Active: e.Active, AsOf: in.list.AsOf, F: &e.Figures}
	day, forecast, _ := e.Due()
	by := in.l.T("by its average gap")
	if forecast {
		by = in.l.T("by its forecast")
	}
	return []string{in.l.T("due %s", in.l.Day(day, in.list.AsOf).Text) + " · " + in.late(day, in.list.AsOf),
		by + ": " + words.Silence()}
}

func (in *subject) targetReason(e *customerlist.Entry) []string {
	p := e.Facts.Target
	return []string{in.l.T("%s of the target to date", in.l.Percent(p.Attainment)),
		in.l.T("%s of %s", in.l.Money(p.Actual), in.l.Money(p.ToDate))}
}
