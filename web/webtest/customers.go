package webtest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	jobcontacts "wholesight/jobs/contacts"
	jobcustomers "wholesight/jobs/customers"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/web/kit"
)

// Customer is a customer as it is stored.
func (sh *Shop) Customer(code string) (c store.Customer) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) (err error) {
		c, err = tx.Customer(store.Everyone(), code)
		return err
	})
	return c
}

// CustomerForm is the form of a customer as the page of its edit has it, with changes.
func (sh *Shop) CustomerForm(path string, changes ...string) url.Values {
	sh.T.Helper()
	code, err := url.PathUnescape(strings.Split(path, "/")[2])
	if err != nil {
		sh.T.Fatal(err)
	}
	var d jobcustomers.CustomerData
	sh.View(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		if err == nil {
			d, err = jobcustomers.DataOf(&c)
		}
		return err
	})
	f := Values("version", fmt.Sprint(d.Version), "name", d.Name, "smart_type", fmt.Sprint(d.SmartType), "account_manager",
		fmt.Sprint(d.Manager), "industry", d.Industry,
		"contact", d.Contact, "email", d.Email, "phone", d.Phone, "city", d.City, "postcode", d.Postcode, "country",
		d.Country, "notes", d.Notes,
		"groups", strings.Join(d.Groups, "\r\n"), "tags", strings.Join(d.Tags, "\r\n"), "attributes",
		jobcustomers.FormatAttributes(d.Attributes), "was", kit.WasField(d).Value)
	for name, on := range map[string]bool{"active": d.Active, "consent": d.Consent} {
		if on {
			f.Set(name, "on")
		}
	}
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

// SpareContact is a contact that somebody logged with a customer of their side.
func (sh *Shop) SpareContact(of string) (ct *store.Contact) {
	sh.T.Helper()
	sh.Seed.spare++
	side := sh.Seed.Alpha
	if of == "rep2" || of == "customer2" {
		side = sh.Seed.Bravo
	}
	u := sh.People[side.Rep]
	if of == "manager" || of == "admin" {
		u = sh.People[of]
	}
	sh.Update(func(tx *store.Tx) (err error) {
		ct, _, err = jobcontacts.Add(tx, store.Actor{Name: "test"}, u, store.Everyone(),
			jobcontacts.ContactEntry{Customer: side.Customer.Code, Kind: "call",
				Outcome: "Reached", Note: fmt.Sprintf("%s %d", side.Canary("Spoken"), sh.Seed.spare)})
		return err
	})
	return ct
}

// SpareView is a saved list of somebody, which nobody else sees.
func (sh *Shop) SpareView(of string) (v store.SavedList) {
	sh.T.Helper()
	u, ok := sh.People[of]
	if !ok || u.Role == store.RoleCustomer {
		u = sh.People["admin"]
	}
	sh.Seed.spare++
	mark := "" // a side's view is as much the side's as its customers are
	switch of {
	case "rep":
		mark = sh.Seed.Alpha.Canary("View")
	case "rep2":
		mark = sh.Seed.Bravo.Canary("View")
	}
	sh.Update(func(tx *store.Tx) (err error) {
		v, err = jobcustomers.AddSavedList(tx, store.Actor{Name: "test"},
			store.SavedList{List: "customers", UserID: u.ID, Name: fmt.Sprintf("View %d %s", sh.Seed.spare, mark),
				Query: "sort=-risk"})
		return err
	})
	return v
}

// SpareUndo is a deletion of a person's, to be taken back.
func (sh *Shop) SpareUndo(of string) (id int64) {
	sh.T.Helper()
	u, rule := sh.People[of], sh.SpareRule()
	if of == "anonymous" {
		u = sh.People["admin"]
	}
	sh.Update(func(tx *store.Tx) (err error) {
		id, err = jobtest.DeleteClassification(tx, store.Actor{UserID: u.ID, Name: u.Email}, rule)
		return err
	})
	return id
}

// LabelIDs is a label of every smart type as an address names it.
func LabelIDs(t *testing.T, sh *Shop, title string) string {
	t.Helper()
	var ids []string
	sh.View(func(tx *store.Tx) error {
		all, err := tx.Classifications(0)
		ids = nil
		for _, c := range all {
			if c.Title == title {
				ids = append(ids, fmt.Sprint(c.ID))
			}
		}
		return err
	})
	return strings.Join(ids, ".")
}
