package demo

import (
	"strconv"

	"wholesight/jobs/calendar"
)

// Order is an order or a credit note.
type Order struct {
	Number   string // "SO-…", or "CN-…" of a credit note; rises with the day
	Day      calendar.Day
	Customer int // index into Customers
	Channel  string
	Status   string // "closed", "open", "cancelled" or "draft"
	Currency string
	Lines    []Line
}

// Line is one line of an order.
type Line struct {
	Product   int   // index into Products
	Quantity  int64 // thousandths; negative: a return
	Delivered int64 // thousandths
	UnitPrice int64 // ten-thousandths; 0: free goods; negative: a correction
	Total     int64 // quantity × unit price, minor units, rounded half away from zero
	Cost      int64 // per unit, ten-thousandths
}

// Order numbers go on from here.
const (
	firstOrder  = 104_233
	firstCredit = 20_117
)

// Order statuses, as they are drawn.
const (
	isClosed uint8 = iota
	isOpen
	isCancelled
	isDraft
)

var statuses = [...]string{"closed", "open", "cancelled", "draft"}

// Orders hands every order, with its lines, to yield: by day, and within a day
// by number. It may be called again and gives the same each time. Memory does
// not grow with the number of lines: Lines is used again for the next order, so
// yield must copy what it keeps. An error of yield ends the stream and is
// returned as it is.
func (s *Shop) Orders(yield func(Order) error) error {
	g := newStream(s)
	order := Order{Currency: Currency}
	so, cn := int64(firstOrder), int64(firstCredit)
	var digits [24]byte
	for day := range int32(len(s.days)) {
		order.Day = s.start + calendar.Day(day)
		for {
			c := g.due[day]
			if c < 0 {
				break
			}
			g.due[day] = g.follower[c]
			credit, status, channel := g.next(int(c), day)
			number := digits[:0]
			if credit {
				number = strconv.AppendInt(append(number, "CN-"...), cn, 10)
				cn++
			} else {
				number = strconv.AppendInt(append(number, "SO-"...), so, 10)
				so++
			}
			order.Number, order.Customer = string(number), int(c)
			order.Channel, order.Status = channels[channel], statuses[status]
			order.Lines = g.lines
			if err := yield(order); err != nil {
				return err
			}
		}
	}
	return nil
}

// stream is the state of one reading of the orders: a calendar queue of the
// customers by the day of their next order or credit note, and what is known of
// each. All else is drawn anew.
type stream struct {
	s        *Shop
	r        source
	due      []int32 // by day: the first customer in the queue, or −1
	follower []int32 // by customer: the one behind it in its queue, or −1
	ordinal  []int32 // by customer: the number of its next order
	ordered  []int32 // by customer: the day of the order before
	after    []int32 // by customer: the day of the order after the pending credit note; −1: none is pending
	lines    []Line
	seen     []uint32 // by product: the serial of the order it was put in last
	serial   uint32
}

func newStream(s *Shop) *stream {
	n := len(s.customers)
	g := &stream{
		s: s, due: make([]int32, len(s.days)), follower: make([]int32, n),
		ordinal: make([]int32, n), ordered: make([]int32, n), after: make([]int32, n),
		seen: make([]uint32, len(s.products)),
	}
	for day := range g.due {
		g.due[day] = -1
	}
	// Backwards, as each goes to the front of its queue.
	for c := n - 1; c >= 0; c-- {
		g.after[c] = -1
		g.queue(c, s.firstDay(&g.r, c))
	}
	return g
}

// queue puts a customer into the queue of a day; a negative day means that it
// never orders again.
func (g *stream) queue(c int, day int32) {
	if day >= 0 {
		g.follower[c] = g.due[day]
		g.due[day] = int32(c)
	}
}

// next draws what a customer has on a day into g.lines, and queues the customer
// for the next time.
func (g *stream) next(c int, day int32) (credit bool, status, channel uint8) {
	g.lines = g.lines[:0]
	if after := g.after[c]; after >= 0 {
		p := g.s.plan(&g.r, c, g.ordinal[c]-1, g.ordered[c])
		g.fill(c, g.ordinal[c]-1, g.ordered[c], p)
		g.takeBack(p.credited)
		g.after[c] = -1
		g.queue(c, after)
		return true, isClosed, p.channel
	}
	p := g.s.plan(&g.r, c, g.ordinal[c], day)
	if p.what == creditAll {
		parent := g.s.plan(&g.r, c, g.ordinal[c]-1, g.ordered[c])
		g.fill(c, g.ordinal[c]-1, g.ordered[c], parent)
		g.takeBack(len(g.lines))
	} else {
		g.fill(c, g.ordinal[c], day, p)
	}
	g.ordinal[c]++
	g.ordered[c] = day
	if p.credit >= 0 {
		g.after[c] = p.next
		g.queue(c, p.credit)
	} else {
		g.queue(c, p.next)
	}
	return p.what == creditAll || p.what == returnsOnly, p.status, p.channel
}
