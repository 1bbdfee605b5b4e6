package forecast

import (
	"fmt"
	"math"

	"wholesight/jobs/calendar"
	"wholesight/jobs/stats/accuracy"
	"wholesight/jobs/stats/boost"
)

// fewest is how many customers with a repeat it takes to fit anything; with fewer, the
// rule of the shrunk gap serves.
const fewest = 30

// Training looks at windows that are over: one every month back from the newest, as
// long as half a year of the book lies before it.
const (
	snapshotStep  = 30
	leastBefore   = 150
	mostSnapshots = 16
)

// How many rows of all snapshots together the trees learn from: of larger shops every so many
// customers are taken. A back-test makes do with fewer, so that the track record does not take
// most of a day: what it tells is of trees that learned from less than those that serve.
const (
	mostRows     = 90_000
	backtestRows = 40_000
)

// What the trees need so that they learn more than noise.
const (
	leastRows   = 1000
	leastPeople = 300
	leastBought = 200
)

// fitted is what was learned at the end of a day, but for which method serves.
type fitted struct {
	AsOf    calendar.Day `json:"as_of"`
	Begin   calendar.Day `json:"begin"`
	Closed  *closed      `json:"closed"` // nil: too few customers have bought twice
	Season  season       `json:"season"`
	Renewal renewal      `json:"renewal"`
	// how likely an order within the horizon is after so many days of silence, season out; empty: no window is over
	Recency   accuracy.Isotonic `json:"recency"`
	Levels    levels            `json:"levels"`
	Trees     *trees            `json:"trees"` // nil: too little to learn from
	Shrinkage shrinkage         `json:"seen"`

	warp *warp
}

// levels are logs of what must be put to the closed forms so that they are right on
// average over the finished windows, season out. They are shrunk to 0 by how much was
// bought in them.
type levels struct {
	Hazard float64 `json:"hazard"` // on the chance of no purchase, as a power
	Orders float64 `json:"orders"`
	Spend  float64 `json:"spend"`
}

// learn fits everything at the end of the book's day; rows bounds what the trees learn
// from, and 0 grows none.
func learn(b *book, rows int) (*fitted, error) {
	f := &fitted{AsOf: b.asOf, Begin: b.begin, Season: newSeason(b), Shrinkage: newShrinkage(b)}
	f.prepare()
	f.Renewal = newRenewal(b, f.warp)
	if b.repeaters() < fewest {
		return f, nil
	}
	var err error
	if f.Closed, err = fitClosed(b); err != nil {
		return nil, err
	}
	var cuts []calendar.Day
	for cut := b.asOf - horizon; cut >= b.begin+leastBefore && len(cuts) < mostSnapshots; cut -= snapshotStep {
		cuts = append(cuts, cut)
	}
	every := 1 + len(b.all)*len(cuts)/max(rows, backtestRows)
	var snapshots []*snapshot
	var predictions [][]naive
	for i, cut := range cuts {
		s := b.take(cut, horizon, sample{every, i % every}, true)
		if len(s.who) == 0 {
			continue
		}
		snapshots, predictions = append(snapshots, s), append(predictions, f.naives(s))
	}
	if len(snapshots) == 0 {
		return f, nil
	}
	f.Levels = f.level(snapshots, predictions)
	f.Recency = f.bySilence(snapshots)
	if rows > 0 {
		f.Trees, err = f.grow(snapshots, predictions, every)
	}
	return f, err
}

// prepare makes what is not kept with a model.
func (f *fitted) prepare() { f.warp = newWarp(&f.Season, f.Begin) }

// naives are the closed forms' and plain rules' words on a snapshot. Their columns are
// written into it.
func (f *fitted) naives(s *snapshot) []naive {
	all := make([]naive, len(s.who))
	row := make([]float32, features)
	for i, c := range s.who {
		all[i] = f.Closed.naiveOf(c, s.known[i], s.cut, f.Begin, s.horizon)
		all[i].see(row)
		for _, k := range [...]int{fAlive, fExpected, fNone} {
			s.x[k][i] = row[k]
		}
	}
	return all
}

// levelPrior is how many orders it takes to believe half of a level.
const levelPrior = 50

func (f *fitted) level(snapshots []*snapshot, predictions [][]naive) (l levels) {
	var bought float64
	for i, s := range snapshots {
		ix := f.Season.log(s.cut, s.horizon)
		var orders, revenue, expected, spend, buyers float64
		for k := range s.who {
			orders, revenue = orders+s.orders[k], revenue+s.revenue[k]
			expected, spend = expected+predictions[i][k].orders(), spend+predictions[i][k].spend()
			if s.orders[k] > 0 {
				buyers++
			}
		}
		bought += orders
		l.Orders += math.Log((orders+1)/(expected+1)) - ix
		if revenue > 0 && spend > 0 {
			l.Spend += math.Log(revenue/spend) - ix
		}
		l.Hazard += hazardFor(predictions[i], buyers) - ix
	}
	n := float64(len(snapshots))
	shrink := bought / (bought + levelPrior) / n
	return levels{Hazard: l.Hazard * shrink, Orders: l.Orders * shrink, Spend: l.Spend * shrink}
}

// hazardFor is the log of the power on the chances of no purchase that makes them
// expect so many buyers.
func hazardFor(all []naive, buyers float64) float64 {
	low, high := -3., 3.
	for range 40 {
		middle := (low + high) / 2
		var sum float64
		for i := range all {
			sum += 1 - math.Pow(all[i].none, math.Exp(middle))
		}
		if sum < buyers {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// bySilence is the plain rule of churn: of those who had been silent as long, how many
// ordered? The season is taken out of the windows by what it does to the odds.
func (f *fitted) bySilence(snapshots []*snapshot) accuracy.Isotonic {
	var silence, truth, weight []float64
	for _, s := range snapshots {
		scale := math.Exp(-f.Season.log(s.cut, s.horizon))
		for i, y := range s.bought() {
			silence, truth, weight = append(silence, -float64(s.x[fRecency][i])), append(truth, min(y*scale, 1)),
				append(weight, 1)
		}
	}
	return accuracy.FitIsotonic(silence, truth, weight)
}

// trees are the gradient-boosted ones: whether somebody orders, how often, and for how
// much. Each learns what is to be put to season and closed form (its offset), so that
// heavy buyers and the weeks before a feast, of whom there are few to learn from, are
// not pulled to what is usual.
type trees struct {
	Buys   *boost.Ensemble `json:"buys"`   // logistic; offset: season
	Orders *boost.Ensemble `json:"orders"` // Poisson; offset: season and the closed forms' orders
	Spend  *boost.Ensemble `json:"spend"`  // Poisson on revenue ÷ Scale; offset: season and their revenue
	Small  *boost.Ensemble `json:"small"`  // the same with every customer weighing as much, not every pound
	Scale  float64         `json:"scale"`  // minor units: the mean revenue of a customer and window
	Level  float64         `json:"level"`  // log: what makes the blend of the two right in sum
	Odds   float64         `json:"odds"`   // log: what makes the chance of an order by Buys and Orders right in sum
}

// grow trains them; nil where there is too little to learn from. The parameters are
// cautious ones: many small trees of a third of the columns, over windows that share
// customers and days.
func (f *fitted) grow(snapshots []*snapshot, predictions [][]naive, every int) (*trees, error) {
	x, orders, revenue := join(snapshots)
	var bought, total float64
	for i := range orders {
		if orders[i] > 0 {
			bought++
		}
		total += revenue[i]
	}
	if len(orders) < leastRows || len(snapshots[0].who)*every < leastPeople || bought < leastBought || total <= 0 {
		return nil, nil
	}
	t := &trees{Scale: total / float64(len(revenue))}
	buys := make([]float64, len(orders))
	season, counts, spends, weights := make([]float64, len(orders)), make([]float64, len(orders)),
		make([]float64, len(orders)), make([]float64, len(orders))
	at := 0
	for i, s := range snapshots {
		ix := f.Season.log(s.cut, s.horizon)
		for k := range s.who {
			n := &predictions[i][k]
			season[at], counts[at], spends[at] = ix, ix+math.Log(n.orders()+leastOrders), ix+t.spendOffset(n)
			weights[at] = 1 / (math.Exp(spends[at]) + .25)
			if orders[at] > 0 {
				buys[at] = 1
			}
			revenue[at] /= t.Scale
			at++
		}
	}
	leaf := min(80, max(10, float64(len(orders))/300))
	often := boost.Params{Trees: 300, Depth: 3, MinLeaf: leaf, Rate: .03, L2: 10, RowShare: .5, ColumnShare: .3}
	much := boost.Params{Trees: 150, Depth: 3, MinLeaf: leaf, Rate: .03, L2: 2.5, RowShare: .5, ColumnShare: .3}
	for _, step := range []struct {
		into      **boost.Ensemble
		y, w, off []float64
		loss      boost.Loss
		p         boost.Params
	}{
		{&t.Buys, buys, nil, season, boost.Logistic, often},
		{&t.Orders, orders, nil, counts, boost.Poisson, often},
		{&t.Spend, revenue, nil, spends, boost.Poisson, much},
		{&t.Small, revenue, weights, spends, boost.Poisson, much},
	} {
		e, err := boost.Train(x, step.y, step.w, step.off, step.loss, step.p)
		if err != nil {
			return nil, fmt.Errorf("trees: %w", err)
		}
		*step.into = e
	}
	t.level(x, orders, revenue, season, counts, spends)
	return t, nil
}

// spendOffset is the log of the closed forms' revenue, in units of the scale, with a
// fiftieth of a basket put to it, so that who did not buy last year can come back.
func (t *trees) spendOffset(n *naive) float64 {
	return math.Log((n.spend()+.02*n.value)/t.Scale + 1e-6)
}

// level sets Level and Odds by the rows that were trained on.
func (t *trees) level(x boost.Table, orders, revenue, season, counts, spends []float64) {
	buys, often, spend, small := t.Buys.RawAll(x), t.Orders.RawAll(x), t.Spend.RawAll(x), t.Small.RawAll(x)
	for i := range buys {
		buys[i] = buyingOdds(buys[i]+season[i], often[i]+counts[i])
	}
	t.Odds = oddsFor(buys, orders)
	var said, came float64
	for i := range orders {
		p := sigmoid(buys[i] + t.Odds)
		said += math.Exp(spendBlend(spend[i]+spends[i], small[i]+spends[i], spends[i], p))
		came += revenue[i]
	}
	if said > 0 && came > 0 {
		t.Level = math.Log(came / said)
	}
}

// buyingOdds is the log of the odds of an order by both trees: the one that learns whether,
// and the one that learns how often, by their mean. It says too much, which Odds takes back:
// the orders that are expected come from fewer customers, since some of them have left and
// the others order the more.
func buyingOdds(logOdds, logOrders float64) float64 {
	return (min(max(logOdds, -9), 9) + logit(-math.Expm1(-math.Exp(min(logOrders, 9))))) / 2
}

// oddsFor is what must be put to log odds so that as many are expected to order as did.
func oddsFor(all, orders []float64) float64 {
	var came float64
	for _, n := range orders {
		came += min(n, 1)
	}
	low, high := -3., 3.
	for range 40 {
		middle := (low + high) / 2
		var said float64
		for _, o := range all {
			said += sigmoid(o + middle)
		}
		if said < came {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// unlikely is the power of the chance of an order that an amount is multiplied by: it
// takes from those who will hardly come and, since Level keeps the sum, gives to those who
// will: most customers who will hardly come buy nothing at all.
const unlikely = .3

// spendBlend is the log of the expected revenue by both trees and the closed forms.
func spendBlend(spend, small, closed, chance float64) float64 {
	return (spend+small+closed)/3 + unlikely*math.Log(max(chance, leastProbability))
}
