package customers

import (
	"wholesight/web/kit"
)

// Pages are the pages of the list of customers and the order analysis, saved lists, and what is done with many at once.
// Make them with New.
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
		kit.Get("/customers", kit.Staff, kit.Page, s.customersPage),
		kit.Get("/customers.csv", kit.Staff, kit.Download, s.customersFile),
		kit.Get("/customers.xlsx", kit.Staff, kit.Download, s.customersFile),
		kit.Get("/analysis", kit.Staff, kit.Page, s.analysisPage),
		kit.Get("/analysis.csv", kit.Staff, kit.Download, s.analysisFile),
		kit.Get("/analysis.xlsx", kit.Staff, kit.Download, s.analysisFile),
		kit.Post("/customers/bulk", kit.Staff, kit.Page, s.customersBulk),
		kit.Get("/customers/:code/row", kit.Staff, kit.Page, s.customerRow),
		kit.Post("/views", kit.Staff, kit.Page, s.viewAdd),
		kit.Get("/views/new", kit.Staff, kit.Page, s.viewNew),
		kit.Get("/views/:id", kit.Staff, kit.Page, s.viewPage),
		kit.Post("/views/:id", kit.Staff, kit.Page, s.viewSave),
		kit.Post("/views/:id/query", kit.Staff, kit.Page, s.viewQuery),
		kit.Post("/views/:id/delete", kit.Staff, kit.Page, s.viewDelete),
		kit.Post("/views/:id/default", kit.Staff, kit.Page, s.viewDefault),
	}
}
