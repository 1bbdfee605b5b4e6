package search

import (
	"net/http"
	"net/url"
	"strings"

	"wholesight/jobs/text"
	"wholesight/store"
	viewsearch "wholesight/views/search"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// pageEntry is a page that has no entry in the navigation, or other words for one.
type pageEntry struct{ title, also, icon, path string }

// morePages are the pages beside those of the navigation; whoever may not open one, or
// where it is not there, is not offered it.
var morePages = []pageEntry{
	{"Who moved", "labels changed moves", "classifications", "/classifications/moves"},
	{"Track record", "forecasts accuracy reliability came true", "forecasts", paths.ForecastRecordPath()},
	{"New import", "upload file csv excel", "upload", "/imports/new"},
	{"Users", "people roles invite", "user", paths.UsersPath()},
	{"Smart types", "kinds of customers order merge portal", "classifications", paths.SmartTypesPath()},
	{"Audit log", "who changed what", "lock", paths.AuditPath()},
	{"Recycle bin", "deleted restore undo", "trash", "/bin"},
	{"Users making purchases", "report buyers period", "reports", "/reports/purchases"},
	{"Your account", "password preferences theme locale density keys", "user", paths.AccountPath()},
	{"Keyboard shortcuts", "keys help", "info", "/keys"},
}

// pages are the pages that the person may open and the text may mean.
func (f *finding) pages() (items []viewsearch.PaletteItem) {
	for _, item := range f.s.Nav(f.u, f.l) {
		if f.matches(item.Title, item.Key) {
			items = append(items, viewsearch.PaletteItem{Title: item.Title, Icon: item.Icon, Href: item.Href})
		}
	}
	for _, e := range morePages {
		// Without a text the pages of the navigation are enough.
		if f.text != "" && f.s.May(f.u, http.MethodGet, e.path) && f.matches(f.l.T(e.title), e.also) {
			items = append(items, viewsearch.PaletteItem{Title: f.l.T(e.title), Icon: e.icon, Href: e.path})
		}
	}
	return items
}

// actionEntry is something that can be done from the palette: a page to begin it on
// (method GET), or a form that is sent.
type actionEntry struct {
	title, also, icon string
	method, path      string
	fields            []string // name, value, name, value …
	always            bool     // offered before anything is typed
}

var actionEntries = []actionEntry{
	{"Run classifications now", "rebuild labels figures start job", "jobs", http.MethodPost, paths.JobRunPath(),
		[]string{"job", "rebuild"}, true},
	{"Make forecasts now", "predict churn run job", "jobs", http.MethodPost, paths.JobRunPath(),
		[]string{"job", "forecasts"}, false},
	{"Import a file", "upload orders customers products csv excel", "upload", http.MethodGet, "/imports/new", nil, true},
	{"New classification", "add create label", "plus", http.MethodGet, "/classifications/new", nil, false},
	{"Add a user", "invite person new", "plus", http.MethodGet, paths.UserNewPath(), nil, false},
	{"Switch to dark", "theme night look colours", "settings", http.MethodPost, paths.PrefsPath(),
		[]string{"theme", "dark"}, false},
	{"Switch to light", "theme day look colours", "settings", http.MethodPost, paths.PrefsPath(),
		[]string{"theme", "light"}, false},
	{"Follow the system's light or dark", "theme auto look", "settings", http.MethodPost, paths.PrefsPath(),
		[]string{"theme", "auto"}, false},
	{"Compact rows", "density look dense", "columns", http.MethodPost, paths.PrefsPath(), []string{"density", "compact"},
		false},
	{"Normal rows", "density look", "columns", http.MethodPost, paths.PrefsPath(), []string{"density", "normal"}, false},
	{"Comfortable rows", "density look wide", "columns", http.MethodPost, paths.PrefsPath(),
		[]string{"density", "comfortable"}, false},
	{"Log out", "leave exit end session", "out", http.MethodPost, paths.LogoutPath(), nil, true},
}

// offered tells whether an action is of use to the person as things are: nobody
// switches to what is there already.
func offered(e actionEntry, u store.User) bool {
	if e.path != paths.PrefsPath() {
		return true
	}
	now := map[string]string{"theme": u.Theme, "density": u.Density}
	return now[e.fields[0]] != e.fields[1]
}

// actions are what the person may do and the text may mean.
func (f *finding) actions() (items []viewsearch.PaletteItem) {
	for _, e := range actionEntries {
		if f.text == "" && !e.always || !f.s.May(f.u, e.method, e.path) || !offered(e, f.u) ||
			!f.matches(f.l.T(e.title), e.also) {
			continue
		}
		item := viewsearch.PaletteItem{Title: f.l.T(e.title), Icon: e.icon}
		if e.method == http.MethodGet {
			item.Href = e.path
		} else {
			item.Action, item.Fields = e.path, []ui.Field{kit.NewKeyField()}
			for i := 0; i < len(e.fields); i += 2 {
				item.Fields = append(item.Fields, ui.Field{Kind: ui.FieldHidden, Name: e.fields[i], Value: e.fields[i+1]})
			}
			if e.path == paths.JobRunPath() {
				item.Fields = append(item.Fields, kit.NextField(kit.PageBefore(f.c)))
			}
		}
		items = append(items, item)
	}
	return append(items, f.contacts()...)
}

// contactWords are how people begin who want to log a contact, longest first.
var contactWords = []string{"log a contact with ", "log contact with ", "log a call with ", "contact ", "call ", "log "}

// contacts are the customers with whom a contact can be logged: those whom the text
// means, or what stands after "log a contact with".
func (f *finding) contacts() (items []viewsearch.PaletteItem) {
	if f.text == "" || !f.s.May(f.u, http.MethodGet, paths.ContactRoute) {
		return nil
	}
	typed, limit := f.text, 1
	for _, words := range contactWords {
		if len(typed) > len(words) && strings.EqualFold(typed[:len(words)], words) {
			typed, limit = typed[len(words):], 3
			break
		}
	}
	for _, row := range f.list.Suggest(typed, f.visible, limit) {
		e := f.list.At(row)
		if !e.Active || limit == 1 && !strings.HasPrefix(text.Fold(e.Name), text.Fold(typed)) &&
			text.Fold(e.Code) != text.Fold(typed) {
			continue
		}
		items = append(items, viewsearch.PaletteItem{Title: f.l.T("Log a contact with %s", e.Name), Note: e.Code,
			Icon: "chat",
			Href: paths.CustomerPath(e.Code) + "/contact", Modal: true})
	}
	return items
}

// queryOf is a query of one parameter.
func queryOf(name, value string) string { return "?" + url.Values{name: {value}}.Encode() }
