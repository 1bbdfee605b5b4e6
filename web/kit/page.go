package kit

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/lists"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/paths"
)

// Page is the frame of a page: the person, what the person may open, the shop, the
// day the figures are of. here is the key of its entry in the navigation.
func (s *Kit) Page(c echo.Context, tx *store.Tx, here, title string) (ui.Page, error) {
	shop, err := s.shopIn(c, tx)
	if err != nil {
		return ui.Page{}, err
	}
	p := s.BarePage(c, title)
	p.Here = here
	p.Shop = ui.Shop{Name: shop.Name}
	if u, known := UserOf(c); known && u.Role != store.RoleCustomer {
		if p.AsOf, err = s.asOf(tx, u, p.Locale, shop); err != nil {
			return ui.Page{}, err
		}
		if err := s.countNav(c, tx, p.Nav, p.Locale); err != nil {
			return ui.Page{}, err
		}
	}
	if p.Paths.Labels != "" {
		sheet, err := s.labels.of(tx)
		if err != nil {
			return ui.Page{}, err
		}
		p.Paths.Labels += "?v=" + sheet.hash
	}
	p.Toasts = takeToasts(c)
	return p, nil
}

// asOf is the day and the build that the figures of every page are of: amber when
// the build is of an earlier day than the setting asks for by more than one, which
// means that last night's run did not happen. Nothing built yet shows nothing.
func (s *Kit) asOf(tx *store.Tx, u store.User, l ui.Locale, shop settings.Shop) (ui.AsOf, error) {
	b, err := tx.Published(store.StepLabels)
	if errors.Is(err, store.ErrNotFound) {
		return ui.AsOf{}, nil
	}
	if err != nil {
		return ui.AsOf{}, err
	}
	today := shop.Today(s.DB.Now())
	a := ui.AsOf{Day: l.Day(b.AsOf, today).Text, Build: l.T("build %d", b.ID)}
	a.Stale = shop.AsOf == "today" && today-b.AsOf > 1
	if jobsPage := paths.NavPaths[ui.NavJobs]; s.May(u, "GET", jobsPage) {
		a.Href = jobsPage
	}
	return a, nil
}

// BarePage is what can be said of a page without reading anything.
func (s *Kit) BarePage(c echo.Context, title string) ui.Page {
	l := s.LocaleOf(c)
	p := ui.Page{Title: l.T(title), Locale: l, Theme: "auto"}
	u, known := UserOf(c)
	if !known {
		return p
	}
	p.Person = ui.Person{Name: u.Name, Role: string(u.Role)}
	p.Life = s.life(c, u)
	p.Theme, p.Density, p.Folded, p.KeysOff = u.Theme, u.Density, u.Folded, !u.ListKeys
	p.Paths = ui.Paths{Home: paths.HomePath(), Prefs: paths.PrefsPath(), Account: paths.AccountPath(),
		Logout: paths.LogoutPath()}
	if s.May(u, "GET", paths.KeysPath()) {
		p.Paths.Keys = paths.KeysPath()
	}
	if u.Role == store.RoleCustomer {
		p.Nav = []ui.NavItem{{Key: NavPortal, Title: p.Locale.T("Your year"), Href: paths.PortalPath()}}
		return p
	}
	p.Nav = s.Nav(u, p.Locale)
	if s.May(u, "GET", paths.SearchPath()) {
		p.Paths.Search, p.Paths.Palette = paths.SearchPath(), paths.PalettePath()
	}
	if s.May(u, "GET", paths.LabelsPath()) {
		p.Paths.Labels = paths.LabelsPath()
	}
	return p
}

const NavPortal = "portal"

// Nav is the navigation of a person: the entries whose page is in the table of
// routes and open to the role. What is not there yet does not show.
func (s *Kit) Nav(u store.User, l ui.Locale) []ui.NavItem {
	return ui.NewNav(l, func(key string) string {
		if path := paths.NavPaths[key]; path != "" && s.May(u, "GET", path) {
			return path
		}
		return ""
	})
}

// countNav puts to Today how many follow-ups are overdue or due, of the customers that
// the person may see.
func (s *Kit) countNav(c echo.Context, tx *store.Tx, nav []ui.NavItem, l ui.Locale) error {
	at := slices.IndexFunc(nav, func(item ui.NavItem) bool { return item.Key == ui.NavToday })
	if at < 0 {
		return nil
	}
	r, err := s.Lists.List(tx)
	if err != nil {
		return err
	}
	visible, err := lists.Visible(tx, Scope(c))
	if err != nil {
		return err
	}
	var n int
	for _, asked := range []customerlist.FollowUp{customerlist.FollowUpOverdue, customerlist.FollowUpDue} {
		found, err := r.Query(customerlist.Filter{FollowUp: asked}, customerlist.DefaultSort, visible, 0, 0)
		if err != nil {
			return err
		}
		n += found.Count
	}
	if nav[at].Counts = l.T("follow-ups due"); n > 0 {
		nav[at].Count = l.NumberExact(int64(n))
	}
	return nil
}

// NavCounts are the numbers of the navigation as they are now, for an answer that is no
// page.
func (s *Kit) NavCounts(c echo.Context, tx *store.Tx) (ui.NavCounts, error) {
	u, _ := UserOf(c)
	l := s.LocaleOf(c)
	nav := s.Nav(u, l)
	return ui.NavCounts(nav), s.countNav(c, tx, nav, l)
}

// May tells whether there is a route at a path without parameters that the user
// may call.
func (s *Kit) May(u store.User, method, path string) bool {
	return s.lines[method+" "+path].Who&(WhoOf(u.Role)|Anyone) != 0
}

// Frame puts a page's content into the frame of whoever looks: staff, a customer's
// person, or nobody yet.
func (s *Kit) Frame(c echo.Context, p ui.Page, content templ.Component) templ.Component {
	layout := ui.LoginLayout
	if u, known := UserOf(c); known {
		layout = ui.Layout
		if u.Role == store.RoleCustomer {
			layout = ui.PortalLayout
		}
	}
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return layout(p).Render(templ.WithChildren(ctx, content), w)
	})
}

// LocaleOf is how figures are written for the person: the person's language, else
// the shop's, and the shop's currency. Where the shop cannot be read (the database is
// gone, and an error page says so) it is the default.
func (s *Kit) LocaleOf(c echo.Context) ui.Locale {
	lang, currency := "en-GB", "EUR"
	if snap := snapshotOf(c); snap.session != nil {
		lang, currency = snap.shop.Locale.String(), snap.shop.Currency
	}
	if u, known := UserOf(c); known && u.Locale != "" {
		lang = u.Locale
	}
	key := lang + " " + currency
	if l, ok := s.locales.Load(key); ok {
		return l.(ui.Locale)
	}
	l, err := ui.NewLocale(lang, currency)
	if err != nil { // both were checked when they were stored
		s.Log.Error("locale", "lang", lang, "currency", currency, "error", err)
		return ui.Locale{}
	}
	s.locales.Store(key, l)
	return l
}

// AdminTabs are the pages that only an admin has, beside one another.
func (s *Kit) AdminTabs(l ui.Locale, here string) ui.Tabs {
	tabs := ui.Tabs{Label: l.T("Administration")}
	for _, tab := range []ui.Tab{
		{Text: l.T("Settings"), Href: paths.SettingsPath()}, {Text: l.T("Users"), Href: paths.UsersPath()},
		{Text: l.T("Smart types"), Href: paths.SmartTypesPath()}, {Text: l.T("Audit log"), Href: paths.AuditPath()},
		{Text: l.T("Recycle bin"), Href: paths.BinPath()},
	} {
		tab.Here = tab.Href == here
		tabs.Tabs = append(tabs.Tabs, tab)
	}
	return tabs
}
