package contacts

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewcontacts "wholesight/views/contacts"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// The answers to when to follow up, beside a number of days.
const (
	nextKeep = "keep" // the day that is agreed; else what the outcome presets
	nextNone = "none" // cleared
	nextOn   = "on"   // the day in the field
)

// nextDays are the follow-ups that one key or click chooses.
var nextDays = []int{1, 3, 7}

// typedContactForm is the form as it was sent.
type typedContactForm struct {
	kind, outcome, note, next, nextOn string
	agreed                            string // the day that the form showed as agreed
	version, place                    int64
	was, now                          jobcontacts.CustomerDetails
}

func typedContact(f url.Values) typedContactForm {
	t := typedContactForm{kind: f.Get("kind"), outcome: f.Get("outcome"), note: f.Get("note"), next: f.Get("next"),
		nextOn: strings.TrimSpace(f.Get("next_on")),
		agreed: f.Get("agreed"), version: paths.Number(f.Get("version")), place: paths.Number(f.Get("place"))}
	t.now = jobcontacts.CustomerDetails{Contact: f.Get("contact"), Phone: f.Get("phone"), Email: f.Get("email"),
		City: f.Get("city"), Postcode: f.Get("postcode"), Country: f.Get("country")}.Trimmed()
	if was, ok := decodeDetails(f.Get(kit.WasName)); ok {
		t.was = was
	} else { // a form without account data corrects none
		t.was = t.now
	}
	return t
}

// entry is what the form asks to be kept on a day.
func (t *typedContactForm) entry(today calendar.Day, code string) jobcontacts.ContactEntry {
	e := jobcontacts.ContactEntry{Customer: code, Kind: t.kind, Outcome: t.outcome, Note: t.note,
		Corrections: jobcontacts.Corrections{Version: t.version, Was: t.was, Now: t.now}}
	e.NextOn = readNext(t.next, t.nextOn, today, &e.Unread)
	e.Clear = t.next == nextNone && e.NextOn == nil
	if shown, err := calendar.Parse(t.agreed); err == nil {
		e.Shown = &shown
	}
	return e
}

// readNext is the day of a follow-up. Without script nothing chooses "on" for whoever
// types a day, so a day that was typed counts.
func readNext(next, on string, today calendar.Day, bad *jobkit.Refusals) *calendar.Day {
	if days, err := strconv.Atoi(next); err == nil && days > 0 && days <= 365 {
		day := today + calendar.Day(days)
		return &day
	}
	if on == "" {
		if next == nextOn {
			bad.Add("next_on", "Give the day of the follow-up, or choose another answer.")
		}
		return nil
	}
	day, err := calendar.Parse(on)
	if err != nil {
		bad.Add("next_on", "%q is not a day. Write it as 2026-11-30.", on)
		return nil
	}
	return &day
}

// newContact is the form as it is shown.
func newContact(c echo.Context, l ui.Locale, in contactInput, dialog bool) viewcontacts.Contact {
	v := viewcontacts.Contact{ContactHead: in.head(l), Dialog: dialog}
	if in.other != nil {
		v.Taken = in.taken(l, dialog)
		return v
	}
	v.Form = in.form(c, l, dialog)
	if in.was != nil {
		conflict := kit.NewConflict(l, in.customer.Name, detailNames, detailWords(*in.was),
			detailWords(jobcontacts.DetailsOf(&in.customer)), detailWords(in.typed.now))
		v.Conflict = &conflict
	}
	return v
}

func (in *contactInput) head(l ui.Locale) viewcontacts.ContactHead {
	cu := &in.customer
	h := viewcontacts.ContactHead{Name: cu.Name, Code: cu.Code,
		Href: paths.CustomerPath(cu.Code) + in.AwayQuery(in.View.AtPage(1)), Phone: cu.Phone, Dial: dial(cu.Phone),
		Person: cu.Contact,
		Row:    kit.RowID(cu.ID), Lease: paths.CallPath(cu.Code), Release: paths.CallEndPath(cu.Code),
		Tally: tallyWords(l, in.tally),
		Lost:  l.T("Somebody else is on this customer now. What you log is kept all the same.")}
	if in.place.Number > 0 {
		h.Place = l.T("%s of %s", l.NumberExact(int64(in.place.Number)), l.NumberExact(int64(in.place.Count)))
	}
	if in.listed {
		w := words.FigureWords{L: l, Scored: in.entry.Scored, Active: in.entry.Active, Built: in.List.Built(),
			AsOf: in.List.AsOf, F: &in.entry.Figures}
		h.Labels = w.Labels(&in.entry)
		h.Facts = append(h.Facts, in.lastOrderFact(l, &w), riskFact(l, &w))
	}
	h.Facts = append(h.Facts, in.lastContactFact(l))
	return h
}

// dial is a phone number as a link rings it: the digits and a leading plus. One that
// has words in it is none.
func dial(phone string) string {
	var b strings.Builder
	for i, r := range strings.TrimSpace(phone) {
		switch {
		case r >= '0' && r <= '9', r == '+' && i == 0:
			b.WriteRune(r)
		case !strings.ContainsRune(" -/().\u00a0", r):
			return ""
		}
	}
	return kit.Prefixed("tel:", b.String())
}

func (in *contactInput) lastOrderFact(l ui.Locale, w *words.FigureWords) ui.Fact {
	f := ui.Fact{Name: l.T("Last order")}
	if !w.Scored || !w.F.HasPurchase() {
		f.Content = w.LastOrder().Content
		return f
	}
	f.Text = l.Day(w.F.LastPurchase, in.today).Text + " · " + l.T("%s ago", l.Plural(w.F.Since, "day", "days"))
	if w.F.HasGap() {
		f.Text += " · " + w.Usually()
	}
	return f
}

func riskFact(l ui.Locale, w *words.FigureWords) ui.Fact {
	if !w.Has(classify.Risk) {
		return ui.Fact{Name: l.T("Risk"), Content: w.Unknown(classify.Risk)}
	}
	return ui.Fact{Name: l.T("Risk"), Text: l.Ratio(w.F.Risk) + " · " + w.Silence()}
}

func (in *contactInput) lastContactFact(l ui.Locale) ui.Fact {
	f := ui.Fact{Name: l.T("Last contact")}
	if in.last == nil {
		f.Text = l.T("none yet")
		return f
	}
	f.Text = contactLine(l, in.shop, in.last, in.today)
	return f
}

// contactLine is a contact in a line: "12 Nov · call · Reached · Anna Berg · Wants a
// price. · follow up 15 Nov".
func contactLine(l ui.Locale, shop settings.Shop, c *store.Contact, today calendar.Day) string {
	parts := []string{l.Day(calendar.Of(instantOf(c.At).In(shop.Zone)), today).Text, words.KindWord(l, c.Kind)}
	for _, text := range []string{c.Outcome, c.Author, clipped(c.Body, 160)} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if c.NextOn != nil {
		parts = append(parts, l.T("follow up %s", l.Day(*c.NextOn, today).Text))
	}
	return strings.Join(parts, " · ")
}

// taken is shown instead of the form when somebody else is on the customer.
func (in *contactInput) taken(l ui.Locale, dialog bool) *viewcontacts.ContactTaken {
	since := in.other.Since.In(in.shop.Zone).Format("15:04")
	action := paths.CallPath(in.customer.Code) + in.AwayQuery(in.View.AtPage(1))
	act := func(name, text string, kind ui.ButtonKind) ui.Act {
		a := ui.Act{Action: action, Fields: []ui.Field{{Kind: ui.FieldHidden, Name: name, Value: "1"}},
			Button: ui.Button{Text: text, Submit: true, Kind: kind}}
		if dialog {
			a.Button.Attrs = inDialog(action)
			a.Button.Attrs["hx-disabled-elt"] = "this"
		}
		return a
	}
	over, next := act("over", l.T("Take over"), ui.Plain), act("next", l.T("Next customer"), ui.Primary)
	return &viewcontacts.ContactTaken{Over: over, Next: &next,
		Note: ui.Note{Kind: ui.NoteWarn, Title: l.T("%s is on this", in.other.Name),
			Text: l.T("Since %s. Take over only when you have agreed on it.", since)}}
}

// form is the form with what was typed, or a fresh one.
func (in *contactInput) form(c echo.Context, l ui.Locale, dialog bool) viewcontacts.ContactForm {
	t := typedContactForm{kind: jobcontacts.Kinds[0], next: nextKeep, agreed: dayText(in.agreed),
		version: in.customer.Version, was: jobcontacts.DetailsOf(&in.customer), now: jobcontacts.DetailsOf(&in.customer),
		place: int64(in.place.Number)}
	key := kit.NewKeyField()
	if in.typed != nil {
		t, key = *in.typed, kit.KeyField(c)
	}
	if in.was != nil { // a conflict begins a new form: mine where I changed something, theirs elsewhere
		stored := jobcontacts.DetailsOf(&in.customer)
		t.now, t.was, t.version, key = merged(*in.was, stored, t.now), stored, in.customer.Version, kit.NewKeyField()
	}
	f := viewcontacts.ContactForm{
		FormOptions: ui.FormOptions{Action: paths.ContactPath(in.customer.Code) + in.AwayQuery(in.View.AtPage(1)),
			Draft: "contact:" + in.customer.Code, Wide: true},
		Kinds:    viewcontacts.Pills{Name: "kind", Label: l.T("Kind"), Value: t.kind},
		Outcomes: viewcontacts.Pills{Name: "outcome", Label: l.T("Outcome"), Value: t.outcome, Keys: true},
		Note: ui.Field{Kind: ui.FieldArea, Name: "note", Label: l.T("Note"), Value: t.note, Rows: 3, MaxLength: 10_000,
			Autocomplete: "off"},
		Next: in.nextPills(l, t.next),
		NextOn: ui.Field{Name: "next_on", Label: l.T("Day of the follow-up"), Type: "date", Value: t.nextOn,
			HideLabel: true},
		Details: detailFields(l, t.now),
		Open:    in.was != nil || t.now != t.was,
		Hidden: []ui.Field{key, kit.WasField(t.was), {Kind: ui.FieldHidden, Name: "agreed", Value: dayText(in.agreed)},
			{Kind: ui.FieldHidden, Name: "version", Value: strconv.FormatInt(t.version, 10)},
			{Kind: ui.FieldHidden, Name: "place", Value: strconv.FormatInt(t.place, 10)}},
	}
	if dialog {
		f.Attrs = inDialog(f.Action)
	}
	for _, kind := range jobcontacts.Kinds {
		f.Kinds.Choices = append(f.Kinds.Choices, ui.Choice{Value: kind, Text: words.KindWord(l, kind)})
	}
	for _, o := range in.shop.Outcomes {
		f.Outcomes.Choices = append(f.Outcomes.Choices, ui.Choice{Value: o.Title, Text: o.Title})
		f.Outcomes.Presets = append(f.Outcomes.Presets, in.preset(l, o))
	}
	f.Refuse(byField(l, in.bad))
	return f
}

// inDialog has a form's answer replace what the dialog shows.
func inDialog(action string) templ.Attributes { return kit.InRegion(action, kit.DialogBody) }

// byField is what was refused, by the name of the field.
func byField(l ui.Locale, bad jobkit.Refusals) map[string]string {
	texts := map[string]string{}
	for _, r := range bad.In(l.T) {
		texts[r.Field] = words.JoinSpaced(texts[r.Field], r.Text)
	}
	return texts
}
