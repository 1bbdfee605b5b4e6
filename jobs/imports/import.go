package imports

import (
	"context"
	"errors"
	"fmt"
	"io"

	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// Options is what a person decides about an import.
type Options struct {
	Kind files.Kind
	// Preset, DateOrder, Decimal, Encoding, Delimiter, Mapping, MaxBytes: the shop's own fields are filled in
	Read          files.Options
	CreateSaid    bool `json:",omitempty"` // CreateMissing was said for the file, whatever is in it; else its kind decides
	CreateMissing bool // make minimal customers and products of unknown codes instead of rejecting their rows

	// What a person has answered to the doubts of a check: see Doubts.
	AcceptReused bool `json:",omitempty"`
	AcceptFewer  bool `json:",omitempty"`
	AcceptNear   bool `json:",omitempty"` // every code that looks like a known one is another
	// by column (customer_code, sku): a code of the file is this one of the shop
	Codes map[string]map[string]string `json:",omitempty"`

	Archive []ArchivePart `json:",omitempty"` // the upload is an archive, with these files
	Of      *ArchiveOf    `json:",omitempty"` // the upload is a file of an archive

	DryRun   bool                                       `json:"-"` // count only, write nothing
	Rejected io.Writer                                  `json:"-"` // rejected rows as CSV, nil: not wanted
	Actor    store.Actor                                `json:"-"`
	Progress func(done, total int64, note string) error `json:"-"` // bytes of the file; an error ends the import
}

// ImportResult is what an import did, or would do. Created, Updated and Unchanged
// count orders for orders and rows otherwise; Rejected counts rows.
type ImportResult struct {
	Created   int64 `json:"created"`
	Updated   int64 `json:"updated"`
	Unchanged int64 `json:"unchanged"`
	Rejected  int64 `json:"rejected"`

	Rows            int64             `json:"rows"`             // of the file
	ImportID        int64             `json:"import,omitempty"` // 0 for a dry run
	FirstRejections []files.Rejection `json:"rejections"`       // at most 50
	Causes          []CauseCount      `json:"causes"`           // of all rejected rows, most frequent first
	Warnings        Warnings          `json:"warnings"`
	Made            []Made            `json:"made"`  // beside the rows of the file's own kind
	Notes           []string          `json:"notes"` // what a person should know: sentences
	Figures         Figures           `json:"figures"`
	Doubts          Doubts            `json:"doubts"`
	Said            []Said            `json:"said"` // what was guessed of the file, line by line
	Plan            *files.Plan       `json:"-"`
}

// String is the last line of the import command.
func (r ImportResult) String() string {
	return fmt.Sprintf("created=%d updated=%d unchanged=%d rejected=%d", r.Created, r.Updated, r.Unchanged, r.Rejected)
}

// figures are what a check promises and an apply must keep.
func (r ImportResult) figures() [4]int64 {
	return [4]int64{r.Created, r.Updated, r.Unchanged, r.Rejected}
}

// CauseCount is how many rows were rejected for one cause (the reader's words).
type CauseCount struct {
	Cause string `json:"cause"`
	Rows  int64  `json:"rows"`
}

// Warnings count orders that are taken although somebody should look at them.
type Warnings struct {
	Future        int64 `json:"future"`
	ZeroQuantity  int64 `json:"zero_quantity"`
	NegativePrice int64 `json:"negative_price"`
}

// keptRejections is how many rejected rows a result shows.
const keptRejections = 50

// errShopMoved says that an apply would not do what its check has promised, because
// the shop has changed in between.
var errShopMoved = errors.New("the shop has changed since the file was checked")

// Import reads a file into the shop: it inspects it, and then applies it whole or
// not at all. A file that is refused whole is an *files.FileError; so is one with
// an open question (give Read.DateOrder, Decimal or Mapping). Imports queue: this one
// waits while another writes. Killed at any moment the shop holds all of the file or
// nothing of it. Rejected rows are no error.
func Import(ctx context.Context, db *store.DB, src files.Source, opt Options) (ImportResult, error) {
	im := &importer{db: db, src: src, opt: opt}
	if err := db.View(ctx, func(tx *store.Tx) (err error) {
		im.shop, err = settings.Load(tx)
		im.today = im.shop.Today(tx.Now)
		return err
	}); err != nil {
		return ImportResult{}, err
	}
	var err error
	if im.hash, err = hashOf(src); err != nil {
		return ImportResult{}, err
	}
	if err := im.inspect(ctx); err != nil {
		return im.result(), err
	}
	if opt.DryRun {
		err := im.pass(ctx)
		if open := im.doubts.Open(opt); err == nil && len(open) > 0 {
			err = Unanswered(src.Name(), open)
		}
		if err == nil {
			err = im.handOver(ctx)
		}
		return im.result(), errors.Join(err, im.close())
	}
	ctx, end, err := im.begin(ctx)
	if err != nil {
		return im.result(), err
	}
	defer end()
	im.applying = true
	if err := db.Update(ctx, func(tx *store.Tx) error {
		id, err := tx.AddImport(store.Import{Kind: string(opt.Kind), FileName: src.Name(), FileSize: src.Size(),
			FileHash: im.hash,
			State:    store.ImportApplying, Options: im.optionsJSON(), Plan: im.planJSON(), Rows: im.plan.Rows,
			Actor: opt.Actor})
		im.row = store.Import{ID: id, Version: 1}
		if err == nil {
			im.row, err = tx.Import(id)
		}
		return err
	}); err != nil {
		return im.result(), err
	}
	err = im.apply(ctx)
	if err != nil {
		return im.result(), errors.Join(err, im.fail(ctx, err), im.close())
	}
	return im.result(), im.handOver(ctx)
}

// orCause is why a context was cancelled, where that is why something failed.
func orCause(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return context.Cause(ctx)
	}
	return err
}

func (im *importer) optionsJSON() string { return kit.JSON(im.opt) }
func (im *importer) planJSON() string    { return kit.JSON(im.plan) }
