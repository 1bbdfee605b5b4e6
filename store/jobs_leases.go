package store

import (
	"fmt"
	"time"
)

// TakeLease makes holder the one who holds a lease for the given time, unless
// somebody else holds it now; taken says whether it did. A holder that takes again
// prolongs.
func (tx *Tx) TakeLease(name, holder string, time time.Duration) (taken bool, err error) {
	defer wrap(&err, "take lease %s", name)
	now := tx.nowMillis()
	n, err := tx.exec(`INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
		WHERE leases.holder = excluded.holder OR leases.until < $4`, name, holder, now+time.Milliseconds(), now)
	return n == 1, err
}

// LeaseHolder is who holds a lease, or held it last; ErrNotFound when nobody has it.
func (tx *Tx) LeaseHolder(name string) (holder string, err error) {
	defer wrap(&err, "lease %s", name)
	err = tx.row(`SELECT holder FROM leases WHERE name = $1`, []any{name}, &holder)
	return holder, err
}

// SucceedLease takes a lease from a holder who is known to be gone; taken says
// whether it still was that one's.
func (tx *Tx) SucceedLease(name, gone, holder string, time time.Duration) (taken bool, err error) {
	defer wrap(&err, "succeed in lease %s", name)
	n, err := tx.exec(`UPDATE leases SET holder = $1, until = $2 WHERE name = $3 AND holder = $4`,
		holder, tx.nowMillis()+time.Milliseconds(), name, gone)
	return n == 1, err
}

// KeepLease proves that holder still holds a lease, and prolongs it. ErrConflict
// says that it was taken over: whatever the transaction wrote must not be kept.
func (tx *Tx) KeepLease(name, holder string, time time.Duration) (err error) {
	defer wrap(&err, "keep lease %s", name)
	return tx.changeOne(`UPDATE leases SET until = $1 WHERE name = $2 AND holder = $3`,
		tx.nowMillis()+time.Milliseconds(), name, holder)
}

// EndLease gives a lease back. One that was lost meanwhile is left to its new holder.
func (tx *Tx) EndLease(name, holder string) error {
	if _, err := tx.exec(`DELETE FROM leases WHERE name = $1 AND holder = $2`, name, holder); err != nil {
		return fmt.Errorf("end lease %s: %w", name, err)
	}
	return nil
}
