package record

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
)

// block is a part of a customer's page under its head: what it reads, and how it shows.
// Each request has blocks of its own, so a block keeps what it read in its fields.
//
// To add one: a type in a file of its own, its place in Pages.blocks, its look in
// views/record.
type block interface {
	// read fills the block in the snapshot of the page. What more than one block shows is
	// read already: it stands in the subject.
	read(c echo.Context, tx *store.Tx, in *subject) error
	// show is the block as it is shown; nil: this customer has nothing to show in it.
	show(in *subject, l ui.Locale) (templ.Component, error)
}

// blocks are the parts of the page in reading order.
func (s *Pages) blocks() []block {
	return []block{
		&noticeBlock{kit: s.Kit},
		&tilesBlock{},
		&pairBlock{&contactBlock{}, &whatIfBlock{}},
		&forecastBlock{records: s.forecasts},
		&notesBlock{},
		&chartsBlock{},
		&productsBlock{},
		&figuresBlock{},
		&timelineBlock{},
	}
}

// readsNothing is a block that shows nothing but what the subject has read.
type readsNothing struct{}

func (readsNothing) read(echo.Context, *store.Tx, *subject) error { return nil }

// readBlocks reads all of them in one snapshot.
func readBlocks(c echo.Context, tx *store.Tx, in *subject, blocks []block) error {
	for _, b := range blocks {
		if err := b.read(c, tx, in); err != nil {
			return err
		}
	}
	return nil
}

// showBlocks are those that have something to show, in order.
func showBlocks(in *subject, l ui.Locale, blocks []block) (shown []templ.Component, err error) {
	for _, b := range blocks {
		component, err := b.show(in, l)
		if err != nil {
			return nil, err
		}
		if component != nil {
			shown = append(shown, component)
		}
	}
	return shown, nil
}

// pairBlock is two blocks beside each other where there is room.
type pairBlock []block

func (b *pairBlock) read(c echo.Context, tx *store.Tx, in *subject) error {
	return readBlocks(c, tx, in, *b)
}

func (b *pairBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	shown, err := showBlocks(in, l, *b)
	return viewrecord.Pair(shown), err
}
