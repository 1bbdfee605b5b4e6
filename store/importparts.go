package store

import (
	"database/sql"
	"fmt"
)

// The roles of an import's parts.
const (
	PartSource   = "source"   // the file as it was given
	PartRejected = "rejected" // its rejected rows, as CSV
)

// AddPart adds the n-th part (from 0) of a file that is kept with an import.
func (tx *Tx) AddPart(importID int64, role string, n int64, b []byte) error {
	if _, err := tx.exec(`INSERT INTO import_parts (import_id, role, n, bytes) VALUES ($1, $2, $3, $4)`, importID, role, n, b); err != nil {
		return fmt.Errorf("part %d of import %d: %w", n, importID, err)
	}
	return nil
}

// Part is the n-th part; ErrNotFound behind the last one.
func (tx *Tx) Part(importID int64, role string, n int64) (b []byte, err error) {
	defer wrap(&err, "part %d of import %d", n, importID)
	err = tx.row(`SELECT bytes FROM import_parts WHERE import_id = $1 AND role = $2 AND n = $3`, []any{importID, role, n}, &b)
	return b, err
}

// DropParts removes parts of a role of an import, at most limit, and says whether
// there are more.
func (tx *Tx) DropParts(importID int64, role string, limit int) (more bool, err error) {
	defer wrap(&err, "parts of import %d", importID)
	n, err := tx.exec(`DELETE FROM import_parts WHERE import_id = $1 AND role = $2 AND n IN (
		SELECT n FROM import_parts WHERE import_id = $1 AND role = $2 ORDER BY n LIMIT $3)`, importID, role, limit)
	return n == int64(limit), err
}

// StaleSources are imports whose file is still kept although it serves nothing any
// more: they were applied, discarded or undone, or given up before the given instant.
func (tx *Tx) StaleSources(before int64) (_ []int64, err error) {
	defer wrap(&err, "stale uploads")
	return list(tx, `SELECT i.id FROM imports i WHERE (i.state IN ('applied', 'discarded', 'undone') OR i.created_at < $1)
		AND EXISTS (SELECT 1 FROM import_parts p WHERE p.import_id = i.id AND p.role = 'source') ORDER BY i.id`, []any{before},
		func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
}
