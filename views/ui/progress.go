package ui

import (
	"context"
	"io"
	"strconv"
)

// Progress is how far a job is: rows done of rows in all, rate and time left.
// The words come ready; Done and All are for the bar.
type Progress struct {
	ID    string
	Title string // "Importing orders.csv"
	Done  int64
	All   int64  // 0 is not known: the bar only moves
	Rows  string // "120,000 of 480,000 rows"
	Rate  string // "41,000 rows a second"
	Left  string // "about 9 s left"
	Step  string // "Checking"

	Stream string // address of the SSE stream; each message is a ProgressPart, the event "done" ends it
	After  string // where to go when it is done
	Reload string // the address of this page, for those without script
}

// Render writes the box with the bar. A cancel button stands outside of it: what
// is replaced five times a second cannot be pressed.
func (p Progress) Render(ctx context.Context, w io.Writer) error { return progress(p).Render(ctx, w) }

// ProgressPart is the inside of the box, the markup of one message of the stream.
type ProgressPart Progress

// Render writes the bar and its words.
func (p ProgressPart) Render(ctx context.Context, w io.Writer) error {
	return progressPart(Progress(p)).Render(ctx, w)
}

func (p Progress) done() string { return strconv.FormatInt(min(p.Done, p.All), 10) }
func (p Progress) all() string  { return strconv.FormatInt(p.All, 10) }
