package portal

import (
	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/views/ui"
)

// block is a part of the page: what it reads, and how it shows. Each request has blocks
// of its own, so a block keeps what it read in its fields.
//
// To add one: a type in a file of its own, and its place in blocks.
type block interface {
	// read fills the block in the snapshot of the page.
	read(tx *store.Tx, in *subject) error
	// show is the block as it is shown.
	show(in *subject, l ui.Locale) templ.Component
}

// subject is whose page it is.
type subject struct {
	customerID int64
	scope      store.Scope // the one customer
	today      calendar.Day
}

// blocks are the parts of the page in reading order.
func blocks() []block {
	return []block{
		&yearBlock{},
	}
}
