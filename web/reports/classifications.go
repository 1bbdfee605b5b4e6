package reports

import (
	"io"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rebuild"
	"wholesight/store"
	"wholesight/web/kit"
)

// report: GET /reports/classifications.csv and .xlsx, staff: the classification
// report of the customers of the person's scope. as_of computes it afresh for a day,
// for those who see every customer: it reads the whole order book.
func (s *Pages) report(c echo.Context) error {
	var asOf *calendar.Day
	name := "classifications"
	if text := c.QueryParam("as_of"); text != "" {
		if u, _ := kit.UserOf(c); kit.WhoOf(u.Role)&kit.Office == 0 {
			return kit.ErrForbidden
		}
		day, err := calendar.Parse(text)
		if err != nil {
			return kit.BadRequest("The day must be written as YYYY-MM-DD.")
		}
		asOf, name = &day, "classifications-"+day.String()
	} else if err := s.View(c, func(tx *store.Tx) error { // nothing to take is no export
		_, err := tx.Published(rebuild.StepLabels)
		return err
	}); err != nil {
		return err
	}
	return s.TableOf(c, name, kit.FormatOf(c), func(w io.Writer) error {
		return rebuild.WriteReportAs(c.Request().Context(), s.DB, kit.Scope(c), kit.FormatOf(c), w, asOf)
	})
}
