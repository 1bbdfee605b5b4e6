package store

import (
	"database/sql"
	"errors"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// SavedList is a saved list of a list: filters, columns and order under a name.
type SavedList struct {
	ID      int64
	List    string // "customers", "analysis"
	UserID  int64  // whose it is
	Owner   string // that person's name
	Name    string
	Shared  bool   // all staff see it
	Query   string // what stands behind the list's address, without "?"
	Default bool   // the list begins with it, for the person who asks
	Version int64
}

const savedListColumns = `SELECT v.id, v.list, v.user_id, u.name, v.name, v.shared, v.query, d.saved_id IS NOT NULL, v.version
	FROM saved_lists v JOIN users u ON u.id = v.user_id LEFT JOIN saved_list_defaults d ON d.saved_id = v.id AND d.user_id = $1`

func (v *SavedList) dest() []any {
	return []any{&v.ID, &v.List, &v.UserID, &v.Owner, &v.Name, &v.Shared, &v.Query, &v.Default, &v.Version}
}

// SavedLists are the views of a list that a person sees, by name: own and shared ones.
func (tx *Tx) SavedLists(userID int64, of string) (_ []SavedList, err error) {
	defer wrap(&err, "views of %s", of)
	return list(tx, savedListColumns+` WHERE v.list = $2 AND (v.user_id = $1 OR v.shared) ORDER BY v.name_key, v.id`,
		[]any{userID, of},
		func(rows *sql.Rows, v *SavedList) error { return rows.Scan(v.dest()...) })
}

// SavedList is one of them; ErrNotFound when there is none of the id, or it is
// somebody else's own.
func (tx *Tx) SavedList(userID, id int64) (v SavedList, err error) {
	defer wrap(&err, "view %d", id)
	err = tx.row(savedListColumns+` WHERE v.id = $2 AND (v.user_id = $1 OR v.shared)`, []any{userID, id}, v.dest()...)
	return v, err
}

// CountSavedLists is how many views of a list are a person's own.
func (tx *Tx) CountSavedLists(userID int64, list string) (n int64, err error) {
	defer wrap(&err, "count views of %s", list)
	err = tx.row(`SELECT COUNT(*) FROM saved_lists WHERE user_id = $1 AND list = $2`, []any{userID, list}, &n)
	return n, err
}

// AddSavedList stores a new view and returns its id; ErrConflict when the person has
// one of that name.
func (tx *Tx) AddSavedList(v SavedList) (id int64, err error) {
	defer wrap(&err, "add view %q", v.Name)
	err = tx.row(`INSERT INTO saved_lists (list, user_id, name, name_key, shared, query, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (user_id, list, name_key) DO NOTHING RETURNING id`,
		[]any{v.List, v.UserID, v.Name, nameKey(v.Name), v.Shared, v.Query, tx.nowMillis()}, &id)
	if errors.Is(err, ErrNotFound) {
		err = ErrConflict
	}
	return id, err
}

// SaveSavedList stores name, sharing and query; ErrConflict when the version is stale.
// Whether the name is free is asked first: see SavedListNamed.
func (tx *Tx) SaveSavedList(v SavedList) (err error) {
	defer wrap(&err, "save view %d", v.ID)
	return tx.changeOne(`UPDATE saved_lists SET name = $3, name_key = $4, shared = $5, query = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		v.ID, v.Version, v.Name, nameKey(v.Name), v.Shared, v.Query)
}

// SavedListNamed is the id of a person's own view of a name; 0: there is none.
func (tx *Tx) SavedListNamed(userID int64, list, name string) (id int64, err error) {
	defer wrap(&err, "view %q", name)
	err = tx.row(`SELECT id FROM saved_lists WHERE user_id = $1 AND list = $2 AND name_key = $3`,
		[]any{userID, list, nameKey(name)}, &id)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return id, err
}

// DeleteSavedList deletes a view; ErrConflict when the version is stale.
func (tx *Tx) DeleteSavedList(id, version int64) (err error) {
	defer wrap(&err, "delete view %d", id)
	return tx.changeOne(`DELETE FROM saved_lists WHERE id = $1 AND version = $2`, id, version)
}

// SavedListDefaults are the people whose list begins with a view.
func (tx *Tx) SavedListDefaults(id int64) (_ []int64, err error) {
	defer wrap(&err, "people of view %d", id)
	return list(tx, `SELECT user_id FROM saved_list_defaults WHERE saved_id = $1 ORDER BY user_id`, []any{id},
		func(rows *sql.Rows, user *int64) error { return rows.Scan(user) })
}

// SetDefaultSavedList makes a list begin with a view for a person; 0: with none.
func (tx *Tx) SetDefaultSavedList(userID int64, list string, id int64) (err error) {
	defer wrap(&err, "default view of %s", list)
	if _, err := tx.exec(`DELETE FROM saved_list_defaults WHERE user_id = $1 AND list = $2`, userID, list); err != nil ||
		id == 0 {
		return err
	}
	_, err = tx.exec(`INSERT INTO saved_list_defaults (user_id, list, saved_id) VALUES ($1, $2, $3)`, userID, list, id)
	return err
}

// nameKey is what a person's views are told apart by: the name without case and
// accents. Signs count, unlike in a search: "+10 %" and "-10 %" are two views.
func nameKey(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
