package forecast

import (
	"fmt"
	"slices"
)

// ruled are the choices of a shop that is too small to fit anything.
func ruled(repeaters int) []Choice {
	choices := make([]Choice, len(Jobs))
	for i, job := range Jobs {
		choices[i] = Choice{Job: job, Method: MethodRule, Plain: served[job][plainRule], Metric: judged[job],
			Why: fmt.Sprintf("%d customers have bought on two days or more; from %d on there is something to fit", repeaters,
				fewest)}
	}
	return choices
}

// treeless puts the closed form, or the plain rule where that was better, in the place of
// trees that cannot be grown any more: a shop whose trade dries up has less to learn from
// than it had. Their figures are those of the back-test that the choices were made by.
func treeless(choices []Choice, by *Backtest) []Choice {
	out := slices.Clone(choices)
	for i := range out {
		c := &out[i]
		if c.Method != MethodTrees {
			continue
		}
		c.Why = "the trees that won on that window have too little left to learn from"
		at := slices.IndexFunc(by.Rows, func(r Row) bool {
			return r.Job == c.Job && r.Method == MethodClosed &&
				r.Metric == c.Metric
		})
		if at >= 0 && by.Rows[at].Value < c.Against {
			c.Method, c.Value = MethodClosed, by.Rows[at].Value
		} else {
			c.Method, c.Value = c.Plain, c.Against
		}
	}
	return out
}
