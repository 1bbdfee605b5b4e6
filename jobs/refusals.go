package jobs

import (
	"fmt"
	"strings"
)

// Refusal is one thing that a use case does not accept of what was typed: the
// field's name in the form, and a sentence for the person who typed.
type Refusal struct {
	Field string
	Text  string
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
	*r = append(*r, Refusal{field, fmt.Sprintf(format, args...)})
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
	return Refusals{{field, fmt.Sprintf(format, args...)}}
}
