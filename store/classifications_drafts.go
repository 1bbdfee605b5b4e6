package store

import (
	"database/sql"
	"strings"
	"time"
)

// ClassificationDraft is what a person has changed of a smart type's
// classifications and not applied yet. Body is the use case's own.
type ClassificationDraft struct {
	SmartTypeID, UserID int64
	Version             int64 // 0: there is none yet
	Body                string
	UpdatedAt           time.Time
}

// ClassificationDraft is a person's draft of a smart type; ErrNotFound when nothing
// has been changed.
func (tx *Tx) ClassificationDraft(smartTypeID, userID int64) (d ClassificationDraft, err error) {
	defer wrap(&err, "draft of smart type %d by user %d", smartTypeID, userID)
	var updated int64
	err = tx.row(`SELECT smart_type_id, user_id, version, body, updated_at FROM classification_drafts WHERE smart_type_id = $1 AND user_id = $2`,
		[]any{smartTypeID, userID}, &d.SmartTypeID, &d.UserID, &d.Version, &d.Body, &updated)
	d.UpdatedAt = instant(updated)
	return d, err
}

// SaveClassificationDraft stores a draft in the place of the one of d.Version (0:
// none) and returns its new version. ErrConflict when another one is there.
func (tx *Tx) SaveClassificationDraft(d ClassificationDraft) (version int64, err error) {
	defer wrap(&err, "save draft of smart type %d by user %d", d.SmartTypeID, d.UserID)
	if err := tx.lockSmartType(d.SmartTypeID); err != nil {
		return 0, err
	}
	if version, err = tx.Reserve("classification_drafts", 1); err != nil {
		return 0, err
	}
	if d.Version != 0 {
		return version, tx.changeOne(`UPDATE classification_drafts SET version = $4, body = $5, updated_at = $6
			WHERE smart_type_id = $1 AND user_id = $2 AND version = $3`, d.SmartTypeID, d.UserID, d.Version, version, d.Body,
			tx.nowMillis())
	}
	return version, tx.changeOne(`INSERT INTO classification_drafts (smart_type_id, user_id, version, body, updated_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (smart_type_id, user_id) DO NOTHING`, d.SmartTypeID, d.UserID, version, d.Body, tx.nowMillis())
}

// DropClassificationDraft forgets a draft; ErrConflict when it is not at the
// version.
func (tx *Tx) DropClassificationDraft(smartTypeID, userID, version int64) (err error) {
	defer wrap(&err, "drop draft of smart type %d by user %d", smartTypeID, userID)
	return tx.changeOne(`DELETE FROM classification_drafts WHERE smart_type_id = $1 AND user_id = $2 AND version = $3`,
		smartTypeID, userID, version)
}

// EachScoreOfType calls f with the figures of every customer whom a build compared
// within a smart type, active still or not, by customer code. The score is reused.
func (tx *Tx) EachScoreOfType(build, smartTypeID int64, f func(code string, s *Score) error) (err error) {
	defer wrap(&err, "scores of smart type %d in build %d", smartTypeID, build)
	var s Score
	var code, reasons string
	dest := append([]any{&code}, s.dest(&reasons)...)
	return tx.each(`SELECT c.code, `+scoreFields+` FROM customer_scores s JOIN customers c ON c.id = s.customer_id
		WHERE s.build_id = $1 AND s.smart_type_id = $2 ORDER BY c.code`, []any{build, smartTypeID},
		func(rows *sql.Rows) error {
			s = Score{}
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			if s.Reasons, err = parseReasons(reasons); err != nil {
				return err
			}
			return f(code, &s)
		})
}

// NamesOf are the names of customers by id, for the few that a page shows.
func (tx *Tx) NamesOf(ids []int64) (_ map[int64]string, err error) {
	defer wrap(&err, "names of customers")
	names := make(map[int64]string, len(ids))
	err = chunks(ids, 500, func(part []int64) error {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		return tx.each(`SELECT id, name FROM customers WHERE id IN `+in(1, len(part)), args, func(rows *sql.Rows) error {
			var id int64
			var name string
			err := rows.Scan(&id, &name)
			names[id] = name
			return err
		})
	})
	return names, err
}

// CopyScores stages the scores of one build under another, labels included, in one
// statement: for a build that changes labels alone.
func (tx *Tx) CopyScores(from, to int64) (err error) {
	defer wrap(&err, "copy scores of build %d to %d", from, to)
	if err := tx.beatBuild(to); err != nil {
		return err
	}
	columns := strings.Join(scoreColumns[1:], ", ")
	_, err = tx.exec(`INSERT INTO customer_scores (build_id, `+columns+`) SELECT CAST($2 AS BIGINT), `+columns+
		` FROM customer_scores WHERE build_id = $1`, from, to)
	return err
}

// StageLabel gives customers of a build that is being staged one label of a type
// (the index in classify.Types); 0 takes it away.
func (tx *Tx) StageLabel(build int64, t int, label int64, customers []int64) (err error) {
	defer wrap(&err, "stage label %d of build %d", label, build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	var value any
	if label != 0 {
		value = label
	}
	return chunks(customers, 500, func(part []int64) error {
		args := []any{build, value}
		for _, id := range part {
			args = append(args, id)
		}
		n, err := tx.exec(`UPDATE customer_scores SET `+labelColumns[t]+
			` = CAST($2 AS BIGINT) WHERE build_id = $1 AND customer_id IN `+in(3, len(part)), args...)
		if err == nil && n != int64(len(part)) {
			err = ErrConflict
		}
		return err
	})
}
