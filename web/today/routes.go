package today

import (
	"wholesight/web/kit"
)

// Pages are the pages of what needs doing, in order. Make them with New.
type Pages struct {
	*kit.Kit
	todays TodayCache
}

// New are the pages over what every page needs.
func New(k *kit.Kit) *Pages {
	return &Pages{Kit: k}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/today", kit.Staff, kit.Page, s.todayPage),
	}
}
