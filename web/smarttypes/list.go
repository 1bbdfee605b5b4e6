package smarttypes

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobsmarttypes "wholesight/jobs/smarttypes"
	"wholesight/store"
	viewsmarttypes "wholesight/views/smarttypes"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// listPage: GET /smart-types, office: all of them in order; admins change them.
func (s *Pages) listPage(c echo.Context) error {
	return s.showList(c, http.StatusOK, nil)
}

// showList renders the list, with the note of what was refused above it.
func (s *Pages) showList(c echo.Context, status int, note func(l ui.Locale) *ui.Note) error {
	var p ui.Page
	var all []store.SmartType
	var uses map[int64]store.SmartTypeUse
	admin, nav := kit.IsAdmin(c), ui.NavClassifications
	if admin {
		nav = ui.NavSettings
	}
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, nav, "Smart types"); err != nil {
			return err
		}
		if all, err = tx.SmartTypes(); err != nil {
			return err
		}
		uses, err = tx.SmartTypeUses()
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("The one primary kind of each customer, such as Retail or Trade: classifications and reports go by it.")
	view := viewsmarttypes.List{Rows: table(l, all, uses, admin, c.QueryParam("at"), c.QueryParam("way"))}
	if len(all) > 1 {
		view.Hint = l.T("The order is that of all lists and reports. The first one is for customers who come without a smart type.")
	}
	if admin {
		tabs := s.AdminTabs(l, paths.SmartTypesPath())
		view.Tabs = &tabs
		p.Action = addButton(l)
		p.Actions = []ui.Button{{Text: l.T("Classifications"), Href: paths.ClassificationsPath(0)}}
	} else {
		p.Crumbs = []ui.Crumb{{Text: l.T("Classifications"), Href: paths.ClassificationsPath(0)}}
	}
	if note != nil {
		view.Note = note(l)
	}
	return s.Render(c, status, s.Frame(c, p, view), view)
}

func addButton(l ui.Locale) *ui.Button {
	return &ui.Button{Text: l.T("Add a smart type"), Icon: "plus", Href: paths.SmartTypeNewPath()}
}

// table is the list; an admin's has the buttons that move a row. at is the row that was
// moved just now, up or down by way.
func table(l ui.Locale, all []store.SmartType, uses map[int64]store.SmartTypeUse, admin bool, at, way string) ui.Table {
	t := ui.Table{Caption: l.T("Smart types"), Free: true, Columns: []ui.Column{
		{Title: l.T("Smart type")}, {Title: l.T("Customers"), Num: true}, {Title: l.T("Classifications"), Num: true},
		{Title: l.T("Portal"), Help: l.T("Whether people of its customers may use the portal.")}},
		Empty: ui.Empty{Title: l.T("No smart types yet"), Icon: "classifications",
			Text: l.T("The first customers that are imported bring theirs.")}}
	if admin {
		t.Columns = append(t.Columns, ui.Column{Title: l.T("Order")})
		t.Empty.Start = addButton(l)
	}
	order, key := orderOf(all), kit.NewKeyField()
	for i, one := range all {
		use := uses[one.ID]
		name := ui.Cell{Text: one.Title}
		if admin {
			name.Href = paths.SmartTypePath(one.ID)
		}
		if i == 0 {
			name.Below = []templ.Component{ui.Text(l.T("for customers who come without one"))}
		}
		row := ui.Row{ID: "t-" + strconv.FormatInt(one.ID, 10), Name: one.Title, Cells: []ui.Cell{name,
			{Text: l.NumberExact(use.Customers), Href: paths.CustomersOfTypePath(one.ID)},
			{Text: l.NumberExact(use.Live), Href: paths.ClassificationsPath(one.ID)},
			{Content: portalBadge(l, one.Portal)}}}
		if admin {
			row.Cells = append(row.Cells, ui.Cell{Content: moveButtons(l, one, i+1, len(all), order, key,
				strconv.FormatInt(one.ID, 10) == at, way)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func portalBadge(l ui.Locale, on bool) ui.Badge {
	if on {
		return ui.Badge{Text: l.T("yes"), Tone: ui.Good}
	}
	return ui.Badge{Text: l.T("no")}
}

// moveButtons are the buttons of a row. Of one that was moved just now the button that
// did it has the focus, or the other one where that is gone.
func moveButtons(l ui.Locale, t store.SmartType, place, of int, order string, key ui.Field, moved bool,
	way string) viewsmarttypes.Move {
	act := func(text, icon string, to int) *ui.Act {
		b := ui.Button{Text: text, Icon: icon}.InRow(t.Title)
		if moved && (icon == way || place == 1 || place == of) {
			b.Attrs = templ.Attributes{"data-focus": true}
		}
		return &ui.Act{Action: paths.SmartTypeDoPath(t.ID, "move"), Swap: viewsmarttypes.Region, Button: b,
			Fields: []ui.Field{
				{Kind: ui.FieldHidden, Name: "position", Value: strconv.Itoa(to)}, {Kind: ui.FieldHidden, Name: "way", Value: icon},
				{Kind: ui.FieldHidden, Name: "order", Value: order}, key}}
	}
	m := viewsmarttypes.Move{Place: strconv.Itoa(place)}
	if place > 1 {
		m.Up = act(l.T("Move up"), "up", place-1)
	}
	if place < of {
		m.Down = act(l.T("Move down"), "down", place+1)
	}
	return m
}

// orderOf is the order of smart types as a form carries it.
func orderOf(all []store.SmartType) string {
	parts := make([]string, len(all))
	for i, id := range jobsmarttypes.IDs(all) {
		parts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(parts, ",")
}

// move: POST /smart-types/:id/move, admins: one place up or down, or to any. Whoever has
// seen another order is shown the present one.
func (s *Pages) move(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	position, way := paths.Number(f.Get("position")), f.Get("way")
	if position < 1 || position > 10_000 {
		return kit.BadRequest("A position is a number from 1.")
	}
	if way != "up" {
		way = "down"
	}
	var seen []int64
	for _, part := range strings.Split(f.Get("order"), ",") {
		seen = append(seen, paths.Number(part))
	}
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		t, err := tx.SmartType(id)
		if err != nil {
			return kit.Done{}, err
		}
		text := s.LocaleOf(c).T("%s moved to %d of %d", t.Title, min(int(position), len(seen)), len(seen))
		return kit.Done{To: paths.SmartTypeMovedPath(id, way), Toast: ui.Toast{Text: text}},
			jobsmarttypes.MoveSmartType(tx, by, id, int(position), seen)
	})
	if errors.Is(err, store.ErrConflict) && slices.Contains(seen, id) {
		return s.showList(c, http.StatusConflict, func(l ui.Locale) *ui.Note {
			return &ui.Note{Kind: ui.NoteWarn, Focus: true, Title: l.T("Somebody else has changed the order meanwhile"),
				Text: l.T("Nothing was moved. This is the order now: move again if need be.")}
		})
	}
	return err
}
