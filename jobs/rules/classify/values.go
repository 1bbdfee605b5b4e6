package classify

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParseValue reads a band's value as a person types it, in the type's unit:
// "1.5", "1,5", "-10", "−10 %", "+20%". Result: hundredths; nil for an empty
// text, which is the band without an upper end. Errors: more than two decimals,
// anything that is not a number, a number too large. Which values a type allows
// is Check's affair.
func ParseValue(s string) (*int64, error) {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "%"))
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	digits, sign := strings.TrimPrefix(text, "+"), int64(1)
	if digits == text {
		for _, minus := range []string{"-", "−"} {
			if rest, ok := strings.CutPrefix(text, minus); ok {
				digits, sign = strings.TrimSpace(rest), -1
				break
			}
		}
	}
	whole, decimals, pointed := strings.Cut(strings.Replace(digits, ",", ".", 1), ".")
	if whole == "" || !numeric(whole) || !numeric(decimals) || pointed && decimals == "" {
		return nil, fmt.Errorf("%q is not a number: write it like 1.5 or −10", s)
	}
	if len(decimals) > 2 {
		return nil, fmt.Errorf("%q has more than two decimals", s)
	}
	v, err := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is too large", s)
	}
	v *= sign
	return &v, nil
}

func numeric(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// FormatValue writes a band's value for an input field, a CSV or JSON: a point,
// an ASCII minus and no needless zeros ("1.5", "-10"); nil is the empty text.
// ParseValue reads it back.
func FormatValue(v *int64) string {
	if v == nil {
		return ""
	}
	return number(*v, "-")
}

func number(v int64, minus string) string {
	distance, negative := difference(v, 0)
	s := strconv.FormatUint(distance/100, 10)
	if rest := distance % 100; rest != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%02d", rest), "0")
	}
	if negative {
		return minus + s
	}
	return s
}

// quantity writes a value with its unit for a sentence: "1.5", "−10 %".
func (t Type) quantity(v int64) string {
	if t == Risk || t == Orders {
		return number(v, "−")
	}
	return number(v, "−") + " %"
}

// Interval is the stretch of a type's axis that a band covers, for the words and
// for the tints behind a graph. Ends are in the unit of Band.Value.
type Interval struct {
	Low, High      int64 // math.MinInt64 and math.MaxInt64 where the band has no such end
	LowIn, HighIn  bool  // whether the end itself lies inside
	Bounded, Above bool  // whether it has a High; whether it has a Low
}

// Covers is the interval of bands[i]; ok is false for a row that has no value
// where its type needs one.
//
// For risk and orders the axis is the metric. For revenue_rank and revenue_share
// it is the percentage counted from the largest customer: (previous, v], from 0.
// Special case: in a draft whose order Check refuses, an interval of these types
// may be empty (Low ≥ High).
func Covers(t Type, bands []Band, i int) (Interval, bool) {
	v := bands[i].Value
	if t.change() {
		if v == nil {
			return Interval{}, false
		}
		return coversChange(*v, bands), true
	}
	out := Interval{Low: 0, LowIn: i == 0, High: math.MaxInt64, Above: true}
	if i > 0 {
		out.Low = math.MaxInt64
		if before := bands[i-1].Value; before != nil {
			out.Low = *before
		}
	}
	if v != nil {
		out.High, out.HighIn, out.Bounded = *v, true, true
	}
	return out, v != nil || t == Risk || t == Orders
}

func coversChange(v int64, bands []Band) Interval {
	out := Interval{Low: math.MinInt64, High: math.MaxInt64}
	if v >= 0 {
		out.Low, out.LowIn, out.Above = v, true, true
	} else {
		out.High, out.HighIn, out.Bounded = v, true, true
	}
	for _, b := range bands {
		switch {
		case b.Value == nil:
		case v >= 0 && *b.Value > v && *b.Value < out.High:
			out.High, out.Bounded = *b.Value, true
		case v < 0 && *b.Value < v && *b.Value > out.Low:
			out.Low, out.Above = *b.Value, true
		}
	}
	return out
}
