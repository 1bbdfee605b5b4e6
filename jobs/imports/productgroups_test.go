package imports_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/files"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Groups that alone may see a product, and attributes by name: an absent column keeps
// them, an empty cell clears them, the shop's own export changes nothing, and an undo
// brings back what was.
func TestProductGroupsAndAttributes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		product := func() (p store.Product) {
			storetest.View(t, db, func(tx *store.Tx) error {
				found, err := tx.ProductsBySKU([]string{"A"})
				if err == nil && found["A"] != nil {
					p = *found["A"]
				}
				return err
			})
			return p
		}
		wants := func(groups []string, attributes map[string]string) {
			t.Helper()
			if diff := cmp.Diff(groups, product().Groups); diff != "" {
				t.Error("groups", diff)
			}
			if diff := cmp.Diff(attributes, product().Attributes); diff != "" {
				t.Error("attributes", diff)
			}
		}
		jobtest.Wants(t, jobtest.ImportText(t, db, files.Products,
			"sku,name,groups,ATTR:Colour,attr: Safety  class\nA,Saw,North|Key accounts|North,red,S3\nB,Bolt,,,\n"),
			"created=2 updated=0 unchanged=0 rejected=0")
		wants([]string{"Key accounts", "North"}, map[string]string{"Colour": "red", "Safety class": "S3"})

		own := jobtest.Export(t, db, files.Products)
		jobtest.Wants(t, jobtest.ImportText(t, db, files.Products, own), "created=0 updated=0 unchanged=2 rejected=0")

		jobtest.Wants(t, jobtest.ImportText(t, db, files.Products, "sku,name\nA,Saw\n"),
			"created=0 updated=0 unchanged=1 rejected=0")
		last := jobtest.ImportText(t, db, files.Products, "sku,name,groups,attr:Colour\nA,Saw,,\n")
		jobtest.Wants(t, last, "created=0 updated=1 unchanged=0 rejected=0")
		wants(nil, map[string]string{"Safety class": "S3"})
		undo(t, db, last.ImportID)
		wants([]string{"Key accounts", "North"}, map[string]string{"Colour": "red", "Safety class": "S3"})
	})
}
