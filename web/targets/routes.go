package targets

import (
	jobtargets "wholesight/jobs/targets"
	"wholesight/web/kit"
)

// Pages are the pages of sales targets. Make them with New.
type Pages struct {
	*kit.Kit
	targets jobtargets.Books
}

// New are the pages over what every page needs.
func New(k *kit.Kit) *Pages {
	return &Pages{Kit: k}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/targets", kit.Staff, kit.Page, s.targetsPage),
		kit.Get("/targets/grid", kit.Staff, kit.Page, s.targetGridPage),
		kit.Post("/targets/grid", kit.Staff, kit.Page, s.targetGridSave),
		kit.Get("/customers/:code/target", kit.Staff, kit.Page, s.targetPage),
		kit.Post("/customers/:code/target", kit.Staff, kit.Page, s.targetSave),
		kit.Post("/customers/:code/target/delete", kit.Staff, kit.Page, s.targetRemove),
		kit.Get("/reports/sales-targets.csv", kit.Staff, kit.Download, s.targetsFile),
		kit.Get("/reports/sales-targets.xlsx", kit.Staff, kit.Download, s.targetsFile),
	}
}
