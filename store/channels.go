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

// InsertChannels adds channels with the ids that were reserved for them.
func (tx *Tx) InsertChannels(names []string, first int64) (err error) {
	defer wrap(&err, "insert channels")
	return tx.insert("channels", []string{"id", "name"}, len(names), func(i int, args []any) []any {
		return append(args, first+int64(i), names[i])
	}, "")
}

// DropChannel removes a channel unless an order of a published book version came through
// it.
func (tx *Tx) DropChannel(id int64) (err error) {
	defer wrap(&err, "channel %d", id)
	_, err = tx.exec(`DELETE FROM channels WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM order_versions
		WHERE channel_id = $1 AND born <= (SELECT published FROM order_book WHERE one = 1))`, id)
	return err
}
