package contacts

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	viewcontacts "wholesight/views/contacts"
	"wholesight/views/ui"
)

// detailNames are the account data that can be corrected, in the order of the form.
var detailNames = []string{"Contact person", "Phone", "E-mail", "Postcode", "City", "Country"}

// detailWords are a customer's details in that order.
func detailWords(d jobcontacts.CustomerDetails) []string {
	return []string{d.Contact, d.Phone, d.Email, d.Postcode, d.City, d.Country}
}

func detailFields(l ui.Locale, d jobcontacts.CustomerDetails) []ui.Field {
	words := detailWords(d)
	fields := make([]ui.Field, len(detailNames))
	for i, name := range []string{"contact", "phone", "email", "postcode", "city", "country"} {
		fields[i] = ui.Field{Name: name, ID: "d-" + name, Label: l.T(detailNames[i]), Value: words[i], Autocomplete: "off", MaxLength: 200}
	}
	fields[1].Type, fields[2].Type = "tel", "text" // text: what was imported need not be an address
	fields[2].InputMode = "email"
	return fields
}

// merged is what is stored now with what was changed in a form put over it.
func merged(was, stored, typed jobcontacts.CustomerDetails) jobcontacts.CustomerDetails {
	for _, f := range []struct{ to, was, typed *string }{
		{&stored.Contact, &was.Contact, &typed.Contact}, {&stored.Phone, &was.Phone, &typed.Phone}, {&stored.Email, &was.Email, &typed.Email},
		{&stored.City, &was.City, &typed.City}, {&stored.Postcode, &was.Postcode, &typed.Postcode}, {&stored.Country, &was.Country, &typed.Country},
	} {
		if *f.typed != *f.was {
			*f.to = *f.typed
		}
	}
	return stored
}

func decodeDetails(text string) (d jobcontacts.CustomerDetails, ok bool) {
	err := json.Unmarshal([]byte(text), &d)
	return d, err == nil
}

// nextPills ask when to follow up; each number of days says which day that is.
func (in *contactInput) nextPills(l ui.Locale, chosen string) viewcontacts.Pills {
	return followUp(l, in.today, chosen)
}

func followUp(l ui.Locale, today calendar.Day, chosen string) viewcontacts.Pills {
	p := viewcontacts.Pills{Name: "next", Label: l.T("Follow up"), Value: chosen, Choices: []ui.Choice{{Value: nextNone, Text: l.T("None")}}}
	for _, days := range nextDays {
		text := l.T("+%s · %s", l.Plural(int64(days), "day", "days"), l.Day(today+calendar.Day(days), today).Text)
		p.Choices = append(p.Choices, ui.Choice{Value: strconv.Itoa(days), Text: text})
	}
	p.Choices = append(p.Choices, ui.Choice{Value: nextOn, Text: l.T("On")})
	return p
}

// instantOf is an instant as contacts keep it.
func instantOf(ms int64) time.Time { return time.UnixMilli(ms) }

// clipped is the beginning of a text in one line.
func clipped(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}
