package store

import (
	"database/sql"
	"fmt"
)

// The nouns of minimal records.
const (
	NounCustomer = "customer"
	NounProduct  = "product"
	NounChannel  = "channel"
)

// Minimal is a customer, a product or a channel that an orders import speaks of and
// the shop does not know (Fresh), or knows only as a minimal record that the import can give
// a better name. It is set aside until the import is published.
type Minimal struct {
	Noun    string
	Code    string
	N       int64 // numbers the minimal records of one import from 1
	ID      int64
	Fresh   bool
	Name    string // empty: the code serves
	Country string // of a customer
	Kind    string // of a product: goods or service
}

// Known is what an import must know of a customer or a product that is there.
type Known struct {
	ID      int64
	Minimal bool
	Name    string
	Country string
}

// KnownCodes are the customers or products of the given codes. Codes that nothing
// has are left out. Channels are few: see Channels.
func (tx *Tx) KnownCodes(noun string, codes []string) (_ map[string]Known, err error) {
	defer wrap(&err, "known %ss", noun)
	query := `SELECT code, id, minimal, name, country FROM customers WHERE code IN `
	if noun == NounProduct {
		query = `SELECT sku, id, minimal, name, '' FROM products WHERE sku IN `
	}
	found := make(map[string]Known, len(codes))
	err = chunks(codes, lookUp, func(some []string) error {
		return tx.each(query+in(1, len(some)), anys(some), func(rows *sql.Rows) error {
			var code string
			var k Known
			if err := rows.Scan(&code, &k.ID, &k.Minimal, &k.Name, &k.Country); err != nil {
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

// EachCode calls f for the code of every customer, or the sku of every product.
func (tx *Tx) EachCode(noun string, f func(code string)) (err error) {
	defer wrap(&err, "codes of %ss", noun)
	query := `SELECT code FROM customers ORDER BY code`
	if noun == NounProduct {
		query = `SELECT sku FROM products ORDER BY sku`
	}
	return tx.each(query, nil, func(rows *sql.Rows) error {
		var code string
		if err := rows.Scan(&code); err != nil {
			return err
		}
		f(code)
		return nil
	})
}

// Minimals are the rows set aside for the given codes of a noun. Codes without one are
// left out.
func (tx *Tx) Minimals(noun string, codes []string) (_ map[string]Minimal, err error) {
	defer wrap(&err, "minimal records")
	found := make(map[string]Minimal, len(codes))
	err = chunks(codes, lookUp, func(some []string) error {
		args := append([]any{noun}, anys(some)...)
		return tx.each(`SELECT `+minimalColumns+` FROM import_minimal WHERE noun = $1 AND code IN `+in(2, len(some)), args,
			func(rows *sql.Rows) error {
				var s Minimal
				err := scanMinimal(rows, &s)
				found[s.Code] = s
				return err
			})
	})
	return found, err
}

const minimalColumns = `noun, code, n, id, fresh, name, country, kind`

func scanMinimal(rows *sql.Rows, s *Minimal) error {
	return rows.Scan(&s.Noun, &s.Code, &s.N, &s.ID, &s.Fresh, &s.Name, &s.Country, &s.Kind)
}

// SaveMinimals sets rows aside, or changes what is set aside for their codes.
func (tx *Tx) SaveMinimals(minimals []Minimal) (err error) {
	defer wrap(&err, "save minimal records")
	columns := []string{"noun", "code", "n", "id", "fresh", "name", "search_key", "country", "kind"}
	return tx.insert("import_minimal", columns, len(minimals), func(i int, args []any) []any {
		s := minimals[i]
		key := searchKey(s.Code, s.named())
		return append(args, s.Noun, s.Code, s.N, s.ID, s.Fresh, s.Name, key, s.Country, s.Kind)
	}, `ON CONFLICT (noun, code) DO UPDATE SET name = excluded.name, search_key = excluded.search_key, country = excluded.country`)
}

// named is the minimal record's name as a row gets it.
func (s Minimal) named() string {
	if s.Name == "" {
		return s.Code
	}
	return s.Name
}

// HasMinimals tells whether anything is set aside.
func (tx *Tx) HasMinimals() (some bool, err error) {
	defer wrap(&err, "minimal records")
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM import_minimal)`, nil, &some)
	return some, err
}

// publishMinimals makes the rows that were set aside into customers, products and
// channels, and writes down how to undo that.
func (tx *Tx) publishMinimals(importID int64) error {
	if some, err := tx.HasMinimals(); err != nil || !some {
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
	if _, err := tx.exec(`INSERT INTO customers (id, code, name, search_key, smart_type_id, country, minimal)
		SELECT s.id, s.code, `+name+`, s.search_key, CAST($1 AS BIGINT), s.country, TRUE
		FROM import_minimal s WHERE s.noun = 'customer' AND s.fresh`, smartType); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO products (id, sku, name, search_key, kind, minimal)
		SELECT s.id, s.code, ` + name + `, s.search_key, s.kind, TRUE
		FROM import_minimal s WHERE s.noun = 'product' AND s.fresh`); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO channels (id, name)
		SELECT s.id, s.code FROM import_minimal s WHERE s.noun = 'channel' AND s.fresh`); err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO import_changes (import_id, n, noun, row_id, before, version)
		SELECT CAST($1 AS BIGINT), s.n, s.noun, s.id, '', 1 FROM import_minimal s WHERE s.fresh`, importID); err != nil {
		return err
	}
	if err := tx.nameMinimals(importID); err != nil {
		return err
	}
	_, err = tx.exec(`DELETE FROM import_minimal`)
	return err
}

// nameMinimals gives minimal records that are there already the better names that were set
// aside, unless somebody has changed them meanwhile.
func (tx *Tx) nameMinimals(importID int64) error {
	minimals, err := list(tx, `SELECT `+minimalColumns+` FROM import_minimal WHERE NOT fresh ORDER BY n`, nil, scanMinimal)
	if err != nil {
		return err
	}
	var changes []Change
	err = chunks(minimals, lookUp, func(some []Minimal) error {
		var codes [2][]string // customers, products
		for _, s := range some {
			i := 0
			if s.Noun == NounProduct {
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
			if c := customers[s.Code]; s.Noun == NounCustomer && c != nil && c.Minimal {
				change := NewChange(s.N, s.Noun, c.ID, *c)
				c.Name, c.Country = s.named(), s.Country
				if err := tx.UpdateCustomer(c); err != nil {
					return err
				}
				change.Version = c.Version
				changes = append(changes, change)
			}
			if p := products[s.Code]; s.Noun == NounProduct && p != nil && p.Minimal {
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
		return fmt.Errorf("name minimal records: %w", err)
	}
	return tx.SaveChanges(importID, changes)
}
