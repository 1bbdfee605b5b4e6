package store

import (
	"database/sql"
	"maps"
)

// Setting is the stored value of a setting; ErrNotFound when none is stored. What
// settings there are, and their defaults, is jobs.Settings' business.
func (tx *Tx) Setting(name string) (value string, err error) {
	defer wrap(&err, "setting %q", name)
	err = tx.row(`SELECT value FROM settings WHERE name = $1`, []any{name}, &value)
	return value, err
}

// Settings are all stored values by name.
func (tx *Tx) Settings() (_ map[string]string, err error) {
	defer wrap(&err, "settings")
	if p, err := tx.known(); err != nil {
		return nil, err
	} else if p != nil {
		return maps.Clone(p.settings), nil
	}
	all := map[string]string{}
	err = tx.each(`SELECT name, value FROM settings ORDER BY name`, nil, func(rows *sql.Rows) error {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		all[name] = value
		return nil
	})
	return all, err
}

// SaveSetting stores a setting's value.
func (tx *Tx) SaveSetting(name, value string) (err error) {
	defer wrap(&err, "save setting %q", name)
	_, err = tx.exec(`INSERT INTO settings (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = settings.version + 1`, name, value)
	return err
}
