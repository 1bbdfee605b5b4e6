package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// An import in the browser takes its steps over a row of the imports table:
//
//	Upload → (check) → uploaded   a person must answer a question
//	                 → failed     the file is refused, or its columns must be mapped
//	                 → checked    figures and rejected rows are there → Apply → applied
//
// The file lies in the database meanwhile, so that any process can do the work.

// CheckJob reads an upload whole and counts what an apply would do.
var CheckJob = runner.Job{Name: "import-check", Title: "Check a file", Deadline: time.Hour, Run: runImportCheck}

// ApplyJob does what a check has counted.
var ApplyJob = runner.Job{Name: "import-apply", Title: "Import a file", Deadline: 2 * time.Hour, Run: runImportApply}

// importArgs are the arguments of both.
type importArgs struct {
	Import int64 `json:"import"`
}

const unfinishedUpload = "the upload did not come to its end"

// Upload stores a file for an import and asks for its check. A file over the shop's
// limit is an *files.FileError; r's errors come back as they are. Nothing is left of
// an upload that fails but a row that says so.
func Upload(ctx context.Context, db *store.DB, kind files.Kind, name string, r io.Reader, opt Options,
	actor store.Actor) (importID int64, err error) {
	opt.Kind = kind
	var limit int64
	if err := db.Update(ctx, func(tx *store.Tx) error {
		shop, err := settings.Load(tx)
		if err != nil {
			return err
		}
		limit = shop.UploadLimit
		if opt.Read.MaxBytes == 0 {
			opt.Read.MaxBytes = limit
		}
		importID, err = tx.AddImport(store.Import{Kind: string(kind), FileName: name, State: store.ImportFailed,
			Error: unfinishedUpload, Options: kit.JSON(opt), Actor: actor})
		return err // failed until all of it is here, should the process be killed
	}); err != nil {
		return 0, err
	}
	size, hash, err := storeUpload(ctx, db, importID, &io.LimitedReader{R: r, N: limit + 1})
	if err == nil && size > limit {
		err = &files.FileError{Code: files.TooBig, File: name,
			Text: fmt.Sprintf("the file is larger than %d MiB. Split it, or raise the setting upload-limit", limit>>20)}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second) // the row must tell the truth
	defer cancel()
	if err != nil { // half a file serves nothing: it must not wait for the night
		err = errors.Join(err, dropParts(ctx, db, importID, store.PartSource))
	}
	return importID, errors.Join(err, db.Update(ctx, func(tx *store.Tx) error {
		m, err2 := tx.Import(importID)
		if err2 != nil {
			return err2
		}
		if err != nil {
			m.State, m.Error = store.ImportDiscarded, unfinishedUpload
			return tx.SaveImport(&m)
		}
		m.FileSize, m.FileHash, m.State = size, hash, store.ImportUploaded
		if err := tx.SaveImport(&m); err != nil {
			return err
		}
		if err := tx.Audit(actor, "import.upload", fmt.Sprintf("import:%d", m.ID), nil,
			map[string]any{"kind": kind, "file": name, "bytes": size, "sha256": hash}); err != nil {
			return err
		}
		return Check(tx, importID, opt, actor)
	}))
}

func storeUpload(ctx context.Context, db *store.DB, id int64, r io.Reader) (size int64, hash string, err error) {
	w := &partsWriter{ctx: ctx, db: db, id: id, role: store.PartSource}
	h := sha256.New()
	if size, err = io.Copy(io.MultiWriter(w, h), r); err == nil {
		err = w.flush()
	}
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// Check asks for the check of an upload, read as opt says. An import that was
// applied, undone or discarded is store.ErrConflict.
func Check(tx *store.Tx, importID int64, opt Options, actor store.Actor) error {
	m, err := openImport(tx, importID)
	if err != nil {
		return err
	}
	opt.Kind = files.Kind(m.Kind)
	m.State, m.Options, m.Error = store.ImportChecking, kit.JSON(opt), ""
	if err := tx.SaveImport(&m); err != nil {
		return err
	}
	// A check that has begun may have read the options of before.
	_, _, err = runner.EnqueueFollowUp(tx, CheckJob.Name, importArgs{importID}, actor)
	return err
}

// Apply asks for what a check has counted to be done. An import that is not
// checked is store.ErrConflict.
func Apply(tx *store.Tx, importID int64, actor store.Actor) error {
	m, err := openImport(tx, importID)
	if err != nil {
		return err
	}
	if m.State != store.ImportChecked && m.State != store.ImportApplying {
		return fmt.Errorf("import %d is not checked: %w", importID, store.ErrConflict)
	}
	m.State, m.Error = store.ImportApplying, ""
	if err := tx.SaveImport(&m); err != nil {
		return err
	}
	_, _, err = runner.Enqueue(tx, ApplyJob.Name, importArgs{importID}, actor)
	return err
}

// Accept changes the answers of a checked import, before it is applied.
func Accept(tx *store.Tx, importID int64, change func(*Options)) error {
	m, err := openImport(tx, importID)
	if err != nil {
		return err
	}
	var opt Options
	if err := json.Unmarshal([]byte(m.Options), &opt); err != nil {
		return fmt.Errorf("options of import %d: %w", importID, err)
	}
	change(&opt)
	m.Options = kit.JSON(opt)
	return tx.SaveImport(&m)
}

// Discard gives an upload up. One that was applied, undone or discarded is
// store.ErrConflict.
func Discard(tx *store.Tx, importID int64, actor store.Actor) error {
	m, err := openImport(tx, importID)
	if err != nil {
		return err
	}
	m.State = store.ImportDiscarded
	if err := tx.SaveImport(&m); err != nil {
		return err
	}
	return tx.Audit(actor, "import.discard", fmt.Sprintf("import:%d", importID), nil,
		map[string]any{"kind": m.Kind, "file": m.FileName})
}

// openImport is an import that has not come to an end.
func openImport(tx *store.Tx, id int64) (store.Import, error) {
	m, err := tx.Import(id)
	if err == nil && (m.State == store.ImportApplied || m.State == store.ImportUndone ||
		m.State == store.ImportDiscarded) {
		err = fmt.Errorf("import %d is %s: %w", id, m.State, store.ErrConflict)
	}
	return m, err
}
