package forecast

import (
	"math"
	"testing"

	"wholesight/jobs/calendar"
)

// Four orders, 410, 360, 260 and 30 days ago, of a book that began 460 days ago. The
// window (cut, cut + 91] was a year ago on days 96 to 186 of the book, the one before it
// on 5 to 95, the one after on 187 to 277.
func TestLookByHand(t *testing.T) {
	c := Customer{Kind: 2, Baskets: []Basket{
		{Day: begin + 50, Revenue: 100, Lines: 2},
		{Day: begin + 100, Revenue: 300, Lines: 4},
		{Day: begin + 200, Revenue: 100, Lines: 2},
		{Day: begin + 430, Revenue: 200, Lines: 8},
	}}
	ln := math.Log
	hot := func(half float64) float64 {
		return math.Exp2(-410/half) + math.Exp2(-360/half) + math.Exp2(-260/half) + math.Exp2(-30/half)
	}
	none := math.NaN()
	want := [features]float64{
		fCount: 4, fRecency: 30, fAge: 410, fSecond: 260, fThird: 360,
		fIn30: 0, fIn61: 1, fIn91: 1, fIn182: 1, fIn365: 3, // the thirtieth day ago is not of the last thirty
		fSpend91: ln(201), fSpend182: ln(201), fSpend365: ln(601),
		fMeanBasket: ln(176), fLastBasket: ln(201. / 176), // 700 ÷ 4 = 175
		fBasketSD: .47032,   // logs 4.60517, 5.70378, 4.60517, 5.29832 around 5.05311: √(.88480 ÷ 4)
		fMeanGap:  380. / 3, // 50, 100, 230
		fSDGap:    .62388,   // logs 3.91202, 4.60517, 5.43808 around 4.65176: √(1.16768 ÷ 3)
		fLastGap:  230 * 3. / 380, fMaxGap: 230, fDue: 30 * 3. / 380, fOverMax: 30. / 230,
		fAYearAgo: 1, fBeforeIt: 1, fAfterYear: 1, fTwoYears: none, fSpendYear: ln(301),
		fHot45: hot(45), fHot120: hot(120), fHot365: hot(365), fTrend: ln((hot(45) + .1) / (hot(365) + .1)),
		fLines: 4, fLastLines: 9. / 5,
		fActive12: 2, // the months 30 and 260 days ago; 360 is the thirteenth
		fPart:     1, fKind: 2,
		fAlive: -1, fExpected: -1, fNone: -1, // the closed form's are left alone
	}
	row := make([]float32, features)
	row[fAlive], row[fExpected], row[fNone] = -1, -1, -1
	look(row, &c, c.Baskets, begin+460, begin, horizon)
	for k, got := range row {
		if math.IsNaN(want[k]) != math.IsNaN(float64(got)) || math.Abs(float64(got)-want[k]) > 1e-5*max(1, want[k]) {
			t.Errorf("%s: %v, want %v", featureNames[k], got, want[k])
		}
	}
}

// What does not exist is missing, not 0: gaps of one order, a year ago of a young book.
func TestLookAtOneOrder(t *testing.T) {
	c := on(10)
	row := make([]float32, features)
	look(row, &c, c.Baskets, begin+10, begin, horizon)
	for k, got := range row {
		var isMissing bool
		switch k {
		case fSecond, fThird, fBasketSD, fMeanGap, fSDGap, fLastGap, fMaxGap, fDue, fOverMax, fAYearAgo, fBeforeIt,
			fAfterYear, fTwoYears, fSpendYear:
			isMissing = true
		}
		if isMissing != math.IsNaN(float64(got)) {
			t.Errorf("%s: %v", featureNames[k], got)
		}
	}
	if row[fCount] != 1 || row[fRecency] != 0 || row[fAge] != 0 || row[fPart] != 0 || row[fActive12] != 1 ||
		row[fTrend] != 0 {
		t.Errorf("an order of today: %v", row)
	}
}

// A window of a year ago is known from the day on which the book reaches back to it.
func TestLookReachesBack(t *testing.T) {
	c := on(0)
	row := make([]float32, features)
	for _, x := range []struct{ column, from int }{{fAfterYear, 365 - 91}, {fAYearAgo, 365}, {fSpendYear, 365},
		{fBeforeIt, 365 + 91}, {fTwoYears, 730}} {
		for _, d := range []int{x.from - 1, x.from} {
			look(row, &c, c.Baskets, begin+calendar.Day(d), begin, horizon)
			if math.IsNaN(float64(row[x.column])) != (d < x.from) {
				t.Errorf("%s on day %d: %v", featureNames[x.column], d, row[x.column])
			}
		}
	}
}

func TestStatsByHand(t *testing.T) {
	s := statsOf(on(50, 100, 200, 430).Baskets, begin+460)
	near(t, "log gaps", s.LogGaps, 13.95527, 1e-5) // ln (50 × 100 × 230)
	if s.X != 3 || s.Recency != 380 || s.Age != 410 {
		t.Errorf("%+v", s)
	}
	if s := statsOf(on(7).Baskets, begin+7); s.X != 0 || s.Recency != 0 || s.Age != 0 || s.LogGaps != 0 {
		t.Errorf("one order, of today: %+v", s)
	}
}
