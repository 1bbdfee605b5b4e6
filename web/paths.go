package web

import (
	"net/url"
	"strconv"

	"wholesight/views/ui"
)

// The addresses of the pages, one function each, so that a page moves in one place.
// What stands in routes.go is the same address as a pattern; a test compares them.

func homePath() string     { return "/" }
func logoutPath() string   { return "/logout" }
func accountPath() string  { return "/account" }
func prefsPath() string    { return "/account/prefs" }
func portalPath() string   { return "/portal" }
func usersPath() string    { return "/users" }
func userNewPath() string  { return "/users/new" }
func settingsPath() string { return "/settings" }
func auditPath() string    { return "/audit" }

// undoPath takes back what an entry of the table of undos tells of.
func undoPath(id int64) string { return "/undo/" + strconv.FormatInt(id, 10) }

func reportsPath() string           { return "/reports" }
func purchasesPath() string         { return "/reports/purchases" }
func todayPath() string             { return "/today" }
func keysPath() string              { return "/keys" }
func palettePath() string           { return "/palette" }
func searchPath() string            { return "/search" }
func productPath(sku string) string { return "/products/" + url.PathEscape(sku) }

func customersPath() string                 { return "/customers" }
func bulkPath() string                      { return "/customers/bulk" }
func viewsPath() string                     { return "/views" }
func viewNewPath() string                   { return "/views/new" }
func viewPath(id int64) string              { return viewsPath() + "/" + strconv.FormatInt(id, 10) }
func viewDoPath(id int64, do string) string { return viewPath(id) + "/" + do }

func analysisPath() string { return "/analysis" }
func labelsPath() string   { return "/labels.css" }

// customerPath is the address of a customer's page. A code may hold anything; a
// slash in it is written so that it is none.
func customerPath(code string) string { return customersPath() + "/" + url.PathEscape(code) }

// customerEditPath is where a customer's master data is edited.
func customerEditPath(code string) string { return customerPath(code) + "/edit" }

// customerOrderPath is the page of an order of a customer's.
func customerOrderPath(code, number string) string {
	return customerPath(code) + "/orders/" + url.PathEscape(number)
}

// loginPath leads to the log-in and from there to next, when that is one of ours.
func loginPath(next string) string {
	if next = safeNext(next); next == homePath() {
		return "/login"
	}
	return "/login?next=" + url.QueryEscape(next)
}

// loginNotePath leads to the log-in with one of the notes of loginNotes.
func loginNotePath(note string) string { return "/login?note=" + note }

// SetupPath is the one-time address of the first admin (jobs.NewSetupLink).
func SetupPath(secret string) string { return "/setup/" + secret }

// PasswordPath is the one-time address of an invitation or a reset (jobs.NewLink).
func PasswordPath(secret string) string { return "/password/" + secret }

func userPath(id int64) string              { return "/users/" + strconv.FormatInt(id, 10) }
func userDoPath(id int64, do string) string { return userPath(id) + "/" + do }
func sessionEndPath(ref string) string      { return "/account/sessions/" + ref + "/end" }

// navPaths are the pages behind the entries of the navigation.
var navPaths = map[string]string{
	ui.NavToday:           todayPath(),
	ui.NavReports:         reportsPath(),
	ui.NavCustomers:       customersPath(),
	ui.NavAnalysis:        analysisPath(),
	ui.NavTargets:         targetsPath(),
	ui.NavClassifications: "/classifications",
	ui.NavForecasts:       forecastsPath(),
	ui.NavImports:         "/imports",
	ui.NavJobs:            "/jobs",
	ui.NavSettings:        settingsPath(),
}

// contactPath is the address at which a contact with a customer is logged; the query of a
// list behind it says in which list one goes on.
func contactPath(code string) string { return customerPath(code) + "/contact" }

// callPath keeps the person on a customer, callEndPath leaves it.
func callPath(code string) string    { return customerPath(code) + "/call" }
func callEndPath(code string) string { return customerPath(code) + "/call/end" }

func loggedContactPath(id int64) string       { return "/contacts/" + strconv.FormatInt(id, 10) }
func loggedContactDeletePath(id int64) string { return loggedContactPath(id) + "/delete" }
