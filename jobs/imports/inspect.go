package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"wholesight/jobs/files"
	"wholesight/store"
)

// inspect does the first pass over a file and prepares the second. Open questions
// are an *files.FileError (Unanswered); the plan is there then too, as it is when
// columns are missing.
func (im *importer) inspect(ctx context.Context) error {
	stop, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	o := im.opt.Read
	o.Today, o.Currency, o.TimeZone, o.Progress = im.today, im.shop.Currency, im.shop.Zone.String(),
		im.progress("reading", cancel)
	var err error
	if im.plan, err = files.Inspect(stop, im.src, im.opt.Kind, o); err != nil {
		return orCause(stop, err)
	}
	if open := im.plan.Open(); len(open) > 0 {
		return Unanswered(im.src.Name(), open)
	}
	return im.noteEarlier(ctx)
}

// headerHash is what a mapping is remembered by. Rejected rows have the one of the file
// that they come from: what was answered for that file holds for them.
func headerHash(p *files.Plan) string {
	header := p.Header
	if isMended(p) {
		header = slices.DeleteFunc(slices.Clone(header), func(h string) bool {
			return isRejectedHeader(h, "line") ||
				isRejectedHeader(h, "reason")
		})
	}
	sum := sha256.Sum256([]byte(strings.Join(header, "\x00")))
	return hex.EncodeToString(sum[:])
}

// noteEarlier says so when the very same file was applied before.
func (im *importer) noteEarlier(ctx context.Context) error {
	return im.db.View(ctx, func(tx *store.Tx) error {
		earlier, err := tx.AppliedWith(string(im.opt.Kind), im.hash)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err == nil {
			im.notes = append(im.notes, fmt.Sprintf("This file was already imported on %s.", im.shop.Today(earlier.AppliedAt)))
		}
		return err
	})
}

// hashOf is the hex SHA-256 of a file as it is stored.
func hashOf(src files.Source) (string, error) {
	f, err := src.Open()
	if err != nil {
		return "", fmt.Errorf("open %s: %w", src.Name(), err)
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("read %s: %w", src.Name(), err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
