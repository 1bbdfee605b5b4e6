package imports_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Random files, shuffled, imported, imported again and undone: the shop is always
// that of a plain map from order number to its lines, and every cached total is the
// sum of its lines (bars R20, R26).
func TestRandomImportsAgreeWithAMap(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		r := rand.New(rand.NewPCG(2, 6))
		shop := map[string][]string{}
		for range 25 {
			file, next := map[string][]string{}, maps.Clone(shop)
			created, updated := 0, 0
			for _, i := range r.Perm(30)[:1+r.IntN(12)] {
				number := fmt.Sprintf("N%02d", i)
				lines := randomOrder(r, number)
				if old, ok := shop[number]; ok && r.IntN(3) == 0 {
					lines = old
				}
				switch old, ok := shop[number]; {
				case !ok:
					created++
				case !slices.Equal(sorted(old), sorted(lines)):
					updated++
				default:
					lines = old // keeps the order of its lines
				}
				file[number], next[number] = lines, lines
			}
			var rows []string
			for _, number := range slices.Sorted(maps.Keys(file)) {
				rows = append(rows, file[number]...)
			}
			r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			text := "order_number,order_date,customer_code,sku,quantity,unit_price,line_total,delivered_quantity,cost,channel,status\n" + strings.Join(rows, "\n") + "\n"
			res := jobtest.ImportText(t, db, files.Orders, text)
			jobtest.Wants(t, res, fmt.Sprintf("created=%d updated=%d unchanged=%d rejected=0", created, updated,
				len(file)-created-updated))
			jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, text),
				fmt.Sprintf("created=0 updated=0 unchanged=%d rejected=0", len(file)))
			if r.IntN(4) != 0 || created+updated == 0 {
				shop = next
			} else {
				for range 2 { // the one that changed nothing, and the one that did
					undo(t, db, lastOrders(t, db))
				}
			}
			if got, want := sorted(strings.Split(strings.TrimSpace(jobtest.Export(t, db, files.Orders)), "\n")[1:]),
				sorted(slices.Concat(slices.Collect(maps.Values(shop))...)); !slices.Equal(got, want) {
				t.Fatalf("the shop has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			jobtest.Sound(t, db)
			if t.Failed() {
				return
			}
		}
	})
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

// randomOrder are rows as an export writes them: returns, free goods, corrections and
// exact duplicates among them.
func randomOrder(r *rand.Rand, number string) (rows []string) {
	head := fmt.Sprintf("%s,2026-%02d-%02d,C%d", number, r.IntN(12)+1, r.IntN(28)+1, r.IntN(5))
	tail := []string{",open", "web,closed", ",cancelled", "phone,draft"}[r.IntN(4)]
	for range 1 + r.IntN(4) {
		q, p := r.IntN(7)-2, r.IntN(5)-1
		row := fmt.Sprintf("%s,S%d,%d,%d,%d,%d,%s,%s", head, r.IntN(4), q, p, q*p, q, []string{"", "2"}[r.IntN(2)], tail)
		if q == 0 {
			row = fmt.Sprintf("%s,S%d,0,0,%d,0,,%s", head, r.IntN(4), p, tail)
		}
		for range 1 + r.IntN(8)/7 {
			rows = append(rows, row)
		}
	}
	return rows
}

func lastOrders(t testing.TB, db *store.DB) (id int64) {
	t.Helper()
	storetest.View(t, db, func(tx *store.Tx) error {
		m, err := tx.LastApplied(string(files.Orders))
		id = m.ID
		return err
	})
	return id
}
