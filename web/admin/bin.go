package admin

import (
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

const binPerPage = 50

// binFilter is whose deletions a person sees: an admin everybody's, others their own.
func binFilter(c echo.Context, limit int) store.BinFilter {
	f := store.BinFilter{Limit: limit}
	if u, _ := kit.UserOf(c); u.Role != store.RoleAdmin {
		f.UserID = u.ID
	}
	return f
}

// binPage: GET /bin, staff: what was deleted in the last ninety days and can be put
// back: one's own deletions; for an admin everybody's.
func (s *Pages) binPage(c echo.Context) error {
	before, err := kit.OptionalID(c.QueryParam("before"))
	if err != nil {
		return err
	}
	f := binFilter(c, binPerPage+1)
	f.Before = before
	var p ui.Page
	var rows []store.Undo
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavSettings, "Recycle bin"); err != nil {
			return err
		}
		rows, err = tx.Bin(f)
		return err
	}); err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("What you deleted stays here for 90 days and can be put back. The audit log keeps that it was deleted.")
	var show []templ.Component
	if kit.IsAdmin(c) {
		p.About = l.T("What anybody deleted stays here for 90 days and can be put back. The audit log keeps that it was deleted.")
		show = append(show, s.AdminTabs(l, paths.BinPath()))
	} else {
		p.Crumbs = []ui.Crumb{{Text: l.T("Your account"), Href: paths.AccountPath()}}
	}
	if len(rows) > 0 {
		p.Actions = kit.FileActions(l, paths.BinPath(), nil)
	}
	shown := rows[:min(len(rows), binPerPage)]
	show = append(show, binTable(l, s.ShopOf(c), shown, kit.IsAdmin(c), s.DB.Now()))
	if len(rows) > binPerPage {
		show = append(show, ui.Button{Text: l.T("Older deletions"),
			Href: paths.BinPath() + "?before=" + strconv.FormatInt(shown[len(shown)-1].ID, 10)})
	}
	sheet := ui.Sheet{{Show: show}}
	return s.Render(c, http.StatusOK, s.Frame(c, p, sheet), sheet)
}

// binTable is the list of the bin; whose tells who deleted each row.
func binTable(l ui.Locale, shop settings.Shop, rows []store.Undo, whose bool, now time.Time) ui.Table {
	t := ui.Table{ID: "bin", Caption: l.T("Recycle bin"), Free: true,
		Columns: []ui.Column{{Title: l.T("What")}, {Title: l.T("Deleted")}, {Title: l.T("Until")}},
		Empty: ui.Empty{Title: l.T("The bin is empty"), Icon: "trash",
			Text: l.T("Contacts, targets and saved lists that were deleted can be put back from here.")}}
	if whose {
		t.Columns = append(t.Columns, ui.Column{Title: l.T("By")})
	}
	t.Columns = append(t.Columns, ui.Column{Title: l.T("Put back"), Num: true})
	for _, u := range rows {
		day := l.Day(calendar.Of(u.Until.In(shop.Zone)), shop.Today(now))
		row := ui.Row{Name: u.Title, Cells: []ui.Cell{
			{Text: u.Title, Below: []templ.Component{ui.Text(words.ActionText(l, u.Action))}}, kit.Moment(l, shop, u.At, now),
			{Content: day}}}
		if whose {
			row.Cells = append(row.Cells, ui.Cell{Text: u.By.Name})
		}
		row.Cells = append(row.Cells, ui.Cell{Content: ui.Act{Action: paths.UndoPath(u.ID),
			Fields: []ui.Field{kit.NewKeyField()},
			Button: ui.Button{Text: l.T("Put back"), Small: true,
				Attrs: templ.Attributes{"aria-label": l.T("Put back: %s", u.Title)}}}})
		t.Rows = append(t.Rows, row)
	}
	return t
}

// binFile: GET /bin.csv and .xlsx, staff.
func (s *Pages) binFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "title"}, {Name: "action"}, {Name: "deleted_by"},
		{Name: "deleted", Kind: jobkit.TableTime}, {Name: "until", Kind: jobkit.TableTime}}
	f := binFilter(c, kit.FilePage)
	return s.LogFile(c, "recycle-bin", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		return kit.InPages(s.Kit, c, kit.FilePage, func(tx *store.Tx, last *store.Undo) ([]store.Undo, error) {
			if last != nil {
				f.Before = last.ID
			}
			return tx.Bin(f)
		}, func(u *store.Undo) error {
			return file.Row(u.Title, u.Action, u.By.Name, kit.LocalTime(shop, u.At), kit.LocalTime(shop, u.Until))
		})
	})
}
