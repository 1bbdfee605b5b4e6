package files

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/files/cells"
)

// Where a row has both, the total wins; a unit price that comes to this very total
// is kept, any other is worked out from the total.
func TestAUnitPriceBesideATotal(t *testing.T) {
	src := text("order_number,order_date,customer_code,sku,quantity,unit_price,line_total\n" +
		"1,2026-01-05,C,A,3,0.005,0.02\n" + // 0.015, rounded
		"1,2026-01-05,C,A,3,0.005,0.03\n" +
		"1,2026-01-05,C,A,0,9.5,1\n" +
		"1,2026-01-05,C,A,4,,1\n")
	p := inspect(t, src, Orders, Options{Currency: "GBP"})
	orders, rejected := readOrders(t, src, p)
	if len(orders) != 1 || len(rejected) != 0 {
		t.Fatalf("%d orders, rejected %+v", len(orders), rejected)
	}
	for i, want := range []struct {
		total, price int64
		has          bool
	}{{2, 50, true}, {3, 100, true}, {100, 0, false}, {100, 2500, true}} {
		l := orders[0].Lines[i]
		if l.Total != want.total || l.HasUnitPrice != want.has || want.has && l.UnitPrice != want.price {
			t.Errorf("line %d: total %d, price %d (%v), want %+v", i, l.Total, l.UnitPrice, l.HasUnitPrice, want)
		}
	}
}

// Rounding agrees with rationals: half away from zero, from the digits given.
func TestRoundingAgreesWithRationals(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	for range 20_000 {
		decimals := rng.IntN(7)
		s := fmt.Sprintf("%d.%0*d", rng.Int64N(1_000_000), 1+rng.IntN(9), rng.IntN(1_000_000))
		if rng.IntN(4) == 0 {
			s = s[:len(s)-1] + "5"
		}
		if rng.IntN(2) == 0 {
			s = "-" + s
		}
		r, _ := new(big.Rat).SetString(s)
		want := roundRat(r.Mul(r, big.NewRat(cells.Powers[decimals], 1)))
		if got, _, err := cells.ParseNumber([]byte(s), '.', decimals); err != cells.NumberOK || got != want {
			t.Fatalf("%s at %d decimals: got %d (%v), want %d", s, decimals, got, err, want)
		}
	}
}

// roundRat rounds half away from zero.
func roundRat(r *big.Rat) int64 {
	twice := new(big.Int).Mul(r.Num(), big.NewInt(2))
	neg := twice.Sign() < 0
	twice.Abs(twice).Add(twice, r.Denom()).Quo(twice, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
	if neg {
		twice.Neg(twice)
	}
	return twice.Int64()
}

func rat(v int64, decimals int) *big.Rat { return big.NewRat(v, cells.Powers[decimals]) }

// A line's money agrees with rationals, rounded once, in any currency.
func TestMoneyOfALineAgreesWithRationals(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	for range 20_000 {
		a := amounts{quantity: rng.Int64N(2_000_000) - 1_000_000, price: rng.Int64N(200_000_000) - 20_000_000,
			cost:       rng.Int64N(1_000_000),
			fileDigits: rng.IntN(4), toDigits: rng.IntN(4)}
		rate := big.NewRat(1, 1)
		if rng.IntN(2) == 0 {
			a.rate = 1 + rng.Int64N(3*cells.Powers[rateDecimals])
			rate = rat(a.rate, rateDecimals)
		} else {
			a.toDigits = a.fileDigits
		}
		q, amount, price := rat(a.quantity, 3), new(big.Rat), rat(a.price, 4)
		amount.Mul(q, price)
		if a.hasTotal = rng.IntN(2) == 0; a.hasTotal {
			a.total = rng.Int64N(2_000_000_000_000) - 1_000_000_000_000
			amount = rat(a.total, 6)
			a.minor = roundRat(new(big.Rat).Mul(amount, big.NewRat(cells.Powers[a.fileDigits], 1)))
			if a.quantity != 0 {
				price = new(big.Rat).Quo(amount, q)
			}
		}
		var l OrderLine
		if !a.settle(&l) {
			t.Fatalf("%+v overflowed", a)
		}
		scaled := func(r *big.Rat, decimals int) int64 {
			return roundRat(new(big.Rat).Mul(r, big.NewRat(cells.Powers[decimals], 1)))
		}
		wantTotal := scaled(new(big.Rat).Mul(amount, rate), a.toDigits)
		wantPrice := scaled(new(big.Rat).Mul(price, rate), 4)
		if a.hasTotal && a.quantity == 0 {
			wantPrice = 0
		}
		if l.Total != wantTotal || l.UnitPrice != wantPrice || l.FileTotal != scaled(amount, a.fileDigits) ||
			l.Cost != scaled(new(big.Rat).Mul(rat(a.cost, 4), rate), 4) {
			t.Fatalf("%+v: got %+v, want total %d, price %d", a, l, wantTotal, wantPrice)
		}
	}
}
