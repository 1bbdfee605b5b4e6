package demo

import (
	"errors"
	"fmt"

	"wholesight/jobs/calendar"
)

// Config says which shop to make. The zero value of every field but End means
// its default.
type Config struct {
	Customers int          // number of customers, the edge cases included; default 400
	Months    int          // length of the history in months, up to and with End; default 36
	Seed      uint64       // default 1
	End       calendar.Day // the last day, 1980 or later; with six customers or more there is an order on it
	Lines     int          // 0: as many as come naturally; else the number of order lines, reached within 1 %
}

// Limits of a Config. A shop needs an explicit End because the package has no
// clock; 1980 only serves to tell a forgotten End (1970-01-01) from a real one.
const (
	defaultCustomers = 400
	defaultMonths    = 36
	defaultSeed      = 1
	maxCustomers     = 1_000_000
	maxMonths        = 240
	maxLines         = 500_000_000
)

// Currency is the one currency of the demo shop, and of every order in it.
const Currency = "GBP"

// Name is the (invented) name of the demo shop.
const Name = "Tarnholt Supply"

// Shop is a demo shop: its master data and the habits from which its orders are
// drawn. It is read-only once made, and may be used by several goroutines.
type Shop struct {
	cfg   Config
	start calendar.Day
	days  []dayInfo // by offset from start
	last  int32     // offset of cfg.End

	products  []Product
	traits    []trait // of products, same index
	levels    [][]priced
	explore   []uint16 // products somebody may try, without those of bundles
	freight   int
	rope      int // a product sold by the metre
	bundles   [][]int
	customers []Customer
	habits    []habit
	slots     []slot
	scripts   [][]event // of the edge cases, the last len(scripts) customers
	spans     []span    // what the schedule came to, by customer

	gapScale  int64 // 1024ths, on every gap between orders
	lineScale int64 // 65536ths, on every number of lines
}

// ErrConfig is in every error about a Config out of bounds.
var ErrConfig = errors.New("demo shop")

// New makes the shop of cfg. It holds master data only: about one kilobyte per
// customer, nothing per order. A Config out of bounds is an error, as is a
// number of lines that so many customers cannot come to.
func New(cfg Config) (*Shop, error) {
	if cfg.Customers == 0 {
		cfg.Customers = defaultCustomers
	}
	if cfg.Months == 0 {
		cfg.Months = defaultMonths
	}
	if cfg.Seed == 0 {
		cfg.Seed = defaultSeed
	}
	switch {
	case cfg.Customers < 1 || cfg.Customers > maxCustomers:
		return nil, fmt.Errorf("%w: %d customers: from 1 to %d", ErrConfig, cfg.Customers, maxCustomers)
	case cfg.Months < 1 || cfg.Months > maxMonths:
		return nil, fmt.Errorf("%w: %d months: from 1 to %d", ErrConfig, cfg.Months, maxMonths)
	case cfg.Lines < 0 || cfg.Lines > maxLines:
		return nil, fmt.Errorf("%w: %d lines: from 0 to %d", ErrConfig, cfg.Lines, maxLines)
	case cfg.End < calendar.Must("1980-01-01") || cfg.End > calendar.Must("2200-12-31"):
		return nil, fmt.Errorf("%w: last day %s: from 1980 to 2200", ErrConfig, cfg.End)
	}
	s := &Shop{
		cfg:       cfg,
		start:     cfg.End.AddMonths(-cfg.Months) + 1,
		gapScale:  1 << 10,
		lineScale: 1 << 16,
	}
	s.last = int32(cfg.End - s.start)
	s.days = daysOf(s.start, cfg.End)
	s.makeProducts()
	s.makeBundles()
	s.makePrices()
	s.makeCustomers()
	if err := s.fit(); err != nil {
		return nil, err
	}
	return s, nil
}

// Config is what the shop was made from, defaults filled in.
func (s *Shop) Config() Config { return s.cfg }

// Start is the first day on which there may be an order.
func (s *Shop) Start() calendar.Day { return s.start }
