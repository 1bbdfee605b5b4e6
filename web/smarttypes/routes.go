package smarttypes

import (
	"wholesight/web/kit"
)

// Pages are the pages of smart types: their list in order, one of them, and merging one
// into another. Make them with New.
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
		kit.Get("/smart-types", kit.Office, kit.Page, s.listPage),
		kit.Post("/smart-types", kit.Admins, kit.Page, s.add),
		kit.Get("/smart-types/new", kit.Admins, kit.Page, s.newPage),
		kit.Get("/smart-types/:id", kit.Admins, kit.Page, s.editPage),
		kit.Post("/smart-types/:id", kit.Admins, kit.Page, s.save),
		kit.Post("/smart-types/:id/move", kit.Admins, kit.Page, s.move),
		kit.Get("/smart-types/:id/merge", kit.Admins, kit.Page, s.mergePage),
		kit.Post("/smart-types/:id/merge", kit.Admins, kit.Page, s.merge),
		kit.Post("/smart-types/:id/delete", kit.Admins, kit.Page, s.remove),
	}
}
