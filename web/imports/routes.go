package imports

import (
	"wholesight/web/kit"
)

// Pages are the pages of files that come in and go out. Make them with New.
type Pages struct {
	*kit.Kit
	uploads uploadSlots
}

// New are the pages over what every page needs.
func New(k *kit.Kit) *Pages {
	return &Pages{Kit: k}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/imports", kit.Office, kit.Page, s.importsPage),
		kit.Get("/imports.csv", kit.Office, kit.Download, s.importsFile),
		kit.Get("/imports.xlsx", kit.Office, kit.Download, s.importsFile),
		kit.Post("/imports", kit.Office, kit.Upload, s.importUpload),
		kit.Get("/imports/new", kit.Office, kit.Page, s.importNew),
		kit.Get("/imports/samples/:kind", kit.Office, kit.Download, s.importSample),
		kit.Get("/imports/:id", kit.Office, kit.Page, s.importPage),
		kit.Get("/imports/:id/rejected.csv", kit.Office, kit.Download, s.importRejected),
		kit.Post("/imports/:id/check", kit.Office, kit.Page, s.importCheck),
		kit.Post("/imports/:id/parts", kit.Office, kit.Page, s.importParts),
		kit.Post("/imports/:id/apply", kit.Office, kit.Page, s.importApply),
		kit.Post("/imports/:id/cancel", kit.Office, kit.Page, s.importCancel),
		kit.Post("/imports/:id/discard", kit.Office, kit.Page, s.importDiscardFile),
		kit.Post("/imports/:id/undo", kit.Office, kit.Page, s.importUndo),
		kit.Get("/exports/:file", kit.Office, kit.Download, s.export),
	}
}
