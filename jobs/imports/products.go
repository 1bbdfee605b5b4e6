package imports

import (
	"context"
	"maps"
	"reflect"

	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/store"
)

// productRows imports products.
type productRows struct{ im *importer }

// productChange is a product as it is to be.
type productChange struct {
	Next   store.Product
	Before *store.Product // nil: there is none yet
}

func (k productRows) read(ctx context.Context, row func(files.ProductRow) error,
	reject func(files.Rejection) error) error {
	return k.im.plan.Products(ctx, k.im.src, row, reject)
}

func (productRows) refuse(context.Context, *files.ProductRow) error { return nil }

func (productRows) begin(*applier) error { return nil }

func (productRows) diff(tx *store.Tx, rows []files.ProductRow, emit func(productChange, bool)) error {
	skus := make([]string, len(rows))
	for i := range rows {
		skus[i] = rows[i].SKU
	}
	stored, err := tx.ProductsBySKU(skus)
	if err != nil {
		return err
	}
	for i := range rows {
		old := stored[rows[i].SKU]
		next := store.Product{SKU: rows[i].SKU, Active: true, Kind: "goods"}
		if old != nil {
			next = *old
		}
		fillProduct(&next, &rows[i])
		if old != nil && reflect.DeepEqual(next, *old) {
			continue
		}
		next.Minimal = false
		emit(productChange{next, old}, old == nil)
	}
	return nil
}

// fillProduct puts what a row says into a product: an absent column keeps, an empty
// cell clears.
func fillProduct(p *store.Product, r *files.ProductRow) {
	text := func(column, value string, to *string) {
		if r.Columns.Has(column) {
			*to = value
		}
	}
	number := func(column string, value int64, has bool, to **int64) {
		if r.Columns.Has(column) {
			*to = nil
			if has {
				*to = &value
			}
		}
	}
	text("name", r.Name, &p.Name)
	text("category", r.Category, &p.Category)
	text("product_group", r.ProductGroup, &p.Group)
	text("brand", r.Brand, &p.Brand)
	text("kind", r.Kind, &p.Kind)
	number("list_price", r.ListPrice, r.HasListPrice, &p.ListPrice)
	number("cost", r.Cost, r.HasCost, &p.Cost)
	number("pack_size", r.PackSize, r.HasPackSize, &p.PackSize)
	if p.Name == "" {
		p.Name = p.SKU
	}
	if r.Columns.Has("tags") {
		p.Tags = kit.Set(r.Tags)
	}
	if r.Columns.Has("groups") {
		p.Groups = kit.Set(r.Groups)
	}
	fillAttributes(p, r.Attributes)
	if r.Columns.Has("active") {
		p.Active = r.Active || !r.HasActive
	}
}

// fillAttributes sets those that the file speaks of. The map may be that of the
// stored product, which must stay as it was.
func fillAttributes(p *store.Product, said map[string]string) {
	if len(said) == 0 {
		return
	}
	next := map[string]string{}
	maps.Copy(next, p.Attributes)
	for name, value := range said {
		if next[name] = value; value == "" {
			delete(next, name)
		}
	}
	if p.Attributes = next; len(next) == 0 {
		p.Attributes = nil
	}
}

func (k productRows) apply(a *applier, c *productChange) error {
	if c.Before == nil {
		if a.products = append(a.products, c.Next); len(a.products) < RowBatch {
			return nil
		}
		return k.flush(a)
	}
	if err := a.tx.UpdateProduct(&c.Next); err != nil {
		return err
	}
	return a.record(nounProduct, c.Next.ID, c.Next.Version, c.Before)
}

func (productRows) flush(a *applier) error {
	held := a.products
	a.products = held[:0]
	if err := a.tx.InsertProducts(held); err != nil {
		return err
	}
	for i := range held {
		if err := a.record(nounProduct, held[i].ID, held[i].Version, nil); err != nil {
			return err
		}
	}
	return nil
}
