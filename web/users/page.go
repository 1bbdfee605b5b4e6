package users

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

const usersOnPage = 50

// usersPage: GET /users, admins: everybody who can log in.
func (s *Pages) usersPage(c echo.Context) error {
	filter := store.UserFilter{Text: kit.Cut(c.QueryParam("q"), 200), Role: store.Role(c.QueryParam("role")),
		Limit: usersOnPage}
	at := max(1, min(paths.Number(c.QueryParam("page")), 1_000_000))
	filter.Offset = int(at-1) * usersOnPage
	var p ui.Page
	var users []store.User
	var links []store.ManagerLink
	var total int
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavSettings, "Users"); err != nil {
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
	p.Action = &ui.Button{Text: t("Invite somebody"), Icon: "plus", Href: paths.UserNewPath()}
	p.Actions = kit.FileActions(p.Locale, paths.UsersPath(), kit.Narrowed("q", filter.Text, "role", string(filter.Role)))
	roles := append([]ui.Choice{{Value: "", Text: t("Every role")}}, roleChoices(p.Locale)...)
	sheet := ui.Sheet{{Show: []templ.Component{
		s.AdminTabs(p.Locale, paths.UsersPath()),
		ui.FilterBar{Action: paths.UsersPath(), Label: t("Users"), Swap: "users", Fields: []ui.Field{
			{Name: "q", Label: t("Name or e-mail"), Type: "search", Value: filter.Text, Wide: true, MaxLength: 200},
			{Kind: ui.FieldSelect, Name: "role", Label: t("Role"), Value: string(filter.Role), Choices: roles},
		}},
		s.usersTable(c, p.Locale, users, links),
		ui.NewPager(p.Locale, at, usersOnPage, int64(total), "", func(n int64) string {
			return paths.UsersPath() + "?" + url.Values{"q": {filter.Text}, "role": {string(filter.Role)},
				"page": {strconv.FormatInt(n, 10)}}.Encode()
		}),
	}}}
	return s.Render(c, http.StatusOK, s.Frame(c, p, sheet), sheet)
}

func (s *Pages) usersTable(c echo.Context, l ui.Locale, users []store.User, links []store.ManagerLink) ui.Table {
	t := ui.Table{
		ID: "users", Caption: l.T("Users"),
		Columns: []ui.Column{{Title: l.T("Person")}, {Title: l.T("Role")}, {Title: l.T("Sees")}, {Title: l.T("State")},
			{Title: l.T("Last log-in")}},
		Empty: ui.Empty{Title: l.T("Nobody matches"), Text: l.T("Change the filter, or invite somebody.")},
	}
	shop := s.ShopOf(c)
	for _, u := range users {
		t.Rows = append(t.Rows, ui.Row{Name: u.Name, Cells: []ui.Cell{
			{Text: u.Name, Href: paths.UserPath(u.ID), Below: []templ.Component{ui.Text(u.Email)}},
			{Text: l.T(roleWords[u.Role])},
			{Text: kit.Sees(l, u, links), Wide: true},
			{Content: userState(l, u)},
			kit.Moment(l, shop, u.LoggedInAt, s.DB.Now()),
		}})
	}
	return t
}

// roleWords are the roles as pages call them.
var roleWords = map[store.Role]string{store.RoleAdmin: "Admin", store.RoleManager: "Manager", store.RoleRep: "Rep",
	store.RoleCustomer: "Customer"}

func roleChoices(l ui.Locale) []ui.Choice {
	var all []ui.Choice
	for _, r := range store.Roles {
		all = append(all, ui.Choice{Value: string(r), Text: l.T(roleWords[r])})
	}
	return all
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

// personForm is a user as the form has it. Ids that are not numbers are dropped:
// no box of ours sends one.
func personForm(f url.Values) jobpeople.Person {
	p := jobpeople.Person{Version: paths.Number(f.Get("version")), Email: f.Get("email"), Name: f.Get("name"),
		Role:     store.Role(f.Get("role")),
		Customer: f.Get("customer"), SeesAll: f.Get("sees_all") == "1"}
	for _, m := range f["managers"] {
		if id := paths.Number(m); id > 0 {
			p.Managers = append(p.Managers, id)
		}
	}
	slices.Sort(p.Managers)
	p.Managers = slices.Compact(p.Managers)
	return p
}
