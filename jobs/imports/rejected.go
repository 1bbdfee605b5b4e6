package imports

import (
	"context"
	"errors"
	"fmt"
	"io"

	"wholesight/jobs/files"
	"wholesight/store"
)

// close gives the rejected rows' file back.
func (im *importer) close() error {
	f := im.rejectedFile
	im.rejectedFile = nil
	return closeTemp(f)
}

// handOver copies the rejected rows to whoever wanted them and to where the import
// keeps them, once the pass is over for good: a pass may run again, and what it wrote
// must not stand there twice.
func (im *importer) handOver(ctx context.Context) error {
	if im.rejectedFile == nil {
		return nil // nobody wants them
	}
	var err error
	if im.opt.Rejected != nil {
		if _, err = im.rejectedFile.Seek(0, io.SeekStart); err == nil {
			_, err = io.Copy(im.opt.Rejected, im.rejectedFile)
		}
	}
	if im.row.ID != 0 {
		err = errors.Join(err, im.keepRejected(ctx))
	}
	if err = errors.Join(err, im.close()); err != nil {
		return fmt.Errorf("write the rejected rows: %w", err)
	}
	return nil
}

// keepRejected stores the rejected rows with the import, in place of those of an
// earlier pass.
func (im *importer) keepRejected(ctx context.Context) error {
	if err := dropParts(ctx, im.db, im.row.ID, store.PartRejected); err != nil {
		return err
	}
	if _, err := im.rejectedFile.Seek(0, io.SeekStart); err != nil {
		return err
	}
	w := &partsWriter{ctx: ctx, db: im.db, id: im.row.ID, role: store.PartRejected}
	if _, err := io.Copy(w, im.rejectedFile); err != nil {
		return err
	}
	return w.flush()
}

// reject counts a rejected row and writes it down.
func (im *importer) reject(r files.Rejection) error {
	im.rejected++
	im.causes[r.Cause]++
	if len(im.first) < keptRejections {
		im.first = append(im.first, r)
	}
	if im.refused == nil {
		return nil
	}
	return im.refused.Write(r)
}
