package today

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/lists"
	"wholesight/store"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// subject is whose day it is, and all that more than one block of the page shows.
type subject struct {
	l       ui.Locale
	u       store.User
	today   calendar.Day
	list    *customerlist.List
	visible customerlist.Visibility
	own     []int64 // account managers that the person stands for
	figures todayFigures
	moved   int64 // the build that their moves are of; 0: none
}

// empty tells that the shop has no customers: there is nothing to do and to show.
func (in *subject) empty() bool { return in.list.Len() == 0 }

// todayPage: GET /today, staff: what needs doing, in order, then how the shop does: all
// of what the person may see.
func (s *Pages) todayPage(c echo.Context) error {
	var p ui.Page
	var in subject
	blocks := s.blocks()
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavToday, "Today"); err != nil {
			return err
		}
		if in, err = s.subjectOf(c, tx, p.Locale); err != nil {
			return err
		}
		for _, b := range blocks {
			if err := b.read(c, tx, &in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("%s: whom to call, and how the shop does.", p.Locale.DayLong(in.today))
	p.Scripts = []string{"today.js"}
	p.Charts = len(in.figures.series) > 0
	var content viewtoday.TodayView
	for _, b := range blocks {
		component, err := b.show(&in)
		if err != nil {
			return err
		}
		if component != nil {
			content = append(content, component)
		}
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), nil)
}

// subjectOf reads what the page is about.
func (s *Pages) subjectOf(c echo.Context, tx *store.Tx, l ui.Locale) (in subject, err error) {
	in.l = l
	in.u, _ = kit.UserOf(c)
	in.today = s.ShopOf(c).Today(s.DB.Now())
	if in.list, err = s.Lists.List(tx); err != nil {
		return in, err
	}
	if in.visible, err = lists.Visible(tx, kit.Scope(c)); err != nil {
		return in, err
	}
	if _, in.own, err = tx.ManagersOf(store.OfRep(in.u.ID)); err != nil {
		return in, err
	}
	base, err := tx.HistoryBase()
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return in, err
	}
	in.moved = base.ID
	in.figures, err = s.todays.of(tx, kit.Scope(c), in.own, base.ID)
	return in, err
}
