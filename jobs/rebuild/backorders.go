package rebuild

import (
	"context"
	"fmt"
	"math"
	"math/big"

	"wholesight/jobs/builds"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/money"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// backorders are what every customer, active or not, has outstanding on the plan's
// day: of open orders not after it, ordered − delivered where positive. A line's
// value is what is outstanding × its unit price, rounded once. Delivered quantities
// and statuses are undated: their present values serve every day (spec 00, rule 3).
func (p *plan) backorders(ctx context.Context, w *runner.Work) (all []store.Backorder, err error) {
	digits := cells.MinorDigits(p.shop.Currency)
	err = w.DB.View(ctx, func(tx *store.Tx) error {
		all = nil
		bookVersion, err := tx.BookVersion()
		if err != nil {
			return err
		}
		if bookVersion != p.bookVersion {
			return builds.ErrMeanwhile
		}
		return tx.EachOutstanding(p.asOf, func(l store.OutstandingLine) error {
			if n := len(all); n == 0 || all[n-1].CustomerID != l.CustomerID {
				all = append(all, store.Backorder{CustomerID: l.CustomerID, Oldest: l.Day})
			}
			b := &all[len(all)-1]
			value, ok := outstandingValue(l.Quantity, l.UnitPrice, digits)
			b.Lines++
			b.Oldest = min(b.Oldest, l.Day)
			if !ok || !money.Add(&b.Units, l.Quantity) || !money.Add(&b.Value, value) {
				return runner.Permanent(fmt.Errorf("backorder of customer %d: %w", l.CustomerID, classify.ErrOverflow))
			}
			return nil
		})
	})
	return all, err
}

// outstandingValue is thousandths × ten-thousandths in minor units of so many digits,
// rounded half away from zero.
func outstandingValue(quantity, price int64, digits int) (int64, bool) {
	n := new(big.Int).Mul(big.NewInt(quantity), big.NewInt(price))
	by := big.NewInt(int64(math.Pow10(7 - digits)))
	half := new(big.Int).Rsh(by, 1)
	if n.Sign() < 0 {
		half.Neg(half)
	}
	n.Quo(n.Add(n, half), by)
	return n.Int64(), n.IsInt64()
}

// backorders stages what was found.
func (s *stager) backorders() error {
	for rows := s.m.backorders; len(rows) > 0; {
		n := min(builds.StageBatch, len(rows))
		if err := s.batch(len(s.p.members), func(tx *store.Tx) error {
			return tx.StageBackorders(s.build, rows[:n])
		}); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}
