package forecast

import (
	"errors"
	"sync"

	"wholesight/jobs/calendar"
)

// Model is what was learned from a shop: it forecasts any of its customers as of the
// day it was trained or a later one. It is JSON without loss, may be shared between
// goroutines, and never changes once made.
type Model struct {
	AsOf     calendar.Day `json:"as_of"`
	Record   Record       `json:"record"`
	Rule     rule         `json:"rule"`
	Fitted   *fitted      `json:"fitted"`
	Channels channels     `json:"channels"`
	Discount float64      `json:"discount"` // a year's, as a share

	once  sync.Once
	serve map[string]rank
}

// ErrNoPurchase says that there is nothing to learn from.
var ErrNoPurchase = errors.New("no customer has bought anything yet: forecasts begin with the first orders")

// Train learns a Model from everything that was known at the end of shop.AsOf. tell,
// where it is not nil, hears how far it is; its error ends the work. Errors:
// ErrNoPurchase. It takes seconds to minutes (make bench says), most of it for the track
// record: the same learning at past cut-offs.
func Train(shop Shop, tell func(done, all int) error) (*Model, error) {
	return train(shop, mostBacktests, mostRows, tell)
}

// train is Train with so many back-tests at most, and trees of so many rows (0: none).
func train(shop Shop, backtests, rows int, tell func(done, all int) error) (*Model, error) {
	b := openBook(shop.Customers, shop.AsOf)
	if len(b.all) == 0 {
		return nil, ErrNoPurchase
	}
	m := &Model{AsOf: shop.AsOf, Rule: newRule(b), Channels: newChannels(b, shop.Mail), Discount: shop.Discount}
	cuts := cutOffs(b, backtests)
	told := func(done int) error {
		if tell == nil {
			return nil
		}
		return tell(done, len(cuts)+1)
	}
	var choices []Choice
	for i, cut := range cuts { // oldest first, so that each is served by what the one before it chose
		if err := told(i); err != nil {
			return nil, err
		}
		t, err := try(shop.Customers, cut, shop.AsOf, horizon, min(rows, backtestRows))
		if err != nil {
			return nil, err
		}
		if t == nil {
			continue
		}
		if choices == nil {
			choices = (*tried)(nil).choose()
		}
		if n := len(m.Record.Backtests); t.f.Trees == nil && n > 0 {
			choices = treeless(choices, &m.Record.Backtests[n-1])
		}
		m.Record.Backtests = append(m.Record.Backtests, t.backtest(choices, shop.AsOf))
		choices = t.choose()
	}
	if choices == nil {
		choices = (*tried)(nil).choose()
	}
	m.Record.Choices = choices
	if err := told(len(cuts)); err != nil {
		return nil, err
	}
	var err error
	if m.Fitted, err = learn(b, rows); err != nil {
		return nil, err
	}
	if n := len(m.Record.Backtests); m.Fitted.Trees == nil && n > 0 {
		m.Record.Choices = treeless(choices, &m.Record.Backtests[n-1])
	}
	if m.Fitted.Closed == nil {
		m.Record.Choices = ruled(b.repeaters())
	}
	return m, told(len(cuts) + 1)
}

// ready makes what is not kept with a model.
func (m *Model) ready() {
	m.once.Do(func() {
		m.Fitted.prepare()
		m.serve = map[string]rank{}
		for _, c := range m.Record.Choices {
			m.serve[c.Job] = rankOf(c.Job, c.Method)
		}
	})
}

// Forecast is what is expected of a customer as of a day, the model's own or a later
// one. Baskets after that day are not looked at. Without one purchase by then nothing is
// known. It takes some tens of microseconds.
func (m *Model) Forecast(c *Customer, asOf calendar.Day) Forecast {
	m.ready()
	known := until(c.Baskets, asOf)
	if len(known) == 0 {
		return Forecast{}
	}
	var f Forecast
	if m.Fitted.Closed == nil {
		f = m.Rule.forecast(known, asOf, &m.Fitted.Shrinkage)
	} else {
		f = m.Fitted.forecast(c, known, asOf, m.serve)
	}
	f.CLV365 = discounted(f.CLV365, m.Discount) // until here it is the revenue of the year
	f.Margin365, f.HasMargin = margin(known, asOf, f.CLV365)
	f.Channel, f.Usable, f.ChannelShare = m.Channels.best(c, known, asOf)
	return f
}
