package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"strings"

	"wholesight/jobs/calendar"
)

// Contact is something that happened with a customer. Customer, At, Kind, Author
// and Body together are its natural key.
type Contact struct {
	ID         int64
	CustomerID int64
	At         int64 // Unix milliseconds
	Kind       string
	Author     string
	Body       string
	Outcome    string
	NextOn     *calendar.Day // nil: none
	Version    int64
	UserID     int64 // who logged it; 0: imported

	Customer string `json:"-"` // code, when read
}

// ContactKey is what there is one contact of.
type ContactKey struct {
	CustomerID         int64
	At                 int64
	Kind, Author, Hash string
}

// clean writes line ends one way: a browser's form sends CR LF, a file that is
// imported has LF, and the body is part of the natural key.
func (c *Contact) clean() {
	c.Body, c.Outcome = strings.ReplaceAll(c.Body, "\r\n", "\n"), strings.ReplaceAll(c.Outcome, "\r\n", "\n")
}

// Key is the contact's natural key.
func (c *Contact) Key() ContactKey {
	sum := sha256.Sum256([]byte(c.Body))
	return ContactKey{c.CustomerID, c.At, c.Kind, c.Author, hex.EncodeToString(sum[:])}
}

const contactColumns = `t.id, t.customer_id, t.at, t.kind, t.author, t.body, t.outcome, t.next_on, t.version, COALESCE(t.user_id, 0), c.code`

func scanContact(rows *sql.Rows, c *Contact) error {
	var next sql.NullInt32
	err := rows.Scan(&c.ID, &c.CustomerID, &c.At, &c.Kind, &c.Author, &c.Body, &c.Outcome, &next, &c.Version, &c.UserID,
		&c.Customer)
	c.NextOn = dayPtr(next)
	return err
}

// ContactsAt are the contacts of the given customers at the given instants, by
// their natural key.
func (tx *Tx) ContactsAt(keys []ContactKey) (_ map[ContactKey]*Contact, err error) {
	defer wrap(&err, "contacts")
	found := map[ContactKey]*Contact{}
	err = chunks(keys, lookUp, func(some []ContactKey) error {
		var args []any
		for _, k := range some {
			args = append(args, k.CustomerID)
		}
		for _, k := range some {
			args = append(args, k.At)
		}
		return tx.each(`SELECT `+contactColumns+` FROM contacts t JOIN customers c ON c.id = t.customer_id
			WHERE t.customer_id IN `+in(1, len(some))+` AND t.at IN `+in(len(some)+1, len(some)), args,
			func(rows *sql.Rows) error {
				c := &Contact{}
				err := scanContact(rows, c)
				found[c.Key()] = c
				return err
			})
	})
	return found, err
}

// ContactByID is a contact; ErrNotFound when there is none.
func (tx *Tx) ContactByID(id int64) (_ *Contact, err error) {
	defer wrap(&err, "contact %d", id)
	return one(tx, `SELECT `+contactColumns+` FROM contacts t JOIN customers c ON c.id = t.customer_id WHERE t.id = $1`,
		id, scanContact)
}

// EachContact hands out every contact of a customer that the scope sees, by
// customer code (byte order), instant and the rest of the natural key.
func (tx *Tx) EachContact(scope Scope, f func(*Contact) error) (err error) {
	defer wrap(&err, "contacts")
	var args []any
	where := scope.where("c", &args)
	return tx.each(`SELECT `+contactColumns+` FROM contacts t JOIN customers c ON c.id = t.customer_id
		WHERE `+where+` ORDER BY c.code, t.at, t.kind, t.author, t.body_hash`, args, func(rows *sql.Rows) error {
		c := &Contact{}
		if err := scanContact(rows, c); err != nil {
			return err
		}
		return f(c)
	})
}

// InsertContact adds a contact and sets its id and version. A second one of the
// same natural key is ErrConflict.
func (tx *Tx) InsertContact(c *Contact) (err error) {
	defer wrap(&err, "insert contact")
	c.clean()
	c.Version = 1
	if err := tx.row(`INSERT INTO contacts (customer_id, at, kind, author, body, body_hash, outcome, next_on, user_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
		[]any{c.CustomerID, c.At, c.Kind, c.Author, c.Body, c.Key().Hash, c.Outcome, day(c.NextOn), none(c.UserID)},
		&c.ID); err != nil {
		return err
	}
	return tx.countFacts(c.CustomerID)
}

// UpdateContact stores the outcome and the next day of a contact that was read as
// version c.Version; ErrConflict when it is of another version by now.
func (tx *Tx) UpdateContact(c *Contact) (err error) {
	defer wrap(&err, "contact %d", c.ID)
	c.clean()
	if err := tx.changeContact(`UPDATE contacts SET outcome = $1, next_on = $2, version = version + 1 WHERE id = $3 AND version = $4 RETURNING customer_id`,
		c.Outcome, day(c.NextOn), c.ID, c.Version); err != nil {
		return err
	}
	c.Version++
	return nil
}

// DeleteContact removes a contact of that version; ErrConflict when it is of another
// by now.
func (tx *Tx) DeleteContact(id, version int64) (err error) {
	defer wrap(&err, "delete contact %d", id)
	return tx.changeContact(`DELETE FROM contacts WHERE id = $1 AND version = $2 RETURNING customer_id`, id, version)
}

// changeContact runs a statement that must change exactly one contact and returns
// its customer, whose facts change with it; none is ErrConflict.
func (tx *Tx) changeContact(query string, args ...any) error {
	var customer int64
	err := tx.row(query, args, &customer)
	if errors.Is(err, ErrNotFound) {
		return ErrConflict
	}
	if err != nil {
		return err
	}
	return tx.countFacts(customer)
}
