package demo

// breaks is the number of quantity breaks that a product has beside its first
// price.
const breaks = 3

// discounts are what the price lists take off the list price, in thousandths of
// it: by smart type, then by quantity break.
var discounts = [...][breaks + 1]int64{
	retail:      {1000, 970, 940, 920},
	trade:       {920, 880, 840, 800},
	distributor: {840, 800, 750, 700},
}

// noBreaks belongs to a product that costs the same in any quantity.
var noBreaks = [breaks]int64{1 << 40, 1 << 40, 1 << 40}

// breakpoints are a category's quantity breaks: 5, 20 and 100 packs of what
// comes singly, 3, 10 and 40 of what comes in boxes.
func (c category) breakpoints(pack int64) [breaks]int64 {
	switch {
	case c.metre:
		return [breaks]int64{50_000, 100_000, 500_000}
	case pack <= 1000:
		return [breaks]int64{5_000, 20_000, 100_000}
	default:
		return [breaks]int64{3 * pack, 10 * pack, 40 * pack}
	}
}

// priced is a product's list price and cost while one price level holds, in
// ten-thousandths per unit.
type priced struct{ list, cost int64 }

// rises are by how many thousandths prices went up at each yearly rise, the
// latest first; further back the last one repeats.
var rises = [...]int64{32, 41, 58, 27, 22}

// makePrices counts the products' present prices back, rise by rise.
func (s *Shop) makePrices() {
	n := int(s.days[s.last].level) + 1
	s.levels = make([][]priced, n)
	for back := range n {
		level := make([]priced, len(s.products))
		for i, p := range s.products {
			if back == 0 {
				level[i] = priced{p.ListPrice, p.Cost}
				continue
			}
			rise := 1000 + rises[min(back-1, len(rises)-1)]
			later := s.levels[n-back][i]
			level[i] = priced{tidy(roundDiv(later.list*1000, rise)), roundDiv(later.cost*1000, rise)}
		}
		s.levels[n-1-back] = level
	}
}

// tidy rounds a price to what a price list prints: whole pence from one pound
// up, else all four decimals; at least the smallest price there is.
func tidy(price int64) int64 {
	if price >= 10_000 {
		return roundDiv(price, 100) * 100
	}
	return max(price, 1)
}

// bucket is which quantity break a quantity has reached: 0 is none.
func (t *trait) bucket(quantity int64) int {
	b := 0
	for b < breaks && quantity >= t.breakAt[b] {
		b++
	}
	return b
}

// price is what a customer pays per unit: list price × price list of its smart
// type × its own terms × its terms for this product (both in thousandths).
func price(list, discount, own, special int64) int64 {
	return tidy(roundDiv(list*discount*own/1000*special, 1_000_000))
}
