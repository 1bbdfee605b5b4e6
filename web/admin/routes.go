package admin

import (
	"wholesight/web/kit"
)

// Pages are the pages of what keeps the shop in order: undo, the recycle bin, settings, the audit log. Make them with
// New.
type Pages struct {
	*kit.Kit
}

// New are the pages over what every page needs.
func New(k *kit.Kit) *Pages {
	return &Pages{Kit: k}
}

// RecoveryRoutes are what takes back: undo and the recycle bin: who may call each, how it is served, what answers.
func (s *Pages) RecoveryRoutes() []kit.Route {
	return []kit.Route{
		kit.Post("/undo/:id", kit.LoggedIn, kit.Page, s.undo),
		kit.Get("/bin", kit.Staff, kit.Page, s.binPage),
		kit.Get("/bin.csv", kit.Staff, kit.Download, s.binFile),
		kit.Get("/bin.xlsx", kit.Staff, kit.Download, s.binFile),
	}
}

// SettingsRoutes are the settings: who may call each, how it is served, what answers.
func (s *Pages) SettingsRoutes() []kit.Route {
	return []kit.Route{
		kit.Get("/settings", kit.Admins, kit.Page, s.settingsPage),
		kit.Post("/settings", kit.Admins, kit.Page, s.settingsSave),
	}
}

// AuditRoutes are the audit log: who may call each, how it is served, what answers.
func (s *Pages) AuditRoutes() []kit.Route {
	return []kit.Route{
		kit.Get("/audit", kit.Admins, kit.Page, s.auditPage),
		kit.Get("/audit.csv", kit.Admins, kit.Download, s.auditFile),
		kit.Get("/audit.xlsx", kit.Admins, kit.Download, s.auditFile),
	}
}
