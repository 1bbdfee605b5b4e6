package accuracy_test

import (
	"math"
	"testing"

	"wholesight/jobs/stats/accuracy"
)

type measure func(predicted, truth []float64) (float64, bool)

var nan, inf = math.NaN(), math.Inf(1)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestMeasuresByHand(t *testing.T) {
	for _, c := range []struct {
		what             string
		f                measure
		predicted, truth []float64
		want             float64
	}{
		// Of the 4 pairs: .8>.1, .8>.4, .35>.1 yes, .35>.4 no.
		{"auc", accuracy.AUC, []float64{.1, .4, .35, .8}, []float64{0, 0, 1, 1}, 0.75},
		{"auc, a tie counts half", accuracy.AUC, []float64{1, 1, 0, 2}, []float64{0, 1, 0, 1}, 3.5 / 4},
		{"auc, all equal", accuracy.AUC, []float64{3, 3, 3}, []float64{0, 1, 1}, 0.5},
		{"auc, perfect", accuracy.AUC, []float64{1, 2, 3}, []float64{0, 1, 1}, 1},
		{"auc, reversed", accuracy.AUC, []float64{3, 2, 1}, []float64{0, 1, 1}, 0},
		{"auc, infinite scores", accuracy.AUC, []float64{-inf, inf, 0}, []float64{0, 1, 0}, 1},
		// From the top: 1 (1/1), 0, 1 (2/3), 0: mean of 1 and 2/3.
		{"ap", accuracy.AveragePrecision, []float64{.1, .4, .35, .8}, []float64{0, 0, 1, 1}, 5.0 / 6},
		{"ap, all equal is the base rate", accuracy.AveragePrecision, []float64{1, 1, 1, 1}, []float64{1, 0, 0, 0}, 0.25},
		{"ap, a tie at the top", accuracy.AveragePrecision, []float64{9, 9, 5}, []float64{0, 1, 1}, (1.0/2 + 2.0/3) / 2},
		{"ap, all came", accuracy.AveragePrecision, []float64{1, 2}, []float64{1, 1}, 1},
		{"brier", accuracy.Brier, []float64{.5, 1, .2}, []float64{0, 1, 1}, (.25 + 0 + .64) / 3},
		{"log loss", accuracy.LogLoss, []float64{.5, .8, .1}, []float64{0, 1, 0},
			-(math.Log(.5) + math.Log(.8) + math.Log(.9)) / 3},
		{"log loss of a certainty that failed", accuracy.LogLoss, []float64{1, 0}, []float64{1, 1}, -(math.Log(1e-15)) / 2},
		{"mae", accuracy.MAE, []float64{1, 5, -2}, []float64{2, 2, 0}, 2},
		{"medae, odd", accuracy.MedianAE, []float64{1, 5, -2}, []float64{2, 2, 0}, 2},
		{"medae, even", accuracy.MedianAE, []float64{1, 5, 9, 0}, []float64{0, 3, 0, 0}, 1.5},
		{"medae, one", accuracy.MedianAE, []float64{1}, []float64{4}, 3},
		{"rmse", accuracy.RMSE, []float64{3, 4}, []float64{0, 0}, math.Sqrt(12.5)},
		{"bias, a tenth too high", accuracy.Bias, []float64{100, 10}, []float64{50, 50}, 0.1},
		{"bias, nothing promised", accuracy.Bias, []float64{0, 0}, []float64{50, 50}, -1},
		// 1 − 6·2/(4·15)
		{"spearman, one pair swapped", accuracy.Spearman, []float64{1, 2, 4, 3}, []float64{10, 20, 30, 400}, 0.8},
		{"spearman, reversed", accuracy.Spearman, []float64{3, 2, 1}, []float64{1, 2, 9}, -1},
		{"spearman, ties", accuracy.Spearman, []float64{1, 1, 2}, []float64{1, 2, 3}, 1.5 / math.Sqrt(1.5*2)},
		// Ranks −1, 0, 1: (−1·0 + 0·6 + 1·3) ÷ (−1·0 + 0·3 + 1·6).
		{"gini", accuracy.Gini, []float64{1, 2, 3}, []float64{0, 6, 3}, 0.5},
		{"gini, perfect", accuracy.Gini, []float64{1, 2, 3}, []float64{0, 3, 6}, 1},
		{"gini, reversed", accuracy.Gini, []float64{3, 2, 1}, []float64{0, 3, 6}, -1},
		{"gini, all equal", accuracy.Gini, []float64{3, 3, 3}, []float64{0, 3, 6}, 0},
	} {
		got, ok := c.f(c.predicted, c.truth)
		if !ok {
			t.Errorf("%s: not ok", c.what)
		}
		near(t, c.what, got, c.want, 1e-12)
	}
}

func all() map[string]measure {
	return map[string]measure{
		accuracy.NameAUC: accuracy.AUC, accuracy.NameAveragePrecision: accuracy.AveragePrecision,
		accuracy.NameBrier: accuracy.Brier, accuracy.NameLogLoss: accuracy.LogLoss, accuracy.NameMAE: accuracy.MAE,
		accuracy.NameMedianAE: accuracy.MedianAE, accuracy.NameRMSE: accuracy.RMSE, accuracy.NameBias: accuracy.Bias,
		accuracy.NameSpearman: accuracy.Spearman, accuracy.NameGini: accuracy.Gini,
	}
}

func TestWithoutMeaning(t *testing.T) {
	for name, f := range all() {
		for what, c := range map[string][2][]float64{
			"no rows":          {},
			"NaN predicted":    {{1, nan, 0}, {1, 0, 0}},
			"NaN in the truth": {{1, 1, 0}, {1, nan, 0}},
		} {
			if got, ok := f(c[0], c[1]); ok || got != 0 {
				t.Errorf("%s, %s: %v, %t", name, what, got, ok)
			}
		}
		if got, _ := f([]float64{inf, 1, 2}, []float64{1, 0, 1}); math.IsNaN(got) || math.IsInf(got, 0) {
			t.Errorf("%s of an infinity: %v", name, got)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: lengths differ, and no panic", name)
				}
			}()
			f([]float64{1, 2}, []float64{1})
		}()
	}
	for what, c := range map[string]struct {
		f    measure
		a, b []float64
	}{
		"auc, none came":           {accuracy.AUC, []float64{1, 2}, []float64{0, 0}},
		"auc, all came":            {accuracy.AUC, []float64{1, 2}, []float64{1, 1}},
		"ap, none came":            {accuracy.AveragePrecision, []float64{1, 2}, []float64{0, 0}},
		"spearman of one":          {accuracy.Spearman, []float64{1}, []float64{1}},
		"spearman, one side equal": {accuracy.Spearman, []float64{1, 1}, []float64{1, 2}},
		"gini, truths equal":       {accuracy.Gini, []float64{1, 2}, []float64{5, 5}},
		"bias, more came back":     {accuracy.Bias, []float64{1, 2}, []float64{-5, 4}},
	} {
		if got, ok := c.f(c.a, c.b); ok || got != 0 {
			t.Errorf("%s: %v, %t", what, got, ok)
		}
	}
}

func TestBetter(t *testing.T) {
	for name := range all() {
		f := all()[name]
		good, _ := f([]float64{0.1, 0.2, 0.9}, []float64{0, 0, 1})
		bad, _ := f([]float64{0.9, 0.2, 0.1}, []float64{0, 0, 1})
		if b := accuracy.Better(name); b != 0 && (good-bad)*float64(b) <= 0 {
			t.Errorf("%s: %v for a good forecast, %v for a bad one, better is %d", name, good, bad, b)
		}
	}
}
