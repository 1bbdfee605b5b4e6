package search

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/lists"
	"wholesight/jobs/text"
	"wholesight/store"
	viewsearch "wholesight/views/search"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// How many of each kind the palette offers, and the page of the search.
const (
	paletteRows = 6
	searchRows  = 50
	paletteText = 100 // what is longer is no search
)

// finding is one search: who asks, for what, and where what is found comes from.
type finding struct {
	s     *Pages
	c     echo.Context
	l     ui.Locale
	u     store.User
	text  string // as it was typed, trimmed
	limit int

	list    *customerlist.List
	visible customerlist.Visibility
}

// paletteList: GET /palette, staff: what is found for q, as the list under the search.
func (s *Pages) paletteList(c echo.Context) error {
	var p ui.Page
	var found viewsearch.Palette
	err := s.View(c, func(tx *store.Tx) (err error) {
		p = s.BarePage(c, "Search")
		found, err = s.find(c, tx, p.Locale, paletteRows)
		return err
	})
	if err != nil {
		return err
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, found.Page()), found)
}

// searchPage: GET /search, staff: the same as a page, for a browser without script.
func (s *Pages) searchPage(c echo.Context) error {
	var p ui.Page
	var found viewsearch.Palette
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, "", "Search"); err != nil {
			return err
		}
		found, err = s.find(c, tx, p.Locale, searchRows)
		return err
	})
	if err != nil {
		return err
	}
	p.Search = found.Query
	p.About = p.Locale.T("Customers, products, pages and what you can do.")
	return s.Render(c, http.StatusOK, s.Frame(c, p, found.Page()), nil)
}

// find looks a text up everywhere that the person may go. Without a text it offers
// where the person was last, then what there is.
func (s *Pages) find(c echo.Context, tx *store.Tx, l ui.Locale, limit int) (viewsearch.Palette, error) {
	u, _ := kit.UserOf(c)
	f := finding{s: s, c: c, l: l, u: u, text: strings.Join(strings.Fields(c.QueryParam("q")), " "), limit: limit}
	if runes := []rune(f.text); len(runes) > paletteText {
		f.text = string(runes[:paletteText])
	}
	p := viewsearch.Palette{Query: strings.TrimSpace(c.QueryParam("q")), Action: paths.SearchPath()}
	var err error
	if f.list, err = s.Lists.List(tx); err != nil {
		return p, err
	}
	if f.visible, err = lists.Visible(tx, kit.Scope(c)); err != nil {
		return p, err
	}
	customers := f.customers()
	actions := viewsearch.PaletteGroup{Title: l.T("Actions"), Items: f.actions()}
	pages := viewsearch.PaletteGroup{Title: l.T("Pages"), Items: f.pages()}
	if f.text == "" {
		p.Groups = []viewsearch.PaletteGroup{{Title: l.T("Last looked at"), Items: customers}, pages, actions}
	} else {
		products, err := f.products(tx)
		if err != nil {
			return p, err
		}
		p.Groups = []viewsearch.PaletteGroup{{Title: l.T("Customers"), Items: customers}, pages, actions,
			{Title: l.T("Products"), Items: products}}
		// "import" means the page and not a company whose contact is called so: what
		// begins with the text goes before what only holds it somewhere.
		if !f.startsWith(customers) && (f.startsWith(pages.Items) || f.startsWith(actions.Items)) {
			p.Groups = []viewsearch.PaletteGroup{pages, actions, p.Groups[0], p.Groups[3]}
		}
		if len(customers) > 0 && len(customers) == f.limit {
			more := viewsearch.PaletteItem{Title: l.T("All customers with “%s”", f.text), Icon: "customers",
				Href: paths.CustomersPath() + queryOf("q", f.text)}
			p.Groups = append(p.Groups, viewsearch.PaletteGroup{Title: l.T("More"), Items: []viewsearch.PaletteItem{more}})
		}
	}
	p.Say = f.say(p.Groups)
	if p.Say == l.T("Nothing found") {
		more := viewsearch.PaletteItem{Title: l.T("Nothing found for “%s”: show all customers", f.text), Icon: "customers",
			Href: paths.CustomersPath()}
		p.Groups = []viewsearch.PaletteGroup{{Title: l.T("Nothing found"), Items: []viewsearch.PaletteItem{more}}}
	}
	return p, nil
}

// say is how much was found, in words.
func (f *finding) say(groups []viewsearch.PaletteGroup) string {
	n := 0
	for _, g := range groups {
		n += len(g.Items)
	}
	switch n {
	case 0:
		return f.l.T("Nothing found")
	case 1:
		return f.l.T("1 found")
	}
	return f.l.T("%d found", n)
}

// startsWith tells whether the first of some items begins with the text.
func (f *finding) startsWith(items []viewsearch.PaletteItem) bool {
	return len(items) > 0 && strings.HasPrefix(text.Fold(items[0].Title), text.Fold(f.text))
}

// matches tells whether each word of the text begins a word of a title or of the other
// words that people may have for it.
func (f *finding) matches(title, also string) bool {
	in := " " + text.Fold(title+" "+also)
	for word := range strings.FieldsSeq(text.Fold(f.text)) {
		if !strings.Contains(in, " "+word) {
			return false
		}
	}
	return true
}

// customers are those that the text may mean; without one, those looked at last.
func (f *finding) customers() (items []viewsearch.PaletteItem) {
	var rows []int32
	if f.text == "" {
		for _, code := range f.s.Recents.Of(f.u.ID) {
			if row, ok := f.list.Find(code); ok && f.list.Sees(f.visible, row) {
				rows = append(rows, row)
			}
		}
	} else {
		rows = f.list.Suggest(f.text, f.visible, f.limit)
	}
	for _, row := range rows {
		e := f.list.At(row)
		note := e.Code
		if !e.Active {
			note = f.l.T("%s · not active", e.Code)
		}
		items = append(items, viewsearch.PaletteItem{Title: e.Name, Note: note, Icon: "customers",
			Href: paths.CustomerPath(e.Code)})
	}
	return items
}

// products are those that the text may mean.
func (f *finding) products(tx *store.Tx) (items []viewsearch.PaletteItem, err error) {
	found, err := tx.SearchProducts(f.text, f.limit)
	for _, p := range found {
		note := p.SKU
		if !p.Active {
			note = f.l.T("%s · not active", p.SKU)
		}
		items = append(items, viewsearch.PaletteItem{Title: p.Name, Note: note, Icon: "order",
			Href: paths.ProductPath(p.SKU)})
	}
	return items, err
}
