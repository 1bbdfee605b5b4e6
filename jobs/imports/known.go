package imports

import (
	"context"
	"fmt"

	"wholesight/jobs/files"
	"wholesight/store"
)

// knownCodes answers, for an import that makes no minimal records, whether the shop knows a
// customer or a product. It remembers what it was told.
type knownCodes struct {
	db                  *store.DB
	customers, products map[string]bool
}

func newKnownCodes(db *store.DB) *knownCodes {
	return &knownCodes{db: db, customers: map[string]bool{}, products: map[string]bool{}}
}

// letMake is how unknown customers and products are made instead of refused.
const letMake = "let the import make it (“Make customers and products that are not there yet” on the page, " +
	"--create for the command)"

// order is a refusal when the shop does not know the order's customer or one of its
// products.
func (k *knownCodes) order(ctx context.Context, o *files.OrderRows) error {
	skus := make([]string, len(o.Lines))
	for i := range o.Lines {
		skus[i] = o.Lines[i].SKU
	}
	if err := k.ask(ctx, store.NounCustomer, k.customers, []string{o.Customer}); err != nil {
		return err
	}
	if err := k.ask(ctx, store.NounProduct, k.products, skus); err != nil {
		return err
	}
	if !k.customers[o.Customer] {
		return &files.Refusal{Column: "customer_code", Value: o.Customer, Cause: files.CauseUnknown,
			Reason: fmt.Sprintf("customer %s of order %s is not known; import the customer first, or "+letMake, o.Customer,
				o.Number)}
	}
	for i, sku := range skus {
		if !k.products[sku] {
			return &files.Refusal{Line: o.Lines[i].Line, Column: "sku", Value: sku, Cause: files.CauseUnknown,
				Reason: fmt.Sprintf("product %s is not known; import the product first, or "+letMake, sku)}
		}
	}
	return nil
}

// ask looks up the codes that were never asked for.
func (k *knownCodes) ask(ctx context.Context, noun string, told map[string]bool, codes []string) error {
	if len(told) > mostCodes {
		clear(told)
	}
	var missing []string
	for _, c := range codes {
		if _, ok := told[c]; !ok {
			missing = append(missing, c)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return k.db.View(ctx, func(tx *store.Tx) error {
		found, err := tx.KnownCodes(noun, missing)
		for _, c := range missing {
			_, told[c] = found[c]
		}
		return err
	})
}

// MakesMissing tells whether files of a kind make minimal customers and products of unknown
// codes where nobody says otherwise: orders speak of what was really sold; a target or a
// contact of an unknown customer is a slip of the pen.
func MakesMissing(k files.Kind) bool { return k == files.Orders }
