package forecasts

import (
	jobforecasts "wholesight/jobs/forecasts"
	"wholesight/web/kit"
)

// Pages are the pages of what customers will do, and how often such forecasts came true. Make them with New.
type Pages struct {
	*kit.Kit
	forecasts *jobforecasts.Records
}

// New are the pages over what every page needs and what they share with others.
func New(k *kit.Kit, forecasts *jobforecasts.Records) *Pages {
	return &Pages{Kit: k, forecasts: forecasts}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/forecasts", kit.Staff, kit.Page, s.forecastsPage),
		kit.Get("/forecasts.csv", kit.Staff, kit.Download, s.forecastsFile),
		kit.Get("/forecasts.xlsx", kit.Staff, kit.Download, s.forecastsFile),
		kit.Get("/forecasts/record", kit.Staff, kit.Page, s.forecastRecordPage),
		kit.Get("/forecasts/found", kit.Office, kit.Page, s.foundPage),
	}
}
