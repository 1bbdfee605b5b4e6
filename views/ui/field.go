package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Field is one question of a form: label above, help and error below. Its Value
// is what was typed, or what is stored: after a refused form show what was
// typed. The zero Kind is a line of text.
type Field struct {
	Kind  FieldKind
	Name  string
	Label string
	Help  string
	Error string // what is wrong and what to do; marks the field and gets the focus
	Value string

	ID           string // "" is "f-" + Name
	Type         string // of a line of text: email, password, number, date, search, tel, url; "" is text
	Choices      []Choice
	Values       []string // of a FieldChecks: the chosen ones
	On           bool     // of a FieldCheck
	Prefix       string   // stands before a line of text: a currency's sign
	Suffix       string   // stands behind it: "days", "%"
	Placeholder  string
	Autocomplete string // "current-password", "one-time-code", "off"
	InputMode    string // "decimal", "numeric"
	Accept       string // of a file: ".csv,.gz,.xlsx"
	MaxLength    int
	Rows         int // of an area; 0 is three
	Num          bool
	Required     bool
	Optional     bool // says so beside the label
	Off          bool
	ReadOnly     bool
	Multiple     bool // of a file
	HideLabel    bool // the label is there for those who cannot see the form
	Wide         bool // takes more room in a filter bar
	Focus        bool // gets the focus when the page opens
	Attrs        templ.Attributes
}

// FieldKind is how a field is answered.
type FieldKind int

// The kinds.
const (
	FieldText   FieldKind = iota
	FieldArea             // several lines
	FieldSelect           // one of Choices
	FieldRadios           // one of few Choices, all in sight
	FieldCheck            // yes or no
	FieldChecks           // some of Choices
	FieldColour           // a colour "#rrggbb": the palette, or any
	FieldFile             // a file to pick or to drop
	FieldHidden           // a value that goes along
)

// Render writes the field.
func (f Field) Render(ctx context.Context, w io.Writer) error { return field(f).Render(ctx, w) }

// MoneyField is a field for an amount, with the currency's sign where the
// language has it. Give it Locale.MoneyExact without sign, or what was typed.
func MoneyField(l Locale, f Field) Field {
	f.InputMode, f.Num = "decimal", true
	if l.std().leading {
		f.Prefix = l.Symbol()
	} else {
		f.Suffix = l.Symbol()
	}
	return f
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return "f-" + f.Name
}

func (f Field) helpID() string  { return f.id() + "-help" }
func (f Field) errorID() string { return f.id() + "-error" }

// inputType is what a browser knows; an unknown Type is text to it anyway.
func (f Field) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) class() string {
	if f.Wide {
		return "field field-wide"
	}
	return "field"
}

func (f Field) labelClass() string {
	if f.HideLabel {
		return "visually-hidden"
	}
	return ""
}

func (f Field) controlClass() string {
	if f.Num {
		return "form-control form-control-num"
	}
	return "form-control"
}

func (f Field) rows() int {
	if f.Rows == 0 {
		return 3
	}
	return f.Rows
}

func (f Field) has(value string) bool {
	for _, v := range f.Values {
		if v == value {
			return true
		}
	}
	return false
}

// common are the attributes that every control carries: what describes it, and
// whether it is wrong.
func (f Field) common() templ.Attributes {
	attrs := templ.Attributes{}
	for name, value := range f.Attrs {
		attrs[name] = value
	}
	described := ""
	if f.Help != "" {
		described = f.helpID()
	}
	if f.Error != "" {
		attrs["aria-invalid"] = "true"
		described = JoinWords(f.errorID(), described)
	}
	if described != "" {
		attrs["aria-describedby"] = described
	}
	if f.Required {
		attrs["required"] = true
	}
	if f.Off {
		attrs["disabled"] = true
	}
	if f.Focus {
		attrs["autofocus"] = true
	}
	return attrs
}

// line are the attributes of a line or an area of text.
func (f Field) line() templ.Attributes {
	attrs := f.common()
	set := func(name, value string) {
		if value != "" {
			attrs[name] = value
		}
	}
	set("placeholder", f.Placeholder)
	set("autocomplete", f.Autocomplete)
	set("inputmode", f.InputMode)
	if f.MaxLength > 0 {
		attrs["maxlength"] = PlainInt(f.MaxLength)
	}
	if f.ReadOnly {
		attrs["readonly"] = true
	}
	return attrs
}

func (f Field) choiceID(i int) string { return f.id() + "-" + PlainInt(i) }

// ownColour reports whether the value is a colour that is not of the palette.
func (f Field) ownColour() bool { return f.ownValue() != "" }

func (f Field) ownValue() string {
	for _, c := range OkabeIto {
		if c.Value == f.Value {
			return ""
		}
	}
	return f.Value
}

// hidden is the field as a value that only goes along.
func (f Field) hidden() Field { return Field{Kind: FieldHidden, Name: f.Name, Value: f.Value} }
