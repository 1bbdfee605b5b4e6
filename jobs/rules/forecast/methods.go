package forecast

// The names of the methods, in files; pages have words for them.
const (
	MethodRule     = "gap-rule"     // the shrunk gap: too little to fit anything
	MethodRecency  = "recency"      // plain: of those silent as long, how many ordered
	MethodRate     = "rate-365"     // plain: as much as in the last 365 days
	MethodLastGap  = "last-gap"     // plain: the last order and the average gap after it
	MethodConstant = "constant"     // plain: the same number of days for everybody
	MethodClosed   = "closed-form"  // MBG/NBD, MBG/CNBD-k and last year's rate, with season
	MethodTrees    = "trees"        // gradient-boosted trees over it
	MethodRenewal  = "renewal"      // log-normal renewal by the shop's clock
	MethodBG       = "bg-nbd"       // classic models, in evaluations only
	MethodBGAlive  = "bg-nbd-alive" // P(alive) of BG/NBD, the churn score that it is not
	MethodMBG      = "mbg-nbd"      //
	MethodRegular  = "mbg-cnbd-k"   //
	MethodPareto   = "pareto-nbd"   //
	MethodMean     = "mean-rate"    // mean of Pareto/NBD and last year's rate
	MethodSeason   = "mean-season"  // the same with the season
	MethodBGSpend  = "bg-nbd-gamma" // BG/NBD with Gamma-Gamma
	MethodBlend    = "blend"        // the geometric mean of that and last year's revenue
	MethodBlendSea = "blend-season" // the same with the season
)

// rank is a method's place among those that can serve a job: the plain rule, the closed
// form, the trees.
type rank uint8

const (
	plainRule rank = iota
	closedForm
	boosted
	ranks
)

// served are the methods of each job by rank; "" where there is none.
var served = map[string][ranks]string{
	JobChurn:     {MethodRecency, MethodClosed, MethodTrees},
	JobOrders:    {MethodRate, MethodClosed, MethodTrees},
	JobRevenue:   {MethodRate, MethodClosed, MethodTrees},
	JobNextOrder: {MethodLastGap, MethodRenewal, ""},
}

// rankOf is the rank of a job's method by its name.
func rankOf(job, method string) rank {
	for r, name := range served[job] {
		if name == method && name != "" {
			return rank(r)
		}
	}
	return closedForm
}
