package contacts

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/jobs/settings"
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
		fields[i] = ui.Field{Name: name, ID: "d-" + name, Label: l.T(detailNames[i]), Value: words[i], Autocomplete: "off",
			MaxLength: 200}
	}
	fields[1].Type, fields[2].Type = "tel", "text" // text: what was imported need not be an address
	fields[2].InputMode = "email"
	return fields
}

// merged is what is stored now with what was changed in a form put over it.
func merged(was, stored, typed jobcontacts.CustomerDetails) jobcontacts.CustomerDetails {
	for _, f := range []struct{ to, was, typed *string }{
		{&stored.Contact, &was.Contact, &typed.Contact}, {&stored.Phone, &was.Phone, &typed.Phone},
		{&stored.Email, &was.Email, &typed.Email},
		{&stored.City, &was.City, &typed.City}, {&stored.Postcode, &was.Postcode, &typed.Postcode},
		{&stored.Country, &was.Country, &typed.Country},
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

// nextPills ask when to follow up; each number of days says which day that is. The
// first answer is the one that nobody has to choose: an agreed day stays.
func (in *contactInput) nextPills(l ui.Locale, chosen string) viewcontacts.Pills {
	p := viewcontacts.Pills{Name: "next", Label: l.T("Follow up"), Value: chosen}
	if in.agreed == nil {
		p.Choices = []ui.Choice{{Value: nextKeep, Text: l.T("By the outcome")}}
	} else if day := l.Day(*in.agreed, in.today).Text; *in.agreed > in.today {
		p.Choices = []ui.Choice{{Value: nextKeep, Text: l.T("Keep %s", day)}}
	} else {
		p.Choices = []ui.Choice{{Value: nextKeep, Text: l.T("%s: done by a call or a visit", day)}}
	}
	for _, days := range nextDays {
		text := l.T("+%s · %s", l.Plural(int64(days), "day", "days"), l.Day(in.today+calendar.Day(days), in.today).Text)
		p.Choices = append(p.Choices, ui.Choice{Value: strconv.Itoa(days), Text: text})
	}
	on, none := l.T("On"), l.T("None")
	if in.agreed != nil {
		on, none = l.T("Change to"), l.T("Clear")
	}
	p.Choices = append(p.Choices, ui.Choice{Value: nextOn, Text: on}, ui.Choice{Value: nextNone, Text: none})
	return p
}

// preset is what an outcome does where the first answer stands: it asks for a day, or
// names one; "" where the agreed day stays, or none comes.
func (in *contactInput) preset(l ui.Locale, o settings.Outcome) string {
	switch {
	case in.agreed != nil && *in.agreed > in.today:
		return ""
	case o.Ask:
		return viewcontacts.PresetAsk
	case o.Days > 0:
		return l.Day(jobcontacts.WorkingDay(in.today+calendar.Day(o.Days)), in.today).Text
	}
	return ""
}

// nextWords say what has become of the day that was agreed before a contact.
func nextWords(l ui.Locale, before, now *calendar.Day, today calendar.Day) string {
	switch {
	case before == nil && now == nil:
		return ""
	case now == nil && *before > today:
		return l.T("The follow-up of %s is cleared.", l.Day(*before, today).Text)
	case now == nil:
		return l.T("The follow-up of %s is done.", l.Day(*before, today).Text)
	case before != nil && *before == *now:
		return l.T("The follow-up of %s stays.", l.Day(*now, today).Text)
	}
	return l.T("Follow-up on %s.", l.Day(*now, today).Text)
}

// dayText is a day as a field holds one; "" for none.
func dayText(day *calendar.Day) string {
	if day == nil {
		return ""
	}
	return day.String()
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
