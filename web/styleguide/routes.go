package styleguide

import (
	"wholesight/web/kit"
)

// Pages are the pages of the page of components, for who builds pages (serve --dev). Make them with New.
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
		kit.Get("/styleguide", kit.Anyone, kit.Page, s.styleguide),
		kit.Get("/styleguide/labels.css", kit.Anyone, kit.Asset, s.styleguideLabels),
		kit.Get("/styleguide/login", kit.Anyone, kit.Page, s.styleguideLogin),
	}
}
