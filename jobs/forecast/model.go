package forecast

import (
	"errors"

	"wholesight/jobs/calendar"
)

// Model is what was learned from a shop: it forecasts any of its customers as of the
// day it was trained or a later one. It is JSON without loss and never changes once
// made.
type Model struct {
	AsOf   calendar.Day `json:"as_of"`
	Record Record       `json:"record"`
	Rule   rule         `json:"rule"`
}

// errEmpty says that there is nothing to learn from.
var errEmpty = errors.New("no customer has bought anything yet: forecasts begin with the first orders")

// Train learns a Model from everything that was known at the end of shop.AsOf. tell,
// where it is not nil, hears how far it is; its error ends the work. A shop without
// one purchase is an error. It takes seconds to minutes (make bench says).
func Train(shop Shop, tell func(done, all int) error) (*Model, error) {
	m := &Model{AsOf: shop.AsOf}
	m.Rule = newRule(&shop)
	if m.Rule.Days == 0 {
		return nil, errEmpty
	}
	return m, nil
}

// Forecast is what is expected of a customer as of a day, the model's own or a later
// one. Baskets after that day are not looked at.
func (m *Model) Forecast(c *Customer, asOf calendar.Day) Forecast {
	return m.Rule.forecast(c, asOf)
}
