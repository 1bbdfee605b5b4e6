package imports

import (
	"context"
	"slices"
	"strings"

	"wholesight/jobs/files/cells"
	"wholesight/store"
)

// Twin is a code that a file has, that the shop does not know, and that differs from
// a known one only by leading noughts, a ".0" behind, case or accents. A spreadsheet
// makes such codes; taken silently they are a second customer that looks the same.
type Twin struct {
	Column string `json:"column"` // ours
	Code   string `json:"code"`   // of the file
	Known  string `json:"known"`  // of the shop
}

// mostTwins is how many are asked about one by one: a file with more of them is to be
// mended, or taken as it is.
const mostTwins = 50

// codeColumns are the columns that name what an import may make.
var codeColumns = map[string]string{nounCustomer: "customer_code", nounProduct: "sku"}

// answered is what a person has said a code is; the code itself, where it is another.
func (o *Options) answered(column, code string) string {
	if is, ok := o.Codes[column][code]; ok {
		return is
	}
	return code
}

// findTwins looks for known codes that look like those that this pass would make.
func (im *importer) findTwins(ctx context.Context) error {
	if im.opt.AcceptNear {
		return nil
	}
	for _, noun := range []string{nounCustomer, nounProduct} {
		made, column := im.made[noun], codeColumns[noun]
		if made == nil {
			continue
		}
		near := map[string][]string{}
		for code := range made.names {
			if _, told := im.opt.Codes[column][code]; !told {
				key := cells.NearCode(code)
				near[key] = append(near[key], code)
			}
		}
		if err := im.db.View(ctx, func(tx *store.Tx) error {
			var twins []Twin
			err := tx.EachCode(noun, func(known string) {
				key := cells.NearCode(known)
				for _, code := range near[key] {
					if code != known { // made by somebody meanwhile
						twins = append(twins, Twin{column, code, known})
					}
				}
				delete(near, key)
			})
			slices.SortFunc(twins, func(a, b Twin) int { return strings.Compare(a.Code, b.Code) })
			im.doubts.add(twins)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
