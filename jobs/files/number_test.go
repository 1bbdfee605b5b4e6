package files

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// grouped writes digits in groups of three.
func grouped(digits, sep string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + sep + digits[i:]
	}
	return digits
}

// A number written in any of the ways people write it is read as itself.
func TestParseOfAFormattedNumberIsTheNumber(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	for range 20_000 {
		v := rng.Int64() >> rng.IntN(60)
		if rng.IntN(2) == 0 {
			v = -v
		}
		u := abs(v)
		whole, frac := fmt.Sprint(u/10_000), fmt.Sprintf("%04d", u%10_000)
		dec, seps := byte('.'), []string{"", ",", "'", "’", " ", "\u00a0", "\u202f"}
		if rng.IntN(2) == 0 {
			dec, seps[1] = ',', "."
		}
		body := grouped(whole, seps[rng.IntN(len(seps))]) + string(dec) + frac
		if rng.IntN(3) == 0 {
			body = []string{"€", "€ ", "EUR "}[rng.IntN(3)] + body
		} else if rng.IntN(3) == 0 {
			body += []string{"€", " €", " EUR"}[rng.IntN(3)]
		}
		if v < 0 {
			body = []string{"-" + body, "(" + body + ")", body + "-", "\u2212" + body}[rng.IntN(4)]
		}
		got, currency, err := parseNumber([]byte(body), dec, 4)
		if err != numberOK || got != v || strings.Contains(body, "E") != (currency == "EUR") {
			t.Fatalf("%q with %q: got %d %q (%v), want %d", body, dec, got, currency, err, v)
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
		want := roundRat(r.Mul(r, big.NewRat(powers[decimals], 1)))
		if got, _, err := parseNumber([]byte(s), '.', decimals); err != numberOK || got != want {
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

func rat(v int64, decimals int) *big.Rat { return big.NewRat(v, powers[decimals]) }

// A line's money agrees with rationals, rounded once, in any currency.
func TestMoneyOfALineAgreesWithRationals(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	for range 20_000 {
		a := amounts{quantity: rng.Int64N(2_000_000) - 1_000_000, price: rng.Int64N(200_000_000) - 20_000_000, cost: rng.Int64N(1_000_000),
			fileDigits: rng.IntN(4), toDigits: rng.IntN(4)}
		rate := big.NewRat(1, 1)
		if rng.IntN(2) == 0 {
			a.rate = 1 + rng.Int64N(3*powers[rateDecimals])
			rate = rat(a.rate, rateDecimals)
		} else {
			a.toDigits = a.fileDigits
		}
		q, amount, price := rat(a.quantity, 3), new(big.Rat), rat(a.price, 4)
		amount.Mul(q, price)
		if a.hasTotal = rng.IntN(2) == 0; a.hasTotal {
			a.total = rng.Int64N(2_000_000_000_000) - 1_000_000_000_000
			amount = rat(a.total, 6)
			a.minor = roundRat(new(big.Rat).Mul(amount, big.NewRat(powers[a.fileDigits], 1)))
			if a.quantity != 0 {
				price = new(big.Rat).Quo(amount, q)
			}
		}
		var l OrderLine
		if !a.settle(&l) {
			t.Fatalf("%+v overflowed", a)
		}
		scaled := func(r *big.Rat, decimals int) int64 {
			return roundRat(new(big.Rat).Mul(r, big.NewRat(powers[decimals], 1)))
		}
		wantTotal := scaled(new(big.Rat).Mul(amount, rate), a.toDigits)
		wantPrice := scaled(new(big.Rat).Mul(price, rate), 4)
		if a.hasTotal && a.quantity == 0 {
			wantPrice = 0
		}
		if l.Total != wantTotal || l.UnitPrice != wantPrice || l.FileTotal != scaled(amount, a.fileDigits) || l.Cost != scaled(new(big.Rat).Mul(rat(a.cost, 4), rate), 4) {
			t.Fatalf("%+v: got %+v, want total %d, price %d", a, l, wantTotal, wantPrice)
		}
	}
}

func TestOverflowIsAnError(t *testing.T) {
	for _, c := range []struct{ a, b, d int64 }{{math.MaxInt64, 2, 1}, {1, 1, 0}, {math.MaxInt64, math.MaxInt64, 2}} {
		if v, ok := mulDiv(c.a, c.b, c.d); ok {
			t.Errorf("%d × %d ÷ %d = %d", c.a, c.b, c.d, v)
		}
	}
	for _, s := range []string{"9223372036854775808", "18446744073709551616", "99999999999999999999", "922337203685477.5808"} {
		decimals := 0
		if strings.Contains(s, ".") {
			decimals = 4
		}
		if v, _, err := parseNumber([]byte(s), '.', decimals); err != numberOverflow {
			t.Errorf("%s: %d, %v", s, v, err)
		}
	}
	if v, _, err := parseNumber([]byte("-9223372036854775807"), '.', 0); v != -math.MaxInt64 || err != numberOK {
		t.Errorf("the smallest number: %d, %v", v, err)
	}
}

// The quick look at a cell tells the same as the thorough one.
func TestQuickHintIsTheThoroughOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(51, 52))
	for range 50_000 {
		b := make([]byte, 1+rng.IntN(9))
		for i := range b {
			b[i] = "0123456789.,"[rng.IntN(12)]
		}
		hint, ok := sniffPlain(b)
		if !ok {
			continue
		}
		points, commas := fits(b, '.'), fits(b, ',')
		want := hintNone
		switch {
		case points && commas && strings.ContainsAny(string(b), ".,"):
			want = hintBoth
		case points && !commas:
			want = hintPoint
		case commas && !points:
			want = hintComma
		}
		if b[0] == '0' && len(b) > 4 && b[1] != '.' && b[1] != ',' {
			continue // 00.125: the quick look takes no leading zero for a thousand
		}
		if hint != want {
			t.Fatalf("%q: quick %d, thorough %d", b, hint, want)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1.234,50", "(12.00)", "€ -1", "1e3", "'-5", "1’000", "-", "+.5", "12-", "zł"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, point bool) {
		dec := byte(',')
		if point {
			dec = '.'
		}
		v, _, err := parseNumber([]byte(s), dec, 4)
		if err != numberOK {
			return
		}
		if !strings.ContainsAny(s, "0123456789") {
			t.Fatalf("%q is %d without a digit", s, v)
		}
		plain := strings.ReplaceAll(formatScaled(v, 4), ".", string(dec))
		if again, _, err := parseNumber([]byte(plain), dec, 4); err != numberOK || again != v {
			t.Fatalf("%q is %d, written %q, read again %d", s, v, plain, again)
		}
		sniffNumber([]byte(s))
		if w, _, err := parseSheetNumber([]byte(s), 4); err == numberOK && point && w != v {
			t.Fatalf("%q is %d in text and %d in a sheet", s, v, w)
		}
	})
}
