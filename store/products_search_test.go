package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/store"
	"wholesight/store/storetest"
)

func TestSearchProducts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		all := []store.Product{
			{SKU: "A-1", Name: "Säge, groß", Brand: "Nord", Active: true},
			{SKU: "B-2", Name: "Blade of a sage", Active: true},
			{SKU: "SAGE-9", Name: "Herbs", Active: false},
			{SKU: "Z-3", Name: "100% cotton_cloth", Brand: "Sage & Co", Active: true},
		}
		storetest.Update(t, db, func(tx *store.Tx) error {
			for i := range all {
				all[i].Kind = "goods"
			}
			return tx.InsertProducts(all)
		})
		storetest.View(t, db, func(tx *store.Tx) error {
			for text, want := range map[string]string{
				"sage": "A-1 Z-3 SAGE-9 B-2", "SÄGE": "A-1 Z-3 SAGE-9 B-2", "nord säge": "A-1", "a-1": "A-1", "100%": "Z-3",
				"n_c": "Z-3", "_": "", "%": "", "o_t": "", "groß": "A-1", "gross": "A-1", "nord a 1": "A-1",
				"blade of": "B-2", "": "", "  ": "", "nothing": "",
			} {
				found, err := tx.SearchProducts(text, 8)
				if err != nil {
					return err
				}
				var skus []string
				for _, p := range found {
					skus = append(skus, p.SKU)
				}
				if d := cmp.Diff(want, strings.Join(skus, " ")); d != "" {
					t.Errorf("%q (-want +got)\n%s", text, d)
				}
			}
			if found, err := tx.SearchProducts("sage", 2); err != nil || len(found) != 2 {
				t.Errorf("limit 2: %d, %v", len(found), err)
			}
			if p, err := tx.ProductBySKU("SAGE-9"); err != nil || p.Name != "Herbs" {
				t.Errorf("%v, %v", p, err)
			}
			if _, err := tx.ProductBySKU("sage-9"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("another case of the sku: %v", err)
			}
			return nil
		})
	})
}

// BenchmarkSearchProducts is what the palette asks while a person types, in a shop of
// 20,000 products.
func BenchmarkSearchProducts(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite,
		"PostgreSQL": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			db := open(b)
			storetest.Update(b, db, func(tx *store.Tx) error {
				for k := range 20 {
					all := make([]store.Product, 1000)
					for i := range all {
						all[i] = store.Product{SKU: fmt.Sprintf("SKU-%05d", k*1000+i),
							Name: fmt.Sprintf("Hammer drill %d with a name of usual length", i), Brand: "Makita", Active: true,
							Kind: "goods"}
					}
					if err := tx.InsertProducts(all); err != nil {
						return err
					}
				}
				return nil
			})
			storetest.View(b, db, func(tx *store.Tx) error {
				for b.Loop() {
					found, err := tx.SearchProducts("drill 19", 8)
					if err != nil || len(found) != 8 {
						b.Fatal(len(found), "products:", err)
					}
				}
				return nil
			})
		})
	}
}
