package demo

// fill draws an order's lines into g.lines, from where plan left the source.
// The staples whose turn it is come first, then what comes up in the customer's
// assortment, each with what goes with it, and now and then something new.
func (g *stream) fill(c int, ordinal, day int32, p plan) {
	s, h := g.s, &g.s.habits[c]
	if h.kind == scripted {
		defer g.twist(day, p)
	}
	g.serial++
	slots := s.slots[h.first:h.end]
	month := s.days[day].month
	for i := range min(4, len(slots)) {
		sl := &slots[i]
		if sl.period > 0 && (uint8(ordinal)+sl.phase)%sl.period == 0 && len(g.lines) < p.lines &&
			g.sold(int(sl.product), day) {
			g.add(h, sl, day, p)
			g.addPartners(h, slots, i, day, p)
		}
	}
	for tries := 0; len(g.lines) < p.lines; tries++ {
		u := g.r.bits64()
		// Squared, so that the first of the assortment come up most.
		x := u & 0xFFFF
		i := int(x * x >> 16 * uint64(len(slots)) >> 16)
		if u>>16&31 == 0 || len(slots) == 0 || tries > 3*p.lines+12 {
			g.addNew(h, u, day, p, tries > 8*p.lines+60)
			continue
		}
		sl := &slots[i]
		product := int(sl.product)
		if int32(sl.from) > day || g.seen[product] == g.serial || !g.sold(product, day) ||
			uint16(u>>24&255) >= seasons[s.traits[product].season][month] {
			continue
		}
		g.add(h, sl, day, p)
		g.addPartners(h, slots, i, day, p)
	}
	if last := len(g.lines) - 1; last > 1 && h.smartType != distributor && g.r.bits64()&255 < 30 {
		g.lines[last] = g.carriage(day, p.status)
	}
}

// sold tells whether a product is in the range on a day.
func (g *stream) sold(product int, day int32) bool {
	t := &g.s.traits[product]
	return t.from <= day && day <= t.until
}

// addPartners adds what goes with a bundle's lead, two times out of three.
func (g *stream) addPartners(h *habit, slots []slot, i int, day int32, p plan) {
	for k := range int(slots[i].follow) {
		sl := &slots[i+1+k]
		if len(g.lines) < p.lines && g.r.bits64()&255 < 172 && g.seen[sl.product] != g.serial {
			g.add(h, sl, day, p)
		}
	}
}

// addNew adds a product from outside the assortment if it is one that the
// order has not, or any one at last: an order may be longer than the range.
func (g *stream) addNew(h *habit, u uint64, day int32, p plan, any bool) {
	x := u >> 32 & 0xFFFF
	product := int(g.s.explore[x*uint64(len(g.s.explore))>>16])
	t := &g.s.traits[product]
	if !g.sold(product, day) || !any && (g.seen[product] == g.serial ||
		uint16(u>>48&255) >= seasons[t.season][g.s.days[day].month]) {
		return
	}
	sl := slot{product: uint16(product), packs: 1, special: 1000}
	if t.metre {
		sl.packs = 10
	}
	g.add(h, &sl, day, p)
}

// add draws quantity, delivery and price of a product and appends the line.
func (g *stream) add(h *habit, sl *slot, day int32, p plan) {
	s := g.s
	product := int(sl.product)
	t := &s.traits[product]
	g.seen[product] = g.serial
	u := g.r.bits64()

	packs := int64(sl.packs) * p.growth >> 10
	switch v := u & 255; {
	case v < 168: // as usual
	case v < 200:
		packs += (packs + 3) / 4
	case v < 230:
		packs -= packs / 4
	case v < 244:
		packs *= 2
	default:
		packs = (packs + 1) / 2
	}
	quantity := max(packs, 1) * t.pack
	if t.metre && u>>8&3 == 0 {
		quantity += int64(u>>10&3) * 250
	}
	at := s.levels[s.days[day].level][product]
	unit := price(at.list, discounts[h.smartType][t.bucket(quantity)], int64(h.own), int64(sl.special))
	if v := u >> 16 & 1023; v < 6 { // sent back with the next order
		quantity = -t.pack
		unit = price(at.list, discounts[h.smartType][0], int64(h.own), int64(sl.special))
	} else if v < 14 && p.lines > 2 { // a sample
		quantity, unit = t.pack, 0
	} else if v < 34 { // what was on offer that week
		unit = price(at.list, discounts[h.smartType][t.bucket(quantity)]*9/10, int64(h.own), int64(sl.special))
	}
	g.lines = append(g.lines, Line{
		Product: product, Quantity: quantity, Delivered: delivered(u>>32, quantity, t.pack, p.status),
		UnitPrice: unit, Total: roundDiv(quantity*unit, 100_000), Cost: at.cost,
	})
}

// delivered is how much of a line has come: all of it as a rule; of open orders
// often nothing, or part; and of a few closed ones part, as the rest was let go.
func delivered(u uint64, quantity, pack int64, status uint8) int64 {
	switch {
	case status > isOpen:
		return 0
	case quantity < 0:
		return quantity
	case status == isOpen && u&255 < 110:
		return 0
	case status == isOpen && u&255 < 170, u&1023 == 1023:
		return quantity / 2 / pack * pack
	}
	return quantity
}

// carriage is the line that charges for it.
func (g *stream) carriage(day int32, status uint8) Line {
	at := g.s.levels[g.s.days[day].level][g.s.freight]
	return Line{
		Product: g.s.freight, Quantity: 1000, Delivered: delivered(0, 1000, 1000, status&^isOpen),
		UnitPrice: at.list, Total: roundDiv(at.list, 100), Cost: at.cost,
	}
}

// takeBack turns the first n of an order's lines into their return, at the
// price that was paid.
func (g *stream) takeBack(n int) {
	g.lines = g.lines[:min(n, len(g.lines))]
	for i := range g.lines {
		l := &g.lines[i]
		l.Quantity, l.Total = -max(l.Quantity, -l.Quantity), -max(l.Total, -l.Total)
		l.Delivered = l.Quantity
	}
}

// twist makes an edge case's order what it is there for.
func (g *stream) twist(day int32, p plan) {
	for i := range g.lines {
		l := &g.lines[i]
		switch p.what {
		case returnsOnly:
			l.Quantity = -max(l.Quantity, -l.Quantity)
			l.Delivered = l.Quantity
		case undelivered:
			l.Delivered = 0
		case halfDelivered:
			l.Delivered = l.Quantity / 2000 * 1000
		case freeGoods:
			l.UnitPrice = 0
		case correction:
			l.Quantity, l.UnitPrice = 1000, -125_000
			l.Delivered = 1000
		case fractions:
			l.Product = g.s.rope
			l.Quantity = 3_125 + 500*int64(day%7)
			l.Delivered = l.Quantity
			l.UnitPrice = 3_333 + int64(day%11)
			l.Cost = 1_777
		case sale:
			// Ordinary orders of edge cases hold nothing else that is odd.
			if l.Quantity < 0 {
				l.Quantity = -l.Quantity
			}
			l.Delivered = l.Quantity
		}
		l.Total = roundDiv(l.Quantity*l.UnitPrice, 100_000)
	}
}
