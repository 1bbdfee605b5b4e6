package paths

import (
	"net/url"
	"strconv"
	"strings"

	"wholesight/views/ui"
)

// The addresses of the pages, one function each, so that a page moves in one place.
// What stands in routes.go is the same address as a pattern; a test compares them.

func HomePath() string     { return "/" }
func LogoutPath() string   { return "/logout" }
func AccountPath() string  { return "/account" }
func PrefsPath() string    { return "/account/prefs" }
func PortalPath() string   { return "/portal" }
func UsersPath() string    { return "/users" }
func UserNewPath() string  { return "/users/new" }
func SettingsPath() string { return "/settings" }
func AuditPath() string    { return "/audit" }

// UndoPath takes back what an entry of the table of undos tells of.
func UndoPath(id int64) string { return "/undo/" + strconv.FormatInt(id, 10) }

func ReportsPath() string           { return "/reports" }
func PurchasesPath() string         { return "/reports/purchases" }
func TodayPath() string             { return "/today" }
func KeysPath() string              { return "/keys" }
func PalettePath() string           { return "/palette" }
func SearchPath() string            { return "/search" }
func ProductPath(sku string) string { return "/products/" + url.PathEscape(sku) }

func CustomersPath() string                 { return "/customers" }
func BulkPath() string                      { return "/customers/bulk" }
func ViewsPath() string                     { return "/views" }
func ViewNewPath() string                   { return "/views/new" }
func ViewPath(id int64) string              { return ViewsPath() + "/" + strconv.FormatInt(id, 10) }
func ViewDoPath(id int64, do string) string { return ViewPath(id) + "/" + do }

func AnalysisPath() string { return "/analysis" }
func LabelsPath() string   { return "/labels.css" }

// CustomerPath is the address of a customer's page. A code may hold anything; a
// slash in it is written so that it is none.
func CustomerPath(code string) string { return CustomersPath() + "/" + url.PathEscape(code) }

// CustomerEditPath is where a customer's master data is edited.
func CustomerEditPath(code string) string { return CustomerPath(code) + "/edit" }

// CustomerOrderPath is the page of an order of a customer's.
func CustomerOrderPath(code, number string) string {
	return CustomerPath(code) + "/orders/" + url.PathEscape(number)
}

// LoginPath leads to the log-in and from there to next, when that is one of ours.
func LoginPath(next string) string {
	if next = SafeNext(next); next == HomePath() {
		return "/login"
	}
	return "/login?next=" + url.QueryEscape(next)
}

// LoginNotePath leads to the log-in with one of the notes of loginNotes.
func LoginNotePath(note string) string { return "/login?note=" + note }

// SetupPath is the one-time address of the first admin (jobs.NewSetupLink).
func SetupPath(secret string) string { return "/setup/" + secret }

// PasswordPath is the one-time address of an invitation or a reset (jobs.NewLink).
func PasswordPath(secret string) string { return "/password/" + secret }

func UserPath(id int64) string              { return "/users/" + strconv.FormatInt(id, 10) }
func UserDoPath(id int64, do string) string { return UserPath(id) + "/" + do }
func SessionEndPath(ref string) string      { return "/account/sessions/" + ref + "/end" }

// NavPaths are the pages behind the entries of the navigation.
var NavPaths = map[string]string{
	ui.NavToday:           TodayPath(),
	ui.NavReports:         ReportsPath(),
	ui.NavCustomers:       CustomersPath(),
	ui.NavAnalysis:        AnalysisPath(),
	ui.NavTargets:         TargetsPath(),
	ui.NavClassifications: "/classifications",
	ui.NavForecasts:       ForecastsPath(),
	ui.NavImports:         "/imports",
	ui.NavJobs:            "/jobs",
	ui.NavSettings:        SettingsPath(),
}

// ContactPath is the address at which a contact with a customer is logged; the query of a
// list behind it says in which list one goes on.
func ContactPath(code string) string { return CustomerPath(code) + "/contact" }

// CallPath keeps the person on a customer, CallEndPath leaves it.
func CallPath(code string) string    { return CustomerPath(code) + "/call" }
func CallEndPath(code string) string { return CustomerPath(code) + "/call/end" }

func LoggedContactPath(id int64) string       { return "/contacts/" + strconv.FormatInt(id, 10) }
func LoggedContactDeletePath(id int64) string { return LoggedContactPath(id) + "/delete" }

func BinPath() string { return "/bin" }

// SafeNext is where a log-in may lead: a path of ours as it was asked for, else the
// start. A browser reads // and /\ as another host, takes tabs and line ends out
// before it looks, and a proxy may decode once more than we do; so the path must be
// harmless in every state of decoding.
func SafeNext(next string) string {
	const start = "/"
	if len(next) > 2000 || !harmless(next) {
		return start
	}
	u, err := url.ParseRequestURI(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil {
		return start
	}
	for path, n := u.EscapedPath(), 0; ; n++ {
		decoded, err := url.PathUnescape(path)
		if err != nil || !harmless(decoded) || n > 4 {
			return start
		}
		if decoded == path {
			break
		}
		path = decoded
	}
	for _, door := range []string{"/login", "/logout", "/setup/", "/password/"} {
		if strings.HasPrefix(u.Path, door) {
			return start
		}
	}
	return next
}

// harmless is a text that every browser reads as a path on our own host.
func harmless(s string) bool {
	return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.ContainsAny(s, "\\@") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfffd })
}

// Number reads a whole number from an address; anything else is 0.
func Number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
