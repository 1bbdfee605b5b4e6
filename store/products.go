package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
)

// Product is something that is sold. Prices and cost are ten-thousandths of the
// shop's currency, the pack size thousandths; nil where none is known.
type Product struct {
	ID         int64
	SKU        string
	Name       string // never empty: the sku where nothing better is known
	Category   string // a path: Tools > Saws
	Group      string
	Brand      string
	Tags       []string // group:value, sorted, each once
	ListPrice  *int64
	Cost       *int64
	PackSize   *int64
	Active     bool
	Kind       string            // goods or service
	Groups     []string          // of customers who alone may see and order it, sorted; none: everybody
	Attributes map[string]string // what else the shop knows of it, by name; nil when nothing
	Minimal    bool              // made by an orders file, and nothing else has spoken of it yet
	Version    int64
}

const productColumns = `id, sku, name, category, product_group, brand, tags, list_price, cost, pack_size, active, kind, visible_groups, attributes, minimal, version`

func scanProduct(rows *sql.Rows, p *Product) error {
	var tags, groups, attributes string
	err := rows.Scan(&p.ID, &p.SKU, &p.Name, &p.Category, &p.Group, &p.Brand, &tags, &p.ListPrice, &p.Cost, &p.PackSize,
		&p.Active, &p.Kind, &groups, &attributes, &p.Minimal, &p.Version)
	if p.Tags, p.Groups = unpackSet(tags), unpackSet(groups); err != nil || attributes == "{}" {
		return err
	}
	if err := json.Unmarshal([]byte(attributes), &p.Attributes); err != nil {
		return fmt.Errorf("the attributes of product %q are damaged, restore a backup: %w", p.SKU, err)
	}
	return nil
}

// attributes are a product's attributes as they are stored.
func (p *Product) attributes() string {
	if len(p.Attributes) == 0 {
		return "{}"
	}
	b, err := json.Marshal(p.Attributes)
	if err != nil {
		panic(err) // texts by name: there is nothing in it that JSON has not
	}
	return string(b)
}

// ProductsBySKU are the products of the given skus. Skus that no product has are
// left out.
func (tx *Tx) ProductsBySKU(skus []string) (_ map[string]*Product, err error) {
	defer wrap(&err, "products by sku")
	found := make(map[string]*Product, len(skus))
	err = chunks(skus, lookUp, func(some []string) error {
		return tx.each(`SELECT `+productColumns+` FROM products WHERE sku IN `+in(1, len(some)), anys(some),
			func(rows *sql.Rows) error {
				p := &Product{}
				err := scanProduct(rows, p)
				found[p.SKU] = p
				return err
			})
	})
	return found, err
}

// ProductByID is a product; ErrNotFound when there is none.
func (tx *Tx) ProductByID(id int64) (_ *Product, err error) {
	defer wrap(&err, "product %d", id)
	return one(tx, `SELECT `+productColumns+` FROM products WHERE id = $1`, id, scanProduct)
}

// EachProduct hands out every product, by sku (byte order).
func (tx *Tx) EachProduct(f func(*Product) error) (err error) {
	defer wrap(&err, "products")
	return tx.each(`SELECT `+productColumns+` FROM products ORDER BY sku`, nil, func(rows *sql.Rows) error {
		p := &Product{}
		if err := scanProduct(rows, p); err != nil {
			return err
		}
		return f(p)
	})
}

// InsertProducts adds products and sets their ids and versions; ids that were
// reserved and set before (the first one's is not 0) are used, one after the other.
// A sku that is taken is ErrConflict.
func (tx *Tx) InsertProducts(products []Product) (err error) {
	defer wrap(&err, "insert products")
	if len(products) == 0 {
		return nil
	}
	first := products[0].ID
	if first == 0 {
		if first, err = tx.Reserve("products", int64(len(products))); err != nil {
			return err
		}
	}
	columns := []string{"id", "sku", "name", "search_key", "category", "product_group", "brand", "tags", "list_price",
		"cost",
		"pack_size", "active", "kind", "visible_groups", "attributes", "minimal"}
	return tx.insert("products", columns, len(products), func(i int, args []any) []any {
		p := &products[i]
		p.ID, p.Version = first+int64(i), 1
		return append(args, p.ID, p.SKU, p.Name, p.searchKey(), p.Category, p.Group, p.Brand, packSet(p.Tags),
			number(p.ListPrice), number(p.Cost), number(p.PackSize), p.Active, p.Kind, packSet(p.Groups), p.attributes(),
			p.Minimal)
	}, "")
}

// UpdateProduct stores a product that was read as version p.Version, and sets its
// new version; ErrConflict when it is of another version by now.
func (tx *Tx) UpdateProduct(p *Product) (err error) {
	defer wrap(&err, "product %q", p.SKU)
	err = tx.changeOne(`UPDATE products SET sku = $1, name = $2, search_key = $3, category = $4, product_group = $5, brand = $6,
			tags = $7, list_price = $8, cost = $9, pack_size = $10, active = $11, kind = $12, minimal = $13, visible_groups = $14,
			attributes = $15, version = version + 1
		WHERE id = $16 AND version = $17`,
		p.SKU, p.Name, p.searchKey(), p.Category, p.Group, p.Brand, packSet(p.Tags), number(p.ListPrice), number(p.Cost),
		number(p.PackSize), p.Active, p.Kind, p.Minimal, packSet(p.Groups), p.attributes(), p.ID, p.Version)
	if err == nil {
		p.Version++
	}
	return err
}

// DeleteProduct removes a product of that version; ErrConflict when it is of another
// by now. Lines do not know it by an index: ask SoldProducts before.
func (tx *Tx) DeleteProduct(id, version int64) (err error) {
	defer wrap(&err, "delete product %d", id)
	return tx.changeOne(`DELETE FROM products WHERE id = $1 AND version = $2`, id, version)
}

// SoldProducts are the products that lines of a published book version speak of, those
// included that an undo would bring back. It reads every line.
func (tx *Tx) SoldProducts() (_ map[int64]bool, err error) {
	defer wrap(&err, "sold products")
	sold := map[int64]bool{}
	err = tx.each(`SELECT DISTINCT product_id FROM line_versions
		WHERE born <= (SELECT published FROM order_book WHERE one = 1)`, nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		sold[id] = true
		return err
	})
	return sold, err
}

func (p *Product) searchKey() string { return searchKey(p.SKU, p.Name, p.Brand) }

// number is a number that may be missing, as it is stored.
func number(v *int64) any {
	if v == nil {
		return nil
	}
	return *v
}
