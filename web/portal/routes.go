package portal

import (
	"wholesight/web/kit"
)

// Pages are the pages of what a distributor sees, logged in. Make them with New.
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
		kit.Get("/portal", kit.Customers, kit.Page, s.portalPage),
	}
}
