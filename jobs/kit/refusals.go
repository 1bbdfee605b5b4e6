package kit

import (
	"fmt"
	"slices"
	"strings"
)

// Refusal is one thing that a use case does not accept of what was typed: the
// field's name in the form, and a sentence for the person who typed.
type Refusal struct {
	Field string
	Text  string // in English

	format string // of Text, which a catalogue of words translates; "" where Text was translated already
	args   []any
}

// In is the sentence in another language, by the catalogue's function.
func (r Refusal) In(t func(english string, args ...any) string) string {
	if r.format == "" {
		return r.Text
	}
	args := slices.Clone(r.args)
	for i, arg := range args {
		if words, ok := arg.(interface {
			In(t func(english string, args ...any) string) string
		}); ok {
			args[i] = words.In(t)
		}
	}
	return t(r.format, args...)
}

// In are the sentences in another language.
func (r Refusals) In(t func(english string, args ...any) string) Refusals {
	out := make(Refusals, len(r))
	for i, one := range r {
		out[i] = Refusal{Field: one.Field, Text: one.In(t)}
	}
	return out
}

// For is the refusal at another field: of one row among many.
func (r Refusal) For(field string) Refusal {
	r.Field = field
	return r
}

// Refusals are what is wrong with a form, in the order of its fields. As an error
// it means: nothing was changed.
type Refusals []Refusal

// Error is the sentences.
func (r Refusals) Error() string {
	texts := make([]string, len(r))
	for i, one := range r {
		texts[i] = one.Text
	}
	return strings.Join(texts, "; ")
}

// Add adds one.
func (r *Refusals) Add(field, format string, args ...any) {
	*r = append(*r, refusal(field, format, args...))
}

// Err is r as an error, nil when there is none.
func (r Refusals) Err() error {
	if len(r) == 0 {
		return nil
	}
	return r
}

// Refuse is one refusal as an error.
func Refuse(field, format string, args ...any) error {
	return Refusals{refusal(field, format, args...)}
}

func refusal(field, format string, args ...any) Refusal {
	return Refusal{Field: field, Text: fmt.Sprintf(format, args...), format: format, args: args}
}

// Say adds one in words of the person's language.
func (r *Refusals) Say(field, text string) { *r = append(*r, Refusal{Field: field, Text: text}) }
