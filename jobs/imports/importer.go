package imports

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// importer is one import on its way through its second pass: a check, which only
// counts, or an apply.
type importer struct {
	db       *store.DB
	src      files.Source
	opt      Options
	shop     settings.Shop
	today    calendar.Day
	hash     string
	plan     *files.Plan
	applying bool // else it only checks
	row      store.Import
	lease    Lease                    // held by an apply
	check    func(tx *store.Tx) error // of the job that this is a run of; nil: none
	want     *[4]int64                // what the check has promised; nil: nothing

	created, updated, unchanged, rejected int64
	first                                 []files.Rejection
	causes                                map[string]int64
	warnings                              Warnings
	figures                               Figures
	doubts                                Doubts
	made                                  madeSoFar
	notes                                 []string
	bookVersion                           int64              // of the order book, while orders are staged
	staged                                bool               // anything
	refused                               *files.RejectedCSV // into rejectedFile; nil: not wanted
	rejectedFile                          *os.File
}

func (im *importer) result() ImportResult {
	r := ImportResult{Created: im.created, Updated: im.updated, Unchanged: im.unchanged, Rejected: im.rejected,
		ImportID:        im.row.ID,
		FirstRejections: im.first, Warnings: im.warnings, Made: im.made.list(), Notes: im.notes, Plan: im.plan,
		Figures: im.figures, Doubts: im.doubts}
	if im.plan != nil {
		r.Rows = im.plan.Rows
	}
	for cause, rows := range im.causes {
		r.Causes = append(r.Causes, CauseCount{cause, rows})
	}
	slices.SortFunc(r.Causes, func(a, b CauseCount) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Cause, b.Cause))
	})
	r.Said = Saying(im.plan, im.opt, r)
	return r
}

// progress reports the bytes read to whoever watches; when that one wants to stop,
// cancel is called.
func (im *importer) progress(note string, cancel context.CancelCauseFunc) func(done, total int64) {
	if im.opt.Progress == nil {
		return nil
	}
	return func(done, total int64) {
		if err := im.opt.Progress(done, total, note); err != nil {
			cancel(err)
		}
	}
}

// reset forgets the figures of a pass, to run another one.
func (im *importer) reset() (err error) {
	im.created, im.updated, im.unchanged, im.rejected = 0, 0, 0, 0
	im.first, im.causes, im.warnings, im.made = nil, map[string]int64{}, Warnings{}, nil
	im.figures, im.doubts = Figures{}, Doubts{}
	if im.opt.Rejected == nil && im.row.ID == 0 {
		return nil
	}
	if err := im.close(); err != nil {
		return err
	}
	if im.rejectedFile, err = tempFile(); err == nil {
		im.refused = files.NewRejectedCSV(im.rejectedFile, im.plan)
	}
	return err
}

// pass is the second pass over the file. A check leaves the shop as it is; an apply
// of orders stages them, an apply of anything else changes the shop.
func (im *importer) pass(ctx context.Context) (err error) {
	if err := im.reset(); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	note := "checking"
	if im.applying {
		note = "importing"
	}
	im.plan.Progress = im.progress(note, cancel)
	switch im.opt.Kind {
	case files.Orders:
		err = im.orders(ctx)
	case files.Customers:
		err = importRows[files.CustomerRow, customerChange](ctx, im, customerRows{im, map[string]bool{}})
	case files.Products:
		err = importRows[files.ProductRow, productChange](ctx, im, productRows{im})
	case files.Targets:
		err = importRows[files.TargetRow, targetChange](ctx, im,
			targetRows{im, newKnownCodes(im.db), onceOnly{}, &targetStarts{}})
	case files.Contacts:
		err = importRows[files.ContactRow, contactChange](ctx, im, contactRows{im, newKnownCodes(im.db), onceOnly{}})
	}
	if err == nil && im.refused != nil {
		err = im.refused.Close()
	}
	return orCause(ctx, err)
}

// tries is how often an apply begins again when somebody changes a row that it has
// read before it is done.
const tries = 3

// apply does the second pass and publishes what it made. The caller holds the lease.
func (im *importer) apply(ctx context.Context) error {
	for try := 1; ; try++ {
		err := im.once(ctx)
		if errors.Is(err, store.ErrConflict) && try < tries && ctx.Err() == nil {
			continue
		}
		return err
	}
}

func (im *importer) once(ctx context.Context) error {
	if err := SweepOrders(ctx, im.db, im.guard, im.row.ID); err != nil {
		return err
	}
	if err := im.pass(ctx); err != nil {
		return err
	}
	if im.opt.Kind != files.Orders {
		return nil // done, in the one transaction that changed the rows
	}
	return im.db.Update(ctx, func(tx *store.Tx) error { return im.publish(tx) })
}

// Guard fails in a transaction once somebody else may be importing.
func (im *importer) guard(tx *store.Tx) error {
	if im.check != nil {
		if err := im.check(tx); err != nil {
			return err
		}
	}
	return im.lease.Guard(tx)
}

// finish makes the import's row say that it was applied, in the transaction that
// makes its effects seen. changed says whether it had any.
func (im *importer) finish(tx *store.Tx, changed bool) error {
	if im.want != nil && *im.want != im.result().figures() {
		return errShopMoved
	}
	row, err := tx.Import(im.row.ID)
	if err != nil {
		return err
	}
	if row.State != store.ImportApplying {
		return fmt.Errorf("the import is %s by now: %w", row.State, store.ErrConflict)
	}
	if !changed {
		row.BookVersion = 0
	}
	row.State, row.Error = store.ImportApplied, ""
	im.fill(&row)
	if err := tx.SaveImport(&row); err != nil {
		return err
	}
	im.row = row
	what := map[string]any{"kind": row.Kind, "file": row.FileName, "sha256": row.FileHash,
		"created": row.Created, "updated": row.Updated, "unchanged": row.Unchanged, "rejected": row.Rejected}
	if err := tx.Audit(im.opt.Actor, "import.apply", fmt.Sprintf("import:%d", row.ID), nil, what); err != nil || !changed {
		return err
	}
	return runner.EnqueueNightly(tx, im.opt.Actor)
}

// fill puts the figures of the pass into the import's row.
func (im *importer) fill(row *store.Import) {
	r := im.result()
	row.Rows, row.Created, row.Updated, row.Unchanged, row.Rejected = r.Rows, r.Created, r.Updated, r.Unchanged, r.Rejected
	row.Report = kit.JSON(Report{Rejections: r.FirstRejections, Causes: r.Causes, Warnings: r.Warnings, Made: r.Made,
		Notes:  r.Notes,
		Doubts: r.Doubts, Said: r.Said})
}

// Report is what an import's row keeps of its result beside the figures, and
// of its undo.
type Report struct {
	Rejections []files.Rejection `json:"rejections,omitempty"`
	Causes     []CauseCount      `json:"causes,omitempty"`
	Warnings   Warnings          `json:"warnings"`
	Made       []Made            `json:"made,omitempty"`
	Notes      []string          `json:"notes,omitempty"`
	Doubts     Doubts            `json:"doubts,omitzero"`
	Said       []Said            `json:"said,omitempty"`
	Kept       []string          `json:"kept,omitempty"` // by the undo: see UndoResult, the first thousand
}

// ReadReport is the report that an import's row keeps; the zero report where
// there is none.
func ReadReport(row store.Import) (r Report, err error) {
	if row.Report != "" {
		err = json.Unmarshal([]byte(row.Report), &r)
	}
	return r, err
}

// fail stores why an import failed and clears up what it staged, for as long as that
// is quick: the next import clears up the rest.
func (im *importer) fail(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := im.db.Update(ctx, func(tx *store.Tx) error {
		row, err := tx.Import(im.row.ID)
		if err != nil || row.State != store.ImportApplying {
			return err
		}
		row.State, row.Error = store.ImportFailed, cause.Error()
		if im.want != nil {
			row.State = store.ImportChecked // it may be tried again
		}
		return tx.SaveImport(&row)
	})
	soon, cancelSoon := context.WithTimeout(ctx, time.Second)
	defer cancelSoon()
	if swept := SweepOrders(soon, im.db, im.guard, im.row.ID); swept != nil && soon.Err() == nil &&
		!errors.Is(swept, store.ErrConflict) {
		err = errors.Join(err, swept)
	}
	return err
}
