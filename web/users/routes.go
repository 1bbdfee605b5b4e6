package users

import (
	"wholesight/web/kit"
)

// Pages are the pages of who may log in. Make them with New.
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
		kit.Get("/users", kit.Admins, kit.Page, s.usersPage),
		kit.Get("/users.csv", kit.Admins, kit.Download, s.usersFile),
		kit.Get("/users.xlsx", kit.Admins, kit.Download, s.usersFile),
		kit.Post("/users", kit.Admins, kit.Page, s.userAdd),
		kit.Get("/users/new", kit.Admins, kit.Page, s.userNew),
		kit.Get("/users/:id", kit.Admins, kit.Page, s.userPage),
		kit.Post("/users/:id", kit.Admins, kit.Page, s.userEdit),
		kit.Post("/users/:id/disable", kit.Admins, kit.Page, s.userDisable),
		kit.Post("/users/:id/enable", kit.Admins, kit.Page, s.userEnable),
		kit.Post("/users/:id/end-sessions", kit.Admins, kit.Page, s.userEndSessions),
		kit.Post("/users/:id/link", kit.Admins, kit.Page, s.userLink),
	}
}
