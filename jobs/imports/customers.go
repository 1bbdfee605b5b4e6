package imports

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/store"
)

// customerRows imports customers.
type customerRows struct {
	im    *importer
	types map[string]bool // smart types that the file names
}

// customerChange is a customer as it is to be. Its smart type (empty: the first) and
// its account manager are told by name, because they may have to be made.
type customerChange struct {
	Next               store.Customer
	SmartType, Manager string
	Before             *store.Customer // nil: there is none yet
}

func (k customerRows) read(ctx context.Context, row func(files.CustomerRow) error,
	reject func(files.Rejection) error) error {
	return k.im.plan.Customers(ctx, k.im.src, row, reject)
}

func (customerRows) refuse(context.Context, *files.CustomerRow) error { return nil }

// begin makes the smart types that there are not, by title, whatever the order in
// which the file names them.
func (k customerRows) begin(a *applier) error {
	for _, title := range slices.Sorted(maps.Keys(k.types)) {
		if _, err := a.smartType(title); err != nil {
			return err
		}
	}
	return nil
}

func (k customerRows) diff(tx *store.Tx, rows []files.CustomerRow, emit func(customerChange, bool)) error {
	codes := make([]string, len(rows))
	for i := range rows {
		codes[i] = rows[i].Code
	}
	stored, err := tx.CustomersByCode(store.Everyone(), codes)
	if err != nil {
		return err
	}
	types, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	managers, err := tx.AccountManagers()
	if err != nil {
		return err
	}
	first := store.DefaultSmartType
	if len(types) > 0 {
		first = types[0].Title
	}
	for i := range rows {
		old := stored[rows[i].Code]
		next := store.Customer{Code: rows[i].Code, SmartType: first, Active: true}
		if old != nil {
			next = *old
		}
		fillCustomer(&next, &rows[i], first)
		if old != nil && reflect.DeepEqual(next, *old) {
			continue
		}
		next.Minimal = false
		c := customerChange{Next: next, SmartType: next.SmartType, Manager: next.AccountManager, Before: old}
		if rows[i].SmartType == "" && next.SmartType == first {
			c.SmartType = "" // whatever is first when it is applied
		}
		k.types[c.SmartType] = true
		if !slices.ContainsFunc(types, func(t store.SmartType) bool { return t.Title == c.SmartType }) && c.SmartType != "" {
			k.im.made.note(nounSmartType, c.SmartType)
		}
		if _, known := managers[c.Manager]; !known && c.Manager != "" {
			k.im.made.note(nounManager, c.Manager)
		}
		emit(c, old == nil)
	}
	return nil
}

// fillCustomer puts what a row says into a customer: an absent column keeps, an
// empty cell clears.
func fillCustomer(c *store.Customer, r *files.CustomerRow, firstType string) {
	text := func(column, value string, to *string) {
		if r.Columns.Has(column) {
			*to = value
		}
	}
	text("name", r.Name, &c.Name)
	text("smart_type", r.SmartType, &c.SmartType)
	text("account_manager", r.AccountManager, &c.AccountManager)
	text("industry", r.Industry, &c.Industry)
	text("email", r.Email, &c.Email)
	text("phone", r.Phone, &c.Phone)
	text("contact", r.Contact, &c.Contact)
	text("city", r.City, &c.City)
	text("postcode", r.Postcode, &c.Postcode)
	text("country", r.Country, &c.Country)
	if c.Name == "" {
		c.Name = c.Code
	}
	if c.SmartType == "" {
		c.SmartType = firstType
	}
	if r.Columns.Has("groups") {
		c.Groups = kit.Set(r.Groups)
	}
	if r.Columns.Has("tags") {
		c.Tags = kit.Set(r.Tags)
	}
	if r.Columns.Has("created_on") {
		c.CreatedOn = nil
		if r.HasCreatedOn {
			d := r.CreatedOn // the row's memory is used again
			c.CreatedOn = &d
		}
	}
	if r.Columns.Has("active") {
		c.Active = r.Active || !r.HasActive
	}
	if r.Columns.Has("marketing_consent") {
		c.Consent = r.MarketingConsent && r.HasMarketingConsent
	}
}

func (k customerRows) apply(a *applier, c *customerChange) (err error) {
	if c.Next.SmartTypeID, err = a.smartType(c.SmartType); err != nil {
		return err
	}
	if c.Next.AccountManagerID, err = a.manager(c.Manager); err != nil {
		return err
	}
	if c.Before == nil {
		if a.customers = append(a.customers, c.Next); len(a.customers) < RowBatch {
			return nil
		}
		return k.flush(a)
	}
	if err := a.tx.UpdateCustomer(&c.Next); err != nil {
		return err
	}
	return a.record(nounCustomer, c.Next.ID, c.Next.Version, c.Before)
}

func (customerRows) flush(a *applier) error {
	held := a.customers
	a.customers = held[:0]
	if err := a.tx.InsertCustomers(held); err != nil {
		return err
	}
	for i := range held {
		if err := a.record(nounCustomer, held[i].ID, held[i].Version, nil); err != nil {
			return err
		}
	}
	return nil
}
