package kit

import (
	"net/url"
	"slices"
	"strconv"

	"wholesight/jobs/customerlist"
	"wholesight/views/ui"
)

func TextOrDash(s string) ui.Cell {
	if s == "" {
		return ui.Cell{Text: "–"}
	}
	return ui.Cell{Text: s}
}

// Without is ids without some of them; the slice that is given stays as it is.
func Without(ids, some []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return slices.Contains(some, id) })
}

// NoManager is the value of the account manager's field for customers without one.
const NoManager = "none"

// Also adds one parameter to what stands behind an address.
func Also(query, name, value string) string {
	sign := "&"
	if query == "" {
		sign = "?"
	}
	return query + sign + name + "=" + url.QueryEscape(value)
}

// OneOf is a field of one choice. One that is chosen and not among the choices (a
// label of one smart type) is added to them under the name that called gives; with
// more than one chosen the field shows none, and they go along hidden.
func OneOf(name, label, all string, choices []ui.Choice, chosen []string,
	called func(value string) string) (f ui.Field, hidden []ui.Field) {
	f = ui.Field{Kind: ui.FieldSelect, Name: name, ID: "filter-" + name, Label: label,
		Choices: append([]ui.Choice{{Value: "", Text: all}}, choices...)}
	if len(chosen) == 1 {
		f.Value = chosen[0]
		if !slices.ContainsFunc(choices, func(c ui.Choice) bool { return c.Value == f.Value }) {
			f.Choices = append(f.Choices, ui.Choice{Value: f.Value, Text: called(f.Value)})
		}
		return f, nil
	}
	for _, value := range chosen {
		hidden = append(hidden, ui.Field{Name: name, Value: value})
	}
	return f, hidden
}

// NameOf is the title of an id; empty when there is none.
func NameOf(all []customerlist.Named, id int64) string {
	if i := slices.IndexFunc(all, func(n customerlist.Named) bool { return n.ID == id }); i >= 0 {
		return all[i].Title
	}
	return ""
}

func Named(all []customerlist.Named) []ui.Choice {
	out := make([]ui.Choice, len(all))
	for i, n := range all {
		out[i] = ui.Choice{Value: IDText(n.ID), Text: n.Title}
	}
	return out
}

func IDText(id int64) string { return strconv.FormatInt(id, 10) }

func IDTexts(ids []int64) []string {
	var out []string
	for _, id := range ids {
		out = append(out, IDText(id))
	}
	return out
}

func RowID(id int64) string { return "customer-" + strconv.FormatInt(id, 10) }

// The parameters of a list beside its view.
const (
	ParamAt      = "at"     // the customer that one comes back from; its row is marked
	ParamMore    = "more"   // show the fields that are asked for less often
	ParamColumns = "cols"   // the columns, in order, with dots between them
	ParamChoose  = "choose" // show the choice of columns
	ParamList    = "list"   // on other pages: the list that one came from, when it is not the call list
	ParamPicked  = "pick"   // of a file: these customers alone
	ParamSaved   = "view"   // the saved list that the address began with
)
