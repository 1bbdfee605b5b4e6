package forecast

import "fmt"

// ruled are the choices of a shop that is too small to fit anything.
func ruled(repeaters int) []Choice {
	choices := make([]Choice, len(Jobs))
	for i, job := range Jobs {
		choices[i] = Choice{Job: job, Method: MethodRule, Plain: served[job][plainRule], Metric: judged[job],
			Why: fmt.Sprintf("%d customers have bought on two days or more; from %d on there is something to fit", repeaters, fewest)}
	}
	return choices
}
