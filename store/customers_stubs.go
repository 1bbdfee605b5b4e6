package store

import (
	"database/sql"
	"fmt"
)

// The nouns of stubs.
const (
	StubCustomer = "customer"
	StubProduct  = "product"
	StubChannel  = "channel"
)

// Stub is a customer, a product or a channel that an orders import speaks of and
// the shop does not know (Fresh), or knows only as a stub that the import can give
// a better name. It is set aside until the import is published.
type Stub struct {
	Noun    string
	Code    string
	N       int64 // numbers the stubs of one import from 1
	ID      int64
	Fresh   bool
	Name    string // empty: the code serves
	Country string // of a customer
	Kind    string // of a product: goods or service
}

// Known is what an import must know of a customer or a product that is there.
type Known struct {
	ID      int64
	Stub    bool
	Name    string
	Country string
}

// KnownCodes are the customers or products of the given codes. Codes that nothing
// has are left out. Channels are few: see Channels.
func (tx *Tx) KnownCodes(noun string, codes []string) (_ map[string]Known, err error) {
	defer wrap(&err, "known %ss", noun)
	query := `SELECT code, id, stub, name, country FROM customers WHERE code IN `
	if noun == StubProduct {
		query = `SELECT sku, id, stub, name, '' FROM products WHERE sku IN `
	}
	found := make(map[string]Known, len(codes))
	err = chunks(codes, lookUp, func(some []string) error {
		return tx.each(query+in(1, len(some)), anys(some), func(rows *sql.Rows) error {
			var code string
			var k Known
			if err := rows.Scan(&code, &k.ID, &k.Stub, &k.Name, &k.Country); err != nil {
				return err
			}
			if k.Name == code {
				k.Name = ""
			}
			found[code] = k
			return nil
		})
	})
	return found, err
}

// Stubs are the rows set aside for the given codes of a noun. Codes without one are
// left out.
func (tx *Tx) Stubs(noun string, codes []string) (_ map[string]Stub, err error) {
	defer wrap(&err, "stubs")
	found := make(map[string]Stub, len(codes))
	err = chunks(codes, lookUp, func(some []string) error {
		args := append([]any{noun}, anys(some)...)
		return tx.each(`SELECT `+stubColumns+` FROM import_stubs WHERE noun = $1 AND code IN `+in(2, len(some)), args, func(rows *sql.Rows) error {
			var s Stub
			err := scanStub(rows, &s)
			found[s.Code] = s
			return err
		})
	})
	return found, err
}

const stubColumns = `noun, code, n, id, fresh, name, country, kind`

func scanStub(rows *sql.Rows, s *Stub) error {
	return rows.Scan(&s.Noun, &s.Code, &s.N, &s.ID, &s.Fresh, &s.Name, &s.Country, &s.Kind)
}

// SaveStubs sets rows aside, or changes what is set aside for their codes.
func (tx *Tx) SaveStubs(stubs []Stub) (err error) {
	defer wrap(&err, "save stubs")
	columns := []string{"noun", "code", "n", "id", "fresh", "name", "search_key", "country", "kind"}
	return tx.insert("import_stubs", columns, len(stubs), func(i int, args []any) []any {
		s := stubs[i]
		key := searchKey(s.Code, s.named())
		return append(args, s.Noun, s.Code, s.N, s.ID, s.Fresh, s.Name, key, s.Country, s.Kind)
	}, `ON CONFLICT (noun, code) DO UPDATE SET name = excluded.name, search_key = excluded.search_key, country = excluded.country`)
}

// named is the stub's name as a row gets it.
func (s Stub) named() string {
	if s.Name == "" {
		return s.Code
	}
	return s.Name
}

// HasStubs tells whether anything is set aside.
func (tx *Tx) HasStubs() (some bool, err error) {
	defer wrap(&err, "stubs")
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM import_stubs)`, nil, &some)
	return some, err
}

// publishStubs makes the rows that were set aside into customers, products and
// channels, and writes down how to undo that.
func (tx *Tx) publishStubs(importID int64) error {
	if some, err := tx.HasStubs(); err != nil || !some {
		return err
	}
	smartType, _, err := tx.FirstSmartType()
	if err != nil {
		return err
	}
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	name := `CASE WHEN s.name = '' THEN s.code ELSE s.name END`
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO customers (id, code, name, search_key, smart_type_id, country, stub)
		SELECT s.id, s.code, `+name+`, s.search_key, CAST($1 AS BIGINT), s.country, TRUE
		FROM import_stubs s WHERE s.noun = 'customer' AND s.fresh`, smartType); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO products (id, sku, name, search_key, kind, stub)
		SELECT s.id, s.code, ` + name + `, s.search_key, s.kind, TRUE
		FROM import_stubs s WHERE s.noun = 'product' AND s.fresh`); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO channels (id, name)
		SELECT s.id, s.code FROM import_stubs s WHERE s.noun = 'channel' AND s.fresh`); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO import_changes (import_id, n, noun, row_id, before, version)
		SELECT CAST($1 AS BIGINT), s.n, s.noun, s.id, '', 1 FROM import_stubs s WHERE s.fresh`, importID); err != nil {
		return err
	}
	if err := tx.nameStubs(importID); err != nil {
		return err
	}
	_, err = tx.exec(`DELETE FROM import_stubs`)
	return err
}

// nameStubs gives stubs that are there already the better names that were set
// aside, unless somebody has changed them meanwhile.
func (tx *Tx) nameStubs(importID int64) error {
	stubs, err := list(tx, `SELECT `+stubColumns+` FROM import_stubs WHERE NOT fresh ORDER BY n`, nil, scanStub)
	if err != nil {
		return err
	}
	var changes []Change
	err = chunks(stubs, lookUp, func(some []Stub) error {
		var codes [2][]string // customers, products
		for _, s := range some {
			i := 0
			if s.Noun == StubProduct {
				i = 1
			}
			codes[i] = append(codes[i], s.Code)
		}
		customers, err := tx.CustomersByCode(Everyone(), codes[0])
		if err != nil {
			return err
		}
		products, err := tx.ProductsBySKU(codes[1])
		if err != nil {
			return err
		}
		for _, s := range some {
			if c := customers[s.Code]; s.Noun == StubCustomer && c != nil && c.Stub {
				change := NewChange(s.N, s.Noun, c.ID, *c)
				c.Name, c.Country = s.named(), s.Country
				if err := tx.UpdateCustomer(c); err != nil {
					return err
				}
				change.Version = c.Version
				changes = append(changes, change)
			}
			if p := products[s.Code]; s.Noun == StubProduct && p != nil && p.Stub {
				change := NewChange(s.N, s.Noun, p.ID, *p)
				p.Name = s.named()
				if err := tx.UpdateProduct(p); err != nil {
					return err
				}
				change.Version = p.Version
				changes = append(changes, change)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("name stubs: %w", err)
	}
	return tx.SaveChanges(importID, changes)
}
