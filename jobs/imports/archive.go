package imports

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"

	"wholesight/jobs/files"
	"wholesight/jobs/files/archive"
	"wholesight/jobs/kit"
	"wholesight/store"
)

// An upload that is an archive is never applied itself. Its check finds its files
// (Options.Archive) and waits for a person; TakeApart makes an import of each. The file
// of such an import is copied out of the archive by its own check, when its turn has come.

// ArchivePart is a file of an archive that was uploaded.
type ArchivePart struct {
	Name    string
	Place   int        // in the archive
	Kind    files.Kind // as guessed, or chosen; "" leaves it out
	Certain bool       // the guess is
	Table   bool
	Import  int64 `json:",omitempty"` // made of it; 0 before, and when it is left out
}

// ArchiveOf says of an import that it is a file of an archive: which.
type ArchiveOf struct {
	Import int64 // of the archive
	Place  int   // in the archive
}

// takenApart finds the files of an archive and settles the check; false: the upload is none.
func (im *importer) takenApart(ctx context.Context) (bool, error) {
	if im.opt.Of != nil {
		return false, nil
	}
	parts, err := archive.Open(ctx, im.src)
	var bad *files.FileError
	if errors.As(err, &bad) {
		return true, im.settle(ctx, store.ImportFailed, err.Error())
	}
	if err != nil || parts == nil {
		return false, err
	}
	im.opt.Archive = nil
	for _, p := range parts {
		part := ArchivePart{Name: p.Source.Name(), Place: p.Place, Kind: p.Kind, Certain: p.Certain, Table: p.Table}
		if !p.Table {
			part.Kind = ""
		}
		im.opt.Archive = append(im.opt.Archive, part)
	}
	return true, im.settle(ctx, store.ImportUploaded, "")
}

// fetchPart copies the file of an import out of its archive, unless it is there.
func (im *importer) fetchPart(ctx context.Context) error {
	of := im.opt.Of
	if of == nil || im.row.FileHash != "" {
		return nil
	}
	var zip store.Import
	if err := im.db.View(ctx, func(tx *store.Tx) (err error) {
		if zip, err = tx.Import(of.Import); err == nil {
			_, err = tx.Part(of.Import, store.PartSource, 0)
		}
		return err
	}); errors.Is(err, store.ErrNotFound) {
		return &files.FileError{Code: files.Changed, File: im.row.FileName,
			Text: "the archive it came in is not kept any more. Upload it again"}
	} else if err != nil {
		return err
	}
	part, err := archive.File(partsSource{ctx: ctx, db: im.db, row: zip, role: store.PartSource}, of.Place)
	if err != nil {
		return err
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	// What a check that was cut off has left is no beginning.
	if err := dropParts(ctx, im.db, im.row.ID, store.PartSource); err != nil {
		return errors.Join(err, r.Close())
	}
	size, hash, err := storeUpload(ctx, im.db, im.row.ID, r)
	if err := errors.Join(err, r.Close()); err != nil {
		return errors.Join(err, dropParts(ctx, im.db, im.row.ID, store.PartSource))
	}
	im.row.FileSize, im.row.FileHash, im.hash = size, hash, hash
	im.src = partsSource{ctx: ctx, db: im.db, row: im.row, role: store.PartSource}
	return im.db.Update(ctx, func(tx *store.Tx) error {
		row, err := tx.Import(im.row.ID)
		if err != nil || row.State == store.ImportDiscarded {
			return err
		}
		row.FileSize, row.FileHash = size, hash
		return tx.SaveImport(&row)
	})
}

// TakeApart makes an import of each file of an archive, of the kind that a person has
// chosen ("" leaves one out), and checks the one whose turn is first: its id. An archive
// that is taken apart already is store.ErrConflict.
func TakeApart(tx *store.Tx, id int64, kinds []files.Kind, actor store.Actor) (int64, error) {
	m, err := openImport(tx, id)
	if err != nil {
		return 0, err
	}
	var opt Options
	if err := json.Unmarshal([]byte(m.Options), &opt); err != nil {
		return 0, fmt.Errorf("options of import %d: %w", id, err)
	}
	if m.State != store.ImportUploaded || len(kinds) != len(opt.Archive) || opt.TakenApart() {
		return 0, fmt.Errorf("archive %d is not as it was: %w", id, store.ErrConflict)
	}
	for i, k := range kinds {
		opt.Archive[i].Kind = k
		if k == "" {
			continue
		}
		own := opt.ofPart(id, opt.Archive[i])
		if opt.Archive[i].Import, err = tx.AddImport(store.Import{Kind: string(k), FileName: path.Base(opt.Archive[i].Name),
			State: store.ImportUploaded, Options: kit.JSON(own), Actor: actor}); err != nil {
			return 0, err
		}
		if err := tx.Audit(actor, "import.unpack", fmt.Sprintf("import:%d", opt.Archive[i].Import), nil,
			map[string]any{"kind": k, "file": opt.Archive[i].Name, "archive": id}); err != nil {
			return 0, err
		}
	}
	first := opt.NextOf(0)
	if first == 0 {
		return 0, kit.Refuse("kind", "Say of one file at least what is in it.")
	}
	m.Options = kit.JSON(opt)
	if err := tx.SaveImport(&m); err != nil {
		return 0, err
	}
	row, err := tx.Import(first)
	if err != nil {
		return 0, err
	}
	var own Options
	if err := json.Unmarshal([]byte(row.Options), &own); err != nil {
		return 0, fmt.Errorf("options of import %d: %w", first, err)
	}
	return first, Check(tx, first, own, actor)
}

// ofPart are the options of a file of an archive: what was chosen for the archive, as far as
// the kind of the file has a use for it.
func (o Options) ofPart(id int64, p ArchivePart) Options {
	own := Options{Kind: p.Kind, CreateMissing: MakesMissing(p.Kind), Of: &ArchiveOf{id, p.Place},
		Read: files.Options{MaxBytes: o.Read.MaxBytes}}
	if o.CreateSaid {
		own.CreateMissing = o.CreateMissing
	}
	if p.Kind == files.Orders {
		own.Read.Preset = o.Read.Preset
	}
	return own
}

// TakenApart tells whether an archive has imports of its files.
func (o Options) TakenApart() bool { return o.NextOf(0) > 0 }

// NextOf is the import of the archive's file behind the one of an import, in the order in
// which a shop needs them; 0 asks for the first, and is the answer behind the last.
func (o Options) NextOf(id int64) (next int64) {
	at, best := -1, 0
	for i, p := range o.Archive {
		if id > 0 && p.Import == id {
			at = archive.Turn(p.Kind)*len(o.Archive) + i
		}
	}
	for i, p := range o.Archive {
		turn := archive.Turn(p.Kind)*len(o.Archive) + i
		if p.Import > 0 && turn > at && (next == 0 || turn < best) {
			next, best = p.Import, turn
		}
	}
	return next
}
