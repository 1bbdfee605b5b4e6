package imports

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// ImportsPage lists the imports so far, newest first, and leads to what can be
// taken out again.
type ImportsPage struct {
	Table   ui.Table
	Older   string // address of the page of older ones; "" where there are none
	Exports []Export
}

// Export is one kind of data to take out as a file.
type Export struct {
	Title string
	About string
	Href  string
}

// Render writes the list.
func (p ImportsPage) Render(ctx context.Context, w io.Writer) error { return imports(p).Render(ctx, w) }

// ImportNew is the first step: what is in the file, and the file.
type ImportNew struct {
	Note   ui.Note // above the form; without a Title there is none
	Form   ui.FormOptions
	Hidden []ui.Field
	Kind   ui.Field   // radios
	More   []ui.Field // what few need
	Open   bool       // whether More is open
	File   ui.Field   // the file itself: last, so that the others are known when it comes
	Kinds  ui.Table   // the columns of each kind, with a sample
}

// ImportNewRegion is the id of what a refused upload replaces.
const ImportNewRegion = "import-new"

// Render writes the form and the columns of each kind.
func (p ImportNew) Render(ctx context.Context, w io.Writer) error { return importNew(p).Render(ctx, w) }

// ImportColumns are the columns of a file: those that must be there in bold.
type ImportColumns struct {
	About     string
	Must, May []string
}

// Render writes the names in a line that wraps.
func (c ImportColumns) Render(ctx context.Context, w io.Writer) error {
	return importColumns(c).Render(ctx, w)
}

// after is what stands behind a column that must be there.
func (c ImportColumns) after(name string) string {
	if len(c.May) == 0 && name == c.Must[len(c.Must)-1] {
		return ""
	}
	return ", "
}

func (c ImportColumns) may() string { return strings.Join(c.May, ", ") }

// ImportWizard is one import at the step it is at: the steps, what there is to
// say, the step itself, and the way out of it.
type ImportWizard struct {
	Steps   ui.Steps
	Notes   []ui.Note
	Body    templ.Component // nil: the notes say it all
	Discard *ui.Act         // beside the step's own button; nil when there is nothing to discard
	Next    *ui.Act         // leads on to the next file of an archive; nil: there is none, or not yet
}

// Render writes the step.
func (p ImportWizard) Render(ctx context.Context, w io.Writer) error {
	return importWizard(p).Render(ctx, w)
}
