package admin

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

const auditOnPage = 100

// auditPage: GET /audit, admins: who did what, newest first.
func (s *Pages) auditPage(c echo.Context) error {
	filter := store.AuditFilter{Text: kit.Cut(c.QueryParam("q"), 200),
		Actions: words.ActionsMeant(s.LocaleOf(c), kit.Cut(c.QueryParam("q"), 200)),
		Before:  paths.Number(c.QueryParam("before")), Limit: auditOnPage}
	var p ui.Page
	var entries []store.AuditEntry
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavSettings, "Audit log"); err != nil {
			return err
		}
		entries, err = tx.AuditLog(filter)
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("Who changed what, and who was let in or turned away. Nothing here can be changed or deleted.")
	p.Actions = kit.FileActions(l, paths.AuditPath(), kit.Narrowed("q", filter.Text))
	show := []templ.Component{
		s.AdminTabs(l, paths.AuditPath()),
		ui.FilterBar{Action: paths.AuditPath(), Label: l.T("Audit log"), Swap: "audit", Fields: []ui.Field{
			{Name: "q", Label: l.T("Person, action or object"), Type: "search", Value: filter.Text, Wide: true,
				MaxLength: 200}}},
		s.auditTable(c, l, entries),
	}
	if len(entries) == auditOnPage {
		older := url.Values{"q": {filter.Text}, "before": {strconv.FormatInt(entries[len(entries)-1].ID, 10)}}
		show = append(show, ui.Button{Text: l.T("Older entries"), Href: paths.AuditPath() + "?" + older.Encode()})
	}
	sheet := ui.Sheet{{Show: show}}
	return s.Render(c, http.StatusOK, s.Frame(c, p, sheet), sheet)
}

func (s *Pages) auditTable(c echo.Context, l ui.Locale, entries []store.AuditEntry) ui.Table {
	shop := s.ShopOf(c)
	t := ui.Table{
		ID: "audit", Caption: l.T("Audit log"),
		Columns: []ui.Column{{Title: l.T("Action")}, {Title: l.T("Who")}, {Title: l.T("When")}, {Title: l.T("What changed")}},
		Empty:   ui.Empty{Title: l.T("Nothing matches"), Text: l.T("Change the filter to see other entries.")},
	}
	for _, e := range entries {
		who := e.Actor.Name
		if e.Actor.IP != "" {
			who += " · " + e.Actor.IP
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: words.ActionText(l, e.Action), Title: e.Action, Below: []templ.Component{ui.Text(e.Object)}},
			{Text: who}, kit.Moment(l, shop, e.At, s.DB.Now()),
			{Text: WhatChanged(e.Before, e.After), Wide: true},
		}})
	}
	return t
}

// WhatChanged is an entry's two JSON values in words: of two objects the fields that
// differ, of one all its fields, else the values as they are.
func WhatChanged(before, after string) string {
	old, okB := jsonFields(before)
	now, okA := jsonFields(after)
	if !okB || !okA {
		switch {
		case before == "":
			return plainJSON(after)
		case after == "":
			return plainJSON(before)
		}
		return plainJSON(before) + " → " + plainJSON(after)
	}
	var names []string
	for name := range old {
		names = append(names, name)
	}
	for name := range now {
		if _, both := old[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var words []string
	for _, name := range names {
		was, is := plainJSON(string(old[name])), plainJSON(string(now[name]))
		switch {
		case before == "":
			words = append(words, name+": "+is)
		case after == "":
			words = append(words, name+": "+was)
		case was != is:
			words = append(words, name+": "+orDash(was)+" → "+orDash(is))
		}
	}
	return strings.Join(words, " · ")
}

// jsonFields are the fields of an object; none for no value; false for a value that
// is no object.
func jsonFields(text string) (map[string]json.RawMessage, bool) {
	if text == "" {
		return nil, true
	}
	var fields map[string]json.RawMessage
	err := json.Unmarshal([]byte(text), &fields)
	return fields, err == nil && fields != nil
}

// plainJSON is a value without the quotes of a text.
func plainJSON(text string) string {
	var s string
	if err := json.Unmarshal([]byte(text), &s); err == nil {
		return s
	}
	return text
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
