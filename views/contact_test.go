package views

import "testing"

// sampleContact is the form of a contact with everything in it.
func sampleContact() Contact {
	field := func(name string) Field { return Field{Name: name, Label: name, Value: sampleNasty[2]} }
	return Contact{Dialog: true,
		ContactHead: ContactHead{Name: sampleLong, Href: "/customers/C1", Code: "C1", Phone: "+49 421 77", Dial: "tel:+4942177", Person: sampleNasty[0],
			Labels: Labels{{ID: 1, Type: "risk", Title: "Due"}}, Facts: Facts{{Name: "Risk", Text: "2.31 · 70 days silent, usually every 30"}},
			Place: "3 of 118", Tally: "Your calls today: 12 · 5 reached · 2 orders", Row: "customer-1", Lease: "/customers/C1/call", Release: "/customers/C1/call/end", Lost: "Somebody else is on it."},
		Form: ContactForm{
			FormOptions: FormOptions{Action: "/customers/C1/contact?sort=name", Draft: "contact:C1", Wide: true},
			Kinds:       Pills{Name: "kind", Label: "Kind", Value: "call", Choices: []Choice{{"call", "Call"}, {"note", "Note"}}},
			Outcomes:    Pills{Name: "outcome", Label: "Outcome", Keys: true, Choices: []Choice{{"Reached", "Reached"}, {"Gone", sampleNasty[0]}}},
			Note:        Field{Kind: FieldArea, Name: "note", Label: "Note"},
			Next:        Pills{Name: "next", Label: "Follow up", Value: "none", Choices: []Choice{{"none", "None"}, {"on", "On"}}},
			NextOn:      Field{Name: "next_on", Label: "Day", Type: "date", HideLabel: true},
			Details:     []Field{field("phone"), field("city")},
			Hidden:      []Field{{Kind: FieldHidden, Name: "version", Value: "1"}},
		}}
}

func TestContact(t *testing.T) {
	golden(t, "contact", htmlOf(t, sampleContact()))
	refused := sampleContact()
	refused.Form.Refuse(map[string]string{"outcome": "Choose how the call ended.", "city": "Shorten it.", "key": "Of no field."})
	if !refused.Form.Open || refused.Form.Details[1].Error == "" || refused.Form.Error != "Of no field." {
		t.Errorf("refused: %+v", refused.Form)
	}
	refused.Conflict = &Conflict{Name: "C1", Rows: []ConflictRow{{"Phone", "1", "2", "3"}}}
	golden(t, "contact-refused", htmlOf(t, refused))
	taken := sampleContact()
	taken.Dialog = false
	taken.Taken = &ContactTaken{Note: Note{Kind: NoteWarn, Title: "Anna is on this"}, Over: Act{Action: "/customers/C1/call", Button: Button{Text: "Take over", Submit: true}}}
	golden(t, "contact-taken", htmlOf(t, taken))
	golden(t, "contact-end", htmlOf(t, ContactEnd{Title: "The list is worked through", Text: "That was the last.", Tally: "12"}))
	golden(t, "contact-edit", htmlOf(t, ContactEdit{Dialog: true, Title: "Contact with " + sampleNasty[0], Facts: Facts{{Name: "Note", Text: sampleNasty[1]}},
		Form: FormOptions{Action: "/contacts/1", Save: "Save"}, Outcomes: Pills{Name: "outcome", Label: "Outcome"}, NextOn: Field{Name: "next_on", Label: "Follow up"},
		Delete: Act{Action: "/contacts/1/delete", Button: Button{Text: "Delete this contact", Submit: true}}}))
	golden(t, "lapse", htmlOf(t, Lapse{}))
	golden(t, "log-in-again", htmlOf(t, LogInAgain{Text: "Your session has ended.", Form: FormOptions{Action: "/login", Save: "Log in"}, Fields: []Field{{Name: "email", Label: "E-mail"}}}))
}
