package ui

import (
	"context"
	"io"
	"strconv"
)

// Toast is a short word after something was done: bottom right, clear of the names in
// the first column of a list, at least six seconds (ten with an undo), read out politely.
type Toast struct {
	Text string
	Bad  bool
	Undo string // POST: takes back what was done; "" shows no button
	Key  string // makes the button count once
}

// Render writes the toast.
func (t Toast) Render(ctx context.Context, w io.Writer) error { return toast(t).Render(ctx, w) }

func (t Toast) class() string {
	if t.Bad {
		return "toast-note toast-bad"
	}
	return "toast-note"
}

func (t Toast) sign() string {
	if t.Bad {
		return "▲"
	}
	return "●"
}

func (t Toast) seconds() string {
	if t.Undo != "" {
		return strconv.Itoa(12)
	}
	return strconv.Itoa(7)
}

// Toasts are the toasts of an htmx answer: they are added to those that show,
// out of band, whatever the answer replaces.
type Toasts []Toast

// Render writes the out-of-band part; nothing when there are none.
func (t Toasts) Render(ctx context.Context, w io.Writer) error { return toasts(t).Render(ctx, w) }
