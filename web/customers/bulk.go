package customers

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/customerlist"
	jobcustomers "wholesight/jobs/customers"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// bulkForm is what was asked of picked rows.
type bulkForm struct {
	do           string // assign, tag, untag, or the format of a file
	picked       []int64
	all          bool
	match        int // how many matched when the list was shown
	manager, tag string
	bad          jobkit.Refusals
}

// has tells whether a row was picked.
func (f *bulkForm) has(id int64) bool { return f != nil && slices.Contains(f.picked, id) }

// pickedIDs are the ids among the values of the boxes; what is none is left out, as
// what the person may not see is.
func pickedIDs(values []string) []int64 {
	ids := []int64{}
	for _, v := range values {
		if id, err := strconv.ParseInt(v, 10, 64); err == nil && id > 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

func bulkFormOf(f url.Values) bulkForm {
	return bulkForm{do: f.Get("do"), picked: pickedIDs(f["pick"]), all: f.Get("all") != "",
		match: int(paths.Number(f.Get("match"))), manager: f.Get("manager"), tag: f.Get("tag")}
}

// bulkBar is what can be done with picked rows.
func (in *customerListInput) bulkBar(l ui.Locale) *ui.BulkBar {
	f := in.bulk
	if f == nil {
		f = &bulkForm{}
	}
	button := func(text, do string) ui.Button {
		return ui.Button{Text: text, Submit: true, Small: true, Name: "do", Value: do}
	}
	count := l.NumberExact(int64(in.page.Count))
	bar := &ui.BulkBar{Number: count, All: l.T("All %s that match", count), Whole: f.all,
		Hidden: []ui.Field{in.key, {Name: "match", Value: strconv.Itoa(in.page.Count)}}}
	tag := ui.Field{Name: "tag", ID: "bulk-tag", Label: l.T("Tag"), HideLabel: true, Placeholder: l.T("Tag"), Value: f.tag,
		MaxLength: 60, Autocomplete: "off"}
	people := ui.Field{Kind: ui.FieldSelect, Name: "manager", ID: "bulk-manager", Label: l.T("Account manager"),
		HideLabel: true, Value: f.manager,
		Choices: append(append([]ui.Choice{{Text: l.T("Account manager …")}}, kit.Named(in.List.Managers)...),
			ui.Choice{Value: kit.NoManager, Text: l.T("Nobody")})}
	fields := []ui.Field{people, tag}
	bar.Error = kit.Again(l, fields, f.bad)
	if mayAssign(in.user) {
		bar.Parts = append(bar.Parts, ui.BulkPart{Field: &fields[0],
			Actions: []ui.Button{button(l.T("Assign"), jobcustomers.BulkAssign)}})
	}
	files := ui.BulkPart{}
	for _, format := range jobkit.TableFormats {
		files.Actions = append(files.Actions, button(l.T("Export %s", strings.ToUpper(format)), format))
	}
	bar.Parts = append(bar.Parts, ui.BulkPart{Field: &fields[1],
		Actions: []ui.Button{button(l.T("Add tag"), jobcustomers.BulkTag),
			button(l.T("Remove tag"), jobcustomers.BulkUntag)}}, files)
	return bar
}

// mayAssign tells whether a person may give customers to account managers: a rep who
// did would give away, or take, what others see.
func mayAssign(u store.User) bool { return kit.WhoOf(u.Role)&kit.Office != 0 }

// rowActions are what can be done with one row, once for the page: the script puts
// them into the row that is pointed at or has the focus, with that row's address. The
// page of each customer has them too.
func (in *customerListInput) rowActions(l ui.Locale) (all []ui.Button) {
	if in.mayLog {
		all = append(all, ui.Button{Text: l.T("Log a contact"), Icon: "chat", Only: true, Small: true, Kind: ui.Quiet,
			Href: paths.CustomersPath(), Attrs: templ.Attributes{"data-act": "contact"}})
	}
	if in.mayEdit {
		all = append(all, ui.Button{Text: l.T("Edit"), Icon: "edit", Only: true, Small: true, Kind: ui.Quiet,
			Href: paths.CustomersPath(), Attrs: templ.Attributes{"data-act": "edit"}})
	}
	return all
}

// customersBulk: POST /customers/bulk, staff: one thing is done to the picked rows, or
// to all that match the list of the parameters. What matches is asked once, here, and
// is then what it is done to, however the list changes.
func (s *Pages) customersBulk(c echo.Context) error {
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	f, l, u := bulkFormOf(values), s.LocaleOf(c), person(c)
	var q CustomerQuery
	ask := func(tx *store.Tx) (ids []int64, err error) {
		if q, err = s.CustomerQuery(c, tx, l); err != nil {
			return nil, err
		}
		if err := s.ownViews(c, tx, &q); err != nil || !f.all {
			return f.picked, err
		}
		rows, err := q.List.All(q.View.Filter, q.View.Sort, q.Visible)
		for _, row := range rows {
			ids = append(ids, q.List.ID(row))
		}
		if err == nil && len(ids) != f.match {
			err = jobkit.Refuse("ids", "%s customers match now, and %s matched when you looked. Nothing was changed: look again and repeat it.",
				l.NumberExact(int64(len(ids))), l.NumberExact(int64(f.match)))
		}
		return ids, err
	}
	switch {
	case slices.Contains(jobkit.TableFormats, f.do):
		return s.bulkFile(c, f, ask, &q)
	case f.do != jobcustomers.BulkTag && f.do != jobcustomers.BulkUntag &&
		(f.do != jobcustomers.BulkAssign || !mayAssign(u)):
		return kit.BadRequest("This cannot be done with customers. Nothing was changed.")
	}
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (d kit.Done, err error) {
		ids, err := ask(tx)
		if err != nil {
			return d, err
		}
		if f.do == jobcustomers.BulkAssign && f.manager == "" {
			return d, jobkit.Refuse("manager", "Choose the account manager, or Nobody.")
		}
		r, err := jobcustomers.RunBulk(tx, by, kit.Scope(c),
			jobcustomers.BulkAction{Kind: f.do, Manager: paths.Number(f.manager), Tag: f.tag}, ids)
		toast := ui.Toast{Text: r.Words() + "."}
		if r.Undo != 0 {
			toast.Undo = paths.UndoPath(r.Undo)
		}
		return kit.Done{To: q.ListAddress(q.View), Toast: toast}, err
	})
	return s.bulkAgain(c, f, &q, err)
}

// bulkAgain shows the list with what was refused: the rows stay picked.
func (s *Pages) bulkAgain(c echo.Context, f bulkForm, q *CustomerQuery, err error) error {
	bad, ok := kit.RefusalsOf(err)
	if !ok {
		return err
	}
	f.bad = bad
	c.QueryParams().Del(kit.ParamList)
	return s.showCustomerList(c, http.StatusUnprocessableEntity, q.Kind, &f)
}

// bulkFile leads to the file of the picked rows, or of all.
func (s *Pages) bulkFile(c echo.Context, f bulkForm, ask func(*store.Tx) ([]int64, error), q *CustomerQuery) error {
	var ids []int64
	err := s.View(c, func(tx *store.Tx) (err error) {
		if ids, err = ask(tx); err == nil && len(ids) == 0 {
			err = jobkit.Refuse("ids", "Choose at least one customer first.")
		}
		return err
	})
	if err != nil {
		return s.bulkAgain(c, f, q, err)
	}
	address := q.Kind.File + "." + f.do + q.encode(q.View.AtPage(1), false)
	if !f.all {
		address = q.Kind.File + "." + f.do + kit.Also(q.encode(q.View.AtPage(1), false), kit.ParamPicked,
			customerlist.JoinIDs(ids))
	}
	return kit.Redirect(c, address)
}

// customerRow: GET /customers/:code/row, staff: one row of the list of the parameters
// as it is now, for a list that shows it.
func (s *Pages) customerRow(c echo.Context) error {
	code, err := kit.CodeBefore(c, "/row")
	if err != nil {
		return err
	}
	var p ui.Page
	var in customerListInput
	var part ui.RowPart
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavCustomers, code); err != nil {
			return err
		}
		if in.CustomerQuery, err = s.CustomerQuery(c, tx, p.Locale); err != nil {
			return err
		}
		row, ok := in.List.Find(code)
		if !ok || !in.List.Sees(in.Visible, row) {
			return store.ErrNotFound
		}
		in.page = customerlist.Page{Rows: []int32{row}}
		if err := s.rowParts(c, tx, p.Locale, &in); err != nil {
			return err
		}
		part.Table = in.table(p.Locale)
		part.Row = part.Table.Rows[0]
		return nil
	}); err != nil {
		return err
	}
	part.Table.Total = nil
	c.Response().Header().Set("HX-Reswap", "outerHTML")
	return s.Render(c, http.StatusOK, s.Frame(c, p, part.Table), part)
}
