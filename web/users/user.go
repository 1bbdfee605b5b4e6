package users

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// userNew: GET /users/new, admins.
func (s *Pages) userNew(c echo.Context) error {
	return s.showUserNew(c, http.StatusOK, jobpeople.Person{Role: store.RoleRep}, nil)
}

// userAdd: POST /users, admins: adds the person and shows the invitation link, once.
func (s *Pages) userAdd(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	person := personForm(f)
	var u store.User
	var secret string
	err = s.Once(c, f.Get(kit.FormKey), func(tx *store.Tx, by store.Actor) (string, error) {
		if u, err = jobpeople.AddUser(tx, by, person); err != nil {
			return "", err
		}
		secret, err = jobpeople.NewLink(tx, by, u)
		return paths.UserPath(u.ID), err
	}, func(to string) { u.ID, secret = paths.Number(strings.TrimPrefix(to, paths.UsersPath()+"/")), "" })
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showUserNew(c, http.StatusUnprocessableEntity, person, bad)
	}
	if err != nil {
		return err
	}
	return s.showLink(c, u, secret)
}

func (s *Pages) showUserNew(c echo.Context, status int, person jobpeople.Person, bad jobkit.Refusals) error {
	var p ui.Page
	var links []store.ManagerLink
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavSettings, "Invite somebody"); err != nil {
			return err
		}
		links, err = tx.ManagerLinks()
		return err
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("You get a link to hand over; whoever opens it sets the password.")
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Users"), Href: paths.UsersPath()}}
	fields := append(userFields(p.Locale, person, links), kit.KeyField(c))
	return s.ShowAsk(c, status, p, ui.FormOptions{Action: paths.UsersPath(), Save: p.Locale.T("Invite"),
		Cancel: paths.UsersPath()}, fields, bad)
}

// userFields are the questions about a person.
func userFields(l ui.Locale, p jobpeople.Person, links []store.ManagerLink) []ui.Field {
	var choices []ui.Choice
	for _, m := range links {
		text := m.Name
		if m.UserID != 0 && m.UserID != p.ID {
			text = l.T("%s (now linked to somebody else)", m.Name)
		}
		choices = append(choices, ui.Choice{Value: strconv.FormatInt(m.ID, 10), Text: text})
	}
	var chosen []string
	for _, id := range p.Managers {
		chosen = append(chosen, strconv.FormatInt(id, 10))
	}
	fields := []ui.Field{
		{Name: "email", Label: l.T("E-mail"), Type: "email", Value: p.Email, Autocomplete: "off", Required: true},
		{Name: "name", Label: l.T("Name"), Value: p.Name, Autocomplete: "off", Required: true, MaxLength: 100},
		{Kind: ui.FieldSelect, Name: "role", Label: l.T("Role"), Value: string(p.Role), Choices: roleChoices(l),
			Help: l.T("Admins may do everything. Managers see every customer. Reps see the customers of the account managers below. Customers see the portal alone.")},
		{Name: "customer", Label: l.T("Customer code"), Value: p.Customer, Autocomplete: "off", Optional: true,
			Help: l.T("For role customer: whom this person buys for.")},
		{Kind: ui.FieldCheck, Name: "sees_all", Label: l.T("A rep who sees every customer"), On: p.SeesAll},
	}
	if len(choices) > 0 {
		fields = append(fields, ui.Field{Kind: ui.FieldChecks, Name: "managers",
			Label: l.T("Account managers that this person is"), Choices: choices, Values: chosen})
	}
	return fields
}

// userPage: GET /users/:id, admins.
func (s *Pages) userPage(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	return s.showUser(c, http.StatusOK, id, nil, nil, nil)
}

// userEdit: POST /users/:id, admins.
func (s *Pages) userEdit(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	person := personForm(f)
	person.ID = id
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		err := jobpeople.EditUser(tx, by, person)
		return kit.Done{To: paths.UserPath(id), Toast: ui.Toast{Text: "Saved."}}, err
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showUser(c, http.StatusUnprocessableEntity, id, &person, nil, bad)
	}
	if errors.Is(err, store.ErrConflict) {
		was, ok := kit.WasOf[jobpeople.Person](c)
		if !ok {
			return err // not a form of ours
		}
		return s.showUser(c, http.StatusConflict, id, &person, &was, nil)
	}
	return err
}

// showUser renders a user: as stored, or as typed when that was refused (bad) or
// somebody else saved first (was: what both began with).
func (s *Pages) showUser(c echo.Context, status int, id int64, typed, was *jobpeople.Person,
	bad jobkit.Refusals) error {
	var p ui.Page
	var u store.User
	var links []store.ManagerLink
	var sessions []store.Session
	err := s.View(c, func(tx *store.Tx) (err error) {
		if u, err = tx.User(id); err != nil {
			return err
		}
		if p, err = s.Page(c, tx, ui.NavSettings, u.Name); err != nil {
			return err
		}
		if links, err = tx.ManagerLinks(); err != nil {
			return err
		}
		sessions, err = tx.Sessions(u)
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = u.Email
	p.Crumbs = []ui.Crumb{{Text: l.T("Users"), Href: paths.UsersPath()}}
	stored := StoredPerson(u, links)
	shown, top := stored, []templ.Component{}
	if typed != nil {
		shown = *typed
	}
	base, begun := shown, stored
	base.Version = stored.Version
	if bad != nil {
		base.Version = typed.Version // what was refused does not forget whom it may overwrite
		if w, ok := kit.WasOf[jobpeople.Person](c); ok {
			begun = w
		}
	}
	if was != nil {
		top = append(top, kit.NewConflict(l, u.Name, personFields, personWords(l, *was, links), personWords(l, stored, links),
			personWords(l, *typed, links)))
	}
	fields := append(userFields(l, base, links),
		ui.Field{Kind: ui.FieldHidden, Name: "version", Value: strconv.FormatInt(base.Version, 10)},
		kit.WasField(begun))
	f := ui.FormOptions{Action: paths.UserPath(id), Save: l.T("Save person")}
	if bad != nil {
		f.Error = kit.Again(l, fields, bad)
	}
	if was == nil { // a conflict begins a new form, with a new key
		fields = append(fields, kit.KeyField(c))
	} else {
		fields = append(fields, kit.NewKeyField())
	}
	sheet := ui.Sheet{
		{Show: top},
		{Title: l.T("Person"), Show: []templ.Component{ui.Ask{Form: f, Fields: fields}}},
		{Title: l.T("Access"), About: kit.Sees(l, u, links), Show: s.accessActs(c, l, u, len(sessions))},
	}
	return s.Render(c, status, s.Frame(c, p, sheet), nil)
}

// accessActs are what an admin can do about a user's access.
func (s *Pages) accessActs(c echo.Context, l ui.Locale, u store.User, sessions int) []templ.Component {
	act := func(do, text string, kind ui.ButtonKind) templ.Component {
		return ui.Act{Action: paths.UserDoPath(u.ID, do), Button: ui.Button{Text: text, Kind: kind}, Fields: []ui.Field{
			kit.NewKeyField(), {Kind: ui.FieldHidden, Name: "version", Value: strconv.FormatInt(u.Version, 10)}}}
	}
	shop := s.ShopOf(c)
	last := kit.Moment(l, shop, u.LoggedInAt, s.DB.Now())
	var lastShown templ.Component = ui.Text(last.Text)
	if last.Content != nil {
		lastShown = last.Content
	}
	facts := ui.Facts{
		{Name: l.T("State"), Content: userState(l, u)},
		{Name: l.T("Last log-in"), Content: lastShown},
		{Name: l.T("Sessions"), Text: l.NumberExact(int64(sessions))},
	}
	if u.Disabled {
		return []templ.Component{facts, ui.Group{act("enable", l.T("Enable"), ui.Plain)}}
	}
	link := l.T("Make a new invitation link")
	if u.HasPassword {
		link = l.T("Make a reset link")
	}
	acts := ui.Group{act("link", link, ui.Plain)}
	if sessions > 0 {
		acts = append(acts, act("end-sessions", l.T("End all sessions"), ui.Plain))
	}
	if me, _ := kit.UserOf(c); me.ID != u.ID {
		acts = append(acts, act("disable", l.T("Disable %s", u.Name), ui.Danger))
	}
	return []templ.Component{facts, acts}
}

// StoredPerson is a stored user as the form has one.
func StoredPerson(u store.User, links []store.ManagerLink) jobpeople.Person {
	p := jobpeople.Person{ID: u.ID, Version: u.Version, Email: u.Email, Name: u.Name, Role: u.Role,
		Customer: u.CustomerCode, SeesAll: u.SeesAll}
	for _, m := range links {
		if m.UserID == u.ID {
			p.Managers = append(p.Managers, m.ID)
		}
	}
	slices.Sort(p.Managers)
	return p
}
