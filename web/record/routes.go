package record

import (
	jobforecasts "wholesight/jobs/forecasts"
	"wholesight/web/customers"
	"wholesight/web/kit"
)

// Pages are the pages of one customer. Make them with New.
type Pages struct {
	*kit.Kit
	customers *customers.Pages
	forecasts *jobforecasts.Records
}

// New are the pages over what every page needs and what they share with others.
func New(k *kit.Kit, customers *customers.Pages, forecasts *jobforecasts.Records) *Pages {
	return &Pages{Kit: k, customers: customers, forecasts: forecasts}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/customers/:code", kit.Staff, kit.Page, s.customerPage),
	}
}

// EditRoutes are the form of a customer and one order: who may call each, how it is served, what answers.
func (s *Pages) EditRoutes() []kit.Route {
	return []kit.Route{
		kit.Get("/customers/:code/edit", kit.Staff, kit.Page, s.customerEditPage),
		kit.Post("/customers/:code/edit", kit.Staff, kit.Page, s.customerEdit),
		kit.Get("/customers/:code/orders/:number", kit.Staff, kit.Page, s.customerOrderPage),
	}
}
