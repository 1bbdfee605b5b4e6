package store

import "database/sql"

// Channels are the channels that orders came through, their ids by name.
func (tx *Tx) Channels() (_ map[string]int64, err error) {
	defer wrap(&err, "channels")
	all := map[string]int64{}
	err = tx.each(`SELECT id, name FROM channels`, nil, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		all[name] = id
		return err
	})
	return all, err
}

// dropChannel removes a channel unless an order of a published edition came through
// it.
func (tx *Tx) dropChannel(id int64) error {
	_, err := tx.exec(`DELETE FROM channels WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM order_versions
		WHERE channel_id = $1 AND born <= (SELECT published FROM order_book WHERE one = 1))`, id)
	return err
}
