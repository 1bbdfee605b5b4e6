package record

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	jobcustomers "wholesight/jobs/customers"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// customerEditPage: GET /customers/:code/edit, staff: a customer that the person may
// see. The parameters are those of the list that one came from.
func (s *Pages) customerEditPage(c echo.Context) error {
	code, err := customerCode(c)
	if err != nil {
		return err
	}
	return s.showCustomerEdit(c, http.StatusOK, code, customerEditing{})
}

// customerEdit: POST /customers/:code/edit, staff: stores the master data of a
// customer that the person may see.
func (s *Pages) customerEdit(c echo.Context) error {
	code, err := customerCode(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	typed := typedCustomer(f)
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		undo, err := jobcustomers.Edit(tx, by, u, code, typed)
		if err != nil {
			return kit.Done{}, err
		}
		l, to := s.LocaleOf(c), paths.CustomerPath(code)+listQuery(c)
		if undo == 0 {
			return kit.Done{To: to, Toast: ui.Toast{Text: l.T("Nothing was changed.")}}, nil
		}
		return kit.Done{To: to, Toast: ui.Toast{Text: l.T("%s saved", strings.TrimSpace(typed.Name)),
			Undo: paths.UndoPath(undo)}}, nil
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showCustomerEdit(c, http.StatusUnprocessableEntity, code, customerEditing{typed: &typed, bad: bad})
	}
	if errors.Is(err, store.ErrConflict) {
		was, ok := kit.WasOf[jobcustomers.CustomerData](c)
		if !ok {
			return err // not a form of ours
		}
		return s.showCustomerEdit(c, http.StatusConflict, code, customerEditing{typed: &typed, was: &was})
	}
	return err
}

// listQuery is the query that a page of a customer was opened with, with its ?.
func listQuery(c echo.Context) string {
	if q := c.Request().URL.RawQuery; q != "" {
		return "?" + q
	}
	return ""
}

// customerEditing is what became of a form: nothing yet, refused (bad), or met by
// somebody else's save (was: what both began with).
type customerEditing struct {
	typed, was *jobcustomers.CustomerData
	bad        jobkit.Refusals
}

// customerChoices are what a customer can be given.
type customerChoices struct {
	types    []store.SmartType
	managers []store.ManagerLink // none for those who may not assign
	assign   bool
}

// showCustomerEdit renders the form: as stored, or as typed.
func (s *Pages) showCustomerEdit(c echo.Context, status int, code string, e customerEditing) error {
	var p ui.Page
	var customer store.Customer
	var choices customerChoices
	u, _ := kit.UserOf(c)
	err := s.View(c, func(tx *store.Tx) (err error) {
		if customer, err = tx.Customer(kit.Scope(c), code); err != nil {
			return err
		}
		if p, err = s.Page(c, tx, ui.NavCustomers, customer.Name); err != nil {
			return err
		}
		if choices.types, err = tx.SmartTypes(); err != nil {
			return err
		}
		if choices.assign = jobcustomers.MayAssign(u); choices.assign {
			choices.managers, err = tx.ManagerLinks()
		}
		return err
	})
	if err != nil {
		return err
	}
	stored, err := jobcustomers.DataOf(&customer)
	if err != nil {
		return err
	}
	l := p.Locale
	record := paths.CustomerPath(code) + listQuery(c)
	p.Title, p.About = l.T("Edit %s", customer.Name), customer.Code
	p.Crumbs = []ui.Crumb{{Text: l.T("Customers"), Href: paths.CustomersPath()}, {Text: customer.Name, Href: record}}
	v := viewrecord.CustomerEdit{Form: ui.FormOptions{Action: paths.CustomerEditPath(code) + listQuery(c),
		Save: l.T("Save customer"), Cancel: record, Draft: "customer:" + code}}
	shown, begun, version := stored, stored, stored.Version
	if e.typed != nil {
		shown = *e.typed
		if !choices.assign {
			shown.Manager, shown.Active = stored.Manager, stored.Active
		}
	}
	if e.bad != nil { // what was refused does not forget whom it may overwrite
		version = shown.Version
		if was, ok := kit.WasOf[jobcustomers.CustomerData](c); ok {
			begun = was
		}
	}
	key := kit.KeyField(c)
	if e.was != nil {
		words := func(d jobcustomers.CustomerData) []string { return choices.words(l, &customer, d) }
		conflict := kit.NewConflict(l, customer.Name, customerFields, words(*e.was), words(stored), words(shown))
		v.Conflict, key = &conflict, kit.NewKeyField()
	}
	v.Hidden = []ui.Field{{Kind: ui.FieldHidden, Name: "version", Value: strconv.FormatInt(version, 10)},
		kit.WasField(begun), key}
	fields := choices.fields(l, &customer, shown)
	if e.bad != nil {
		v.Form.Error = kit.Again(l, fields, e.bad)
	}
	v.Groups = groupCustomerFields(l, fields)
	return s.Render(c, status, s.Frame(c, p, v), nil)
}

// typedCustomer reads the form.
func typedCustomer(f url.Values) jobcustomers.CustomerData {
	return jobcustomers.CustomerData{
		Version: paths.Number(f.Get("version")), Name: f.Get("name"), SmartType: paths.Number(f.Get("smart_type")),
		Manager: paths.Number(f.Get("account_manager")),
		Groups:  lines(f.Get("groups")), Tags: lines(f.Get("tags")), Industry: f.Get("industry"), Contact: f.Get("contact"),
		Email: f.Get("email"),
		Phone: f.Get("phone"), City: f.Get("city"), Postcode: f.Get("postcode"), Country: f.Get("country"),
		Active: f.Get("active") != "", Consent: f.Get("consent") != "", Notes: f.Get("notes"),
		Attributes: jobcustomers.ParseAttributes(f.Get("attributes")),
	}
}

// lines are the lines of an area of text, without the empty ones.
func lines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
