package cells

import (
	"fmt"
	"math"
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
		got, currency, err := ParseNumber([]byte(body), dec, 4)
		if err != NumberOK || got != v || strings.Contains(body, "E") != (currency == "EUR") {
			t.Fatalf("%q with %q: got %d %q (%v), want %d", body, dec, got, currency, err, v)
		}
	}
}

func TestOverflowIsAnError(t *testing.T) {
	for _, c := range []struct{ a, b, d int64 }{{math.MaxInt64, 2, 1}, {1, 1, 0}, {math.MaxInt64, math.MaxInt64, 2}} {
		if v, ok := MulDiv(c.a, c.b, c.d); ok {
			t.Errorf("%d × %d ÷ %d = %d", c.a, c.b, c.d, v)
		}
	}
	for _, s := range []string{"9223372036854775808", "18446744073709551616", "99999999999999999999",
		"922337203685477.5808"} {
		decimals := 0
		if strings.Contains(s, ".") {
			decimals = 4
		}
		if v, _, err := ParseNumber([]byte(s), '.', decimals); err != numberOverflow {
			t.Errorf("%s: %d, %v", s, v, err)
		}
	}
	if v, _, err := ParseNumber([]byte("-9223372036854775807"), '.', 0); v != -math.MaxInt64 || err != NumberOK {
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
			want = HintBoth
		case points && !commas:
			want = HintPoint
		case commas && !points:
			want = HintComma
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
		v, _, err := ParseNumber([]byte(s), dec, 4)
		if err != NumberOK {
			return
		}
		if !strings.ContainsAny(s, "0123456789") && (v != 0 || !strings.ContainsAny(s, "-–—−")) { // - €
			t.Fatalf("%q is %d without a digit", s, v)
		}
		plain := strings.ReplaceAll(FormatScaled(v, 4), ".", string(dec))
		if again, _, err := ParseNumber([]byte(plain), dec, 4); err != NumberOK || again != v {
			t.Fatalf("%q is %d, written %q, read again %d", s, v, plain, again)
		}
		SniffNumber([]byte(s))
	})
}
