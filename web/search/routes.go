package search

import (
	"wholesight/web/kit"
)

// Pages are the pages of everything there is, found by a word: the search, the palette, a product. Make them with New.
type Pages struct {
	*kit.Kit
}

// New are the pages over what every page needs.
func New(k *kit.Kit) *Pages {
	return &Pages{Kit: k}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/search", kit.Staff, kit.Page, s.searchPage),
		kit.Get("/palette", kit.Staff, kit.Page, s.paletteList),
		kit.Get("/products/:sku", kit.Staff, kit.Page, s.productPage),
	}
}
