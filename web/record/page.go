package record

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/whatif"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/customers"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// customerPage: GET /customers/:code, staff: a customer that the person may see. The
// parameters are those of the list that one came from.
func (s *Pages) customerPage(c echo.Context) error {
	code, err := customerCode(c)
	if err != nil {
		return err
	}
	var p ui.Page
	var in recordInput
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavCustomers, ""); err != nil {
			return err
		}
		in, err = s.record(c, tx, p.Locale, code)
		return err
	}); err != nil {
		return err
	}
	in.run, in.actions = words.RunNow(s.Kit, c, p.Locale, paths.CustomerPath(code)), s.recordActions(p.Locale, &in)
	p.Title, p.Bare, p.Charts = in.customer.Name, true, true
	content, err := newCustomerRecord(in, p.Locale)
	if err != nil {
		return err
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), nil)
}

// customerCode is the code in the address of a customer's page or of one below it.
func customerCode(c echo.Context) (string, error) { return pathText(c, 1) }

// pathText is a part of the address, from 0 on, as the text that it stands for. It is
// read from the path as it was sent, since a code may hold a slash.
func pathText(c echo.Context, part int) (string, error) {
	parts := strings.Split(strings.TrimPrefix(c.Request().URL.EscapedPath(), "/"), "/")
	if part >= len(parts) || parts[len(parts)-1] == "" {
		return "", store.ErrNotFound
	}
	text, err := url.PathUnescape(parts[part])
	if err != nil {
		return "", kit.BadRequest("This address cannot be understood.")
	}
	return text, nil
}

// recordInput is everything that a customer's page is made of.
type recordInput struct {
	customers.CustomerQuery
	user     store.User
	customer store.Customer
	shop     settings.Shop
	today    calendar.Day
	place    customerlist.Place
	placed   bool               // the list holds the customer
	entry    customerlist.Entry // what the lists know of it

	labels   *store.Build // published labels; nil: none yet
	graph    *store.Build // published graph data; nil: none yet
	figures  classify.Figures
	given    [6]int64 // the labels that the customer carries
	scored   bool
	series   []store.SeriesPoint
	titles   map[int64]store.Classification
	rules    []store.Classification // of the customer's smart type
	bands    []store.Classification // the risk bands of these
	nudges   []whatif.Nudge
	expected customerForecast
	sales    []store.SaleDay // of the windows that figures look at
	timeline timelineInput
	run      *ui.Act // asks for a run; nil where the person may not
	actions  []ui.Button
}

// record reads a customer's page in one snapshot.
func (s *Pages) record(c echo.Context, tx *store.Tx, l ui.Locale, code string) (in recordInput, err error) {
	see := kit.Scope(c)
	in.user, _ = kit.UserOf(c)
	if in.customer, err = tx.Customer(see, code); err != nil {
		return in, err
	}
	id := in.customer.ID
	if in.CustomerQuery, err = s.customers.CustomerQuery(c, tx, l); err != nil {
		return in, err
	}
	row, known := in.Roster.Find(code)
	if known {
		in.entry = in.Roster.At(row)
		if in.place, in.placed, err = in.Roster.Place(in.View.Filter, in.View.Sort, in.Visible, row); err != nil {
			return in, err
		}
	}
	if err := in.figuresOf(tx, see); err != nil {
		return in, err
	}
	if in.graph, err = kit.Published(tx, store.StepGraph); err != nil {
		return in, err
	}
	if in.series, err = tx.Series(see, id); err != nil {
		return in, err
	}
	if in.titles, err = s.Classifications(tx); err != nil {
		return in, err
	}
	in.rules = jobclassifications.OfSmartType(in.titles, in.customer.SmartTypeID)
	in.bands = jobclassifications.Group(in.rules, classify.Risk)
	in.shop = s.ShopOf(c)
	in.today = in.shop.Today(tx.Now)
	if known {
		if err := in.nudge(tx, row); err != nil {
			return in, err
		}
	}
	if in.expected, err = s.forecastOf(c, tx, id); err != nil {
		return in, err
	}
	in.timeline, err = readTimeline(c, tx, in.shop, id)
	return in, err
}

// figuresOf reads the figures of the published build; a customer without any (not
// active, or new) keeps none.
func (in *recordInput) figuresOf(tx *store.Tx, see store.Scope) (err error) {
	if in.labels, err = kit.Published(tx, store.StepLabels); err != nil {
		return err
	}
	score, err := tx.Score(see, in.customer.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	in.scored, in.given = true, score.Labels
	in.figures, err = rebuild.Figures(&score)
	return err
}
