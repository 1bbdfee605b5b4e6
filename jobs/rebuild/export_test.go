package rebuild

import (
	"bytes"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// ReportTo writes the published report within a transaction of the test's.
func ReportTo(tx *store.Tx, scope store.Scope, b *bytes.Buffer) error {
	return gatherPublished(tx, scope, func(columns []kit.TableColumn) (kit.TableFile, error) {
		return kit.NewCSV(b, columns), nil
	})
}
