// Package btyd is "buy till you die": how often customers buy, and whether they
// are still there, from three numbers of each (how many repeats, when the last,
// as of when), in closed form.
//
//	m, err := btyd.Fit(btyd.MBG, 2, stats)   // one model for a population
//	m.PAlive(s)                              // still a customer?
//	1 - m.PNone(s, 30)                       // an order in the next 30 days?
//	m.Expected(s, 365)                       // how many in the next 365?
//	g, err := btyd.FitSpend(counts, means)   // and how much an order is worth
//
// Models: BG/NBD (Fader, Hardie & Lee 2005a), MBG/NBD (Batislam, Denizel &
// Filiztekin 2007; Hoppe & Wagner 2007), both with Erlang-k gaps (BG/CNBD-k and
// MBG/CNBD-k, Platzer & Reutterer 2017), Pareto/NBD (Schmittlein, Morrison &
// Colombo 1987; Fader & Hardie 2005), Gamma-Gamma (Fader, Hardie & Lee 2005b).
// The likelihoods are densities of the purchase times, so that the models, and
// every k, can be compared on the same customers.
//
// The unit of time is the caller's, days or weeks, the same throughout. The fit
// divides it out, so its result does not depend on it.
//
// Decisions. No 2F1: the textbook forms overflow for heavy buyers and have poles
// (a = 1, s = 1) that are none of the models'. What they stand for is summed or
// integrated here as what it is, a sum or an integral of positive terms: over the
// negative binomial count of what is to come for the geometric drop-out
// (ahead.go), over the day of drop-out for the exponential one (pareto.go). With
// Erlang gaps the silence so far tells in which phase a customer is; given the
// phase, the rate is again gamma distributed, so nothing needs simulating: the
// paper's own approximations were put aside. Gradients are analytic, for a fit
// over tens of thousands of customers takes hundreds of evaluations.
//
// The package is pure: no clock, no files, no chance. What comes of an odd input
// to a score (a last purchase after the as-of day, a negative horizon) is the
// nearest that makes sense, never NaN; Fit refuses it instead.
package btyd
