package record

import (
	"github.com/a-h/templ"

	jobcustomers "wholesight/jobs/customers"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// contactBlock is whom one reaches and how, and what the customer is filed under.
type contactBlock struct{ readsNothing }

func (contactBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	return viewrecord.Contact(contactFacts(l, &in.customer)), nil
}

// notesBlock is the notes that stand on the customer.
type notesBlock struct{ readsNothing }

func (notesBlock) show(in *subject, _ ui.Locale) (templ.Component, error) {
	if in.customer.Notes == "" {
		return nil, nil
	}
	return viewrecord.Notes(in.customer.Notes), nil
}

func contactFacts(l ui.Locale, c *store.Customer) ui.Facts {
	f := ui.Facts{
		{Name: l.T("Contact person"), Text: c.Contact},
		{Name: l.T("Phone"), Text: c.Phone, Href: kit.Prefixed("tel:", c.Phone)},
		{Name: l.T("E-mail"), Text: c.Email, Href: kit.Prefixed("mailto:", c.Email)},
		{Name: l.T("Place"), Text: words.JoinSpaced(words.JoinSpaced(c.Postcode, c.City), c.Country)},
		{Name: l.T("Account manager"), Text: c.AccountManager},
		{Name: l.T("Smart type"), Text: c.SmartType},
		{Name: l.T("Industry"), Text: c.Industry},
	}
	for _, set := range []struct {
		name   string
		values []string
	}{{l.T("Groups"), c.Groups}, {l.T("Tags"), c.Tags}} {
		if len(set.values) > 0 {
			badges := ui.Group{}
			for _, value := range set.values {
				badges = append(badges, ui.Badge{Text: value})
			}
			f = append(f, ui.Fact{Name: set.name, Content: badges})
		}
	}
	if data, err := jobcustomers.DataOf(c); err == nil { // an edit says what is wrong with them
		for _, a := range data.Attributes {
			f = append(f, ui.Fact{Name: a.Name, Text: a.Value})
		}
	}
	if c.CreatedOn != nil {
		f = append(f, ui.Fact{Name: l.T("Customer since"), Text: l.DayLong(*c.CreatedOn)})
	}
	return f
}
