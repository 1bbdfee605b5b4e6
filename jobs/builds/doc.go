// Package builds is what every build has in common: it is staged
// under a number of its own, published by one small update, and
// swept when it is old or was left behind.
//
// Rebuild and forecasts are such builds; what they compute is
// theirs. Also the as-of day and the ranges of customers that a
// build is cut into. It must know no use case; it asks jobs/runner,
// jobs/settings and the store.
package builds
