package forecast

import (
	"math/rand/v2"
	"strings"
	"testing"

	"wholesight/jobs/stats/accuracy"
)

// Trees that won and cannot be grown any more leave their place to the closed form where
// that beat the plain rule, else to the plain rule.
func TestTreeless(t *testing.T) {
	by := &Backtest{Rows: []Row{
		{Job: JobChurn, Method: MethodClosed, Metric: accuracy.NameAUC, Value: .9},
		{Job: JobChurn, Method: MethodClosed, Metric: accuracy.NameBrier, Value: .15},
		{Job: JobOrders, Method: MethodClosed, Metric: accuracy.NameRMSE, Value: 2},
	}}
	choices := []Choice{
		{Job: JobChurn, Method: MethodTrees, Plain: MethodRecency, Metric: accuracy.NameBrier, Value: .1, Against: .2},
		{Job: JobOrders, Method: MethodTrees, Plain: MethodRate, Metric: accuracy.NameRMSE, Value: 1, Against: 2},
		{Job: JobRevenue, Method: MethodRate, Plain: MethodRate, Metric: accuracy.NameMAE, Value: 7, Against: 7,
			Why: "it is"},
		{Job: JobNextOrder, Method: MethodRenewal, Plain: MethodLastGap, Metric: accuracy.NameMAE, Value: 5, Against: 6},
	}
	got := treeless(choices, by)
	for i, want := range []struct {
		method string
		value  float64
	}{{MethodClosed, .15}, {MethodRate, 2}, {MethodRate, 7}, {MethodRenewal, 5}} {
		if got[i].Method != want.method || got[i].Value != want.value || (got[i].Why == choices[i].Why) != (i > 1) {
			t.Errorf("%+v", got[i])
		}
	}
	if choices[0].Method != MethodTrees {
		t.Error("the choices that were handed in are changed")
	}
}

// A shop whose trade has dried up: the windows of the back-test still held its last good
// months, those of a quarter later do not. Nothing is said to be of trees that are not.
func TestAShopThatDriesUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	s := Shop{AsOf: begin + 860, Customers: many(330, func(i int) Customer {
		days := []int{rng.IntN(100)}
		for d, gap := days[0], 5+rng.IntN(60); rng.IntN(8) > 0; {
			if d += 1 + rng.IntN(2*gap); d >= 300 {
				break
			}
			days = append(days, d)
		}
		if i%60 == 0 {
			days = append(days, evenly(301, 40, 14)...)
		}
		return on(days...)
	})}
	m := trained(t, s, 1)
	grown := false
	for _, r := range m.Record.Backtests[0].Rows {
		grown = grown || r.Method == MethodTrees
	}
	if !grown || m.Fitted.Trees != nil {
		t.Fatalf("trees at the trial %v, now %v: nothing is proved", grown, m.Fitted.Trees != nil)
	}
	told := false
	for _, c := range m.Record.Choices {
		if c.Method == MethodTrees {
			t.Errorf("%+v", c)
		}
		told = told || strings.Contains(c.Why, "too little left")
	}
	if f := m.Forecast(&s.Customers[0], s.AsOf); f.Model == MethodTrees || !told {
		t.Errorf("%s serves, and it was said %v", f.Model, told)
	}
}
