package account

import (
	jobpeople "wholesight/jobs/people"
	"wholesight/web/kit"
)

// Pages are the pages of a person's own: to log in and out, the first set-up, the password, how pages look, sessions,
// keys. Make them with New.
type Pages struct {
	*kit.Kit
	hasher *jobpeople.Hasher
}

// New are the pages over what every page needs and what they share with others.
func New(k *kit.Kit, hasher *jobpeople.Hasher) *Pages {
	return &Pages{Kit: k, hasher: hasher}
}

// Routes are the addresses of these pages: who may call each, how it is served, what answers.
func (s *Pages) Routes() []kit.Route {
	return []kit.Route{
		kit.Get("/", kit.Anyone, kit.Page, s.home),
		kit.Get("/login", kit.Anyone, kit.Page, s.loginPage),
		kit.Post("/login", kit.Anyone, kit.Page, s.login),
		kit.Post("/logout", kit.Anyone, kit.Page, s.logout),
		kit.Get("/lapse", kit.Anyone, kit.Asset, s.expiryPage),
		kit.Get("/setup/:secret", kit.Anyone, kit.Page, s.setupPage),
		kit.Post("/setup/:secret", kit.Anyone, kit.Page, s.setup),
		kit.Get("/password/:secret", kit.Anyone, kit.Page, s.passwordPage),
		kit.Post("/password/:secret", kit.Anyone, kit.Page, s.passwordSet),
		kit.Get("/account", kit.LoggedIn, kit.Page, s.accountPage),
		kit.Post("/account/password", kit.LoggedIn, kit.Page, s.accountPassword),
		kit.Post("/account/prefs", kit.LoggedIn, kit.Page, s.accountPrefs),
		kit.Post("/account/stay", kit.LoggedIn, kit.Page, s.accountStay),
		kit.Post("/account/end-sessions", kit.LoggedIn, kit.Page, s.accountEndSessions),
		kit.Post("/account/sessions/:ref/end", kit.LoggedIn, kit.Page, s.accountEndSession),
	}
}

// KeysRoutes are the help of the keys: who may call each, how it is served, what answers.
func (s *Pages) KeysRoutes() []kit.Route {
	return []kit.Route{
		kit.Get("/keys", kit.Staff, kit.Page, s.keysPage),
	}
}
