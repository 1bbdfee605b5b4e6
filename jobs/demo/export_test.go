package demo

import "wholesight/jobs/calendar"

// What tests hold the shop against and nobody else asks for.

// Outcomes are those that the contacts use, in the order of a list to choose
// from.
func (s *Shop) Outcomes() []string {
	return []string{"reached", "order placed", "quote sent", "call back", "no answer", "not interested"}
}

// Groups are the customers' groups: regions and price groups.
func (s *Shop) Groups() []string { return groups }

// Industries are those the customers work in.
func (s *Shop) Industries() []string { return industries }

// Start is the first day on which there may be an order.
func (s *Shop) Start() calendar.Day { return s.start }

// PriceBreak is one line of a price list: from this quantity on, this price.
type PriceBreak struct {
	From  int64 // thousandths; 0 in the first
	Price int64 // per unit, ten-thousandths
}

// PriceList is what a smart type pays for a product as of the last day, by
// quantity, ascending; the price never rises with the quantity. smartType is an
// index into SmartTypes, product one into Products. A service has one price for
// all.
func (s *Shop) PriceList(smartType, product int) []PriceBreak {
	p, t := s.products[product], s.traits[product]
	if p.Kind != "goods" {
		return []PriceBreak{{0, p.ListPrice}}
	}
	list := []PriceBreak{{0, price(p.ListPrice, discounts[smartType][0], 1000, 1000)}}
	for b, from := range t.breakAt {
		list = append(list, PriceBreak{from, price(p.ListPrice, discounts[smartType][b+1], 1000, 1000)})
	}
	return list
}
