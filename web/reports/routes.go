package reports

import (
	jobreports "wholesight/jobs/reports"
	"wholesight/web/kit"
)

// Pages are the pages of reports over all customers. Make them with New.
type Pages struct {
	*kit.Kit
	sales *jobreports.Books
}

// New are the pages over what every page needs and what they share with others.
func New(k *kit.Kit, sales *jobreports.Books) *Pages {
	return &Pages{Kit: k, sales: sales}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/reports", kit.Staff, kit.Page, s.reportsPage),
		kit.Get("/reports/purchases", kit.Staff, kit.Page, s.purchasesPage),
		kit.Get("/reports/purchases.csv", kit.Staff, kit.Download, s.purchasesFile),
		kit.Get("/reports/purchases.xlsx", kit.Staff, kit.Download, s.purchasesFile),
		kit.Get("/reports/classifications.csv", kit.Staff, kit.Download, s.report),
		kit.Get("/reports/classifications.xlsx", kit.Staff, kit.Download, s.report),
	}
}
