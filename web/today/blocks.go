package today

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/store"
)

// block is a part of the page: what it reads, and how it shows. Each request has blocks
// of its own, so a block keeps what it read in its fields.
//
// To add one: a type in a file of its own, its place in Pages.blocks, its look in
// views/today.
type block interface {
	// read fills the block in the snapshot of the page. What more than one block shows is
	// read already: it stands in the subject.
	read(c echo.Context, tx *store.Tx, in *subject) error
	// show is the block as it is shown; nil: there is nothing to show.
	show(in *subject) (templ.Component, error)
}

// blocks are the parts of the page in reading order.
func (s *Pages) blocks() []block {
	return []block{
		&firstStepsBlock{kit: s.Kit},
		&failuresBlock{kit: s.Kit},
		&tallyBlock{},
		&worklistsBlock{},
		&chartBlock{},
		&sizesBlock{kit: s.Kit},
	}
}

// readsNothing is a block that shows nothing but what the subject has read.
type readsNothing struct{}

func (readsNothing) read(echo.Context, *store.Tx, *subject) error { return nil }
