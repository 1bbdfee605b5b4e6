// Package target is what a customer is to buy in twelve months, how far it has
// come, and where it will most likely end.
//
//	plan := target.Plan{Start: month, Amounts: amounts}
//	pace := plan.Pace(asOf, actual)          // ahead, on track, behind
//	more, ok := plan.Required(asOf, actual)  // a month, from here
//	target.Even(annual), target.BySeason(annual, start, season)
//	model := target.Learn(asOf, kinds, histories)
//	end := model.Project(plan, &history, actual)  // with its 80 % band
//
// Every figure but the projection is exact: integers of minor units, fractions
// carried to the end and rounded there once, half away from zero (spec 00, rule 1).
// The projection is a forecast: project.go says what it goes by, and how its band
// is tested.
//
// The package is pure: what it knows is handed in, and nothing that is handed in
// may be dated after the as-of day.
package target
