package files

import (
	"math/big"

	"wholesight/jobs/files/cells"
)

// rateDecimals is the scale of exchange rates.
const rateDecimals = 10

// amounts are the figures of a line as read, before they become shop money.
type amounts struct {
	quantity             int64 // thousandths
	price                int64 // ten-thousandths of the file's currency
	total                int64 // millionths of the file's currency
	minor                int64 // the total in minor units of the file's currency
	cost                 int64
	rate                 int64 // × 10^10; 0 = the shop's own currency
	hasTotal             bool
	hasPrice             bool
	fileDigits, toDigits int // minor digits of the file's and the shop's currency
}

// settle computes a line's money: quantity × price or the given total, × rate,
// rounded once each. ok is false on overflow.
func (a amounts) settle(l *OrderLine) (ok bool) {
	if a.hasTotal {
		return a.fromTotal(l)
	}
	l.UnitPrice, l.HasUnitPrice = a.price, true
	if l.FileTotal, ok = cells.MulDiv(a.quantity, a.price, cells.Powers[7-a.fileDigits]); !ok {
		return false
	}
	if a.rate == 0 {
		l.Total, l.Cost = l.FileTotal, a.cost
		return true
	}
	ok1, ok2 := false, false
	if l.UnitPrice, ok1 = cells.MulDiv(a.price, a.rate, cells.Powers[rateDecimals]); !ok1 {
		return false
	}
	l.Cost, ok1 = cells.MulDiv(a.cost, a.rate, cells.Powers[rateDecimals])
	l.Total, ok2 = product(cells.Powers[7+rateDecimals-a.toDigits], a.quantity, a.price, a.rate)
	return ok1 && ok2
}

func (a amounts) fromTotal(l *OrderLine) (ok bool) {
	l.FileTotal, l.Total, l.Cost = a.minor, a.minor, a.cost
	if a.rate != 0 {
		if l.Cost, ok = cells.MulDiv(a.cost, a.rate, cells.Powers[rateDecimals]); !ok {
			return false
		}
		if l.Total, ok = cells.MulDiv(a.total, a.rate, cells.Powers[6+rateDecimals-a.toDigits]); !ok {
			return false
		}
	}
	if a.quantity == 0 {
		return true // no price can be told
	}
	l.HasUnitPrice = true
	// A price that comes to this very total is truer than one worked out from it:
	// 3 × 0.005 is 0.02, but 0.02 ÷ 3 is 0.0067. Without this a shop that is moved
	// by its exports would not get its prices back.
	if total, fits := cells.MulDiv(a.quantity, a.price, cells.Powers[7-a.fileDigits]); a.hasPrice && fits &&
		total == a.minor {
		l.UnitPrice = a.price
		if a.rate != 0 {
			l.UnitPrice, ok = cells.MulDiv(a.price, a.rate, cells.Powers[rateDecimals])
			return ok
		}
		return true
	}
	if a.rate == 0 {
		l.UnitPrice, ok = cells.MulDiv(a.total, 10, a.quantity)
		return ok
	}
	// total/10^6 × rate/10^10 ÷ quantity/10^3, in ten-thousandths
	l.UnitPrice, ok = quotient(big.NewInt(a.total), a.rate, cells.Powers[9], a.quantity)
	return ok
}

// product is the product of the factors ÷ by, rounded half away from zero.
func product(by int64, factors ...int64) (int64, bool) {
	p := big.NewInt(1)
	for _, f := range factors {
		p.Mul(p, big.NewInt(f))
	}
	return quotient(p, 1, by, 1)
}

// quotient is a × b ÷ (c × d), rounded half away from zero.
func quotient(a *big.Int, b, c, d int64) (int64, bool) {
	num := new(big.Int).Mul(a, big.NewInt(b))
	den := new(big.Int).Mul(big.NewInt(c), big.NewInt(d))
	if den.Sign() == 0 {
		return 0, false
	}
	neg := num.Sign()*den.Sign() < 0
	num.Abs(num)
	den.Abs(den)
	// (2·num + den) ÷ 2·den rounds half up, which on magnitudes is half away.
	num.Add(num.Lsh(num, 1), den)
	num.Quo(num, den.Lsh(den, 1))
	if neg {
		num.Neg(num)
	}
	return num.Int64(), num.IsInt64()
}

// foreign refuses a figure whose sign its column cannot have.
func (r *reading) foreign(column string, b []byte, sign, money string) bool {
	what := clip(string(b), 40)
	switch {
	case sign == cells.Percent:
		return r.blame.set(CauseNumber, column, b, "%s “%s” is a percentage, but the column holds none; write the figure itself", column, what)
	case money == cells.Percent:
		return r.blame.set(CauseNumber, column, b, "%s “%s” has a currency, but is a percentage; write it without", column,
			what)
	case money == cells.NoMoney:
		return r.blame.set(CauseNumber, column, b, "%s “%s” has a currency sign, but is no amount of money; leave the "+
			"sign out", column, what)
	}
	return r.blame.set(CauseCurrency, column, b, "%s “%s” is not in %s; give the amount in %s, or the row's currency and rate", column, what, money, money)
}
