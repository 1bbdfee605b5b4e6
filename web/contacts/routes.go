package contacts

import (
	"wholesight/web/customers"
	"wholesight/web/kit"
)

// Pages are the pages of what happened with a customer: to log a contact, and the round of calls. Make them with New.
type Pages struct {
	*kit.Kit
	customers *customers.Pages
}

// New are the pages over what every page needs and what they share with others.
func New(k *kit.Kit, customers *customers.Pages) *Pages {
	return &Pages{Kit: k, customers: customers}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/customers/:code/contact", kit.Staff, kit.Page, s.contactPage),
		kit.Post("/customers/:code/contact", kit.Staff, kit.Page, s.contactSave),
		kit.Post("/customers/:code/call", kit.Staff, kit.Page, s.callKeep),
		kit.Post("/customers/:code/call/end", kit.Staff, kit.Page, s.callEnd),
		kit.Get("/contacts/:id", kit.Staff, kit.Page, s.loggedContactPage),
		kit.Post("/contacts/:id", kit.Staff, kit.Page, s.loggedContactSave),
		kit.Post("/contacts/:id/delete", kit.Staff, kit.Page, s.loggedContactDelete),
	}
}
