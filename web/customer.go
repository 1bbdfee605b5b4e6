package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/classify"
	"wholesight/jobs/roster"
	"wholesight/store"
	"wholesight/views"
)

const (
	recentOrders = 20
	historyRows  = 50
)

// customerPage: GET /customers/:code, staff: a customer that the person may see. The
// parameters are those of the list that one came from.
func (s *Server) customerPage(c echo.Context) error {
	code, err := customerCode(c)
	if err != nil {
		return err
	}
	var p views.Page
	var in recordInput
	if err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, views.NavCustomers, ""); err != nil {
			return err
		}
		in, err = s.record(c, tx, p.Locale, code)
		return err
	}); err != nil {
		return err
	}
	in.run = s.runNow(c, p.Locale, customerPath(code))
	p.Title, p.Bare, p.Charts = in.customer.Name, true, true
	content, err := newCustomerRecord(in, p.Locale)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, s.frame(c, p, content), nil)
}

// customerCode is the code in a customer's address. It is read from the path as it
// was sent, since a code may hold a slash.
func customerCode(c echo.Context) (string, error) {
	escaped := strings.TrimPrefix(c.Request().URL.EscapedPath(), customersPath()+"/")
	code, err := url.PathUnescape(escaped)
	if err != nil {
		return "", badRequest("This address cannot be understood.")
	}
	return code, nil
}

// recordInput is everything that a customer's page is made of.
type recordInput struct {
	customerQuery
	customer store.Customer
	place    roster.Place
	placed   bool // the list holds the customer

	labels  *store.Build // published labels; nil: none yet
	graph   *store.Build // published graph data; nil: none yet
	figures classify.Figures
	given   [6]int64 // the labels that the customer carries
	scored  bool
	series  []store.SeriesPoint
	titles  map[int64]store.Classification
	bands   []store.Classification // the risk bands of the customer's smart type
	history []store.HistoryRow
	orders  []store.OrderHead
	run     *views.Act // asks for a run; nil where the person may not
}

// record reads a customer's page in one snapshot.
func (s *Server) record(c echo.Context, tx *store.Tx, l views.Locale, code string) (in recordInput, err error) {
	see := scope(c)
	if in.customer, err = tx.Customer(see, code); err != nil {
		return in, err
	}
	id := in.customer.ID
	if in.customerQuery, err = s.customerQuery(c, tx, l); err != nil {
		return in, err
	}
	if row, ok := in.roster.Find(code); ok {
		if in.place, in.placed, err = in.roster.Place(in.view.Filter, in.view.Sort, in.visible, row); err != nil {
			return in, err
		}
	}
	if err := in.figuresOf(tx, see); err != nil {
		return in, err
	}
	if in.graph, err = published(tx, store.StepGraph); err != nil {
		return in, err
	}
	if in.series, err = tx.Series(see, id); err != nil {
		return in, err
	}
	if in.titles, err = tx.AllClassifications(); err != nil {
		return in, err
	}
	all, err := tx.Classifications(in.customer.SmartTypeID)
	if err != nil {
		return in, err
	}
	for _, band := range all {
		if band.Type == string(classify.Risk) {
			in.bands = append(in.bands, band)
		}
	}
	if in.history, err = tx.LabelHistory(see, id, historyRows); err != nil {
		return in, err
	}
	shop, err := jobs.LoadShop(tx)
	if err != nil {
		return in, err
	}
	upTo := shop.Today(tx.Now)
	if in.labels != nil {
		upTo = in.labels.AsOf
	}
	in.orders, err = tx.RecentOrders(see, id, upTo, recentOrders)
	return in, err
}

// figuresOf reads the figures of the published build; a customer without any (not
// active, or new) keeps none.
func (in *recordInput) figuresOf(tx *store.Tx, see store.Scope) (err error) {
	if in.labels, err = published(tx, store.StepLabels); err != nil {
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
	in.figures, err = jobs.Figures(&score)
	return err
}
