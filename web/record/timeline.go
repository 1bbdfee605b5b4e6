package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// timelineEvents is how many a page shows.
const timelineEvents = 50

// timelineKinds are what a timeline can be filtered to.
var timelineKinds = []struct{ name, title string }{{"", "All"}, {"orders", "Orders"}, {"contacts", "Contacts"},
	{"labels", "Label changes"}}

// timelineBlock is a page of what happened with the customer, newest first.
type timelineBlock struct {
	kind   string
	at     store.TimelineAt
	begun  bool // not the first page
	events []timelineEvent
	after  *store.TimelineAt // where the next page begins; nil: this is the last
}

// timelineEvent is one of the three.
type timelineEvent struct {
	day     calendar.Day
	order   *store.OrderHead
	contact *store.Contact
	label   *store.HistoryRow
}

// read reads a page of a customer's timeline. Each of the three threads is asked for a
// page behind where it stood, and the newest of them are shown: nothing is skipped, and
// the hundredth page costs what the first one does.
func (b *timelineBlock) read(c echo.Context, tx *store.Tx, in *subject) error {
	b.kind = c.QueryParam(paths.ParamTimeline)
	if !slices.ContainsFunc(timelineKinds, func(k struct{ name, title string }) bool { return k.name == b.kind }) {
		return kit.BadRequest("This address cannot be understood: timeline is orders, contacts or labels.")
	}
	if older := c.QueryParam(paths.ParamOlder); older != "" {
		if b.at, b.begun = parsePlace(older); !b.begun {
			return kit.BadRequest("This address cannot be understood: older is not a place in a timeline.")
		}
	}
	customer := in.customer.ID
	see := kit.Scope(c)
	if b.kind == "" || b.kind == "orders" {
		all, err := tx.OrdersBefore(see, customer, b.at, timelineEvents+1)
		if err != nil {
			return err
		}
		for i := range all {
			b.events = append(b.events, timelineEvent{day: all[i].Day, order: &all[i]})
		}
	}
	if b.kind == "" || b.kind == "contacts" {
		all, err := tx.ContactsBefore(see, customer, b.at, timelineEvents+1)
		if err != nil {
			return err
		}
		for i := range all {
			b.events = append(b.events, timelineEvent{day: calendar.Of(time.UnixMilli(all[i].At).In(in.shop.Zone)),
				contact: &all[i]})
		}
	}
	if b.kind == "" || b.kind == "labels" {
		all, err := tx.LabelsBefore(see, customer, b.at, timelineEvents+1)
		if err != nil {
			return err
		}
		for i := range all {
			b.events = append(b.events, timelineEvent{day: all[i].AsOf, label: &all[i]})
		}
	}
	// Each thread is in order; of one day its contacts stand first, then its orders.
	slices.SortStableFunc(b.events, func(x, y timelineEvent) int {
		if x.day != y.day {
			return int(y.day) - int(x.day)
		}
		return x.rank() - y.rank()
	})
	if len(b.events) > timelineEvents {
		b.events = b.events[:timelineEvents]
		after := b.at
		for _, e := range b.events {
			e.pass(&after)
		}
		b.after = &after
	}
	return nil
}

func (e timelineEvent) rank() int {
	switch {
	case e.contact != nil:
		return 0
	case e.order != nil:
		return 1
	}
	return 2
}

// pass moves a place behind the event.
func (e timelineEvent) pass(at *store.TimelineAt) {
	switch {
	case e.order != nil:
		at.OrderDay, at.OrderID = int64(e.order.Day), e.order.ID
	case e.contact != nil:
		at.ContactAt, at.ContactID = e.contact.At, e.contact.ID
	default:
		at.Build, at.Type = e.label.Build, int64(e.label.Type)
	}
}

// formatPlace writes a place as it stands in an address.
func formatPlace(at store.TimelineAt) string {
	return fmt.Sprintf("%d.%d.%d.%d.%d.%d", at.OrderDay, at.OrderID, at.ContactAt, at.ContactID, at.Build, at.Type)
}

func parsePlace(s string) (at store.TimelineAt, ok bool) {
	parts := strings.Split(s, ".")
	to := []*int64{&at.OrderDay, &at.OrderID, &at.ContactAt, &at.ContactID, &at.Build, &at.Type}
	if len(parts) != len(to) {
		return at, false
	}
	for i, part := range parts {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil || i == 0 && (n > 4_000_000 || n < -4_000_000) {
			return at, false
		}
		*to[i] = n
	}
	return at, true
}

// timelineHref is the record at a kind and a place of its timeline.
func (in *subject) timelineHref(kind string, at *store.TimelineAt) string {
	query := in.Query(in.View.AtPage(1))
	if kind != "" {
		query = kit.Also(query, paths.ParamTimeline, kind)
	}
	if at != nil {
		query = kit.Also(query, paths.ParamOlder, formatPlace(*at))
	}
	return paths.CustomerPath(in.customer.Code) + query + "#timeline"
}

func (b *timelineBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	self, _, _ := strings.Cut(in.timelineHref(b.kind, nil), "#")
	v := ui.Timeline{Self: self, Tabs: ui.Tabs{Label: l.T("Kinds of events")}}
	for _, k := range timelineKinds {
		v.Tabs.Tabs = append(v.Tabs.Tabs, ui.Tab{Text: l.T(k.title), Href: in.timelineHref(k.name, nil),
			Here: k.name == b.kind})
	}
	if b.begun {
		v.Newest = in.timelineHref(b.kind, nil)
	}
	if b.after != nil {
		v.Older = in.timelineHref(b.kind, b.after)
	}
	v.Table = ui.Table{ID: "events", Caption: l.T("Timeline, newest first"), Free: true,
		Columns: []ui.Column{{Title: l.T("Day")}, {Title: l.T("What")}, {Title: l.T("Details")},
			{Title: l.T("Value"), Num: true}},
		Empty: ui.Empty{Title: l.T("Nothing here yet"),
			Text: l.T("Here are the customer's orders, contacts and changes of labels, newest first.")}}
	if b.begun {
		v.Table.Empty = ui.Empty{Title: l.T("Nothing older")}
	}
	for i := 0; i < len(b.events); i++ {
		e := b.events[i]
		cells := in.eventCells(l, e)
		if e.label != nil { // what one run changed is one entry
			changes := ui.Changes{in.became(l, e.label)}
			for ; i+1 < len(b.events) && b.events[i+1].label != nil && b.events[i+1].label.Build == e.label.Build; i++ {
				changes = append(changes, in.became(l, b.events[i+1].label))
			}
			cells = []ui.Cell{{Content: ui.Event{Icon: "classifications", Text: l.T("Labels")}}, {Content: changes}, {}}
		}
		row := ui.Row{Cells: append([]ui.Cell{{Content: l.Day(e.day, in.today)}}, cells...)}
		if e.contact != nil && jobcontacts.MayEdit(in.user, e.contact) {
			row.Name = l.T("%s of %s", words.ContactKind(l, e.contact.Kind), l.Day(e.day, in.today).Text)
			row.Actions = []ui.Button{{Text: l.T("Edit"), Icon: "edit", Href: paths.LoggedContactPath(e.contact.ID)}}
		}
		v.Table.Rows = append(v.Table.Rows, row)
	}
	return v, nil
}

// became is a change of a label.
func (in *subject) became(l ui.Locale, h *store.HistoryRow) ui.Became {
	return ui.Became{From: labelOf(in.titles, h.From), To: labelOf(in.titles, h.To),
		Of: l.T(classify.Types[h.Type].Title())}
}

// eventCells are what, details and value of an order or a contact.
func (in *subject) eventCells(l ui.Locale, e timelineEvent) []ui.Cell {
	none := ui.Cell{}
	switch {
	case e.order != nil:
		o := e.order
		details := l.Plural(o.Lines, "line", "lines") + " · " + l.T(o.Status.String())
		if o.Channel != "" {
			details += " · " + o.Channel
		}
		if o.Net <= 0 {
			details += " · " + l.T("credit note")
		}
		value := ui.Cell{Text: l.MoneyExact(o.Net)}
		if o.Status == store.OrderDraft || o.Status == store.OrderCancelled {
			value.Title = l.T("does not count in revenue")
		}
		return []ui.Cell{{Content: ui.Event{Icon: "order", Text: l.T("Order")}},
			{Text: o.Number, Href: paths.CustomerOrderPath(in.customer.Code, o.Number) + in.Query(in.View.AtPage(1)),
				Below: []templ.Component{ui.Text(details)}}, value}
	case e.contact != nil:
		c := e.contact
		about := []string{}
		for _, part := range []string{c.Outcome, c.Author} {
			if part != "" {
				about = append(about, part)
			}
		}
		if c.NextOn != nil {
			about = append(about, l.T("follow-up on %s", l.Day(*c.NextOn, in.today).Text))
		}
		cell := ui.Cell{Text: c.Body, Wide: true, Below: []templ.Component{ui.Text(strings.Join(about, " · "))}}
		if c.Body == "" {
			cell.Text, cell.Below = strings.Join(about, " · "), nil
		}
		return []ui.Cell{{Content: ui.Event{Icon: "chat", Text: words.KindWord(l, c.Kind)}}, cell, none}
	}
	return nil
}
