package imports

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"wholesight/jobs/files"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// loadImport makes the importer of a job's import.
func loadImport(ctx context.Context, w *runner.Work, want ...string) (*importer, error) {
	var args importArgs
	if err := json.Unmarshal(w.Args, &args); err != nil {
		return nil, runner.Permanent(fmt.Errorf("arguments: %w", err))
	}
	im := &importer{db: w.DB, check: w.Check}
	if err := w.DB.View(ctx, func(tx *store.Tx) (err error) {
		if im.row, err = tx.Import(args.Import); err != nil {
			return err
		}
		if im.shop, err = settings.Load(tx); err != nil {
			return err
		}
		im.today = im.shop.Today(tx.Now)
		return nil
	}); err != nil {
		return nil, err
	}
	if !slices.Contains(want, im.row.State) {
		return nil, runner.Permanent(fmt.Errorf("the import is %s by now", im.row.State))
	}
	if err := json.Unmarshal([]byte(im.row.Options), &im.opt); err != nil {
		return nil, runner.Permanent(fmt.Errorf("options: %w", err))
	}
	im.opt.Actor, im.opt.Progress, im.hash = w.Actor, w.Tell, im.row.FileHash
	im.src = partsSource{ctx: ctx, db: w.DB, row: im.row, role: store.PartSource}
	return im, nil
}

// runImportCheck inspects an upload and, when nothing is open, counts.
func runImportCheck(ctx context.Context, w *runner.Work) error {
	im, err := loadImport(ctx, w, store.ImportChecking)
	if err != nil {
		return err
	}
	if apart, err := im.takenApart(ctx); apart || err != nil {
		return err
	}
	err = im.fetchPart(ctx)
	if err == nil {
		err = im.inspectAgain(ctx)
	}
	var bad *files.FileError
	switch {
	case errors.As(err, &bad) && bad.Code == files.Unanswered:
		return im.settle(ctx, store.ImportUploaded, "")
	case errors.As(err, &bad):
		return im.settle(ctx, store.ImportFailed, err.Error())
	case err != nil:
		return err
	}
	if err := im.pass(ctx); err != nil {
		return errors.Join(err, im.close())
	}
	if err := im.keepRejected(ctx); err != nil {
		return err
	}
	w.Report = im.result().String()
	return im.settle(ctx, store.ImportChecked, "")
}

// settle stores how a check ended.
func (im *importer) settle(ctx context.Context, state, text string) error {
	return im.db.Update(ctx, func(tx *store.Tx) error {
		if err := im.check(tx); err != nil {
			return err
		}
		row, err := tx.Import(im.row.ID)
		if err != nil {
			return err
		}
		if row.State != store.ImportChecking && row.State != store.ImportApplying {
			return nil // somebody has discarded it meanwhile
		}
		row.State, row.Error, row.Options, row.Plan = state, text, im.optionsJSON(), im.planJSON()
		im.fill(&row)
		if state == store.ImportChecked {
			if err := im.keep(tx); err != nil {
				return err
			}
		}
		return tx.SaveImport(&row)
	})
}

// runImportApply does what the check has promised, or says that the shop has changed
// and checks anew.
func runImportApply(ctx context.Context, w *runner.Work) error {
	im, err := loadImport(ctx, w, store.ImportChecked, store.ImportApplying)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(im.row.Plan), &im.plan); err != nil {
		return runner.Permanent(fmt.Errorf("plan: %w", err))
	}
	if err := im.noteEarlier(ctx); err != nil {
		return err
	}
	im.want = &[4]int64{im.row.Created, im.row.Updated, im.row.Unchanged, im.row.Rejected}
	ctx, end, err := im.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	im.applying = true
	err = im.apply(ctx)
	switch {
	case errors.Is(err, errShopMoved):
		im.notes = append(im.notes, "The shop has changed since the check: these are the new figures. Look at them, then import.")
		if err := errors.Join(SweepOrders(ctx, im.db, im.guard, im.row.ID), im.keepRejected(ctx)); err != nil {
			return err
		}
		return im.settle(ctx, store.ImportChecked, "")
	case err != nil:
		return errors.Join(err, im.fail(ctx, err), im.close())
	}
	w.Report = im.result().String()
	return errors.Join(im.close(), dropParts(ctx, im.db, im.row.ID, store.PartSource))
}
