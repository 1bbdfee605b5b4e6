package ui

import (
	"context"
	"io"
)

// NavItem is one entry of the navigation.
type NavItem struct {
	Key    string // what Page.Here names
	Title  string
	Icon   string
	Href   string
	Count  string // how much waits there: "12"; "" shows none
	Counts string // what Count counts, for those who hear it: "follow-ups due"; "" where nothing is counted
	Gap    bool   // a line above it
}

// Where the navigation stands: beside the page, and in the drawer of a small screen.
const (
	navSide   = "side"
	navDrawer = "drawer"
)

func (i NavItem) countID(where string) string { return where + "-" + i.Key + "-count" }

// NavCounts are the numbers of the navigation in an htmx answer, out of band: what was
// just done has changed them.
type NavCounts []NavItem

// Render writes the numbers.
func (n NavCounts) Render(ctx context.Context, w io.Writer) error { return navCounts(n).Render(ctx, w) }

// NavCountIDs are the places of the number of an entry, as hx-select-oob wants them.
func NavCountIDs(key string) string {
	i := NavItem{Key: key}
	return "#" + i.countID(navSide) + ",#" + i.countID(navDrawer)
}

// The keys of the navigation, in the order it shows them.
const (
	NavToday           = "today"
	NavCustomers       = "customers"
	NavAnalysis        = "analysis"
	NavTargets         = "targets"
	NavClassifications = "classifications"
	NavForecasts       = "forecasts"
	NavSuggestions     = "suggestions"
	NavOffers          = "offers"
	NavCampaigns       = "campaigns"
	NavReports         = "reports"
	NavImports         = "imports"
	NavJobs            = "jobs"
	NavSettings        = "settings"
)

// NewNav is the navigation of a person: href gives the address of a key, or ""
// where the person may not go or nothing is there yet. Gaps and order are the
// same for everybody.
func NewNav(l Locale, href func(key string) string) []NavItem {
	all := []struct {
		key, title string
		gap        bool
	}{
		{NavToday, l.T("Today"), false},
		{NavCustomers, l.T("Customers"), false},
		{NavAnalysis, l.T("Order analysis"), false},
		{NavTargets, l.T("Targets"), false},
		{NavClassifications, l.T("Classifications"), true},
		{NavForecasts, l.T("Forecasts"), false},
		{NavSuggestions, l.T("Suggestions"), false},
		{NavOffers, l.T("Offers"), false},
		{NavCampaigns, l.T("Campaigns"), false},
		{NavReports, l.T("Reports"), false},
		{NavImports, l.T("Imports"), true},
		{NavJobs, l.T("Jobs"), false},
		{NavSettings, l.T("Settings"), false},
	}
	var items []NavItem
	gap := false
	for _, entry := range all {
		gap = gap || entry.gap
		path := href(entry.key)
		if path == "" {
			continue
		}
		items = append(items, NavItem{Key: entry.key, Title: entry.title, Icon: entry.key, Href: path,
			Gap: gap && len(items) > 0})
		gap = false
	}
	return items
}

func navClass(item NavItem) string {
	if item.Gap {
		return "nav-gap"
	}
	return ""
}

// PaletteID is the id of the search in the top bar: what Ctrl-K focuses. The list under
// it is PaletteListID.
const (
	PaletteID     = "palette"
	PaletteListID = "palette-list"
)
