package classifications

import (
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/web/kit"
)

// Pages are the pages of classifications, their bands as a draft, and who moved. Make them with New.
type Pages struct {
	*kit.Kit
	people jobclassifications.Populations
}

// New are the pages over what every page needs.
func New(k *kit.Kit) *Pages {
	return &Pages{Kit: k}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/classifications", kit.Office, kit.Page, s.classificationsPage),
		kit.Post("/classifications", kit.Admins, kit.Page, s.classificationCreate),
		kit.Get("/classifications/preview", kit.Office, kit.Page, s.draftMovers),
		kit.Post("/classifications/preview", kit.Office, kit.Page, s.classificationPreview),
		kit.Post("/classifications/draft/apply", kit.Admins, kit.Page, s.draftApply),
		kit.Post("/classifications/draft/discard", kit.Admins, kit.Page, s.draftDiscard),
		kit.Post("/classifications/draft/merge", kit.Admins, kit.Page, s.draftMerge),
		kit.Post("/classifications/timeframe", kit.Admins, kit.Page, s.timeframeSave),
		kit.Get("/classifications/new", kit.Admins, kit.Page, s.classificationNew),
		kit.Get("/classifications/moves", kit.Staff, kit.Page, s.labelChangesPage),
		kit.Get("/classifications/moves.csv", kit.Staff, kit.Download, s.labelChangesFile),
		kit.Get("/classifications/moves.xlsx", kit.Staff, kit.Download, s.labelChangesFile),
		kit.Get("/classifications/:id", kit.Admins, kit.Page, s.classificationEdit),
		kit.Post("/classifications/:id", kit.Admins, kit.Page, s.classificationSave),
		kit.Post("/classifications/:id/value", kit.Admins, kit.Page, s.classificationValue),
		kit.Post("/classifications/:id/move", kit.Admins, kit.Page, s.classificationMove),
		kit.Post("/classifications/:id/delete", kit.Admins, kit.Page, s.classificationDelete),
		kit.Post("/classifications/:id/restore", kit.Admins, kit.Page, s.classificationRestore),
	}
}
