package demo

import "sort"

// picks serves to draw products for a customer of an industry: the products'
// weights, added up.
type picks struct {
	total [][]int64 // by industry, then product
	taken []int32   // by product: the customer that has it, +1
	ask   int32
}

// newPicks weighs the products: an industry buys what it likes six times as
// often.
func newPicks(s *Shop) *picks {
	p := &picks{taken: make([]int32, len(s.products))}
	for i := range industries {
		sums, sum := make([]int64, len(s.products)), int64(0)
		for j := range s.products {
			if s.products[j].Kind == "goods" {
				w := s.traits[j].renown
				if s.traits[j].industry>>i&1 == 1 {
					w *= 6
				}
				sum += w
			}
			sums[j] = sum
		}
		p.total = append(p.total, sums)
	}
	return p
}

// any is a product by its weight.
func (p *picks) any(r *source, industry int) int {
	sums := p.total[industry]
	at := int64(r.below(int(sums[len(sums)-1])))
	return sort.Search(len(sums), func(i int) bool { return sums[i] > at })
}

// fillAssortment draws what the customer buys: its staples first, which come
// with every n-th order, then the rest with the favourites before the others.
// Most who buy a bundle's lead buy what goes with it; those who do not are
// planted as missing it.
func (s *Shop) fillAssortment(r *source, p *picks, h *habit, who kindOfCustomer) {
	p.ask++
	want := [...]int{9, 14, 30}[who.smartType] + int(h.basket>>10)*2 + r.below(8)
	makers := [2]uint8{uint8(1 + r.below(len(makes))), uint8(1 + r.below(len(makes)))}
	start := len(s.slots)
	h.first = uint32(start)
	for tries := 0; len(s.slots)-start < want && tries < 20*want; tries++ {
		product := p.any(r, who.industry)
		t := &s.traits[product]
		if t.partner || p.taken[product] == p.ask {
			continue
		}
		// What fits a machine is bought by those who have it.
		if t.maker != 0 && t.maker != makers[0] && t.maker != makers[1] && !r.chance(60) {
			continue
		}
		p.taken[product] = p.ask
		lead := len(s.slots)
		s.slots = append(s.slots, s.drawSlot(r, h, who, product, lead-start))
		if len(t.partners) == 0 {
			continue
		}
		if r.chance(180) {
			s.slots[lead].missing = true
			continue
		}
		for _, partner := range t.partners {
			sl := s.drawSlot(r, h, who, partner, want)
			sl.from = s.slots[lead].from
			s.slots = append(s.slots, sl)
		}
		s.slots[lead].follow = uint8(len(t.partners))
	}
	h.end = uint32(len(s.slots))
	if h.kind == oneTime || h.kind == scripted || h.end == h.first {
		return
	}
	// Special terms for one product that it buys often: nobody looked at them
	// again (too low), or nobody dared to complain (too high).
	if r.chance(90) {
		s.slots[h.first].special = int16(r.between(760, 850))
	} else if r.chance(50) {
		s.slots[h.first].special = int16(r.between(1160, 1280))
	}
}

// drawSlot draws how the customer buys a product that stands at a place in its
// assortment.
func (s *Shop) drawSlot(r *source, h *habit, who kindOfCustomer, product, place int) slot {
	t := &s.traits[product]
	sl := slot{product: uint16(product), special: 1000}
	usual := [...]int64{1, 2, 6}[who.smartType]
	switch {
	case t.metre:
		usual *= 25
	case s.products[product].ListPrice*t.pack/1000 > 2_000_000: // over 200 a pack: by ones
		usual = (usual + 1) / 2
	}
	// Nobody buys jacks by the hundred: a line has its usual value at most.
	most := [...]int64{3_000_000, 8_000_000, 40_000_000}[who.smartType] * h.size >> 10
	packs := min(usual*r.spread(850)>>10*h.size>>10, most*1000/(s.products[product].ListPrice*t.pack))
	sl.packs = uint16(min(max(packs, 1), 4000))
	switch {
	case place < 4:
		if t.season == evenly && r.chance(750) {
			sl.period, sl.phase = uint8(1+r.below(4)), uint8(r.below(4))
		}
	case r.chance(330) && s.last > 60:
		sl.from = uint16(h.from + int32(r.below(int(s.last-h.from)+1)))
	}
	return sl
}
