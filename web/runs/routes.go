package runs

import (
	"wholesight/web/kit"
)

// Pages are the pages of the runs of jobs. Make them with New.
type Pages struct {
	*kit.Kit
	streams streams
}

// New are the pages over what every page needs.
func New(k *kit.Kit) *Pages {
	return &Pages{Kit: k}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/jobs", kit.Office, kit.Page, s.jobsPage),
		kit.Get("/jobs.csv", kit.Office, kit.Download, s.jobsFile),
		kit.Get("/jobs.xlsx", kit.Office, kit.Download, s.jobsFile),
		kit.Post("/jobs/run", kit.Admins, kit.Page, s.jobRun),
		kit.Get("/jobs/:id", kit.Office, kit.Page, s.jobPage),
		kit.Get("/jobs/:id/events", kit.Office, kit.Stream, s.jobEvents),
		kit.Post("/jobs/:id/cancel", kit.Admins, kit.Page, s.jobCancel),
		kit.Post("/jobs/:id/retry", kit.Admins, kit.Page, s.jobRetry),
	}
}
