package account

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// KeyHelp is one line of the help of the keys: what to press, what it does.
type KeyHelp struct {
	Keys []string // pressed one after the other; "Ctrl K" together
	Does string   // in the words of the catalogue
}

// KeyGroup is the keys of one place. Where names it.
type KeyGroup struct {
	Where string
	Keys  []KeyHelp
}

// KeyGroups is every key there is, in the order that the help shows them: whoever adds
// a key adds its line here. Those that lead to a page come from shortcutsTo.
var KeyGroups = []KeyGroup{
	{"Everywhere", []KeyHelp{
		{[]string{"Ctrl K"}, "Search, go anywhere or do something"},
		{[]string{"?"}, "These keys"},
		{[]string{"Esc"}, "Close what is open"},
	}},
	{"In lists of customers", []KeyHelp{
		{[]string{"/"}, "Search in the list"},
		{[]string{"j"}, "Next row"},
		{[]string{"k"}, "Previous row"},
		{[]string{"Enter"}, "Open the customer; o too"},
		{[]string{"x"}, "Pick the row"},
		{[]string{"c"}, "Log a contact"},
		{[]string{"e"}, "Edit the customer"},
	}},
	{"In forms", []KeyHelp{
		{[]string{"Ctrl Enter"}, "Save"},
	}},
	{"With a customer", []KeyHelp{
		{[]string{"c"}, "Log a contact"},
		{[]string{"1"}, "The first outcome, and so on up to 9"},
		{[]string{"Ctrl Enter"}, "Save the contact and go on to the next customer"},
	}},
}

// KeysHelp is the help of the keys: as a part for the dialog (Render, with a heading of
// its own), or as the content of a page (Page true).
type KeysHelp struct {
	Nav     []ui.NavItem // where the person may go
	Off     bool         // the person has switched keys of one letter off
	Account string       // where that is changed
	Page    bool
}

// Render writes the help.
func (k KeysHelp) Render(ctx context.Context, w io.Writer) error { return keysHelp(k).Render(ctx, w) }

// groups are the keys with those that lead to a page.
func (k KeysHelp) groups() []KeyGroup {
	to := KeyGroup{Where: "Go to"}
	for _, item := range k.Nav {
		if key := ui.GoTo[item.Key]; key != "" {
			to.Keys = append(to.Keys, KeyHelp{[]string{"g", key}, item.Title})
		}
	}
	return append([]KeyGroup{KeyGroups[0], to}, KeyGroups[1:]...)
}
