package jobs

import (
	"bytes"

	"wholesight/store"
)

// ReportTo writes the published report within a transaction of the test's.
func ReportTo(tx *store.Tx, scope store.Scope, b *bytes.Buffer) error {
	return gatherPublished(tx, scope, func(columns []TableColumn) (TableFile, error) { return NewCSV(b, columns), nil })
}
