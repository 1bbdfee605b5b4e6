package imports

import (
	"context"
	"io"

	"wholesight/views/runs"
	"wholesight/views/ui"
)

// ImportFound is how a file is read: every guess in sight and open to change,
// with the first rows as they stand in it.
type ImportFound struct {
	Form    ui.FormOptions
	Hidden  []ui.Field
	Asked   []ui.Field // questions without an answer: these first
	Reading []ui.Field // encoding, separator, decimal sign, order of the day …
	Columns ui.Table   // each column of the file: what it is, its first values
	Ignored string     // the columns that are not read, in words; "" where all are
	Save    ui.Button  // reads the file this way
	Discard *ui.Button // throws the file away; nil where something else does
}

// Render writes the form.
func (p ImportFound) Render(ctx context.Context, w io.Writer) error {
	return importFound(p).Render(ctx, w)
}

// ImportWork is a check or an apply under way.
type ImportWork struct {
	Live runs.LiveJob
	Text string // what happens meanwhile, what is safe
}

// Render writes the bar, its button, and the text.
func (p ImportWork) Render(ctx context.Context, w io.Writer) error {
	return importWork(p).Render(ctx, w)
}

// ImportPreview is what an apply would do.
type ImportPreview struct {
	Counts  ui.Tiles
	Decide  []ui.Field // what a person must answer or tick: first of all
	Unread  []ui.Field // a select for each column that is not read
	Recheck *ui.Button // reads the file again with these; nil where there are none
	Notes   []Said     // what was guessed, and what a person should look at
	Form    ui.FormOptions
	Hidden  []ui.Field
	Apply   *ui.Button // the page's primary button; nil where nothing would change
	Nothing *ui.Note   // said instead of Apply
	Discard ui.Button
	Rejects ImportRejects
	Read    ui.Facts     // how the file was read, in short
	Found   *ImportFound // the same to change; nil where it cannot be
}

// Said is one sentence about a file; Warn marks one that is worth a look.
type Said struct {
	Text string
	Warn bool
}

// Render writes the preview.
func (p ImportPreview) Render(ctx context.Context, w io.Writer) error {
	return importPreview(p).Render(ctx, w)
}

// ImportRejects are the rows that are not taken, by cause.
type ImportRejects struct {
	Title    string // "12 rows are rejected"; "" shows nothing at all
	Text     string
	Download *ui.Button
	Causes   []ImportCause
}

// ImportCause is one cause, how many rows it has, and the first of them.
type ImportCause struct {
	Title string // "Not a number · 8 rows"
	Help  string // how to mend it
	Rows  ui.Table
	More  string // "and 4 more in the file"; "" when all are shown
	Open  bool
}

// Render writes the causes; nothing when there are none.
func (p ImportRejects) Render(ctx context.Context, w io.Writer) error {
	return importRejects(p).Render(ctx, w)
}

// ImportReport is what an import did.
type ImportReport struct {
	Counts  ui.Tiles
	Notes   []Said
	Links   []ui.Button // where the result shows
	Rejects ImportRejects
	Facts   ui.Facts
	Undo    *ImportUndo // nil where it cannot be undone
}

// ImportUndo says what would go back, and takes it back.
type ImportUndo struct {
	Title string
	Text  string
	Items []string // one sentence each
	Act   ui.Act
}

// Render writes the report.
func (p ImportReport) Render(ctx context.Context, w io.Writer) error {
	return importReport(p).Render(ctx, w)
}

func (p ImportRejects) actions() []ui.Button {
	if p.Download == nil {
		return nil
	}
	return []ui.Button{*p.Download}
}
