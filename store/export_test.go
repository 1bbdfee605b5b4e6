package store

import "context"

// Exec runs a statement as nobody outside of the tests can.
func Exec(db *DB, statement string, args ...any) error {
	return db.Update(context.Background(), func(tx *Tx) error {
		_, err := tx.exec(statement, args...)
		return err
	})
}
