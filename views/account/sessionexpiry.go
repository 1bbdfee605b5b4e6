package account

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// Expiry asks in a dialog whether to stay logged in.
type Expiry struct{}

// Render writes the dialog's content.
func (v Expiry) Render(ctx context.Context, w io.Writer) error { return expiry().Render(ctx, w) }

// LogInAgain is the log-in over a page whose session has ended.
type LogInAgain struct {
	Text   string
	Form   ui.FormOptions
	Fields []ui.Field
}

// Render writes the dialog's content.
func (v LogInAgain) Render(ctx context.Context, w io.Writer) error {
	return logInAgain(v).Render(ctx, w)
}
