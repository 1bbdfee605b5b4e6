package demo

import "testing"

// ratios is, per customer and product, paid ÷ what the price list of the day
// says, in thousandths: the sum and the number of lines. Product −1 is all but
// those with a planted price.
func ratios(t *testing.T, s *Shop) map[[2]int][2]int64 {
	t.Helper()
	by := map[[2]int][2]int64{}
	special := map[[2]int]bool{}
	for _, sp := range s.Truths().Specials {
		special[[2]int{sp.Customer, sp.Product}] = true
	}
	each(t, s, func(o Order) {
		h := s.habits[o.Customer]
		for _, l := range o.Lines {
			p := s.products[l.Product]
			if h.kind == scripted || l.Quantity <= 0 || l.UnitPrice == 0 || p.Kind != "goods" {
				continue
			}
			at := s.levels[s.days[o.Day-s.start].level][l.Product].list
			list := at * discounts[h.smartType][s.traits[l.Product].bucket(l.Quantity)] / 1000
			if list < 1_000 { // the rounding of tiny prices would drown it
				continue
			}
			for _, key := range [][2]int{{o.Customer, l.Product}, {o.Customer, -1}} {
				if key[1] < 0 && special[[2]int{o.Customer, l.Product}] {
					continue
				}
				r := by[key]
				by[key] = [2]int64{r[0] + l.UnitPrice*1000/list, r[1] + 1}
			}
		}
	})
	return by
}

func TestPricesOutOfLineAreThosePlanted(t *testing.T) {
	s := shopOf(t, Config{})
	truths, by := s.Truths(), ratios(t, s)
	odd := map[int]bool{}
	for _, tm := range truths.Terms {
		odd[tm.Customer] = true
		r := by[[2]int{tm.Customer, -1}]
		if r[1] < 20 {
			continue
		}
		if mean := r[0] / r[1]; mean < tm.PerMille-25 || mean > tm.PerMille+25 {
			t.Errorf("customer %d: pays %d of 1000, planted %d", tm.Customer, mean, tm.PerMille)
		}
	}
	seen := 0
	for _, sp := range truths.Specials {
		odd[sp.Customer] = true
		r := by[[2]int{sp.Customer, sp.Product}]
		if r[1] < 6 {
			continue
		}
		seen++
		want := sp.PerMille * int64(s.habits[sp.Customer].own) / 1000
		if mean := r[0] / r[1]; mean < want-35 || mean > want+35 {
			t.Errorf("customer %d: pays %d of 1000 for %s, planted %d", sp.Customer, mean, s.products[sp.Product].SKU, want)
		}
	}
	if seen < 15 {
		t.Errorf("%d special prices were paid often enough to be seen", seen)
	}
	for c := range s.customers {
		if r := by[[2]int{c, -1}]; !odd[c] && s.spans[c].orders >= enough && r[1] >= 20 &&
			(r[0]/r[1] < 965 || r[0]/r[1] > 1025) {
			t.Errorf("customer %d: pays %d of 1000, and nothing was planted", c, r[0]/r[1])
		}
	}
}
