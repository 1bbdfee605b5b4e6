// Package target is what a customer is to buy in twelve months, how far it has
// come, and what must come of it.
//
//	plan := target.Plan{Start: month, Amounts: amounts}
//	pace := plan.Pace(asOf, actual)          // ahead, on track, behind
//	more, ok := plan.Required(asOf, actual)  // a month, from here
//	target.Even(annual), target.BySeason(annual, start, season)
//
// Every figure is exact: integers of minor units, fractions carried to the end and
// rounded there once, half away from zero (spec 00, rule 1).
//
// The package is pure: what it knows is handed in, and nothing that is handed in
// may be dated after the as-of day.
package target
