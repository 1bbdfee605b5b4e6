package customers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/customerlist"
	jobcustomers "wholesight/jobs/customers"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// wholeList is the value of paramSaved for the list as it is, with no view: the plain
// address leads to the person's default view where there is one.
const wholeList = "all"

// savedQuery is what a view keeps of an address: filters, order, size and columns, as
// the list itself would write them.
func (q *CustomerQuery) savedQuery() string {
	plain := *q
	plain.saved, plain.begins = "", false
	return strings.TrimPrefix(plain.encode(q.View.AtPage(1), false), "?")
}

// openView is the address of a saved list, and what of it is not understood any more:
// that is left out.
func openView(v store.SavedList, digits int) (address string, problems []customerlist.Problem) {
	kind := kindNamed(v.List)
	params, err := url.ParseQuery(v.Query)
	if err != nil {
		params, problems = url.Values{}, []customerlist.Problem{{Name: "the view", Words: "cannot be read"}}
	}
	q, bad := parseListQuery(params, digits, kind, false)
	for len(bad) > 0 && len(params) > 0 {
		problems = append(problems, bad...)
		for _, p := range bad { // a range that ends before it begins is named by its lower end
			delete(params, p.Name)
			delete(params, strings.TrimSuffix(p.Name, "_min")+"_max")
		}
		if q, bad = parseListQuery(params, digits, kind, false); len(bad) > 0 && !anyNamed(params, bad) {
			params = url.Values{}
		}
	}
	q.saved = kit.IDText(v.ID)
	return kind.Path + q.encodeSaved(), problems
}

// anyNamed tells whether one of the problems can be taken out.
func anyNamed(params url.Values, bad []customerlist.Problem) bool {
	return slices.ContainsFunc(bad, func(p customerlist.Problem) bool { return params.Has(p.Name) })
}

// encodeSaved is the query with its view named, even where it says nothing else.
func (q *CustomerQuery) encodeSaved() string {
	plain := *q
	plain.saved, plain.begins = "", false
	return kit.Also(plain.encode(q.View.AtPage(1), false), kit.ParamSaved, q.saved)
}

// currentView is the saved list that the address began with; nil: none, or one that
// the person does not see (any more).
func (q *CustomerQuery) currentView() *store.SavedList {
	i := slices.IndexFunc(q.views, func(v store.SavedList) bool { return kit.IDText(v.ID) == q.saved })
	if i < 0 {
		return nil
	}
	return &q.views[i]
}

// viewTabs are the saved lists of a list above it, and what can be done with the one
// that shows.
func (in *customerListInput) viewTabs(l ui.Locale) viewcustomers.SavedLists {
	at, now := in.currentView(), in.savedQuery()
	changed := at != nil && at.Query != now
	whole := in.Kind.Path
	if in.begins {
		whole = in.Kind.Path + "?" + kit.ParamSaved + "=" + wholeList
	}
	out := viewcustomers.SavedLists{Tabs: []viewcustomers.ViewTab{{Text: l.T("All"), Href: whole,
		Here: at == nil && now == ""}}}
	for _, v := range in.views {
		address, _ := openView(v, in.Digits)
		tab := viewcustomers.ViewTab{Text: v.Name, Href: address, Here: at != nil && v.ID == at.ID,
			Changed: at != nil && v.ID == at.ID && changed, Default: v.Default}
		if v.UserID != in.user.ID {
			tab.Owner = v.Owner
		}
		out.Tabs = append(out.Tabs, tab)
	}
	saveAs := "?" + kit.ParamList + "=" + in.Kind.Name
	if now != "" {
		saveAs += "&" + now
	}
	switch {
	case changed && jobcustomers.MayEditSavedList(in.user, *at):
		out.Save = &ui.Act{Action: paths.ViewDoPath(at.ID, "query"),
			Button: ui.Button{Text: l.T("Save changes"), Small: true, Submit: true}, Fields: []ui.Field{
				{Kind: ui.FieldHidden, Name: "version", Value: kit.IDText(at.Version)},
				{Kind: ui.FieldHidden, Name: "query", Value: now}, in.key}}
		out.Links = append(out.Links, ui.Button{Text: l.T("Save as new"), Small: true, Kind: ui.Quiet,
			Href: paths.ViewNewPath() + saveAs})
	case at == nil && now != "" || changed:
		out.Links = append(out.Links, ui.Button{Text: l.T("Save list"), Small: true, Icon: "plus", Kind: ui.Quiet,
			Href: paths.ViewNewPath() + saveAs})
	}
	if at != nil {
		out.Links = append(out.Links, ui.Button{Text: l.T("Edit saved list"), Small: true, Icon: "edit", Kind: ui.Quiet,
			Href: paths.ViewPath(at.ID)})
	}
	return out
}

// viewNotes say what of a saved list is gone.
func (in *customerListInput) viewNotes(l ui.Locale) []ui.Note {
	if in.saved == "" || in.saved == wholeList {
		return nil
	}
	at := in.currentView()
	if at == nil {
		return []ui.Note{{Kind: ui.NoteWarn, Title: l.T("The saved list of this address is not there any more"),
			Text: l.T("It was deleted, or is not shared with you. The list shows what the address itself says.")}}
	}
	_, problems := openView(*at, in.Digits)
	if len(problems) == 0 {
		return nil
	}
	n := ui.Note{Kind: ui.NoteWarn, Title: l.T("A part of this saved list is not known any more, and is left out")}
	for _, p := range problems {
		n.Items = append(n.Items, p.Name+" "+p.Words)
	}
	return []ui.Note{n}
}

// ownViews reads the views that a person sees of the list, and whether the list
// begins with one.
func (s *Pages) ownViews(c echo.Context, tx *store.Tx, q *CustomerQuery) (err error) {
	q.user, _ = kit.UserOf(c)
	q.views, err = tx.SavedLists(q.user.ID, q.Kind.Name)
	q.begins = slices.ContainsFunc(q.views, func(v store.SavedList) bool { return v.Default })
	return err
}

// beginning is the address of the person's default view, for who asks for the list
// and nothing else; "" where there is none.
func (q *CustomerQuery) beginning(c echo.Context) string {
	r := c.Request()
	if r.URL.RawQuery != "" || kit.WantsFragment(r) {
		return ""
	}
	for _, v := range q.views {
		if v.Default {
			address, _ := openView(v, q.Digits)
			return address
		}
	}
	return ""
}

// viewForm is what a person says of a view.
type viewForm struct {
	Name    string `json:"name"`
	Shared  bool   `json:"shared"`
	Default bool   `json:"-"`
	Query   string `json:"-"`
}

func viewFormOf(f url.Values) viewForm {
	return viewForm{Name: f.Get("name"), Shared: f.Get("shared") != "", Default: f.Get("default") != "",
		Query: f.Get("query")}
}

func viewFields(l ui.Locale, v viewForm) []ui.Field {
	return []ui.Field{
		{Name: "name", Label: l.T("Name"), Value: v.Name, Required: true, MaxLength: 60, Autocomplete: "off",
			Help: l.T("The tab above the list shows it.")},
		{Kind: ui.FieldCheck, Name: "shared", Label: l.T("Share it with all staff"), On: v.Shared,
			Help: l.T("Everybody sees their own customers in it. Only you and admins can change it.")},
	}
}

// viewKind is the list that a request names, and what it asks of it.
func (s *Pages) viewKind(l ui.Locale, name, query string) (*customerListKind, string, error) {
	kind := kindNamed(name)
	if name == "" {
		kind = callList
	}
	if kind == nil {
		return nil, "", kit.BadAddress([]customerlist.Problem{{Name: kit.ParamList,
			Words: "is not one of the lists of customers"}})
	}
	params, err := url.ParseQuery(query)
	if err != nil {
		return nil, "", kit.BadRequest("This address cannot be understood.")
	}
	delete(params, kit.ParamList)
	q, problems := parseListQuery(params, l.Digits(), kind, false)
	if len(problems) > 0 {
		return nil, "", kit.BadAddress(problems)
	}
	return kind, q.savedQuery(), nil
}

// viewNew: GET /views/new, staff: names a view of what the list shows.
func (s *Pages) viewNew(c echo.Context) error {
	return s.showViewNew(c, http.StatusOK, c.QueryParam(kit.ParamList), viewForm{Query: c.Request().URL.RawQuery}, nil)
}

func (s *Pages) showViewNew(c echo.Context, status int, list string, v viewForm, bad jobkit.Refusals) error {
	var p ui.Page
	if err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, ui.NavCustomers, "Save list")
		return err
	}); err != nil {
		return err
	}
	l := p.Locale
	kind, query, err := s.viewKind(l, list, v.Query)
	if err != nil {
		return err
	}
	back := kind.Path + kit.Prefixed("?", query)
	p.Title, p.Here, p.Crumbs = l.T("Save list"), kind.nav, []ui.Crumb{{Text: l.T(kind.Title), Href: back}}
	p.About = l.T("Filters, columns and order under a name: they stand above the list, one press away.")
	fields := append(viewFields(l, v),
		ui.Field{Kind: ui.FieldCheck, Name: "default", Label: l.T("Begin with it when I open the list"), On: v.Default},
		ui.Field{Kind: ui.FieldHidden, Name: "list", Value: kind.Name},
		ui.Field{Kind: ui.FieldHidden, Name: "query", Value: query}, kit.KeyField(c))
	return s.ShowAsk(c, status, p, ui.FormOptions{Action: paths.ViewsPath(), Save: l.T("Save list"), Cancel: back}, fields,
		bad)
}

// viewAdd: POST /views, staff.
func (s *Pages) viewAdd(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	v, u := viewFormOf(f), person(c)
	l := s.LocaleOf(c)
	var kind *customerListKind
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (d kit.Done, err error) {
		if kind, v.Query, err = s.viewKind(s.LocaleOf(c), f.Get("list"), v.Query); err != nil {
			return d, err
		}
		added, err := jobcustomers.AddSavedList(tx, by, store.SavedList{List: kind.Name, UserID: u.ID, Name: v.Name,
			Shared: v.Shared, Query: v.Query})
		if err != nil {
			return d, err
		}
		if v.Default {
			if err := jobcustomers.SetDefaultSavedList(tx, by, u.ID, kind.Name, added.ID); err != nil {
				return d, err
			}
		}
		address, _ := openView(added, s.LocaleOf(c).Digits())
		return kit.Done{To: address, Toast: ui.Toast{Text: l.T("List saved.")}}, nil
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showViewNew(c, http.StatusUnprocessableEntity, kind.Name, v, bad)
	}
	return err
}

// person is who is logged in, on a route that nobody else may call.
func person(c echo.Context) store.User {
	u, _ := kit.UserOf(c)
	return u
}
