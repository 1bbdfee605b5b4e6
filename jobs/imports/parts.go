package imports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"wholesight/store"
)

// partsWriter stores what is written to it as parts of a file that is kept with an
// import, each in a short transaction.
type partsWriter struct {
	ctx  context.Context
	db   *store.DB
	id   int64
	role string
	n    int64
	held []byte
}

func (w *partsWriter) Write(p []byte) (int, error) {
	total := len(p)
	for len(p) > 0 {
		take := min(len(p), store.PartBytes-len(w.held))
		w.held, p = append(w.held, p[:take]...), p[take:]
		if len(w.held) == store.PartBytes {
			if err := w.flush(); err != nil {
				return 0, err
			}
		}
	}
	return total, nil
}

func (w *partsWriter) flush() error {
	if len(w.held) == 0 {
		return nil
	}
	err := w.db.Update(w.ctx, func(tx *store.Tx) error { return tx.AddPart(w.id, w.role, w.n, w.held) })
	w.n, w.held = w.n+1, w.held[:0]
	return err
}

// partsSource is a file that was stored as parts.
type partsSource struct {
	ctx  context.Context
	db   *store.DB
	row  store.Import
	role string
}

func (s partsSource) Name() string { return s.row.FileName }
func (s partsSource) Size() int64  { return s.row.FileSize }

func (s partsSource) Open() (io.ReadCloser, error) { return &partsReader{s: s}, nil }

type partsReader struct {
	s    partsSource
	n    int64
	part *bytes.Reader
}

func (r *partsReader) Read(p []byte) (int, error) {
	for r.part == nil || r.part.Len() == 0 {
		var b []byte
		err := r.s.db.View(r.s.ctx, func(tx *store.Tx) (err error) {
			b, err = tx.Part(r.s.row.ID, r.s.role, r.n)
			return err
		})
		if errors.Is(err, store.ErrNotFound) && (r.n > 0 || r.s.row.FileSize == 0) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		r.n, r.part = r.n+1, bytes.NewReader(b)
	}
	return r.part.Read(p)
}

func (r *partsReader) Close() error { return nil }

// dropParts removes parts in short transactions.
func dropParts(ctx context.Context, db *store.DB, id int64, role string) error {
	for more := true; more; {
		if err := db.Update(ctx, func(tx *store.Tx) (err error) {
			more, err = tx.DropParts(id, role, 16)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// keepUpload is how long an upload that nobody applies is kept.
const keepUpload = 7 * 24 * time.Hour

// sweepUploads removes the files of imports that need them no more.
func sweepUploads(ctx context.Context, db *store.DB) error {
	var stale []int64
	if err := db.View(ctx, func(tx *store.Tx) (err error) {
		stale, err = tx.StaleSources(tx.Now.Add(-keepUpload).UnixMilli())
		return err
	}); err != nil {
		return err
	}
	for _, id := range stale {
		if err := dropParts(ctx, db, id, store.PartSource); err != nil {
			return fmt.Errorf("sweep uploads: %w", err)
		}
	}
	return nil
}
