package store

import (
	"database/sql"

	"wholesight/jobs/calendar"
)

// Customer is a company that buys. Groups and tags are sets: sorted, each once.
type Customer struct {
	ID               int64
	Code             string
	Name             string // never empty: the code where nothing better is known
	SmartTypeID      int64
	AccountManagerID int64 // 0: none
	Groups           []string
	Tags             []string
	Industry         string
	Email            string
	Phone            string
	Contact          string
	City             string
	Postcode         string
	Country          string
	CreatedOn        *calendar.Day // nil: not known
	Active           bool
	Consent          bool // to marketing by e-mail
	Notes            string
	Attributes       string // JSON object
	Minimal          bool   // made by an orders file, and nothing else has spoken of it yet
	Version          int64

	SmartType      string `json:"-"` // title, when read
	AccountManager string `json:"-"` // name, when read
}

const customerColumns = `c.id, c.code, c.name, c.smart_type_id, COALESCE(c.account_manager_id, 0), c.groups, c.tags, c.industry,
	c.email, c.phone, c.contact, c.city, c.postcode, c.country, c.created_on, c.active, c.consent, c.notes, c.attributes, c.minimal,
	c.version, s.title, COALESCE(m.name, '')`

const customerTables = `customers c JOIN smart_types s ON s.id = c.smart_type_id
	LEFT JOIN account_managers m ON m.id = c.account_manager_id`

func scanCustomer(rows *sql.Rows, c *Customer) error {
	var groups, tags string
	var created sql.NullInt32
	err := rows.Scan(&c.ID, &c.Code, &c.Name, &c.SmartTypeID, &c.AccountManagerID, &groups, &tags, &c.Industry,
		&c.Email, &c.Phone, &c.Contact, &c.City, &c.Postcode, &c.Country, &created, &c.Active, &c.Consent, &c.Notes,
		&c.Attributes,
		&c.Minimal, &c.Version, &c.SmartType, &c.AccountManager)
	c.Groups, c.Tags = unpackSet(groups), unpackSet(tags)
	c.CreatedOn = dayPtr(created)
	return err
}

// CustomersByCode are the customers of the given codes that the scope sees. Codes
// that no customer has are left out.
func (tx *Tx) CustomersByCode(scope Scope, codes []string) (_ map[string]*Customer, err error) {
	defer wrap(&err, "customers by code")
	found := make(map[string]*Customer, len(codes))
	err = chunks(codes, lookUp, func(some []string) error {
		args := anys(some)
		query := `SELECT ` + customerColumns + ` FROM ` + customerTables + ` WHERE c.code IN ` + in(1, len(some))
		query += ` AND ` + scope.where("c", &args)
		return tx.each(query, args, func(rows *sql.Rows) error {
			c := &Customer{}
			err := scanCustomer(rows, c)
			found[c.Code] = c
			return err
		})
	})
	return found, err
}

// CustomerByID is a customer, whoever may see it; ErrNotFound when there is none.
func (tx *Tx) CustomerByID(id int64) (_ *Customer, err error) {
	defer wrap(&err, "customer %d", id)
	return one(tx, `SELECT `+customerColumns+` FROM `+customerTables+` WHERE c.id = $1`, id, scanCustomer)
}

// one is the one row of an id; ErrNotFound when there is none.
func one[T any](tx *Tx, query string, id int64, scan func(*sql.Rows, *T) error) (*T, error) {
	all, err := list(tx, query, []any{id}, scan)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, ErrNotFound
	}
	return &all[0], nil
}

// EachCustomer hands out every customer that the scope sees, by code (byte order).
func (tx *Tx) EachCustomer(scope Scope, f func(*Customer) error) (err error) {
	defer wrap(&err, "customers")
	var args []any
	where := scope.where("c", &args)
	return tx.each(`SELECT `+customerColumns+` FROM `+customerTables+` WHERE `+where+` ORDER BY c.code`, args,
		func(rows *sql.Rows) error {
			c := &Customer{}
			if err := scanCustomer(rows, c); err != nil {
				return err
			}
			return f(c)
		})
}

// InsertCustomers adds customers and sets their ids and versions; ids that were
// reserved and set before (the first one's is not 0) are used, one after the other. A code that is taken
// is ErrConflict.
func (tx *Tx) InsertCustomers(customers []Customer) (err error) {
	defer wrap(&err, "insert customers")
	if len(customers) == 0 {
		return nil
	}
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	first := customers[0].ID
	if first == 0 {
		if first, err = tx.Reserve("customers", int64(len(customers))); err != nil {
			return err
		}
	}
	columns := []string{"id", "code", "name", "search_key", "smart_type_id", "account_manager_id", "groups", "tags",
		"industry", "email",
		"phone", "contact", "city", "postcode", "country", "created_on", "active", "consent", "notes", "attributes",
		"minimal"}
	return tx.insert("customers", columns, len(customers), func(i int, args []any) []any {
		c := &customers[i]
		c.ID, c.Version = first+int64(i), 1
		if c.Attributes == "" {
			c.Attributes = "{}"
		}
		return append(args, c.ID, c.Code, c.Name, c.searchKey(), c.SmartTypeID, none(c.AccountManagerID), packSet(c.Groups),
			packSet(c.Tags),
			c.Industry, c.Email, c.Phone, c.Contact, c.City, c.Postcode, c.Country, day(c.CreatedOn), c.Active, c.Consent,
			c.Notes,
			c.Attributes, c.Minimal)
	}, "")
}

// UpdateCustomer stores a customer that was read as version c.Version, and sets its
// new version; ErrConflict when it is of another version by now. The lists are only
// out of date by it when it changes something that they show.
func (tx *Tx) UpdateCustomer(c *Customer) (err error) {
	defer wrap(&err, "customer %q", c.Code)
	listed, err := tx.isListedAs(c)
	if err != nil {
		return err
	}
	if !listed {
		if err := tx.Touch(NounCustomers); err != nil {
			return err
		}
	}
	err = tx.changeOne(`UPDATE customers SET code = $1, name = $2, search_key = $3, smart_type_id = $4, account_manager_id = $5,
			groups = $6, tags = $7, industry = $8, email = $9, phone = $10, contact = $11, city = $12, postcode = $13, country = $14,
			created_on = $15, active = $16, consent = $17, notes = $18, attributes = $19, minimal = $20, version = version + 1
		WHERE id = $21 AND version = $22`,
		c.Code, c.Name, c.searchKey(), c.SmartTypeID, none(c.AccountManagerID), packSet(c.Groups), packSet(c.Tags),
		c.Industry,
		c.Email, c.Phone, c.Contact, c.City, c.Postcode, c.Country, day(c.CreatedOn), c.Active, c.Consent, c.Notes,
		c.Attributes,
		c.Minimal, c.ID, c.Version)
	if err == nil {
		c.Version++
	}
	return err
}

// DeleteCustomer removes a customer of that version. ErrConflict: it is of another
// version by now; ErrReference: it has orders, targets, contacts or a log-in.
func (tx *Tx) DeleteCustomer(id, version int64) (err error) {
	defer wrap(&err, "delete customer %d", id)
	var used bool
	if err := tx.row(`SELECT EXISTS (SELECT 1 FROM order_versions WHERE customer_id = $1
				AND born <= (SELECT published FROM order_book WHERE one = 1))
			OR EXISTS (SELECT 1 FROM targets WHERE customer_id = $1)
			OR EXISTS (SELECT 1 FROM contacts WHERE customer_id = $1)
			OR EXISTS (SELECT 1 FROM users WHERE customer_id = $1)`, []any{id}, &used); err != nil {
		return err
	}
	if used {
		return ErrReference
	}
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	return tx.changeOne(`DELETE FROM customers WHERE id = $1 AND version = $2`, id, version)
}

func (c *Customer) searchKey() string { return searchKey(c.Code, c.Name, c.City, c.Contact) }

// none is an id as it is stored: NULL for 0.
func none(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// day is a day that may be missing, as it is stored.
func day(d *calendar.Day) any {
	if d == nil {
		return nil
	}
	return int64(*d)
}

// dayPtr is a stored day that may be missing.
func dayPtr(v sql.NullInt32) *calendar.Day {
	if !v.Valid {
		return nil
	}
	d := calendar.Day(v.Int32)
	return &d
}
