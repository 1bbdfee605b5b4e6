package contacts

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// ContactHead is whom one is about to call, and why: what is seen above the form.
type ContactHead struct {
	Name    string
	Href    string // the customer's record
	Code    string
	Phone   string
	Dial    string // tel: address of the phone
	Person  string
	Labels  ui.Labels
	Facts   ui.Facts
	Place   string // where the list stands: "3 of 118"; "" when it does not hold the customer
	Tally   string // what the day's calls came to
	Row     string // id of the customer's row in a list
	Lease   string // POST: stays on the customer; DELETE of it by Release
	Release string // POST: leaves the customer
	Lost    string // what is said when somebody else has taken over
}

// Contact is the dialog, or the page, in which a contact is logged.
type Contact struct {
	ContactHead
	Dialog   bool         // stands in the page's dialog; else it is a page
	Conflict *ui.Conflict // somebody else has changed the customer meanwhile
	Taken    *ContactTaken
	Form     ContactForm
}

// ContactTaken says that somebody else is on the customer: the form is there once
// one has taken over.
type ContactTaken struct {
	Note ui.Note
	Over ui.Act  // takes over
	Next *ui.Act // goes on to the next customer of the list
}

// ContactForm asks what happened.
type ContactForm struct {
	ui.FormOptions
	Kinds    Pills
	Outcomes Pills
	Note     ui.Field
	Next     Pills
	NextOn   ui.Field
	Details  []ui.Field // the account data to correct
	Open     bool       // the account data shows
	Hidden   []ui.Field
}

// Render writes the dialog's or the page's content.
func (v Contact) Render(ctx context.Context, w io.Writer) error { return contact(v).Render(ctx, w) }

// Refuse puts what is wrong to the fields, the first of them focused; what belongs to no
// field stands above them.
func (f *ContactForm) Refuse(refusals map[string]string) {
	take := func(name string) string {
		text := refusals[name]
		delete(refusals, name)
		return text
	}
	f.Kinds.Error, f.Outcomes.Error = take(f.Kinds.Name), take(f.Outcomes.Name)
	f.Note.Error, f.NextOn.Error = take(f.Note.Name), take(f.NextOn.Name)
	for i := range f.Details {
		if f.Details[i].Error = take(f.Details[i].Name); f.Details[i].Error != "" {
			f.Open = true
		}
	}
	for _, text := range refusals {
		f.Error = ui.JoinWords(f.Error, text)
	}
}

// ContactEnd is what the dialog says when the list has no further customer.
type ContactEnd struct {
	Title, Text, Tally string
}

// Render writes the end.
func (e ContactEnd) Render(ctx context.Context, w io.Writer) error {
	return contactEnd(e).Render(ctx, w)
}

// ContactEdit is the dialog, or the page, in which a contact that was logged is
// corrected or deleted.
type ContactEdit struct {
	Title    string
	Dialog   bool
	Conflict *ui.Conflict
	Facts    ui.Facts // what cannot be changed
	Form     ui.FormOptions
	Outcomes Pills
	NextOn   ui.Field
	Hidden   []ui.Field
	Delete   ui.Act
}

// Render writes the form.
func (v ContactEdit) Render(ctx context.Context, w io.Writer) error {
	return contactEdit(v).Render(ctx, w)
}

// Pills are a question with few answers side by side, one of which is chosen. With
// Keys the answers carry the numbers of the keys that choose them.
type Pills struct {
	Name    string
	Label   string
	Choices []ui.Choice
	Value   string
	Keys    bool
	Presets []string // what each answer does with the follow-up: PresetAsk, or the day as it is said; nil: nothing
	Error   string
}

// PresetAsk is the preset of an outcome that asks for a day.
const PresetAsk = "ask"

// Render writes the question.
func (p Pills) Render(ctx context.Context, w io.Writer) error { return pills(p).Render(ctx, w) }

func (p Pills) id(i int) string { return "p-" + p.Name + "-" + ui.PlainInt(i) }

// key is the key of a choice as it shows; "" where there is none.
func (p Pills) key(i int) string {
	if !p.Keys || i > 8 {
		return ""
	}
	return ui.PlainInt(i + 1)
}

func (p Pills) preset(i int) string {
	if i < len(p.Presets) {
		return p.Presets[i]
	}
	return ""
}

func (p Pills) wrong(i int) string {
	if p.Error != "" && i == 0 {
		return "true"
	}
	return ""
}
