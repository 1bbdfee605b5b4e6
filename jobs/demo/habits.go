package demo

import "sort"

// habit is how one customer buys. Days are offsets from the shop's first day.
type habit struct {
	kind        uint8
	smartType   uint8
	weekday     uint8 // 1 … 5 when its orders mostly fall on one day, else 0
	channel     uint8 // mostly, from change on
	before      uint8 // mostly, until then
	change      int32
	gap         int64 // usual days between orders, 1024ths
	jitter      int64 // see source.spread
	basket      int64 // usual number of lines, 1024ths
	size        int64 // quantities against what is usual in its smart type, 1024ths
	from        int32 // not before: when it became a customer
	until       int32 // no order after this day
	pause, back int32 // no order in between, when back > 0
	joined      bool  // came in the course of the history
	own         int16 // its terms: thousandths of what its price list says
	first, end  uint32
	twin        int32 // draw as the customer so many places before
}

// What becomes of a customer.
const (
	steady uint8 = iota
	growing
	slipping
	stopped
	oneTime
	newcomer
	seasonal // buys from March to August only
	paused   // was away for more than a year, and came back
	scripted // an edge case: its orders are written down
)

// slot is a product in a customer's assortment.
type slot struct {
	product uint16
	from    uint16 // first day, offset: customers take up products in time
	packs   uint16 // usual quantity
	special int16  // terms for this product, thousandths
	follow  uint8  // so many of the next slots belong to it: a bundle
	period  uint8  // bought with every n-th order; 0: now and then
	phase   uint8
	missing bool // a bundle's lead without its partners
}

// drawHabit draws how a customer buys from what it is.
func (s *Shop) drawHabit(r *source, who kindOfCustomer) habit {
	h := habit{smartType: uint8(who.smartType), until: s.last, own: 1000}
	size := r.spread(900) // how large it is, within its smart type
	if who.smartType == distributor {
		size = min(size, 2200) // or one of them is a fifth of the shop
	}
	h.size = exp2(sizeLog(size) * 7 / 10)
	h.gap = [...]int64{72, 48, 21}[who.smartType] << 10
	h.gap = max(h.gap*1024/max(exp2(sizeLog(size)*6/10), 256), 3<<10)
	h.jitter = int64(r.between(250, 1000))
	h.basket = [...]int64{3300, 4600, 8200}[who.smartType] * exp2(sizeLog(size)*4/10) >> 10
	h.basket = min(h.basket, 26<<10)
	if h.gap > 6<<10 && r.chance(330) {
		h.weekday = uint8(1 + r.below(5))
	}
	h.channel = drawChannel(r, who.smartType)
	h.before = h.channel
	if r.chance(120) { // moved from the telephone to the web shop
		h.before, h.channel = byPhone, byWeb
		h.change = int32(r.between(int(s.last/4), int(s.last*2/3)))
	}
	switch n := r.below(1000); {
	case n < 35:
		h.own = int16(r.between(850, 900))
	case n < 60:
		h.own = int16(r.between(1080, 1130))
	default:
		h.own = int16(r.between(985, 1015))
	}
	s.drawLife(r, &h, who)
	return h
}

// sizeLog is the base-2 logarithm of a factor, both in 1024ths, by search: it is
// needed a few times per customer only.
func sizeLog(factor int64) int64 {
	return int64(sort.Search(16_384, func(i int) bool { return exp2(int64(i)-8192) >= factor })) - 8192
}

// drawLife draws what becomes of the customer in the time of the shop.
func (s *Shop) drawLife(r *source, h *habit, who kindOfCustomer) {
	last, gap := int(s.last), int(h.gap>>10)
	if who.edge {
		h.kind = scripted
		return
	}
	if r.chance(330) { // came in the course of the history
		h.from, h.joined = int32(r.below(max(last*5/6, 1))), true
	} else { // was there before: somewhere in its usual gap
		h.from = int32(r.below(min(gap, last) + 1))
	}
	left := last - int(h.from)
	switch n := r.below(1000); {
	case n < 85 && left > 540:
		h.kind = growing
	case n < 165 && left > 360:
		h.kind = slipping
	case n < 360:
		// Silent for at least one and a half usual gaps: a stop that nobody could
		// know of yet would not be a fair question.
		quiet := max(45, gap*3/2)
		if lo, hi := int(h.from)+4*gap, last-quiet; lo < hi {
			h.kind, h.until = stopped, int32(r.between(lo, hi))
		}
	case n < 440:
		h.kind, h.from, h.joined = oneTime, int32(r.below(last+1)), true
	case n < 520:
		h.kind, h.from, h.joined = newcomer, int32(last-r.below(min(last, 180)+1)), true
	case n < 550:
		h.kind = seasonal
	case n < 575 && left > 800:
		h.kind = paused
		h.pause = h.from + int32(r.between(150, left-600))
		h.back = h.pause + int32(r.between(380, 450))
	}
}

// trend is how a customer's gap and basket stand on a day against usual, both in
// 1024ths.
func (h *habit) trend(day, last int32) (gap, basket int64) {
	switch h.kind {
	case growing: // within 18 months to 60 % of the gap and 1.3 times the basket
		age := int64(min(max(day-(last-540), 0), 540))
		return 1024 - 410*age/540, 1024 + 307*age/540
	case slipping: // within nine months to three times the gap and half the basket
		age := int64(min(max(day-(last-270), 0), 270))
		return 1024 + 2048*age/270, 1024 - 512*age/270
	}
	return 1024, 1024
}
