package webtest

import "wholesight/store"

// AuditActions is the audit log, newest first: action and object of each entry.
func (sh *Shop) AuditActions() (lines []string) {
	sh.T.Helper()
	for _, e := range sh.Audit() {
		lines = append(lines, e.Action+" "+e.Object)
	}
	return lines
}

// Audit is the newest entries of the audit log, newest first.
func (sh *Shop) Audit() (all []store.AuditEntry) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) (err error) {
		all, err = tx.AuditLog(store.AuditFilter{Limit: 200})
		return err
	})
	return all
}

// Audited is how many entries of an action the log has.
func (sh *Shop) Audited(action string) (n int) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) error {
		all, err := tx.AuditLog(store.AuditFilter{Text: action, Limit: 200})
		for _, e := range all {
			if e.Action == action {
				n++
			}
		}
		return err
	})
	return n
}
