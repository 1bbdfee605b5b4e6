package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
)

const usersOnPage = 50

// usersPage: GET /users, admins: everybody who can log in.
func (s *Server) usersPage(c echo.Context) error {
	filter := store.UserFilter{Text: cut(c.QueryParam("q"), 200), Role: store.Role(c.QueryParam("role")), Limit: usersOnPage}
	at := max(1, min(number(c.QueryParam("page")), 1_000_000))
	filter.Offset = int(at-1) * usersOnPage
	var p ui.Page
	var users []store.User
	var links []store.ManagerLink
	var total int
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, ui.NavSettings, "Users"); err != nil {
			return err
		}
		if links, err = tx.ManagerLinks(); err != nil {
			return err
		}
		users, total, err = tx.Users(filter)
		return err
	})
	if err != nil {
		return err
	}
	t := p.Locale.T
	p.About = t("Who can log in, and what each of them may do.")
	p.Action = &ui.Button{Text: t("Invite somebody"), Icon: "plus", Href: userNewPath()}
	p.Actions = fileActions(p.Locale, usersPath(), narrowed("q", filter.Text, "role", string(filter.Role)))
	roles := append([]ui.Choice{{Value: "", Text: t("Every role")}}, roleChoices(p.Locale)...)
	sheet := ui.Sheet{{Show: []templ.Component{
		s.adminTabs(p.Locale, usersPath()),
		ui.FilterBar{Action: usersPath(), Label: t("Users"), Swap: "users", Fields: []ui.Field{
			{Name: "q", Label: t("Name or e-mail"), Type: "search", Value: filter.Text, Wide: true, MaxLength: 200},
			{Kind: ui.FieldSelect, Name: "role", Label: t("Role"), Value: string(filter.Role), Choices: roles},
		}},
		s.usersTable(c, p.Locale, users, links),
		ui.NewPager(p.Locale, at, usersOnPage, int64(total), "", func(n int64) string {
			return usersPath() + "?" + url.Values{"q": {filter.Text}, "role": {string(filter.Role)}, "page": {strconv.FormatInt(n, 10)}}.Encode()
		}),
	}}}
	return s.render(c, http.StatusOK, s.frame(c, p, sheet), sheet)
}

func (s *Server) usersTable(c echo.Context, l ui.Locale, users []store.User, links []store.ManagerLink) ui.Table {
	t := ui.Table{
		ID: "users", Caption: l.T("Users"),
		Columns: []ui.Column{{Title: l.T("Person")}, {Title: l.T("Role")}, {Title: l.T("Sees")}, {Title: l.T("State")}, {Title: l.T("Last log-in")}},
		Empty:   ui.Empty{Title: l.T("Nobody matches"), Text: l.T("Change the filter, or invite somebody.")},
	}
	shop, _ := c.Get(shopInContext).(settings.Shop)
	for _, u := range users {
		t.Rows = append(t.Rows, ui.Row{Name: u.Name, Cells: []ui.Cell{
			{Text: u.Name, Href: userPath(u.ID), Below: []templ.Component{ui.Text(u.Email)}},
			{Text: l.T(roleWords[u.Role])},
			{Text: sees(l, u, links), Wide: true},
			{Content: userState(l, u)},
			moment(l, shop, u.LoggedInAt, s.DB.Now()),
		}})
	}
	return t
}

// roleWords are the roles as pages call them.
var roleWords = map[store.Role]string{store.RoleAdmin: "Admin", store.RoleManager: "Manager", store.RoleRep: "Rep", store.RoleCustomer: "Customer"}

func roleChoices(l ui.Locale) []ui.Choice {
	var all []ui.Choice
	for _, r := range store.Roles {
		all = append(all, ui.Choice{Value: string(r), Text: l.T(roleWords[r])})
	}
	return all
}

// sees tells in words which customers a user sees.
func sees(l ui.Locale, u store.User, links []store.ManagerLink) string {
	switch {
	case u.Role == store.RoleCustomer:
		return l.T("%s (%s) alone", u.CustomerName, u.CustomerCode)
	case u.Role != store.RoleRep || u.SeesAll:
		return l.T("every customer")
	}
	var names []string
	for _, m := range links {
		if m.UserID == u.ID {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return l.T("no customer yet: not linked to an account manager")
	}
	return l.T("customers of %s", strings.Join(names, ", "))
}

// userState is whether a user can log in.
func userState(l ui.Locale, u store.User) ui.Badge {
	switch {
	case u.Disabled:
		return ui.Badge{Text: l.T("disabled"), Tone: ui.Bad}
	case !u.HasPassword:
		return ui.Badge{Text: l.T("invited"), Tone: ui.Warn}
	}
	return ui.Badge{Text: l.T("active"), Tone: ui.Good}
}

// adminTabs are the pages that only an admin has, beside one another.
func (s *Server) adminTabs(l ui.Locale, here string) ui.Tabs {
	tabs := ui.Tabs{Label: l.T("Administration")}
	for _, tab := range []ui.Tab{
		{Text: l.T("Settings"), Href: settingsPath()}, {Text: l.T("Users"), Href: usersPath()}, {Text: l.T("Audit log"), Href: auditPath()},
		{Text: l.T("Recycle bin"), Href: binPath()},
	} {
		tab.Here = tab.Href == here
		tabs.Tabs = append(tabs.Tabs, tab)
	}
	return tabs
}

// number reads a whole number from an address; anything else is 0.
func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// pathID is the :id of an address; what is no id is not there.
func pathID(c echo.Context) (int64, error) {
	n := number(c.Param("id"))
	if n <= 0 || strconv.FormatInt(n, 10) != c.Param("id") {
		return 0, store.ErrNotFound
	}
	return n, nil
}

// cut is the beginning of a text that came in an address.
func cut(s string, most int) string {
	r := []rune(s)
	return string(r[:min(len(r), most)])
}

// refusalsOf are the refusals in an error's chain.
func refusalsOf(err error) (jobkit.Refusals, bool) {
	var bad jobkit.Refusals
	ok := errors.As(err, &bad)
	return bad, ok
}

// personForm is a user as the form has it. Ids that are not numbers are dropped:
// no box of ours sends one.
func personForm(f url.Values) jobpeople.Person {
	p := jobpeople.Person{Version: number(f.Get("version")), Email: f.Get("email"), Name: f.Get("name"), Role: store.Role(f.Get("role")),
		Customer: f.Get("customer"), SeesAll: f.Get("sees_all") == "1"}
	for _, m := range f["managers"] {
		if id := number(m); id > 0 {
			p.Managers = append(p.Managers, id)
		}
	}
	slices.Sort(p.Managers)
	p.Managers = slices.Compact(p.Managers)
	return p
}
