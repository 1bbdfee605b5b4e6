package record

import (
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/customers"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// subject is the customer that a page is about, and all that more than one of its blocks
// shows. What one block alone shows is that block's to read.
type subject struct {
	customers.CustomerQuery // of the list that one came from
	user                    store.User
	customer                store.Customer
	shop                    settings.Shop
	today                   calendar.Day
	place                   customerlist.Place
	placed                  bool               // the list holds the customer
	entry                   customerlist.Entry // what the lists know of it

	jobclassifications.Standing                                // its figures and labels, and what would move it
	titles                      map[int64]store.Classification // of all smart types, deleted ones too
}

// subjectOf reads a customer that the person may see.
func (s *Pages) subjectOf(c echo.Context, tx *store.Tx, l ui.Locale, code string) (in subject, err error) {
	see := kit.Scope(c)
	in.user, _ = kit.UserOf(c)
	if in.customer, err = tx.Customer(see, code); err != nil {
		return in, err
	}
	if in.CustomerQuery, err = s.customers.CustomerQuery(c, tx, l); err != nil {
		return in, err
	}
	if row, known := in.List.Find(code); known {
		in.entry = in.List.At(row)
		if in.place, in.placed, err = in.List.Place(in.View.Filter, in.View.Sort, in.Visible, row); err != nil {
			return in, err
		}
	}
	labels, err := kit.Published(tx, store.StepLabels)
	if err != nil {
		return in, err
	}
	if in.titles, err = s.Classifications(tx); err != nil {
		return in, err
	}
	if in.Standing, err = jobclassifications.Stand(tx, see, labels, in.List,
		jobclassifications.OfSmartType(in.titles, in.customer.SmartTypeID), &in.customer); err != nil {
		return in, err
	}
	in.shop = s.ShopOf(c)
	in.today = in.shop.Today(tx.Now)
	return in, nil
}

// words write the customer's figures.
func (in *subject) words(l ui.Locale) words.FigureWords {
	w := words.FigureWords{L: l, Built: in.Build != nil, Scored: in.Scored, Active: in.customer.Active, F: &in.Figures}
	if in.Build != nil {
		w.AsOf = in.Build.AsOf
	}
	return w
}

// late is how many days ago the next order was due: one figure for the whole record.
func (in *subject) late() int64 {
	if in.Build == nil {
		return 0
	}
	return words.Overdue(in.current(), in.Build.AsOf)
}

// current is what the list's rules read, with the record's own figures.
func (in *subject) current() *customerlist.Entry {
	return &customerlist.Entry{Scored: in.Scored, Figures: in.Figures, Forecast: in.entry.Forecast}
}
