package contacts

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	jobcontacts "wholesight/jobs/contacts"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewcontacts "wholesight/views/contacts"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// loggedContactInput is what the form of a contact that was logged is made of.
type loggedContactInput struct {
	contact *store.Contact
	name    string // of the customer
	shop    settings.Shop
	now     time.Time

	typed *loggedContactTyped // what was sent and not kept
	was   *loggedContactTyped // what it began with, when somebody else was quicker
	bad   jobkit.Refusals
}

// loggedContactTyped is the form as it was sent; NextOn is a day as people type one.
type loggedContactTyped struct {
	Version int64  `json:"version"`
	Outcome string `json:"outcome"`
	NextOn  string `json:"next_on"`
}

// loggedContactPage: GET /contacts/:id, staff: the form in which one corrects a contact
// of one's own, or deletes it; admins and managers those of everybody.
func (s *Pages) loggedContactPage(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	return s.showLoggedContact(c, http.StatusOK, id, loggedContactInput{})
}

func (s *Pages) showLoggedContact(c echo.Context, status int, id int64, in loggedContactInput) error {
	u, _ := kit.UserOf(c)
	var p ui.Page
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if in.contact, err = jobcontacts.Contact(tx, kit.Scope(c), id); err != nil {
			return err
		}
		if !jobcontacts.MayEdit(u, in.contact) {
			return store.ErrNotFound
		}
		customer, err := tx.Customer(kit.Scope(c), in.contact.Customer)
		if err != nil {
			return err
		}
		in.name = customer.Name
		in.now = tx.Now
		p, err = s.Page(c, tx, ui.NavCustomers, "Contact with "+customer.Name)
		in.shop = s.ShopOf(c)
		return err
	}); err != nil {
		return err
	}
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Customers"), Href: paths.CustomersPath()},
		{Text: in.name, Href: paths.CustomerPath(in.contact.Customer)}}
	content := newLoggedContact(c, p.Locale, in, kit.WantsFragment(c.Request()))
	return s.Render(c, status, s.Frame(c, p, content), content)
}

// newLoggedContact is the form as it is shown.
func newLoggedContact(c echo.Context, l ui.Locale, in loggedContactInput, dialog bool) viewcontacts.ContactEdit {
	ct := in.contact
	stored := storedContact(ct)
	t, begun, key := stored, stored, kit.NewKeyField()
	if in.typed != nil {
		t, key = *in.typed, kit.KeyField(c)
		if was, ok := kit.WasOf[loggedContactTyped](c); ok {
			begun = was
		}
	}
	v := viewcontacts.ContactEdit{Title: l.T("Contact with %s", in.name), Dialog: dialog,
		Facts: ui.Facts{
			{Name: l.T("Logged"), Content: kit.Moment(l, in.shop, instantOf(ct.At), in.now).Content},
			{Name: l.T("By"), Text: ct.Author}, {Name: l.T("Kind"), Text: words.KindWord(l, ct.Kind)},
			{Name: l.T("Note"), Text: ct.Body},
		},
		Form:     ui.FormOptions{Action: paths.LoggedContactPath(ct.ID), Save: l.T("Save contact"), Wide: true},
		Outcomes: viewcontacts.Pills{Name: "outcome", Label: l.T("Outcome"), Value: t.Outcome, Keys: true},
		NextOn:   ui.Field{Name: "next_on", ID: "e-next-on", Label: l.T("Follow up on"), Type: "date", Optional: true},
	}
	if in.was != nil {
		names := []string{"Outcome", "Follow up on"}
		conflict := kit.NewConflict(l, l.T("this contact"), names, in.was.words(), stored.words(), in.typed.words())
		v.Conflict = &conflict
		t.Version, begun, key = ct.Version, stored, kit.NewKeyField()
	}
	v.NextOn.Value = t.NextOn
	for _, o := range in.shop.Outcomes {
		v.Outcomes.Choices = append(v.Outcomes.Choices, ui.Choice{Value: o.Title, Text: o.Title})
	}
	if _, known := in.shop.Outcome(ct.Outcome); !known { // of a file, or of another time: it stays until another is chosen
		text := ct.Outcome
		if text == "" {
			text = l.T("None")
		}
		v.Outcomes.Choices = append(v.Outcomes.Choices, ui.Choice{Value: ct.Outcome, Text: text})
	}
	refused := byField(l, in.bad)
	v.Outcomes.Error, v.NextOn.Error = refused["outcome"], refused["next_on"]
	v.Hidden = []ui.Field{key, kit.WasField(begun), {Kind: ui.FieldHidden, Name: "version",
		Value: strconv.FormatInt(t.Version, 10)}}
	v.Delete = ui.Act{Action: paths.LoggedContactDeletePath(ct.ID),
		Fields: []ui.Field{kit.NewKeyField(), {Kind: ui.FieldHidden, Name: "version",
			Value: strconv.FormatInt(ct.Version, 10)}},
		Button: ui.Button{Text: l.T("Delete this contact"), Icon: "trash", Kind: ui.Danger, Small: true, Submit: true}}
	return v
}

func storedContact(c *store.Contact) loggedContactTyped {
	return loggedContactTyped{Version: c.Version, Outcome: c.Outcome, NextOn: dayText(c.NextOn)}
}

func (t loggedContactTyped) words() []string { return []string{t.Outcome, t.NextOn} }

// loggedContactSave: POST /contacts/:id, staff: how a contact ended and when to follow up.
func (s *Pages) loggedContactSave(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	t := loggedContactTyped{Version: paths.Number(f.Get("version")), Outcome: f.Get("outcome"), NextOn: f.Get("next_on")}
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		var bad jobkit.Refusals
		change := jobcontacts.ContactChange{Version: t.Version, Outcome: t.Outcome,
			NextOn: readNext(nextOn, t.NextOn, 0, &bad)}
		if t.NextOn == "" {
			bad = nil // no follow-up
		}
		if err := bad.Err(); err != nil {
			return kit.Done{}, err
		}
		before, err := jobcontacts.Contact(tx, kit.Scope(c), id)
		if err != nil {
			return kit.Done{}, err
		}
		ct, undo, err := jobcontacts.Edit(tx, by, u, id, change)
		if err != nil {
			return kit.Done{}, err
		}
		l, saved := s.LocaleOf(c), ui.Toast{Undo: paths.UndoPath(undo)}
		saved.Text = ui.JoinWords(l.T("Contact saved."), nextWords(l, before.NextOn, ct.NextOn, s.today(c)))
		return kit.Done{To: paths.CustomerPath(ct.Customer), Toast: saved}, nil
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showLoggedContact(c, http.StatusUnprocessableEntity, id, loggedContactInput{typed: &t, bad: bad})
	}
	if errors.Is(err, store.ErrConflict) {
		was, ours := kit.WasOf[loggedContactTyped](c)
		if !ours {
			return err
		}
		return s.showLoggedContact(c, http.StatusConflict, id, loggedContactInput{typed: &t, was: &was})
	}
	return err
}

// loggedContactDelete: POST /contacts/:id/delete, staff: into the recycle bin.
func (s *Pages) loggedContactDelete(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		ct, undo, err := jobcontacts.Delete(tx, by, u, id, paths.Number(f.Get("version")))
		if err != nil {
			return kit.Done{}, err
		}
		return kit.Done{To: paths.CustomerPath(ct.Customer),
			Toast: ui.Toast{Text: "Contact deleted.", Undo: paths.UndoPath(undo)}}, nil
	})
}
