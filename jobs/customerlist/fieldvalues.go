package customerlist

import (
	"slices"

	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
)

// FieldNamed is a field by its name; nil when there is none.
func FieldNamed(name string) *Field {
	i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &Fields[i]
}

// Plain reports whether the field's value is a stored figure and nothing more.
func (f *Field) Plain() bool { return f.figure != nil }

// Needs is the type whose metric must exist for a plain field to have a value; "": none.
func (f *Field) Needs() classify.Type { return f.needs }

// Value is what a customer has of a field with a column of its own in files, a day as its
// number; false where it does not exist.
func (f *Field) Value(e *Entry) (int64, bool) {
	if f.value != nil {
		return f.value(e)
	}
	v := *f.figure(&e.Figures.Customer)
	return v, e.Scored && f.counted(v) && (f.needs == "" || e.Figures.Has(f.needs))
}

// counted tells whether the build knows the value: a count below 0 was not made.
func (f *Field) counted(v int64) bool { return f.Kind != Count || v >= 0 }

// plain are the plain fields: a customer list keeps a column for each.
var plain = slices.Collect(fields((*Field).Plain))

// fields are those that something holds of.
func fields(of func(f *Field) bool) func(yield func(*Field) bool) {
	return func(yield func(*Field) bool) {
		for i := range Fields {
			if of(&Fields[i]) && !yield(&Fields[i]) {
				return
			}
		}
	}
}

// scored is the value of a field that every customer with figures has.
func scored(of func(c *figures.Customer) int64) func(e *Entry) (int64, bool) {
	return func(e *Entry) (int64, bool) { return of(&e.Figures.Customer), e.Scored }
}

// forecasted is the value of a field that every customer with a forecast has.
func forecasted(of func(x *figures.Forecast) int64) func(e *Entry) (int64, bool) {
	return func(e *Entry) (int64, bool) { return of(&e.Forecast), e.Forecast.Known }
}

// outstanding is the value of a field that every customer with a backorder has.
func outstanding(of func(b *Backorder) int64) func(e *Entry) (int64, bool) {
	return func(e *Entry) (int64, bool) { return of(&e.Backorder), e.Backorder.Any() }
}

func (e *Entry) lastOrder() (int64, bool) {
	return int64(e.Figures.LastPurchase), e.Scored && e.Figures.HasPurchase()
}

func (e *Entry) since() (int64, bool) { return e.Figures.Since, e.Scored && e.Figures.HasPurchase() }

func (e *Entry) gap() (int64, bool) {
	if !e.Scored || !e.Figures.HasGap() {
		return 0, false
	}
	return e.Figures.GapThousandths(), true
}

func (e *Entry) expected() (int64, bool) {
	day, ok := e.ExpectedNext()
	return int64(day), ok
}

func (e *Entry) risk() (int64, bool) {
	return e.Figures.Risk, e.Scored && e.Figures.Has(classify.Risk)
}

func (e *Entry) nextOrder() (int64, bool) {
	return int64(e.Forecast.Next), e.Forecast.Known && e.Forecast.HasNext
}

func (e *Entry) followUp() (int64, bool) { return int64(e.Facts.FollowUp), e.Facts.FollowUp != 0 }

func (e *Entry) lastContact() (int64, bool) {
	return int64(e.Facts.LastContact), e.Facts.LastContact != 0
}
