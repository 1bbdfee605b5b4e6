package demo

import "strconv"

// Product is what the shop sells.
type Product struct {
	SKU       string
	Name      string
	Category  string // a path: "Tools > Saws"
	Group     string // product group: what buyers call the kind of goods
	Brand     string
	Tags      []string // "make:…" and "material:…"; may be empty
	ListPrice int64    // per unit, ten-thousandths of the currency, as of the last day
	Cost      int64    // per unit, ten-thousandths, as of the last day
	PackSize  int64    // thousandths
	Active    bool
	Kind      string // "goods" or "service"
}

// trait is what the stream has to know of a product.
type trait struct {
	pack     int64 // thousandths
	season   uint8
	metre    bool  // sold by the metre: quantities may be fractions
	maker    uint8 // index into makes, +1; 0: fits everything
	from     int32 // first and last day it is sold, offsets
	until    int32
	breakAt  [breaks]int64 // thousandths from which the next discount holds
	industry uint16        // bit per industry that likes it
	renown   int64         // popularity: its weight in assortments
	partners []int         // of a bundle's lead: what goes with it
	partner  bool          // goes with a lead
}

// Products are all products, ordered by how they stand in the catalogue. The
// index of a product here is Line.Product.
func (s *Shop) Products() []Product { return s.products }

// makeProducts fills the catalogue. Prices within a category rise with the
// size, as they do in a real one.
func (s *Shop) makeProducts() {
	var r source
	for ci, c := range catalogue {
		number := 100
		for ni, noun := range c.nouns {
			for si, size := range c.sizes {
				r.reset(s.cfg.Seed, ofProduct, uint64(ci), uint64(ni<<8|si))
				number += 2 + r.below(7)
				s.addProduct(&r, c, noun, size, si, number)
			}
		}
	}
	s.freight = len(s.products)
	for i, v := range services {
		s.products = append(s.products, Product{
			SKU: "SRV-" + strconv.Itoa(10*(i+1)), Name: v.name, Category: "Services", Group: "Services",
			ListPrice: v.price, Cost: v.price * 8 / 10, PackSize: 1000, Active: true, Kind: "service",
		})
		s.traits = append(s.traits, trait{pack: 1000, until: s.last, breakAt: noBreaks})
	}
}

func (s *Shop) addProduct(r *source, c category, noun, size string, step, number int) {
	brand := c.brands[r.below(len(c.brands))]
	p := Product{
		SKU:      c.prefix + "-" + strconv.Itoa(number),
		Name:     brand + " " + noun + " " + size,
		Category: c.path, Group: c.group, Brand: brand,
		Active: true, Kind: "goods",
	}
	t := trait{season: c.season, metre: c.metre, until: s.last, industry: industriesOf(c.liked)}
	p.PackSize = int64(c.packs[min(step*len(c.packs)/len(c.sizes), len(c.packs)-1)]) * 1000
	t.pack = p.PackSize

	steps := int64(max(len(c.sizes)-1, 1))
	price := c.low + (c.high-c.low)*int64(step)/steps
	price = price * (1024 + r.spread(220)) >> 11 // half the noise of a draw: siblings stay in order
	p.ListPrice = tidy(price)
	p.Cost = p.ListPrice * int64(r.between(430, 560)) / 1000

	if material := c.materials[r.below(len(c.materials))]; material != "" {
		p.Tags = append(p.Tags, "material:"+material)
	}
	if c.makes && r.chance(700) {
		t.maker = uint8(1 + r.below(len(makes)))
		p.Tags = append([]string{"make:" + makes[t.maker-1]}, p.Tags...)
	}
	// A few products came lately and a few are no longer sold.
	switch {
	case r.chance(50):
		t.from = int32(r.between(int(s.last/2), int(s.last*9/10)))
	case r.chance(25):
		t.until = int32(r.between(int(s.last/3), int(s.last*9/10)))
		p.Active = false
	}
	t.breakAt = c.breakpoints(p.PackSize)
	t.renown = 40 * r.spread(1100) / 1024
	if t.renown < 1 {
		t.renown = 1
	}
	if c.metre && s.rope == 0 {
		s.rope = len(s.products)
		t.from, t.until, p.Active = 0, s.last, true
	}
	s.products = append(s.products, p)
	s.traits = append(s.traits, t)
}

// makeBundles plants which products belong together: for each recipe the first
// product of one category, with those of others; then the second ones, and so
// on. A product is in one bundle at most.
func (s *Shop) makeBundles() {
	byPrefix := map[string][]int{}
	for i, p := range s.products {
		prefix, t := prefixOf(p.SKU), &s.traits[i]
		if p.Active && t.from == 0 && t.maker == 0 && i != s.rope {
			byPrefix[prefix] = append(byPrefix[prefix], i)
		}
	}
	for round := range 3 {
		for _, recipe := range recipes {
			var set []int
			for _, prefix := range recipe {
				if left := byPrefix[prefix]; len(left) > 0 {
					set = append(set, left[0])
					byPrefix[prefix] = left[1:]
				}
			}
			if len(set) < 2 {
				continue
			}
			lead := &s.traits[set[0]]
			lead.partners = set[1:]
			lead.renown = max(lead.renown*2, int64(90-20*round))
			for _, p := range set[1:] {
				s.traits[p].partner = true
			}
			s.bundles = append(s.bundles, set)
		}
	}
	for i, p := range s.products {
		t := &s.traits[i]
		if p.Kind == "goods" && !t.partner && t.partners == nil {
			s.explore = append(s.explore, uint16(i))
		}
	}
}

func prefixOf(sku string) string {
	for i := range len(sku) {
		if sku[i] == '-' {
			return sku[:i]
		}
	}
	return sku
}
