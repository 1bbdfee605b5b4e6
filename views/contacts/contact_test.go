package contacts

import (
	"testing"

	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

// sampleContact is the form of a contact with everything in it.
func sampleContact() Contact {
	field := func(name string) ui.Field { return ui.Field{Name: name, Label: name, Value: samples.Nasty[2]} }
	return Contact{Dialog: true,
		ContactHead: ContactHead{Name: samples.Long, Href: "/customers/C1", Code: "C1", Phone: "+49 421 77",
			Dial: "tel:+4942177", Person: samples.Nasty[0],
			Labels: ui.Labels{{ID: 1, Type: "risk", Title: "Due"}},
			Facts:  ui.Facts{{Name: "Risk", Text: "2.31 · 70 days silent, usually every 30"}},
			Place:  "3 of 118", Tally: "Your calls today: 12 · 5 reached · 2 orders", Row: "customer-1",
			Lease: "/customers/C1/call", Release: "/customers/C1/call/end", Lost: "Somebody else is on it."},
		Form: ContactForm{
			FormOptions: ui.FormOptions{Action: "/customers/C1/contact?sort=name", Draft: "contact:C1", Wide: true},
			Kinds: Pills{Name: "kind", Label: "Kind", Value: "call",
				Choices: []ui.Choice{{Value: "call", Text: "Call"}, {Value: "note", Text: "Note"}}},
			Outcomes: Pills{Name: "outcome", Label: "Outcome", Keys: true, Presets: []string{"", PresetAsk},
				Choices: []ui.Choice{{Value: "Reached", Text: "Reached"}, {Value: "Gone", Text: samples.Nasty[0]}}},
			Note: ui.Field{Kind: ui.FieldArea, Name: "note", Label: "Note"},
			Next: Pills{Name: "next", Label: "Follow up", Value: "none",
				Choices: []ui.Choice{{Value: "none", Text: "None"}, {Value: "on", Text: "On"}}},
			NextOn:  ui.Field{Name: "next_on", Label: "Day", Type: "date", HideLabel: true},
			Details: []ui.Field{field("phone"), field("city")},
			Hidden:  []ui.Field{{Kind: ui.FieldHidden, Name: "version", Value: "1"}},
		}}
}

func TestContact(t *testing.T) {
	viewtest.Golden(t, "contact", viewtest.HTML(t, sampleContact()))
	refused := sampleContact()
	refused.Form.Refuse(map[string]string{"outcome": "Choose how the call ended.", "city": "Shorten it.",
		"key": "Of no field."})
	if !refused.Form.Open || refused.Form.Details[1].Error == "" || refused.Form.Error != "Of no field." {
		t.Errorf("refused: %+v", refused.Form)
	}
	refused.Conflict = &ui.Conflict{Name: "C1", Rows: []ui.ConflictRow{{Field: "Phone", Before: "1", Theirs: "2",
		Mine: "3"}}}
	viewtest.Golden(t, "contact-refused", viewtest.HTML(t, refused))
	taken := sampleContact()
	taken.Dialog = false
	taken.Taken = &ContactTaken{Note: ui.Note{Kind: ui.NoteWarn, Title: "Anna is on this"},
		Over: ui.Act{Action: "/customers/C1/call", Button: ui.Button{Text: "Take over", Submit: true}}}
	viewtest.Golden(t, "contact-taken", viewtest.HTML(t, taken))
	viewtest.Golden(t, "contact-end", viewtest.HTML(t,
		ContactEnd{Title: "The list is worked through", Text: "That was the last.", Tally: "12"}))
	viewtest.Golden(t, "contact-edit", viewtest.HTML(t,
		ContactEdit{Dialog: true, Title: "Contact with " + samples.Nasty[0],
			Facts: ui.Facts{{Name: "Note", Text: samples.Nasty[1]}},
			Form:  ui.FormOptions{Action: "/contacts/1", Save: "Save"}, Outcomes: Pills{Name: "outcome", Label: "Outcome"},
			NextOn: ui.Field{Name: "next_on", Label: "Follow up"},
			Delete: ui.Act{Action: "/contacts/1/delete", Button: ui.Button{Text: "Delete this contact", Submit: true}}}))
}
