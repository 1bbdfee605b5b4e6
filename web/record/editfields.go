package record

import (
	"strconv"
	"strings"

	jobcustomers "wholesight/jobs/customers"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
)

// customerFields are the names of the fields in the order of customerChoices.words.
var customerFields = []string{"Name", "Smart type", "Account manager", "Contact person", "Phone", "E-mail", "City",
	"Postcode", "Country", "Industry",
	"Groups", "Tags", "Active", "Consent to marketing by e-mail", "Notes", "Custom attributes"}

// words are a customer's data in words, for a conflict.
func (o *customerChoices) words(l ui.Locale, c *store.Customer, d jobcustomers.CustomerData) []string {
	yes := func(on bool) string {
		if on {
			return l.T("yes")
		}
		return l.T("no")
	}
	kind, manager := "", ""
	for _, t := range o.types {
		if t.ID == d.SmartType {
			kind = t.Title
		}
	}
	for _, m := range o.managers {
		if m.ID == d.Manager {
			manager = m.Name
		}
	}
	if !o.assign && d.Manager == c.AccountManagerID {
		manager = c.AccountManager
	}
	return []string{d.Name, kind, manager, d.Contact, d.Phone, d.Email, d.City, d.Postcode, d.Country, d.Industry,
		strings.Join(d.Groups, ", "), strings.Join(d.Tags, ", "),
		yes(d.Active), yes(d.Consent), d.Notes, strings.TrimSpace(jobcustomers.FormatAttributes(d.Attributes))}
}

// fields are the questions, in the order of the form.
func (o *customerChoices) fields(l ui.Locale, c *store.Customer, d jobcustomers.CustomerData) []ui.Field {
	var kinds []ui.Choice
	for _, t := range o.types {
		kinds = append(kinds, ui.Choice{Value: strconv.FormatInt(t.ID, 10), Text: t.Title})
	}
	text := func(name, label, value string) ui.Field {
		return ui.Field{Name: name, Label: l.T(label), Value: value, MaxLength: 200, Autocomplete: "off"}
	}
	name, email, phone := text("name", "Name", d.Name), text("email", "E-mail", d.Email), text("phone", "Phone", d.Phone)
	name.Required, email.Type, phone.Type = true, "email", "tel"
	manager := ui.Field{Kind: ui.FieldSelect, Name: "account_manager", Label: l.T("Account manager"),
		Value: strconv.FormatInt(d.Manager, 10), Choices: []ui.Choice{{Value: "0", Text: l.T("nobody")}}}
	for _, m := range o.managers {
		manager.Choices = append(manager.Choices, ui.Choice{Value: strconv.FormatInt(m.ID, 10), Text: m.Name})
	}
	active := ui.Field{Kind: ui.FieldCheck, Name: "active", Label: l.T("Active: is listed, measured and labelled"),
		On: d.Active}
	if !o.assign {
		manager.Choices = []ui.Choice{{Value: manager.Value, Text: c.AccountManager}}
		manager.Off, manager.Help, active.Off = true, l.T("An admin or a manager can change who looks after a customer, and close it."), true
	}
	return []ui.Field{
		name,
		{Kind: ui.FieldSelect, Name: "smart_type", Label: l.T("Smart type"), Value: strconv.FormatInt(d.SmartType, 10),
			Choices: kinds, Help: l.T("Whom it is compared with. Labels follow with the next run.")},
		manager,
		text("industry", "Industry", d.Industry),
		active,
		text("contact", "Contact person", d.Contact), phone, email,
		text("city", "City", d.City), text("postcode", "Postcode", d.Postcode), text("country", "Country", d.Country),
		{Kind: ui.FieldCheck, Name: "consent", Label: l.T("Consents to marketing by e-mail"), On: d.Consent},
		{Kind: ui.FieldArea, Name: "groups", Label: l.T("Groups"), Value: strings.Join(d.Groups, "\n"), Rows: 3,
			Help: l.T("One a line: regions, price groups.")},
		{Kind: ui.FieldArea, Name: "tags", Label: l.T("Tags"), Value: strings.Join(d.Tags, "\n"), Rows: 3,
			Help: l.T("One a line.")},
		{Kind: ui.FieldArea, Name: "notes", Label: l.T("Notes"), Value: d.Notes, Rows: 4, MaxLength: 10_000},
		{Kind: ui.FieldArea, Name: "attributes", Label: l.T("Custom attributes"),
			Value: jobcustomers.FormatAttributes(d.Attributes), Rows: 4, Help: l.T("One a line, like Opening hours: 8 to 16.")},
	}
}

// groupCustomerFields puts the fields under their headings.
func groupCustomerFields(l ui.Locale, f []ui.Field) []viewrecord.CustomerFields {
	return []viewrecord.CustomerFields{
		{Title: l.T("Company"), Fields: f[:4], Wide: f[4:5]},
		{Title: l.T("Contact"), Fields: f[5:11], Wide: f[11:12]},
		{Title: l.T("Groups and tags"), Fields: f[12:14]},
		{Title: l.T("Notes and attributes"), Wide: f[14:]},
	}
}
