package store

// TakeSlot takes a slot of the schedule (say, "nightly" on "2026-11-22") for the
// caller, and tells whether it was free. What the caller enqueues in the same
// transaction is enqueued once, however many processes look at the clock, and
// however often the clock shows the same hour.
func (tx *Tx) TakeSlot(name, slot string) (_ bool, err error) {
	defer wrap(&err, "schedule slot %s %s", name, slot)
	n, err := tx.exec(`INSERT INTO schedule_slots (name, slot, at) VALUES ($1, $2, $3) ON CONFLICT (name, slot) DO NOTHING`,
		name, slot, tx.nowMillis())
	return n == 1, err
}

// SlotTaken tells whether a slot of the schedule has been taken, without writing.
func (tx *Tx) SlotTaken(name, slot string) (_ bool, err error) {
	defer wrap(&err, "schedule slot %s %s", name, slot)
	var n int64
	err = tx.row(`SELECT COUNT(*) FROM schedule_slots WHERE name = $1 AND slot = $2`, []any{name, slot}, &n)
	return n > 0, err
}
