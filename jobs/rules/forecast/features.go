package forecast

import (
	"math"

	"wholesight/jobs/calendar"
)

// What the trees look at: one column each, of a customer as of a cut-off. A figure
// that does not exist (the spread of no gap, a year ago before the book began) is
// missing, which the trees know how to take.
const (
	fCount      = iota // purchase days
	fRecency           // days since the last one
	fAge               // days since the first one
	fSecond            // days since the last but one
	fThird             // days since the one before that
	fIn30              // purchase days of the last 30, 61, 91 … days
	fIn61              //
	fIn91              //
	fIn182             //
	fIn365             //
	fSpend91           // log of what was spent in the last 91, 182, 365 days
	fSpend182          //
	fSpend365          //
	fMeanBasket        // log
	fLastBasket        // log of the last one ÷ the mean
	fBasketSD          // spread of the logs of the baskets
	fMeanGap           // days
	fSDGap             // of the logs of the gaps
	fLastGap           // ÷ the mean gap
	fMaxGap            // days
	fDue               // silence ÷ the mean gap
	fOverMax           // silence ÷ the longest gap
	fAYearAgo          // purchase days in the window of the horizon a year ago
	fBeforeIt          // in the window as long before that one
	fAfterYear         // in the window as long after that one
	fTwoYears          // in the window of the horizon two years ago
	fSpendYear         // log of what was spent in the window of the horizon a year ago
	fHot45             // purchase days, halved every 45, 120, 365 days
	fHot120            //
	fHot365            //
	fTrend             // hot 45 against hot 365
	fLines             // mean lines of a basket
	fLastLines         // lines of the last one ÷ the mean
	fActive12          // months of the last twelve with a purchase
	fPart              // part of its year that the customer's own history covers: min(age, 365) ÷ 365
	fKind              // smart type
	fAlive             // of the closed form: still there
	fExpected          // log of the purchases it expects
	fNone              // logit of its chance of no purchase
	features           // how many
)

var featureNames = [features]string{"count", "recency", "age", "second", "third", "in30", "in61", "in91", "in182",
	"in365", "spend91", "spend182", "spend365",
	"mean basket", "last basket", "basket sd", "mean gap", "sd gap", "last gap", "max gap", "due", "over max",
	"a year ago", "before it", "after it", "two years", "spend year",
	"hot45", "hot120", "hot365", "trend", "lines", "last lines", "active12", "part", "kind", "alive", "expected", "none"}

var missing = float32(math.NaN())

// look fills a row with what is known of a customer at the end of a day; known is not
// empty and ends by then. The closed form's columns are left alone.
func look(row []float32, c *Customer, known []Basket, cut, begin calendar.Day, horizon int) {
	n := len(known)
	last, first := known[n-1].Day, known[0].Day
	silence := float64(cut - last)
	back := func(k int) float32 {
		if n < k {
			return missing
		}
		return float32(cut - known[n-k].Day)
	}
	row[fCount], row[fRecency], row[fAge] = float32(n), float32(silence), float32(cut-first)
	row[fSecond], row[fThird] = back(2), back(3)
	h := calendar.Day(horizon)
	var spend [3]float64
	var in [5]int
	var year, before, after, two int
	var spendYear, total, logs, squares, lines float64
	var hot [3]float64
	months := uint16(0)
	for k := range known {
		b := &known[k]
		ago := cut - b.Day
		for i, w := range [5]calendar.Day{30, 61, 91, 182, 365} {
			if ago < w {
				in[i]++
			}
		}
		for i, w := range [3]calendar.Day{91, 182, 365} {
			if ago < w {
				spend[i] += float64(b.Revenue)
			}
		}
		switch from := cut - 365; { // the window (cut, cut + h], a year earlier
		case b.Day > from && b.Day <= from+h:
			year++
			spendYear += float64(b.Revenue)
		case b.Day > from-h && b.Day <= from:
			before++
		case b.Day > from+h && b.Day <= from+2*h:
			after++
		}
		if from := cut - 730; b.Day > from && b.Day <= from+h {
			two++
		}
		for i, half := range [3]float64{45, 120, 365} {
			hot[i] += math.Exp2(-float64(ago) / half)
		}
		if ago < 360 {
			months |= 1 << (ago / 30)
		}
		l := math.Log(float64(max(b.Revenue, 1)))
		total, logs, squares, lines = total+float64(b.Revenue), logs+l, squares+l*l, lines+float64(b.Lines)
	}
	for i := range in {
		row[fIn30+i] = float32(in[i])
	}
	for i := range spend {
		row[fSpend91+i] = float32(math.Log1p(spend[i]))
	}
	mean := total / float64(n)
	row[fMeanBasket] = float32(math.Log1p(mean))
	row[fLastBasket] = float32(math.Log1p(float64(known[n-1].Revenue)) - math.Log1p(mean))
	row[fBasketSD], row[fMeanGap], row[fSDGap], row[fLastGap], row[fMaxGap], row[fDue], row[fOverMax] = missing, missing,
		missing, missing, missing, missing, missing
	if n > 1 {
		row[fBasketSD] = float32(math.Sqrt(max(0, squares/float64(n)-logs*logs/float64(n*n))))
		gap := float64(last-first) / float64(n-1)
		var longest, sum, sum2 float64
		for k := 1; k < n; k++ {
			g := float64(known[k].Day - known[k-1].Day)
			longest = max(longest, g)
			l := math.Log(g)
			sum, sum2 = sum+l, sum2+l*l
		}
		row[fMeanGap], row[fMaxGap] = float32(gap), float32(longest)
		row[fSDGap] = float32(math.Sqrt(max(0, sum2/float64(n-1)-sum*sum/float64((n-1)*(n-1)))))
		row[fLastGap] = float32(float64(known[n-1].Day-known[n-2].Day) / gap)
		row[fDue], row[fOverMax] = float32(silence/gap), float32(silence/longest)
	}
	since := func(from calendar.Day, v float64) float32 { // missing where the book does not reach back to it
		if from < begin {
			return missing
		}
		return float32(v)
	}
	row[fAYearAgo] = since(cut-365, float64(year))
	row[fBeforeIt] = since(cut-365-h, float64(before))
	row[fAfterYear] = since(cut-365+h, float64(after))
	row[fTwoYears] = since(cut-730, float64(two))
	row[fSpendYear] = since(cut-365, math.Log1p(spendYear))
	for i := range hot {
		row[fHot45+i] = float32(hot[i])
	}
	row[fTrend] = float32(math.Log((hot[0] + .1) / (hot[2] + .1)))
	row[fLines], row[fLastLines] = float32(lines/float64(n)), float32((float64(known[n-1].Lines)+1)/(lines/float64(n)+1))
	active := 0
	for m := months; m > 0; m &= m - 1 {
		active++
	}
	row[fActive12] = float32(active)
	row[fPart] = float32(min(float64(cut-first), 365) / 365)
	row[fKind] = float32(c.Kind)
}
