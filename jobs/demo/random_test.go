package demo

import (
	"math"
	"testing"
)

func TestExp2IsWithinATwoThousandth(t *testing.T) {
	for x := int64(-2048); x <= 12_288; x += 7 {
		want := 1024 * math.Exp2(float64(x)/1024)
		if got := float64(exp2(x)); math.Abs(got-want) > want*0.0005+1 {
			t.Errorf("exp2(%d) = %.0f, want %.1f", x, got, want)
		}
	}
	if exp2(1<<40) != exp2(20_480) || exp2(-1<<40) != exp2(-8192) {
		t.Error("exp2 does not stay at its ends")
	}
}

func TestSpreadIsLogNormal(t *testing.T) {
	var r source
	r.reset(1, ofOrder, 2, 3)
	const n, sigma = 100_000, 700
	var sum, squares float64
	for range n {
		l := math.Log2(float64(r.spread(sigma)) / 1024)
		sum, squares = sum+l, squares+l*l
	}
	mean := sum / n
	sd := math.Sqrt(squares/n - mean*mean)
	if math.Abs(mean) > 0.01 || math.Abs(sd-sigma/1024.0) > 0.01 {
		t.Errorf("mean %.4f, standard deviation %.4f of the base-2 logarithm", mean, sd)
	}
}

func TestDrawsStayWithinTheirBounds(t *testing.T) {
	var r source
	r.reset(7, ofProduct, 0, 0)
	seen := map[int]int{}
	for range 10_000 {
		seen[r.between(3, 7)]++
	}
	for n, times := range seen {
		if n < 3 || n > 7 || times < 1_700 || times > 2_300 {
			t.Errorf("%d came %d times", n, times)
		}
	}
	var other source
	other.reset(7, ofProduct, 1, 0)
	r.reset(7, ofProduct, 0, 0)
	if r.bits64() == other.bits64() {
		t.Error("two products have the same draws")
	}
}

func TestTheSurveyIsTheStream(t *testing.T) {
	for _, cfg := range []Config{{}, {Customers: 50, Lines: 20_000}, {Customers: 3_000, Lines: 20_000}} {
		s := shopOf(t, cfg)
		orders, lines := make([]int32, len(s.customers)), make([]int64, len(s.customers))
		each(t, s, func(o Order) {
			lines[o.Customer] += int64(len(o.Lines))
			if o.Number[:2] == "SO" || s.habits[o.Customer].kind == scripted {
				orders[o.Customer]++
			}
		})
		for c, sp := range s.spans {
			if sp.orders != orders[c] || sp.lines != lines[c] {
				t.Errorf("customer %d: %d orders, %d lines; surveyed %d, %d", c, orders[c], lines[c], sp.orders, sp.lines)
			}
		}
	}
}
