package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/static"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// routes is the table of contents: every address there is, who may call it, how it
// is served, what answers. The role test is drawn from it (testdata/routes.txt).
func (s *Server) routes() []route {
	table := []route{
		// Anybody
		{get, "/", anyone, page, s.home},
		{get, "/login", anyone, page, s.loginPage},
		{post, "/login", anyone, page, s.login},
		{post, "/logout", anyone, page, s.logout},
		{get, "/lapse", anyone, asset, s.lapsePage},
		{get, "/setup/:secret", anyone, page, s.setupPage},
		{post, "/setup/:secret", anyone, page, s.setup},
		{get, "/password/:secret", anyone, page, s.passwordPage},
		{post, "/password/:secret", anyone, page, s.passwordSet},

		// A person's own
		{get, "/account", loggedIn, page, s.accountPage},
		{post, "/account/password", loggedIn, page, s.accountPassword},
		{post, "/account/prefs", loggedIn, page, s.accountPrefs},
		{post, "/account/stay", loggedIn, page, s.accountStay},
		{post, "/account/end-sessions", loggedIn, page, s.accountEndSessions},
		{post, "/account/sessions/:ref/end", loggedIn, page, s.accountEndSession},
		{post, "/undo/:id", loggedIn, page, s.undo},
		{get, "/bin", staff, page, s.binPage},
		{get, "/bin.csv", staff, download, s.binFile},
		{get, "/bin.xlsx", staff, download, s.binFile},
		{get, "/keys", staff, page, s.keysPage},
		{get, "/portal", customers, page, s.portalPage},

		// What needs doing
		{get, "/today", staff, page, s.todayPage},

		// Everything there is, found by a word
		{get, "/search", staff, page, s.searchPage},
		{get, "/palette", staff, page, s.paletteList},
		{get, "/products/:sku", staff, page, s.productPage},

		// Customers
		{get, "/customers", staff, page, s.customersPage},
		{get, "/customers.csv", staff, download, s.customersFile},
		{get, "/customers.xlsx", staff, download, s.customersFile},
		{get, "/analysis", staff, page, s.analysisPage},
		{get, "/analysis.csv", staff, download, s.analysisFile},
		{get, "/analysis.xlsx", staff, download, s.analysisFile},
		{post, "/customers/bulk", staff, page, s.customersBulk},
		{get, "/customers/:code/row", staff, page, s.customerRow},
		{post, "/views", staff, page, s.viewAdd},
		{get, "/views/new", staff, page, s.viewNew},
		{get, "/views/:id", staff, page, s.viewPage},
		{post, "/views/:id", staff, page, s.viewSave},
		{post, "/views/:id/query", staff, page, s.viewQuery},
		{post, "/views/:id/delete", staff, page, s.viewDelete},
		{post, "/views/:id/default", staff, page, s.viewDefault},
		{get, "/customers/:code", staff, page, s.customerPage},
		{get, "/customers/:code/contact", staff, page, s.contactPage},
		{post, "/customers/:code/contact", staff, page, s.contactSave},
		{post, "/customers/:code/call", staff, page, s.callKeep},
		{post, "/customers/:code/call/end", staff, page, s.callEnd},
		{get, "/contacts/:id", staff, page, s.loggedContactPage},
		{post, "/contacts/:id", staff, page, s.loggedContactSave},
		{post, "/contacts/:id/delete", staff, page, s.loggedContactDelete},
		{get, "/customers/:code/edit", staff, page, s.customerEditPage},
		{post, "/customers/:code/edit", staff, page, s.customerEdit},
		{get, "/customers/:code/orders/:number", staff, page, s.customerOrderPage},
		{get, "/labels.css", staff, page, s.labelsCSS},

		// Sales targets
		{get, "/targets", staff, page, s.targetsPage},
		{get, "/targets/grid", staff, page, s.targetGridPage},
		{post, "/targets/grid", staff, page, s.targetGridSave},
		{get, "/customers/:code/target", staff, page, s.targetPage},
		{post, "/customers/:code/target", staff, page, s.targetSave},
		{post, "/customers/:code/target/delete", staff, page, s.targetRemove},
		{get, "/reports/sales-targets.csv", staff, download, s.targetsFile},
		{get, "/reports/sales-targets.xlsx", staff, download, s.targetsFile},

		// Forecasts
		{get, "/forecasts", staff, page, s.forecastsPage},
		{get, "/forecasts.csv", staff, download, s.forecastsFile},
		{get, "/forecasts.xlsx", staff, download, s.forecastsFile},
		{get, "/forecasts/record", staff, page, s.forecastRecordPage},
		{get, "/forecasts/found", office, page, s.foundPage},

		// Classifications
		{get, "/classifications", office, page, s.classificationsPage},
		{post, "/classifications", admins, page, s.classificationCreate},
		{get, "/classifications/preview", office, page, s.draftMovers},
		{post, "/classifications/preview", office, page, s.classificationPreview},
		{post, "/classifications/draft/apply", admins, page, s.draftApply},
		{post, "/classifications/draft/discard", admins, page, s.draftDiscard},
		{post, "/classifications/draft/merge", admins, page, s.draftMerge},
		{post, "/classifications/timeframe", admins, page, s.timeframeSave},
		{get, "/classifications/new", admins, page, s.classificationNew},
		{get, "/classifications/moves", staff, page, s.movesPage},
		{get, "/classifications/moves.csv", staff, download, s.movesFile},
		{get, "/classifications/moves.xlsx", staff, download, s.movesFile},
		{get, "/classifications/:id", admins, page, s.classificationEdit},
		{post, "/classifications/:id", admins, page, s.classificationSave},
		{post, "/classifications/:id/value", admins, page, s.classificationValue},
		{post, "/classifications/:id/move", admins, page, s.classificationMove},
		{post, "/classifications/:id/delete", admins, page, s.classificationDelete},
		{post, "/classifications/:id/restore", admins, page, s.classificationRestore},
		{get, "/reports", staff, page, s.reportsPage},
		{get, "/reports/purchases", staff, page, s.purchasesPage},
		{get, "/reports/purchases.csv", staff, download, s.purchasesFile},
		{get, "/reports/purchases.xlsx", staff, download, s.purchasesFile},
		{get, "/reports/classifications.csv", staff, download, s.report},
		{get, "/reports/classifications.xlsx", staff, download, s.report},

		// Imports and exports
		{get, "/imports", office, page, s.importsPage},
		{get, "/imports.csv", office, download, s.importsFile},
		{get, "/imports.xlsx", office, download, s.importsFile},
		{post, "/imports", office, upload, s.importUpload},
		{get, "/imports/new", office, page, s.importNew},
		{get, "/imports/samples/:kind", office, download, s.importSample},
		{get, "/imports/:id", office, page, s.importPage},
		{get, "/imports/:id/rejected.csv", office, download, s.importRejected},
		{post, "/imports/:id/check", office, page, s.importCheck},
		{post, "/imports/:id/apply", office, page, s.importApply},
		{post, "/imports/:id/cancel", office, page, s.importCancel},
		{post, "/imports/:id/discard", office, page, s.importDiscardFile},
		{post, "/imports/:id/undo", office, page, s.importUndo},
		{get, "/exports/:file", office, download, s.export},

		// Jobs
		{get, "/jobs", office, page, s.jobsPage},
		{get, "/jobs.csv", office, download, s.jobsFile},
		{get, "/jobs.xlsx", office, download, s.jobsFile},
		{post, "/jobs/run", admins, page, s.jobRun},
		{get, "/jobs/:id", office, page, s.jobPage},
		{get, "/jobs/:id/events", office, stream, s.jobEvents},
		{post, "/jobs/:id/cancel", admins, page, s.jobCancel},
		{post, "/jobs/:id/retry", admins, page, s.jobRetry},

		// Administration
		{get, "/settings", admins, page, s.settingsPage},
		{post, "/settings", admins, page, s.settingsSave},
		{get, "/users", admins, page, s.usersPage},
		{get, "/users.csv", admins, download, s.usersFile},
		{get, "/users.xlsx", admins, download, s.usersFile},
		{post, "/users", admins, page, s.userAdd},
		{get, "/users/new", admins, page, s.userNew},
		{get, "/users/:id", admins, page, s.userPage},
		{post, "/users/:id", admins, page, s.userEdit},
		{post, "/users/:id/disable", admins, page, s.userDisable},
		{post, "/users/:id/enable", admins, page, s.userEnable},
		{post, "/users/:id/end-sessions", admins, page, s.userEndSessions},
		{post, "/users/:id/link", admins, page, s.userLink},
		{get, "/audit", admins, page, s.auditPage},
		{get, "/audit.csv", admins, download, s.auditFile},
		{get, "/audit.xlsx", admins, download, s.auditFile},

		// For machines and for every page
		{get, "/healthz", anyone, probe, s.healthz},
		{get, "/readyz", anyone, probe, s.readyz},
		{get, "/favicon.ico", anyone, asset, echo.WrapHandler(static.Favicon())},
		{get, static.Prefix + "*", anyone, asset, echo.WrapHandler(static.Handler())},
	}
	if s.Dev {
		table = append(table,
			route{get, "/styleguide", anyone, page, s.styleguide},
			route{get, "/styleguide/labels.css", anyone, asset, s.styleguideLabels},
			route{get, "/styleguide/login", anyone, page, s.styleguideLogin},
		)
	}
	return table
}
