package portal

import (
	"errors"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/views/ui"
)

// yearBlock is the customer's own year in figures.
type yearBlock struct{ year PortalYear }

func (b *yearBlock) read(tx *store.Tx, in *subject) (err error) {
	b.year, err = readPortalYear(tx, in.scope, in.customerID)
	return err
}

func (b *yearBlock) show(in *subject, l ui.Locale) templ.Component {
	return NewPortalTiles(l, b.year, in.today)
}

// PortalYear is what a customer's person sees of the customer's own year.
type PortalYear struct {
	Built store.Build // the figures are of its day and timeframe
	Score store.Score
	Known bool // there are figures
}

// readPortalYear reads the customer's figures of the published build.
func readPortalYear(tx *store.Tx, scope store.Scope, customerID int64) (y PortalYear, err error) {
	y.Built, err = tx.Published(store.StepLabels)
	if err == nil {
		y.Score, err = tx.Score(scope, customerID)
	}
	if errors.Is(err, store.ErrNotFound) {
		return PortalYear{}, nil
	}
	y.Known = err == nil
	return y, err
}

// NewPortalTiles are the figures as the portal shows them; what is not known says
// so in words.
func NewPortalTiles(l ui.Locale, y PortalYear, today calendar.Day) ui.Tiles {
	last := ui.Tile{Title: l.T("Your last order"), Figure: l.T("not yet known")}
	bought := ui.Tile{Title: l.T("Your purchases"), Figure: l.T("not yet known"),
		Note: l.T("The first figures are being worked out.")}
	if !y.Known {
		return ui.Tiles{last, bought}
	}
	last.Figure = l.T("none yet")
	if y.Score.PurchaseDays > 0 {
		last.Figure = l.Day(y.Score.LastPurchase, today).Text
	}
	bought.Title = l.T("Bought in the %d months to %s", y.Built.Timeframe, l.Day(y.Built.AsOf, today).Text)
	bought.Figure = l.Money(y.Score.Revenue)
	bought.Note = l.T("a year before: %s", l.Money(y.Score.PreviousRevenue))
	return ui.Tiles{last, bought}
}
