package record

import (
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/classify"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// head is the page without its blocks: who it is, its labels, what one does with it, and
// its place in the list.
func (in *subject) head(l ui.Locale) viewrecord.CustomerRecord {
	c := &in.customer
	v := viewrecord.CustomerRecord{
		Name: c.Name, Code: c.Code, Inactive: !c.Active, Actions: in.actions(l),
		Crumbs: []ui.Crumb{{Text: l.T(in.Kind.Title), Href: in.listHref()}},
	}
	if in.placed {
		v.Place = l.T("%s of %s", l.NumberExact(int64(in.place.Number)), l.NumberExact(int64(in.place.Count)))
		v.Previous, v.Next = in.step(in.place.Previous), in.step(in.place.Next)
	}
	w, groups := in.words(l), words.LabelGroups(in.List, l)
	for k, id := range in.Labels {
		if label, ok := in.titles[id]; ok && id != 0 {
			list := customerlist.NewView().With(customerlist.Filter{Any: words.GroupOf(groups, id)})
			v.Labels = append(v.Labels, ui.Label{ID: id, Type: label.Type, Title: label.Title, Why: w.Why(classify.Types[k]),
				Href: paths.CustomersPath() + list.Query(in.Digits)})
		}
	}
	return v
}

// actions are what one does with a customer.
func (in *subject) actions(l ui.Locale) []ui.Button {
	code, query := in.customer.Code, in.Query(in.View.AtPage(1))
	contact := paths.ContactPath(code) + query
	all := []ui.Button{{Text: l.T("Log a contact"), Icon: "chat", Kind: ui.Primary, Href: contact,
		Attrs: map[string]any{"hx-get": contact, "hx-target": "#dialog-body", "data-press": "c", "aria-keyshortcuts": "c"}}}
	return append(all, ui.Button{Text: l.T("Edit"), Icon: "edit", Href: paths.CustomerEditPath(code) + query,
		Attrs: map[string]any{"data-press": "e", "aria-keyshortcuts": "e"}},
		ui.Button{Text: l.T("Print"), Icon: "file", Attrs: map[string]any{"data-print": true}})
}

// listHref leads back to the page of the list that shows the customer, at its row.
func (in *subject) listHref() string {
	if !in.placed {
		return in.ListAddress(in.View.AtPage(1))
	}
	return in.BackAddress(in.place, in.customer.Code, in.customer.ID)
}

// step leads to another customer of the list.
func (in *subject) step(row int32) *ui.Crumb {
	if row < 0 {
		return nil
	}
	return &ui.Crumb{Text: in.List.Name(row), Href: paths.CustomerPath(in.List.Code(row)) + in.Query(in.View.AtPage(1))}
}
