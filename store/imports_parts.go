package store

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
)

// The roles of an import's parts.
const (
	PartSource   = "source"   // the file as it was given
	PartRejected = "rejected" // its rejected rows, as CSV
)

// PartBytes is how many bytes of a file one part holds.
const PartBytes = 256 << 10

// AddPart adds the n-th part (from 0) of a file that is kept with an import. Parts
// are stored packed; who reads them gets the bytes that were given.
func (tx *Tx) AddPart(importID int64, role string, n int64, b []byte) (err error) {
	defer wrap(&err, "part %d of import %d", n, importID)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(b); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO import_parts (import_id, role, n, bytes) VALUES ($1, $2, $3, $4)`, importID, role, n,
		packed.Bytes())
	return err
}

// Part is the n-th part; ErrNotFound behind the last one.
func (tx *Tx) Part(importID int64, role string, n int64) (b []byte, err error) {
	defer wrap(&err, "part %d of import %d", n, importID)
	var packed []byte
	if err := tx.row(`SELECT bytes FROM import_parts WHERE import_id = $1 AND role = $2 AND n = $3`,
		[]any{importID, role, n}, &packed); err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if b, err = io.ReadAll(z); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return b, nil
}

// DropParts removes parts of a role of an import, at most limit, and says whether
// there may be more.
func (tx *Tx) DropParts(importID int64, role string, limit int) (more bool, err error) {
	defer wrap(&err, "parts of import %d", importID)
	n, err := tx.exec(`DELETE FROM import_parts WHERE import_id = $1 AND role = $2 AND n IN (
		SELECT n FROM import_parts WHERE import_id = $1 AND role = $2 ORDER BY n LIMIT $3)`, importID, role, limit)
	return n == int64(limit), err
}

// StaleSources are imports whose file is still kept although it serves nothing any
// more: they were applied, discarded or undone, or lie about since before an instant
// (Unix milliseconds).
func (tx *Tx) StaleSources(before int64) (_ []int64, err error) {
	defer wrap(&err, "stale uploads")
	return list(tx, `SELECT i.id FROM imports i WHERE (i.state IN ('applied', 'discarded', 'undone') OR i.created_at < $1)
		AND EXISTS (SELECT 1 FROM import_parts p WHERE p.import_id = i.id AND p.role = 'source') ORDER BY i.id`,
		[]any{before},
		func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
}

// Mapping is the mapping that was last made by hand for a header (its hash) of a
// kind, as JSON; ErrNotFound when there is none.
func (tx *Tx) Mapping(kind, header string) (mapping string, err error) {
	defer wrap(&err, "mapping")
	err = tx.row(`SELECT mapping FROM import_mappings WHERE kind = $1 AND header = $2`, []any{kind, header}, &mapping)
	return mapping, err
}

// SaveMapping remembers a mapping for a header.
func (tx *Tx) SaveMapping(kind, header, mapping string) (err error) {
	defer wrap(&err, "save mapping")
	_, err = tx.exec(`INSERT INTO import_mappings (kind, header, mapping) VALUES ($1, $2, $3)
		ON CONFLICT (kind, header) DO UPDATE SET mapping = excluded.mapping`, kind, header, mapping)
	return err
}
