package reports

import (
	"encoding/binary"
	"fmt"
	"math"

	"wholesight/jobs/cache"
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Purchases are what a customer bought in a period.
type Purchases struct {
	Orders       int64        // with a value above 0
	Revenue      int64        // minor units, returns included
	PurchaseDays int64        // days with such an order, at least one
	First, Last  calendar.Day // of them
}

// SaleBook is every order that counts in revenue, as small as it can be: of each its day
// and its net, in about five bytes. Any period of it is added up in milliseconds. It
// never changes once made, so all requests share it.
type SaleBook struct {
	at     map[int64]saleSpan // by customer
	packed []byte             // for each order the days since the one before (uvarint), and its net (varint)
}

// saleSpan is where a customer's orders stand. The first order's day is counted from
// the first day of the customer.
type saleSpan struct {
	from, to int
	first    calendar.Day
}

// Between is what a customer bought from a day to another, both included; false for who
// bought nothing: sending back is not buying. A revenue that does not fit is
// classify.ErrOverflow.
func (b *SaleBook) Between(customerID int64, from, to calendar.Day) (p Purchases, bought bool, err error) {
	span := b.at[customerID]
	day := span.first
	for rest := b.packed[span.from:span.to]; len(rest) > 0; {
		ahead, n := binary.Uvarint(rest)
		net, m := binary.Varint(rest[n:])
		rest = rest[n+m:]
		if day += calendar.Day(ahead); day > to {
			break
		}
		if day < from {
			continue
		}
		if net > 0 && p.Revenue > math.MaxInt64-net || net < 0 && p.Revenue < math.MinInt64-net {
			return p, false, fmt.Errorf("revenue of customer %d from %v to %v: %w", customerID, from, to, classify.ErrOverflow)
		}
		p.Revenue += net
		if net <= 0 {
			continue
		}
		if p.Orders == 0 {
			p.First = day
		}
		if p.Orders++; p.PurchaseDays == 0 || p.Last != day {
			p.PurchaseDays, p.Last = p.PurchaseDays+1, day
		}
	}
	return p, p.Orders > 0, nil
}

// loadSaleBook reads the book of the transaction's snapshot: one walk along one index.
func loadSaleBook(tx *store.Tx) (*SaleBook, error) {
	b := &SaleBook{at: map[int64]saleSpan{}}
	var customer int64
	var span saleSpan
	var last calendar.Day
	end := func() {
		if span.to = len(b.packed); span.to > span.from {
			b.at[customer] = span
		}
	}
	if err := tx.EachSale(0, math.MaxInt64, math.MaxInt32, func(id int64, day calendar.Day, net int64) error {
		if id != customer {
			end()
			customer, span, last = id, saleSpan{from: len(b.packed), first: day}, day
		}
		b.packed = binary.AppendVarint(binary.AppendUvarint(b.packed, uint64(day-last)), net)
		last = day
		return nil
	}); err != nil {
		return nil, fmt.Errorf("book of sales: %w", err)
	}
	end()
	b.packed = append(make([]byte, 0, len(b.packed)), b.packed...) // without the room that growing left
	return b, nil
}

// Books keeps the one book that all requests share, and makes a new one when another
// version of the order book is the visible one, which is asked in each request's own
// snapshot. The zero Books is ready.
type Books struct {
	kept cache.One[int64, *SaleBook] // by book version
}

// Asked tells whether a book was ever asked for.
func (bs *Books) Asked() bool {
	_, _, ok := bs.kept.Kept()
	return ok
}

// Book is the book of the transaction's snapshot. A new one costs about a microsecond an
// order.
func (bs *Books) Book(tx *store.Tx) (*SaleBook, error) {
	bookVersion, err := tx.BookVersion()
	if err != nil {
		return nil, err
	}
	return bs.kept.Get(tx, bookVersion, func() (*SaleBook, error) { return loadSaleBook(tx) })
}
